"""What will be said, before it is sent: HTML within Telegram's limits, and buttons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

MOST_CHARACTERS = 4096
"""Of a message, after Telegram has taken the mark-up out; we count mark-up too, to be safe."""


@dataclass(frozen=True, slots=True)
class Press:
    """A button that comes back to the bot with its payload."""

    label: str
    payload: str


@dataclass(frozen=True, slots=True)
class Link:
    """A button that opens an address."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Share:
    """A button that lets the person choose a chat and opens inline mode there with a query."""

    label: str
    query: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A button that copies a text of at most 256 characters."""

    label: str
    text: str


Button: TypeAlias = Press | Link | Share | Copy
Row: TypeAlias = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Reply:
    """One message.

    Attributes:
        html: In Telegram's HTML, at most `MOST_CHARACTERS`.
        rows: Buttons, row by row.
        asks: It asks for words: Telegram opens the field for a reply to it. It has no buttons then.
        alert: It is short and passing: a press may be answered with it instead of a message.
    """

    html: str
    rows: tuple[Row, ...] = ()
    alert: bool = False
    asks: bool = False
