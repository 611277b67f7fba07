"""The day's quote as a message: rendered like any other, with a way to stop it."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Bot
from telegram.constants import ParseMode

from handlers import surfaces
from handlers.callback_data import Verb, encode
from handlers.daily.plan import when
from handlers.daily.subscription import Reason, Subscription
from handlers.rendering import entry_reply
from handlers.reply import Press, Reply
from handlers.texts import Locales, Texts
from knowledge.record import Entry
from knowledge.snapshot import LiveSnapshot


@dataclass(frozen=True, slots=True)
class QuoteSender:
    """Sends to Telegram; its errors are the library's own, unwrapped: the delivery knows what they mean."""

    bot: Bot
    live: LiveSnapshot
    locales: Locales

    async def send(self, subscription: Subscription, entry_id: str) -> int:
        """Send the entry as the day's quote and give the message's id.

        Raises:
            TelegramError: Telegram refused it, or could not be reached.
        """
        texts = self.locales.within(subscription.language)
        reply = daily_reply(self.live.now.record.entries[entry_id], texts, username=self.bot.username)
        message = await self.bot.send_message(
            subscription.chat_id,
            reply.html,
            parse_mode=ParseMode.HTML,
            reply_markup=surfaces.keyboard(reply.rows),
            link_preview_options=surfaces.NO_PREVIEW,
            message_thread_id=subscription.thread_id,
        )
        return message.message_id

    async def tell(self, subscription: Subscription, reason: Reason) -> None:
        """Tell the person who made the subscription why it rests now.

        Raises:
            TelegramError: That person can't be told.
        """
        texts = self.locales.within(subscription.language)
        paused = texts.say("daily_paused", when=when(subscription.schedule, texts))
        why = texts.plain.get(f"daily_reason_{reason.replace('-', '_')}", "")
        await self.bot.send_message(
            subscription.user_id, f"{paused}\n{why}".strip(), parse_mode=ParseMode.HTML
        )


def daily_reply(entry: Entry, texts: Texts, *, username: str) -> Reply:
    """Say the day's quote: its source, another one, stop; nobody asked, so there is nothing to explain."""
    reply = entry_reply(entry, texts, username=username)
    source = Press(texts.plain["button_source"], encode(Verb.SOURCE, entry.id))
    another = Press(texts.plain["button_another"], encode(Verb.ANOTHER))
    stop = Press(texts.plain["button_stop"], encode(Verb.DAILY, "stop"))
    return Reply(reply.html, ((source, another), (stop,)))
