"""The bot's HTML, of which Telegram knows a few tags, as HTML that a page may show safely."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_TAGS = frozenset({"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre"})


def as_page(html: str) -> str:
    """Give the HTML with those tags alone that Telegram shows; whatever else stands in it is text."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return "".join(reader.parts)


def units(html: str) -> int:
    """Count what Telegram counts: UTF-16 units of the text without its tags."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return len("".join(reader.text).encode("utf-16-le")) // 2


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag that Telegram knows."""
        given = dict(attrs)
        if tag == "blockquote":
            self.parts.append("<blockquote class=folded>" if "expandable" in given else "<blockquote>")
        elif tag == "a":
            self.parts.append(f'<a href="{escape(_address(given.get("href") or ""))}" rel="noreferrer">')
        elif tag in _TAGS:
            self.parts.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag in _TAGS or tag in {"a", "blockquote"}:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Take over words as words."""
        self.text.append(data)
        self.parts.append(escape(data))


def _address(address: str) -> str:
    return address if address.startswith(("https://", "http://", "tg://")) else "#"
