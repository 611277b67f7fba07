"""/privacy, /mydata and /forget: what is stored about a person, shown and deleted."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from telegram import Update
from telegram.ext import BaseHandler, CommandHandler, ContextTypes, filters

from handlers import surfaces
from handlers.daily.plan import when
from handlers.daily.subscription import SubscriptionStore
from handlers.memory import Recent
from handlers.person import Tongue
from handlers.reply import Reply
from handlers.texts import Texts
from knowledge.answer import Answer


@dataclass(frozen=True, slots=True)
class Privacy:
    """What is stored about a person."""

    tongue: Tongue
    store: SubscriptionStore | None
    remembered: tuple[Recent[Answer], Recent[int]]

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the commands; an old /forget is honoured too."""
        new = filters.UpdateType.MESSAGE
        return (
            CommandHandler("privacy", self.privacy, filters=new),
            CommandHandler("mydata", self.mydata, filters=new),
            CommandHandler("forget", self.forget, filters=new),
        )

    async def privacy(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Say exactly what is stored."""
        if update.effective_message:
            texts = await self.tongue.of(update)
            await surfaces.send(update.effective_message, Reply(texts.say("privacy")))

    async def mydata(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Show what is stored about who asks."""
        if update.effective_message and update.effective_user:
            texts = await self.tongue.of(update)
            lines = await self._stored(update.effective_user.id, texts)
            shown = texts.plain["mydata"].replace("{data}", "\n".join(lines))
            reply = Reply(shown if lines else texts.say("mydata_nothing"))
            await surfaces.send(update.effective_message, reply)

    async def forget(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Delete at once all that is stored about who asks."""
        if update.effective_message and update.effective_user:
            person = update.effective_user.id
            texts = await self.tongue.of(update)
            await self.tongue.preferences.forget(person)
            if self.store is not None:
                await self.store.forget_user(person)
            for memory in self.remembered:
                memory.forget(person)
            await surfaces.send(update.effective_message, Reply(texts.say("forgotten")))

    async def _stored(self, person: int, texts: Texts) -> list[str]:
        lines = []
        language = await self.tongue.preferences.language(person)
        if language:
            lines.append(f"• user_id {person}, language {language}")
        for one in await self.store.of_user(person) if self.store else ():
            plan = f"{one.state}, {when(one.schedule, texts)} ({one.schedule.zone})"
            lines.append(
                escape(f"• {one.id}: chat {one.chat_id}, thread {one.thread_id}, {plan}, {one.created_at}")
            )
        return lines
