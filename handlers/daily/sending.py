"""The day's quote as a message: rendered like any other, with its own buttons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import IntEnum

from babel.dates import format_skeleton
from telegram import Bot
from telegram.constants import ParseMode

from handlers import surfaces
from handlers.callback_data import Verb, encode
from handlers.daily.schedule import CATCH_UP, local_now
from handlers.daily.status_panel import when
from handlers.daily.subscription import Reason, Subscription
from handlers.rendering import entry_reply
from handlers.reply import Press, Reply
from handlers.texts import Locales, Texts
from knowledge.record.values import About, Entry, Quote
from knowledge.snapshot import LiveSnapshot


class QuoteButton(IntEnum):
    """What a button under the day's quote asks for; it stands where other buttons have a page."""

    QUOTE = 0
    SOURCE = 1
    ANOTHER = 2
    STOP = 3
    RESUME = 4


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class QuoteSender:
    """Sends to Telegram; its errors are the library's own, unwrapped: the delivery knows what they mean."""

    bot: Bot
    live: LiveSnapshot
    locales: Locales
    clock: Callable[[], datetime] = _utc_now

    async def send(self, subscription: Subscription, entry_id: str) -> int:
        """Send the entry as the day's quote and give the message's id.

        Raises:
            TelegramError: Telegram refused it, or could not be reached.
        """
        texts, record = self.locales.within(subscription.language), self.live.now.record
        day = anniversary(entry_id, record.about, zone=subscription.schedule.zone, now=self.clock())
        reply = daily_reply(record.entries[entry_id], texts, username=self.bot.username, day=day)
        message = await self.bot.send_message(
            subscription.chat_id,
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=surfaces.keyboard(reply.rows),
            link_preview_options=surfaces.NO_PREVIEW,
            message_thread_id=subscription.thread_id,
            disable_notification=subscription.is_silent,
        )
        return message.message_id

    async def tell(self, subscription: Subscription, reason: Reason) -> None:
        """Tell the person who made the subscription why it rests now.

        Raises:
            TelegramError: That person can't be told.
        """
        texts = self.locales.within(subscription.language)
        paused = texts.say("daily_paused", when=when(subscription.schedule, subscription.place, texts))
        why = texts.plain.get(f"daily_reason_{reason.replace('-', '_')}", "")
        await self.bot.send_message(
            subscription.user_id, f"{paused}\n{why}".strip(), parse_mode=ParseMode.HTML
        )


def anniversary(entry_id: str, about: About, *, zone: str, now: datetime) -> date | None:
    """Give the day, if this is the anniversary's own message on its day; it may come late by the catch-up."""
    if entry_id not in about.anniversary_entries:
        return None
    days = (local_now(zone, moment).date() for moment in (now, now - CATCH_UP))
    return next((day for day in days if (day.month, day.day) == about.anniversary), None)


def daily_reply(
    entry: Entry, texts: Texts, *, username: str, day: date | None = None, is_stopped: bool = False
) -> Reply:
    """Say the day's quote: another one, source, card, stop; nobody asked, so there is nothing to explain.

    Args:
        day: The anniversary, if this is its message.
        is_stopped: Whether the button takes the order up again instead.
    """
    html = entry_reply(entry, texts, username=username).html
    if day is not None:
        shown = format_skeleton("MMMMd", day, locale=texts.locale)
        html = f"{texts.say('daily_anniversary', date=shown)}\n\n{html}"

    def under(key: str, what: QuoteButton) -> Press:
        return Press(texts.label(key), encode(Verb.DAYS_QUOTE, entry.id, what))

    first = [under("button_another", QuoteButton.ANOTHER), under("button_source", QuoteButton.SOURCE)]
    if isinstance(entry, Quote):
        first.append(Press(texts.label("button_card"), encode(Verb.CARD, entry.id)))
    end = under("button_resume", QuoteButton.RESUME) if is_stopped else under("button_stop", QuoteButton.STOP)
    return Reply(html, (tuple(first), (end,)))
