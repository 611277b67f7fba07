"""Cards sent once and shown again: each is drawn for all who wait for it, off the event loop."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from telegram import Message

from handlers.card.files import CardFiles, CardKey
from handlers.card.value import Card
from handlers.surfaces import Picturing

MOST_AT_ONCE = 1
"""Measured: two drawn side by side take as long as one after the other, and hold up the event loop twice."""


@dataclass(frozen=True, slots=True)
class Gallery:
    """All cards, by what makes them the same picture."""

    files: CardFiles
    _turns: WeakValueDictionary[CardKey, asyncio.Lock] = field(default_factory=WeakValueDictionary)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    async def send(self, key: CardKey, card: Card, english: Card, sending: Picturing) -> Message | None:
        """Send a card by the id that Telegram has for it; draw it if there is none, or an outdated one.

        Who comes while a card is drawn and sent waits for it, and then sends it by its id.

        Args:
            key: Of the picture.
            card: What is drawn.
            english: The same in English, for names in letters that we have not.
            sending: Called with an id, with a drawn picture, or first the one and then the other.

        Returns:
            What was sent; None if the quote is in letters that we have not.
        """
        known = await self.files.file_id(key)
        sent = await sending(known) if known else None
        if sent is not None:
            return sent
        async with self._turns.setdefault(key, asyncio.Lock()):
            newer = await self.files.file_id(key)
            sent = await sending(newer) if newer and newer != known else None
            return sent or await self._draw_and_send(key, card, english, sending)

    async def _draw_and_send(
        self, key: CardKey, card: Card, english: Card, sending: Picturing
    ) -> Message | None:
        async with self._room:
            picture = await asyncio.to_thread(_drawn, card, english)
        sent = await sending(picture) if picture else None
        if sent is not None and sent.photo:
            await self.files.keep(key, sent.photo[-1].file_id)
        return sent


def _drawn(card: Card, english: Card) -> bytes | None:
    # Imported here: most people never ask for a card, and a start should not wait for Pillow.
    from handlers.card.drawing import draw  # noqa: PLC0415
    from handlers.card.letters import legible  # noqa: PLC0415

    shown = legible(card, english)
    return draw(shown) if shown else None
