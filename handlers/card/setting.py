"""Words into lines of placed pieces, in one type and one measure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.card.faces import Faces, Style
from handlers.card.lines import Box, break_lines, fewest_lines
from handlers.card.marks import CUT
from handlers.card.palette import Ink
from handlers.card.words import Run, Word


@dataclass(frozen=True, slots=True)
class Type:
    """A typeface at a size, with the distance of base lines, in pixels, and its ink."""

    style: Style
    size: int
    leading: int
    ink: Ink


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look; its place is in pixels, `y` is its base line."""

    text: str
    type: Type
    x: float
    y: float
    width: float
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets words in one type to one measure, in pixels."""

    faces: Faces
    type: Type
    measure: float

    def count(self, words: Sequence[Word]) -> int | None:
        """Count the lines that words need; None if one of them is wider than the measure."""
        return fewest_lines(self._boxes(words), self.measure)

    def lines(self, words: Sequence[Word], *, most: int = 0) -> tuple[tuple[Piece, ...], ...]:
        """Set words as evenly as they will go; a word wider than the measure is broken anywhere.

        Args:
            most: Lines after which the rest is left out and "…" says so; 0 for no end.

        Returns:
            Lines from the left margin, all upon the base line 0.
        """
        narrow = tuple(part for word in words for part in self._narrow(word))
        if most:
            narrow = self._clipped(narrow, most)
        broken = break_lines(self._boxes(narrow), self.measure)
        return tuple(tuple(self._line(narrow[start:end])) for start, end in broken)

    def width(self, text: str) -> float:
        """Measure a text, in pixels."""
        return self.faces.width(text, self.type.style, size=self.type.size)

    def _boxes(self, words: Sequence[Word]) -> tuple[Box, ...]:
        space = self.width(" ")
        return tuple(
            Box(sum(self.width(run.text) for run in word.runs), space if word.spaced else 0.0, word.clings)
            for word in words
        )

    def _narrow(self, word: Word) -> Iterator[Word]:
        """Give a word, in parts where it is wider than the measure."""
        rest, first = word.runs, True
        while sum(self.width(run.text) for run in rest) > self.measure:
            part, rest = self._part(rest)
            yield Word(part, word.spaced and first)
            first = False
        yield replace(word, runs=rest, spaced=word.spaced and first)

    def _part(self, runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
        """Cut runs behind the last character that still fits; at least one is taken."""
        text = "".join(run.text for run in runs)
        taken, past = 1, len(text)
        while taken + 1 < past:
            middle = (taken + past) // 2
            if sum(self.width(run.text) for run in _until(runs, middle)) > self.measure:
                past = middle
            else:
                taken = middle
        return _until(runs, taken), _behind(runs, taken)

    def _clipped(self, words: tuple[Word, ...], most: int) -> tuple[Word, ...]:
        kept, past = 0, len(words) + 1
        mark = Word((Run(CUT),), spaced=False)
        while kept + 1 < past:
            middle = (kept + past) // 2
            tried = words if middle == len(words) else (*words[:middle], mark)
            kept, past = (middle, past) if (self.count(tried) or 0) <= most else (kept, middle)
        return words if kept == len(words) else (*words[:kept], mark)

    def _line(self, words: Sequence[Word]) -> Iterator[Piece]:
        x, space = 0.0, self.width(" ")
        for number, word in enumerate(words):
            x += space if number and word.spaced else 0.0
            for run in word.runs:
                width = self.width(run.text)
                type_ = replace(self.type, ink=run.ink) if run.ink else self.type
                yield Piece(run.text, type_, x, 0.0, width, run.corrected)
                x += width


def _until(runs: Sequence[Run], end: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    for run in runs:
        if end > 0:
            kept.append(replace(run, text=run.text[:end]))
        end -= len(run.text)
    return tuple(kept)


def _behind(runs: Sequence[Run], start: int) -> tuple[Run, ...]:
    kept: list[Run] = []
    for run in runs:
        if start < len(run.text):
            kept.append(replace(run, text=run.text[max(start, 0) :]))
        start -= len(run.text)
    return tuple(kept)
