"""Too much at once from one person: one polite word, then a minute's silence."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, TypeHandler

from handlers import surfaces
from handlers.asked import ORDERS, command_in, is_addressed
from handlers.person import Clock, Tongue
from handlers.reply import Reply

MOST_A_MINUTE = 20
MINUTE = timedelta(minutes=1)
MOST_REMEMBERED = 10_000


@dataclass(slots=True)
class Counter:
    """How often each person came within the minute; the oldest are forgotten first."""

    _came: OrderedDict[int, tuple[datetime, int]] = field(default_factory=OrderedDict)

    def count(self, person: int, now: datetime) -> int:
        """Note that a person came, and give how often within the minute that their first coming began."""
        began, times = self._came.pop(person, (now, 0))
        if now - began > MINUTE:
            began, times = now, 0
        self._came[person] = (began, times + 1)
        while len(self._came) > MOST_REMEMBERED or now - self._first_began() > MINUTE:
            self._came.popitem(last=False)
        return times + 1

    def __len__(self) -> int:
        return len(self._came)

    def _first_began(self) -> datetime:
        return next(iter(self._came.values()))[0]


@dataclass(frozen=True, slots=True)
class Flood:
    """Stands before all other interactions."""

    tongue: Tongue
    clock: Clock
    counter: Counter

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler; it belongs into a group before all others."""
        return (TypeHandler(Update, self.comes),)

    async def comes(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let an update pass, or stop it; an order, such as to stop or to forget, is always heard.

        Raises:
            ApplicationHandlerStop: It is too much; nobody else sees it.
        """
        # All who write in the name of some chat share one user id: the chat is who sends.
        sender = update.effective_sender
        if sender is None or not _is_asked(update, context.bot.username):
            return
        times = self.counter.count(sender.id, self.clock())
        if times <= MOST_A_MINUTE:
            return
        await self._refuse(update, is_first=times == MOST_A_MINUTE + 1)
        raise ApplicationHandlerStop

    async def _refuse(self, update: Update, *, is_first: bool) -> None:
        """Say it once; a pressed button's clock is stopped each time. A guest just stays away."""
        message = update.message or update.edited_message
        texts = await self.tongue.of(update)
        if update.callback_query:
            await surfaces.done(update.callback_query, texts.say("too_fast") if is_first else "")
        elif message and is_first:
            await surfaces.send(message, Reply(texts.say("too_fast")))


def _is_asked(update: Update, username: str) -> bool:
    """Whether the update costs an answer.

    Who talks to others in a group asks nothing, and who types inline sends an update with each letter.
    """
    if update.callback_query or update.guest_message:
        return True
    message = update.message or update.edited_message
    if message is None or not is_addressed(message, username):
        return False
    return command_in(message, username) not in ORDERS
