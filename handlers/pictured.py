"""Cards where no picture can be uploaded, inline and for guests: those that Telegram has already."""

from __future__ import annotations

from typing import Protocol

from telegram import InlineQueryResultCachedPhoto
from telegram.constants import ParseMode

from handlers import surfaces
from handlers.callback_data import Verb, deep_link
from handlers.reply import Link, Reply
from handlers.texts import Texts
from knowledge.record.values import Quote


class Cards(Protocol):
    """Knows the cards that were sent."""

    async def stored(self, quote: Quote, texts: Texts, username: str) -> tuple[str, Reply] | None:
        """Give the file id of a card that was sent before, and its words; None if it never was."""


async def pictured(
    quote: Quote, cards: Cards, texts: Texts, *, username: str, version: str
) -> InlineQueryResultCachedPhoto | None:
    """Give the card of a quote as a result; None if Telegram does not have it yet."""
    known = await cards.stored(quote, texts, username)
    if known is None:
        return None
    file_id, caption = known
    link = Link(texts.plain["button_open"], deep_link(username, Verb.ENTRY, quote.id))
    return InlineQueryResultCachedPhoto(
        id=f"{version}-{quote.id}-c",
        photo_file_id=file_id,
        title=texts.plain["button_card"],
        caption=caption.html,
        parse_mode=ParseMode.HTML,
        reply_markup=surfaces.keyboard(((link,),)),
    )
