"""What stands below the quote: who said it, where it was published, who made the card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.card.faces import Faces
from handlers.card.page import BOTTOM, MARGIN, MEASURE
from handlers.card.palette import Ink
from handlers.card.setting import Piece, Type, Typesetter
from handlers.card.value import Card
from handlers.card.words import words_of

FOOT_GAP = 64
"""Least distance of the quote from what stands below it."""
NAME = Type("bold", 44, 54, "ink")
OFFICE = Type("italic", 32, 43, "ink")
AS_OF = Type("small", 25, 36, "muted")
NOTES = Type("small", 23, 32, "muted")
MAKER = Type("small-bold", 23, 32, "accent")
COLUMN_GAP = 48
ACCENT_WIDTH, ACCENT_HEIGHT = 64, 5
BEFORE_NAME, BEFORE_LINE, AFTER_LINE = 30, 34, 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A filled rectangle, in pixels."""

    x: int
    y: int
    width: int
    height: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Foot:
    """The lower part of a card, measured from its own top; `height` takes in the lower margin."""

    pieces: tuple[Piece, ...]
    bars: tuple[Bar, ...]
    height: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the foot and how far its top is from the foot's top."""

    top: float
    leading: int
    pieces: tuple[Piece, ...]


def foot_of(card: Card, faces: Faces, *, excerpted: bool) -> Foot:
    """Set the foot of a card; what is much too long ends in "…"."""
    upper = (
        *_set(faces, NAME, card.name, most=2),
        *_set(faces, OFFICE, card.position, most=3),
        *_set(faces, AS_OF, card.as_of, most=2),
    )
    lower = _lower(card, faces, excerpted=excerpted)
    rows = tuple(_rows(upper, float(ACCENT_HEIGHT + BEFORE_NAME)))
    rule = round(rows[-1].top + rows[-1].leading if rows else BEFORE_NAME) + BEFORE_LINE
    below = tuple(_rows(lower, float(rule + AFTER_LINE)))
    last = below[-1].top + below[-1].leading if below else rule + AFTER_LINE
    bars = (Bar(MARGIN, 0, ACCENT_WIDTH, ACCENT_HEIGHT, "accent"), Bar(MARGIN, rule, MEASURE, 2, "line"))
    return Foot(tuple(_placed((*rows, *below), faces)), bars, round(last) + BOTTOM)


def _lower(card: Card, faces: Faces, *, excerpted: bool) -> tuple[tuple[Piece, ...], ...]:
    """Give the last lines: notes and source on the left, who made the card on the right of the last."""
    maker = _set(faces, MAKER, card.footer, most=1, measure=MEASURE / 2)
    width = maker[0][-1].x + maker[0][-1].width if maker else 0.0
    column = MEASURE - width - (COLUMN_GAP if width else 0)
    texts = (*((card.excerpt,) if excerpted else ()), *card.notes, card.source)
    left = [line for text in texts for line in _set(faces, NOTES, text, most=3, measure=column)]
    right = tuple(replace(piece, x=piece.x + MEASURE - width) for line in maker for piece in line)
    return (*left[:-1], (*(left[-1] if left else ()), *right))


def _set(
    faces: Faces, type_: Type, text: str, *, most: int, measure: float = MEASURE
) -> tuple[tuple[Piece, ...], ...]:
    return Typesetter(faces, type_, measure).lines(words_of(text), most=most)


def _rows(lines: Sequence[tuple[Piece, ...]], top: float) -> Iterator[_Row]:
    for line in lines:
        leading = max((piece.type.leading for piece in line), default=0)
        yield _Row(top, leading, line)
        top += leading


def _placed(rows: Sequence[_Row], faces: Faces) -> Iterator[Piece]:
    """Put each line's capitals into the middle of its height."""
    for row in rows:
        for piece in row.pieces:
            capitals = faces.ascent(piece.type.style, size=piece.type.size)
            yield replace(piece, x=MARGIN + piece.x, y=row.top + (row.leading + capitals) / 2)
