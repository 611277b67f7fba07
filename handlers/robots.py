"""Other bots are not answered: two that answer each other never stop."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, TypeHandler

from handlers.person import person_of


@dataclass(frozen=True, slots=True)
class Robots:
    """Stands before all other interactions."""

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler; it belongs into a group before all others."""
        return (TypeHandler(Update, self.stop_or_let_pass),)

    async def stop_or_let_pass(self, update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let an update pass, or stop it.

        Raises:
            ApplicationHandlerStop: A bot wrote it, in its own name; nobody else sees it.
        """
        person = person_of(update)
        if person is not None and person.is_bot:
            raise ApplicationHandlerStop
