"""Telegram's HTML, parsed as strictly as Telegram does: text and entities, or a refusal."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

from tests.telegram.refusal import Refusal

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-time": "date_time",
}
_ATTRIBUTES = {"a": {"href"}, "blockquote": {"expandable"}, "tg-time": {"unix", "format"}, "code": {"class"}}


_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
"""Relative; or weekday, short or long date, short or long time."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text without its mark-up; entities as Telegram gives them, offsets in UTF-16 units."""

    text: str
    entities: tuple[dict[str, object], ...]


def units(text: str) -> int:
    """Count UTF-16 units, as Telegram counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse(html: str) -> Parsed:
    """Parse a message's HTML.

    Raises:
        Refusal: A tag that Telegram does not know, one that is not closed, or a bare "<" or "&".
    """
    parser = _Parser()
    parser.feed(html)
    parser.close()
    if parser.rawdata:
        raise Refusal.bad("can't parse entities: Unclosed start tag at the end")
    if parser.open:
        raise Refusal.bad(
            f"can't parse entities: Can't find end tag corresponding to start tag \"{parser.open[-1][0]}\""
        )
    entities = sorted(parser.entities, key=lambda one: (one["offset"], -int(str(one["length"]))))
    return Parsed(parser.text, tuple(entities))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.text = ""
        self.open: list[tuple[str, int, dict[str, str | None]]] = []
        self.entities: list[dict[str, object]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _TYPES:
            raise Refusal.bad(
                f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {len(self.text)}'
            )
        if any(name not in _ATTRIBUTES.get(tag, set()) for name, _ in attrs):
            raise Refusal.bad(f'can\'t parse entities: unexpected attribute in tag "{tag}"')
        if tag == "blockquote" and any(open_tag == "blockquote" for open_tag, _, _ in self.open):
            raise Refusal.bad("can't parse entities: blockquote entities can't be nested")
        self.open.append((tag, units(self.text), dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1][0] != tag:
            raise Refusal.bad(f'can\'t parse entities: Unmatched end tag "{tag}"')
        _, offset, attributes = self.open.pop()
        kind = _TYPES[tag]
        if tag == "blockquote" and "expandable" in attributes:
            kind = "expandable_blockquote"
        entity: dict[str, object] = {"type": kind, "offset": offset, "length": units(self.text) - offset}
        if tag == "a":
            entity["url"] = attributes.get("href") or ""
        if tag == "tg-time":
            entity |= _moment(attributes)
        if entity["length"]:
            self.entities.append(entity)

    def handle_data(self, data: str) -> None:
        if "<" in data:
            raise Refusal.bad("can't parse entities: Unsupported start tag")
        self.text += data

    def handle_entityref(self, name: str) -> None:
        known = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
        self.text += known.get(name, f"&{name};")

    def handle_charref(self, name: str) -> None:
        number = int(name[1:], 16) if name[0] in "xX" else int(name)
        self.text += chr(number)

    def handle_comment(self, data: str) -> None:
        raise Refusal.bad(f"can't parse entities: Unsupported start tag {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise Refusal.bad(f"can't parse entities: Unsupported start tag {decl!r}")


def _moment(attributes: dict[str, str | None]) -> dict[str, object]:
    unix, shown = attributes.get("unix") or "", attributes.get("format") or ""
    if not unix.isdecimal():
        raise Refusal.bad('can\'t parse entities: Tag "tg-time" must have a valid attribute "unix"')
    if not _TIME_FORMAT.fullmatch(shown):
        raise Refusal.bad('can\'t parse entities: Tag "tg-time" has invalid format')
    return {"unix_time": int(unix), **({"date_time_format": shown} if shown else {})}
