"""Cards that Telegram has already: what its file is known by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from handlers.card.value import Theme

DESIGN = 1
"""Counts up when cards look different, so that no old picture is sent again."""


@dataclass(frozen=True, slots=True)
class CardKey:
    """What makes two cards of one bot the same picture.

    Attributes:
        language: Of the interface, not of the quote.
    """

    entry: str
    record_version: str
    theme: Theme
    language: str
    design: int = DESIGN


class CardFiles(Protocol):
    """Keeps Telegram's ids of the pictures that were sent once, so that they need not be drawn again."""

    async def file_id(self, key: CardKey) -> str | None:
        """Give Telegram's file id of a card; None if it was not sent yet."""

    async def keep(self, key: CardKey, file_id: str) -> None:
        """Keep Telegram's file id of a card, in place of those of older versions and designs."""
