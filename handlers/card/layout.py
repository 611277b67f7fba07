"""The card as a sheet: each piece of text and each bar in its place, nothing outside the margins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from handlers.card.faces import Faces
from handlers.card.foot import FOOT_GAP, Bar, Foot, foot_of
from handlers.card.marks import OMISSION
from handlers.card.page import HEIGHT, MARGIN, MEASURE, TALLEST, TOP
from handlers.card.sentences import sentence_ends, word_ends
from handlers.card.setting import Piece, Type, Typesetter
from handlers.card.value import Card, Span
from handlers.card.words import STRONG, Run, Word, words_of
from handlers.marks import marks_of

LARGEST, SMALLEST = 82, 36
"""Sizes of the quote in pixels; the smallest is 13 points on a telephone 390 points wide."""
RISE = 0.44
"""The share of the empty height that stands above the quote: a little less than half looks like half."""
DESCENT = 0.24
"""How far letters reach below the base line, in sizes."""
HUNG_APART = 0.03
"""How far the hung mark stands from the quote, in sizes."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that is drawn.

    Attributes:
        height: Of the sheet, in pixels.
        shown: How many characters of the quote's text are on the card.
    """

    pieces: tuple[Piece, ...]
    bars: tuple[Bar, ...]
    height: int
    shown: int


def lay_out(card: Card, faces: Faces) -> Sheet:
    """Place a card's texts: the quote as big as its room lets it be, whole if it can be read so.

    Where a whole quote needs more room at the smallest size, the sheet grows. A quote too long for the
    tallest sheet is shown up to the last sentence's end that fits, or, where not even its first sentence
    does, up to the last word; a mark and a note say that it is an excerpt.
    """
    whole = foot_of(card, faces, excerpted=False)
    if _fits(_words(card, len(card.text)), faces, _room(whole, TALLEST), SMALLEST):
        return _sheet(card, faces, foot=whole, shown=len(card.text))
    foot = foot_of(card, faces, excerpted=True)
    shown = _most_shown(card, faces, foot, sentence_ends(card.text)[:-1])
    shown = shown or _most_shown(card, faces, foot, word_ends(card.text)) or 1
    return _sheet(card, faces, foot=foot, shown=shown)


def _sheet(card: Card, faces: Faces, *, foot: Foot, shown: int) -> Sheet:
    words = _words(card, shown)
    setter = _setter(faces, _largest_size(words, faces, _room(foot, HEIGHT)))
    lines = setter.lines(words)
    empty = _room(foot, HEIGHT) - _height(setter, len(lines))
    height = HEIGHT + max(0, ceil(-empty))
    base = TOP + max(0.0, empty) * RISE + faces.ascent("text", size=setter.type.size)
    quote = _placed(lines, base, setter.type.leading)
    below = height - foot.height
    pieces = (
        _opening(marks_of(card.language)[0], setter, base),
        *quote,
        *(replace(one, y=one.y + below) for one in foot.pieces),
    )
    return Sheet(pieces, tuple(replace(bar, y=bar.y + below) for bar in foot.bars), height, shown)


def _opening(mark: str, setter: Typesetter, base: float) -> Piece:
    """Hang the opening mark in the margin, so that the quote's letters stand in one line."""
    width = setter.width(mark) + HUNG_APART * setter.type.size
    return Piece(mark, replace(setter.type, ink="accent"), MARGIN - width, base, width)


def _placed(lines: Sequence[Sequence[Piece]], base: float, leading: int) -> Iterator[Piece]:
    for number, line in enumerate(lines):
        for piece in line:
            yield replace(piece, x=MARGIN + piece.x, y=base + number * leading)


def _words(card: Card, shown: int) -> tuple[Word, ...]:
    """Give the words to be shown, the closing mark behind the last of them."""
    words = list(words_of(card.text[:shown], _within(card.corrected, shown)))
    closing = Run(marks_of(card.language)[1], "accent")
    if shown < len(card.text.rstrip()):
        if words:
            words[-1] = replace(words[-1], clings=STRONG)
        return (*words, Word((Run(OMISSION, "muted"), closing)))
    last = words.pop() if words else Word(())
    return (*words, replace(last, runs=(*last.runs, closing)))


def _within(spans: Sequence[Span], shown: int) -> tuple[Span, ...]:
    return tuple((start, end) for start, end in spans if end <= shown)


def _largest_size(words: Sequence[Word], faces: Faces, room: float) -> int:
    """Give the largest size at which all words have room; the smallest if there is none."""
    fits, too_large = SMALLEST, LARGEST + 1
    while fits + 1 < too_large:
        size = (fits + too_large) // 2
        if _fits(words, faces, room, size):
            fits = size
        else:
            too_large = size
    return fits


def _fits(words: Sequence[Word], faces: Faces, room: float, size: int) -> bool:
    setter = _setter(faces, size)
    lines = setter.count(words)
    if lines is None and size == SMALLEST:
        lines = len(setter.lines(words))
    return lines is not None and _height(setter, lines) <= room


def _most_shown(card: Card, faces: Faces, foot: Foot, ends: Sequence[int]) -> int:
    """Give the last of some places up to which the quote has room at the smallest size; 0 for none."""
    room = _room(foot, TALLEST)
    fitting, past = -1, len(ends)
    while fitting + 1 < past:
        middle = (fitting + past) // 2
        if _fits(_words(card, ends[middle]), faces, room, SMALLEST):
            fitting = middle
        else:
            past = middle
    return ends[fitting] if fitting >= 0 else 0


def _setter(faces: Faces, size: int) -> Typesetter:
    """Give the quote's type: the smaller it is, the wider its lines stand apart."""
    small = (LARGEST - size) / (LARGEST - SMALLEST)
    return Typesetter(faces, Type("text", size, round(size * (1.24 + 0.16 * small)), "ink"), MEASURE)


def _height(setter: Typesetter, lines: int) -> float:
    size = setter.type.size
    above = setter.faces.ascent("text", size=size)
    return above + max(0, lines - 1) * setter.type.leading + DESCENT * size


def _room(foot: Foot, height: int) -> float:
    return height - TOP - foot.height - FOOT_GAP
