"""What waited too long at Telegram: orders are still honoured, old chatter is let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, TypeHandler

from handlers.asked import ORDERS, command_in
from handlers.person import Clock

OLDEST = timedelta(minutes=10)
"""Telegram keeps updates for a day while the bot is down; nobody waits for an answer that long."""


@dataclass(frozen=True, slots=True)
class Stale:
    """Stands before all other interactions."""

    clock: Clock

    def handlers(self) -> tuple[BaseHandler[Update, ContextTypes.DEFAULT_TYPE, None], ...]:
        """List the handler; it belongs into a group before all others."""
        return (TypeHandler(Update, self.stop_or_let_pass),)

    async def stop_or_let_pass(self, update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Let an update pass, or stop it.

        Raises:
            ApplicationHandlerStop: It is an old message and no order; nobody else sees it.
        """
        message = None if update.callback_query else update.effective_message
        if message is None or self.clock() - (message.edit_date or message.date) <= OLDEST:
            return
        is_order = command_in(message, context.bot.username) in ORDERS
        if not is_order and message.migrate_to_chat_id is None:
            raise ApplicationHandlerStop
