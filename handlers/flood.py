"""Too much at once from one person: one polite word, then a minute's silence."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, TypeHandler

from handlers import surfaces
from handlers.asked import ORDERS, command_in, is_addressed
from handlers.person import Clock, PersonLocale
from handlers.question_rate import QuestionRate
from handlers.reply import Reply

MOST_A_MINUTE = 20


@dataclass(frozen=True, slots=True)
class Flood:
    """Stands before all other interactions."""

    person_locale: PersonLocale
    clock: Clock
    counter: QuestionRate

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler; it belongs into a group before all others."""
        return (TypeHandler(Update, self.stop_or_let_pass),)

    async def stop_or_let_pass(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
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
        texts = await self.person_locale.of(update)
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
