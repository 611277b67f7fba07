"""Chats drawn as SVG: bubbles, buttons, folded quotes and inline results, without a library for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from html.parser import HTMLParser

from handlers.card.faces import Faces

WIDTH, MARGIN, LINE, SIZE = 430, 14, 19, 13
FOLDED_LINES = 3
"""What Telegram shows of a folded quote."""
WIDER = 1.24
"""How much wider letters may be where the reader's machine has another typeface than the one measured."""
BOLD = 1.08
"""How much wider a bold letter is."""
STYLE = """
  .back { fill: #e6ebf0 } .title { fill: #5b6b7a } .ours { fill: #ffffff } .theirs { fill: #d9f2c9 }
  .bar { fill: #4a90d9 } .key { fill: #dfe8f1 } .label { fill: #2a6fb0 } .link { fill: #2a6fb0 }
  .faint { fill: #6b7a88 } .rule { fill: #dfe5ea }
  text { font: 13px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1c2733; white-space: pre }
  .b { font-weight: 600 } .i { font-style: italic } .u { text-decoration: underline }
  @media (prefers-color-scheme: dark) {
    .back { fill: #17212b } .title { fill: #9fb0bf } .ours { fill: #223140 } .theirs { fill: #2f5d43 }
    text { fill: #e9eef3 } .key { fill: #2d4258 } .label, .link { fill: #8fc3f3 } .faint { fill: #9fb0bf }
    .rule { fill: #31455a }
  }
"""


@dataclass(frozen=True, slots=True)
class Word:
    """A word in its look: classes of the style sheet."""

    text: str
    look: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a bubble; within a quote it has a bar before it."""

    words: tuple[Word, ...]
    quoted: bool = False
    folded: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A piece of a picture, and how high it is."""

    svg: str
    height: int


@dataclass(slots=True)
class _Paragraphs(HTMLParser):
    """Telegram's HTML as paragraphs of words."""

    found: list[list[Word]] = field(default_factory=lambda: [[]])
    quoted: dict[int, bool] = field(default_factory=dict)
    _look: list[str] = field(default_factory=list)
    _quote: bool | None = None

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "blockquote":
            self._quote = "expandable" in dict(attrs)
        else:
            self._look.append({"a": "link"}.get(tag, tag))

    def handle_endtag(self, tag: str) -> None:
        if tag == "blockquote":
            self._quote = None
        else:
            self._look.pop()

    def handle_data(self, data: str) -> None:
        look = frozenset(self._look)
        for number, paragraph in enumerate(data.split("\n")):
            if number:
                self.found.append([])
            if self._quote is not None:
                self.quoted[len(self.found) - 1] = self._quote
            words = paragraph.split(" ")
            for place, text in enumerate(words):
                spaced = text + (" " if place + 1 < len(words) else "")
                if spaced:
                    self.found[-1].append(Word(spaced, look))


def lines_of(html: str, room: float) -> tuple[Line, ...]:
    """Break Telegram's HTML into lines of at most `room` pixels; of a folded quote its first ones."""
    parsed = _Paragraphs()
    parsed.feed(html)
    lines: list[Line] = []
    for number, paragraph in enumerate(parsed.found):
        folded = parsed.quoted.get(number)
        quoted = folded is not None
        broken = list(_broken(paragraph, room - (14 if quoted else 0)))
        if folded and len(broken) > FOLDED_LINES:
            broken = broken[:FOLDED_LINES]
            lines += [Line(words, quoted=True) for words in broken[:-1]]
            lines.append(Line(broken[-1], quoted=True, folded=True))
        else:
            lines += [Line(words, quoted=quoted) for words in broken]
    return tuple(lines)


def _broken(words: Sequence[Word], room: float) -> Iterator[tuple[Word, ...]]:
    line: list[Word] = []
    filled = 0.0
    for word in words:
        width = width_of(word.text, wider=WIDER * (BOLD if "b" in word.look else 1))
        # A word of two looks stands together: only a space ends one.
        if line and filled + width > room and line[-1].text.endswith(" "):
            yield tuple(line)
            line, filled = [], 0.0
        line.append(word)
        filled += width
    yield tuple(line)


@cache
def _letter(sign: str) -> float:
    # One by one: whether letters are kerned depends on the machine, and the picture must not.
    return Faces().width(sign, "small", size=SIZE)


def width_of(text: str, *, wider: float = WIDER) -> float:
    """Measure a text, generously."""
    return sum(map(_letter, text)) * wider


