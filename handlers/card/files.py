"""Cards that Telegram has already: what its file is known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol
from zlib import crc32

from handlers.card.value import Card, Theme

DESIGN = 2
"""Counts up when cards are drawn differently, so that no old picture is sent again."""


@dataclass(frozen=True, slots=True)
class CardKey:
    """What makes two cards of one bot the same picture.

    Attributes:
        language: Of the interface, not of the quote.
        design: What `design_of` gives for the card.
    """

    entry: str
    record_version: str
    theme: Theme
    language: str
    design: int


def design_of(card: Card) -> int:
    """Give a number that changes with how cards are drawn, and with any word on this one.

    The record's version does not tell of the bot's name and of the interface's words, which are on it too.
    """
    # Within the 31 bits that every database's integers have.
    return crc32(f"{DESIGN}:{card}".encode("utf-8", "surrogatepass")) & 0x7FFF_FFFF


class CardFiles(Protocol):
    """Keeps Telegram's ids of the pictures that were sent once, so that they need not be drawn again."""

    async def file_id(self, key: CardKey) -> str | None:
        """Give Telegram's file id of a card; None if it was not sent yet."""

    async def keep(self, key: CardKey, file_id: str) -> None:
        """Keep Telegram's file id of a card, in place of those of older versions and designs."""
