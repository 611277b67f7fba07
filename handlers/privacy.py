"""/privacy: what is stored and what is not."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.person import Tongue
from handlers.reply import Reply


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is stored about a person."""

    tongue: Tongue

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands."""
        return (CommandHandler("privacy", self.privacy, filters=filters.UpdateType.MESSAGE),)

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say exactly what is stored."""
        if update.effective_message:
            texts = await self.tongue.of(update)
            await surfaces.send(update.effective_message, Reply(texts.say("privacy")))