def bubble(html: str, *, is_theirs: bool = False, keys: Sequence[Sequence[str]] = ()) -> Drawing:
    """Draw one message.

    Args:
        is_theirs: Whether a person wrote it, not the bot.
        keys: Labels of its buttons, row by row.
    """
    widest = WIDTH - 2 * MARGIN - (60 if is_theirs else 0)
    lines = lines_of(html, widest - 24)
    longest = max(sum(width_of(word.text) for word in line.words) for line in lines)
    width = round(min(widest, longest + 26)) if is_theirs else widest
    left = WIDTH - MARGIN - width if is_theirs else MARGIN
    height = len(lines) * LINE + 16
    inside = f'<rect class="{"theirs" if is_theirs else "ours"}" width="{width}" height="{height}" rx="11"/>'
    inside += "".join(_line(line, 21 + number * LINE, width) for number, line in enumerate(lines))
    for row in keys:
        height += 5
        inside += "".join(
            _key(label, place, len(row), width=width, y=height) for place, label in enumerate(row)
        )
        height += 28
    return Drawing(f'<g transform="translate({left} {{top}})">{inside}</g>', height)


def results(listed: Sequence[tuple[str, str]], typed: str) -> Drawing:
    """Draw what is offered above the field in which somebody types behind the bot's name."""
    inside, y, width = "", 0, WIDTH - 2 * MARGIN
    for title, description in listed:
        shown = "".join(word.text for word in next(_broken_text(description, width - 34)))
        cut = shown.rstrip() + ("…" if len(shown) < len(description) else "")
        inside += f'<text class="b" x="14" y="{y + 21}">{escape(title)}</text>'
        inside += f'<text class="faint" x="14" y="{y + 39}">{escape(cut)}</text>'
        y += 50
        inside += f'<rect class="rule" x="14" y="{y - 2}" width="{width - 28}" height="1"/>'
    field_ = f'<rect class="key" x="10" y="{y + 8}" width="{width - 20}" height="30" rx="15"/>'
    inside += f'{field_}<text x="24" y="{y + 28}">{escape(typed)}</text>'
    height = y + 48
    back = f'<rect class="ours" width="{width}" height="{height}" rx="11"/>'
    return Drawing(f'<g transform="translate({MARGIN} {{top}})">{back}{inside}</g>', height)


def _broken_text(text: str, room: float) -> Iterator[tuple[Word, ...]]:
    return _broken([Word(f"{word} ", frozenset()) for word in text.split()], room)


def _key(label: str, place: int, of: int, *, width: int, y: int) -> str:
    each = (width - (of - 1) * 5) / of
    x = place * (each + 5)
    shown = label
    while width_of(shown, wider=1.1) > each - 8:
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    box = f'<rect class="key" x="{x:.0f}" y="{y}" width="{each:.0f}" height="28" rx="7"/>'
    middle = f'x="{x + each / 2:.0f}" y="{y + 19}" text-anchor="middle"'
    return f'{box}<text class="label" {middle}>{escape(shown)}</text>'


def _line(line: Line, y: int, width: int) -> str:
    bar = f'<rect class="bar" x="12" y="{y - 14}" width="3" height="{LINE}"/>' if line.quoted else ""
    more = f'<text class="label" x="{width - 22}" y="{y}">⌄</text>' if line.folded else ""
    spans = "".join(_span(word) for word in line.words)
    return f'{bar}<text x="{24 if line.quoted else 12}" y="{y}">{spans}</text>{more}'


def _span(word: Word) -> str:
    text = escape(word.text)
    return f'<tspan class="{" ".join(sorted(word.look))}">{text}</tspan>' if word.look else text


def panel(title: str, pieces: Sequence[Drawing]) -> Drawing:
    """Put pieces one below the other under a title."""
    body, y = "", 40
    for piece in pieces:
        body += piece.svg.replace("{top}", str(y))
        y += piece.height + 10
    heading = f'<text class="title b" x="{MARGIN}" y="25">{escape(title)}</text>'
    return Drawing(f"{heading}{body}", y + 4)


def sheet(columns: Sequence[Sequence[Drawing]], title: str, gap: int = 14) -> str:
    """Put panels side by side and below each other, as one SVG."""
    placed, tallest = "", 0
    for number, column in enumerate(columns):
        y = 0
        for place, one in enumerate(column):
            is_last = place + 1 == len(column)
            height = max(one.height, _tallest(columns, gap) - y) if is_last else one.height
            back = f'<rect class="back" width="{WIDTH}" height="{height}" rx="14"/>'
            placed += f'<g transform="translate({number * (WIDTH + gap)} {y})">{back}{one.svg}</g>'
            y += height + gap
        tallest = max(tallest, y - gap)
    width = len(columns) * (WIDTH + gap) - gap
    size = f'width="{width}" height="{tallest}" viewBox="0 0 {width} {tallest}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>{escape(title)}</title>'
    return f"{head}<style>{STYLE}</style>{placed}</svg>\n"


def _tallest(columns: Sequence[Sequence[Drawing]], gap: int) -> int:
    return max(sum(one.height + gap for one in column) - gap for column in columns)
