"""What sends one quote; and the plainest thing that can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Protocol

from telegram import Bot
from telegram.constants import ParseMode

from handlers.daily.subscription import Reason, Subscription
from knowledge.record.values import Quote, Record


class Sender(Protocol):
    """Sends to Telegram; its errors are the library's own, unwrapped: the delivery knows what they mean.

    It sends over a transport that says when a request leaves (`bot.transports.leaving`): what has not left is
    sent again after a kill, without doubt.
    """

    async def send(self, subscription: Subscription, entry_id: str) -> int:
        """Send the entry as the day's quote and give the message's id.

        Raises:
            TelegramError: Telegram refused it, or could not be reached.
        """

    async def tell(self, subscription: Subscription, reason: Reason) -> None:
        """Tell the person who made the subscription why it rests now.

        Raises:
            TelegramError: That person can't be told.
        """


@dataclass(frozen=True, slots=True)
class PlainSender:
    """The quote and who said it, without buttons."""

    bot: Bot
    record: Callable[[], Record]

    async def send(self, subscription: Subscription, entry_id: str) -> int:
        """Send the quote as an HTML blockquote and give the message's id."""
        entry = self.record().entries[entry_id]
        said = f"<blockquote>{escape(entry.text)}</blockquote>"
        if isinstance(entry, Quote):
            name = entry.speaker.name.within(subscription.language)
            office = entry.speaker.office
            said += f"\n— {escape(name)}"
            said += f", {escape(office.within(subscription.language))}" if office else ""
        message = await self.bot.send_message(
            subscription.chat_id,
            said,
            parse_mode=ParseMode.HTML,
            message_thread_id=subscription.thread_id,
        )
        return message.message_id

    async def tell(self, subscription: Subscription, reason: Reason) -> None:
        """Name the reason to the person in a private message."""
        text = f"The daily quote in chat {subscription.chat_id} is paused: {reason}."
        await self.bot.send_message(subscription.user_id, text)
