"""Telegram's two ways to mark a text, HTML and entities, read into one: the text and its marked stretches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Literal, TypeAlias

Style: TypeAlias = Literal["quote", "bold", "italic", "underline", "strike", "code", "link"]

_OF_TAG: Mapping[str, Style] = {
    "blockquote": "quote",
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strike",
    "strike": "strike",
    "del": "strike",
    "code": "code",
    "pre": "code",
    "a": "link",
}
_OF_ENTITY: Mapping[str, Style] = {
    "blockquote": "quote",
    "expandable_blockquote": "quote",
    "bold": "bold",
    "italic": "italic",
    "underline": "underline",
    "strikethrough": "strike",
    "code": "code",
    "pre": "code",
    "text_link": "link",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One styled stretch, from `start` up to `end`, in characters.

    Attributes:
        address: Where a link leads; empty for other styles.
    """

    start: int
    end: int
    style: Style
    address: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marks; marks may lie within one another, but never cross."""

    text: str
    marks: tuple[Mark, ...] = ()


def from_html(html: str) -> Marked:
    """Read Telegram's HTML; tags that style nothing here are passed over."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return Marked("".join(reader.pieces), tuple(reader.marks))


def from_entities(text: str, entities: Iterable[Mapping[str, object]]) -> Marked:
    """Read Telegram's entities, whose offsets count UTF-16 units."""
    marks = []
    encoded = text.encode("utf-16-le")
    for entity in entities:
        style = _OF_ENTITY.get(str(entity.get("type")))
        offset, length = int(str(entity.get("offset", 0))), int(str(entity.get("length", 0)))
        if style:
            start, end = (
                len(encoded[: 2 * position].decode("utf-16-le", "replace"))
                for position in (offset, offset + length)
            )
            marks.append(Mark(start, end, style, str(entity.get("url") or "")))
    return Marked(text, tuple(marks))


class _Reader(HTMLParser):
    """Collects text, and marks where tags close."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.marks: list[Mark] = []
        self._length = 0
        self._open: list[tuple[str, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember where a style begins."""
        self._open.append((tag, self._length, dict(attrs).get("href") or ""))

    def handle_endtag(self, tag: str) -> None:
        """Mark what the tag enclosed."""
        if self._open and self._open[-1][0] == tag:
            _, start, address = self._open.pop()
            style = _OF_TAG.get(tag)
            if style:
                self.marks.append(Mark(start, self._length, style, address))

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.pieces.append(data)
        self._length += len(data)
