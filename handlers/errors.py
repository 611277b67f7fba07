"""The last net: what went wrong is logged once, and the person is told one kind sentence."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from telegram import Update
from telegram.error import Forbidden, TelegramError
from telegram.ext import ContextTypes

from handlers import surfaces
from handlers.person import Tongue
from handlers.reply import Reply

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Errors:
    """Takes whatever an interaction did not."""

    tongue: Tongue

    async def caught(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Log an error and say that it was noted; somebody who blocked the bot is left in peace."""
        error = context.error
        if isinstance(error, Forbidden):
            _LOG.info("a chat no longer wants to hear: %s", error)
            return
        _LOG.error("an update could not be handled", exc_info=error)
        if not isinstance(update, Update) or isinstance(error, TelegramError):
            return
        texts = await self.tongue.of(update)
        if update.callback_query:
            await surfaces.done(update.callback_query, texts.say("error"))
        elif update.effective_message:
            await surfaces.send(update.effective_message, Reply(texts.say("error")))
