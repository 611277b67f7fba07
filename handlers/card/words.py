"""A text as what is never broken: words with their space, and what clings to what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.card.faces import is_chinese
from handlers.card.palette import Ink
from handlers.card.value import Span

NO_START = frozenset("，。、；：？！）》】」』〉”’…·％,.;:?!)]}")
NO_END = frozenset("（《【「『〈“‘([{")
STRONG, WEAK = 0.06, 0.004
"""Costs of a line's end, in squares of the measure left empty: of a quarter, of a sixteenth of a line."""
_TITLES = re.compile(r"(?i)^[(«“]*(mr|mrs|ms|dr|prof|st|no|г-н|им|г|№|§)\.?$")
_LITTLE = re.compile(r"(?i)^[(«“]*(a|an|the|of|to|in|on|at|by|as|or|and|we|i|[a-zà-ÿ]{1,2})$")
_CYRILLIC_LITTLE = re.compile(r"(?i)^[(«“]*[а-яёіўқғҳ]{1,2}$")
_YEAR = re.compile(r"\d{4}\b")
_DASH = re.compile(r"^[—–·-]+$")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a word in one look; `corrected` words are underlined."""

    text: str
    ink: Ink | None = None
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """What is never broken; `clings` is what it costs to end a line behind it."""

    runs: tuple[Run, ...]
    spaced: bool = True
    clings: float = 0.0

    @property
    def text(self) -> str:
        """The word, however it looks."""
        return "".join(run.text for run in self.runs)


def words_of(text: str, corrected: Sequence[Span] = ()) -> tuple[Word, ...]:
    """Cut a text into words: at spaces, and around each Chinese character that may begin or end a line."""
    cuts = [cut for match in re.finditer(r"\S+", text) for cut in _cuts(match[0], match.start())]
    following = [text[start:end] for start, end, _ in [*cuts[1:], (0, 0, False)]]
    return tuple(
        Word(tuple(_runs(text, (start, end), corrected)), spaced, _clings(text[start:end], after))
        for (start, end, spaced), after in zip(cuts, following, strict=False)
    )


def _cuts(token: str, start: int) -> Iterator[tuple[int, int, bool]]:
    begun = 0
    for place in range(1, len(token)):
        if _may_break(token[place - 1], token[place]):
            yield start + begun, start + place, begun == 0
            begun = place
    yield start + begun, start + len(token), begun == 0


def _may_break(before: str, after: str) -> bool:
    if not (is_chinese(before) or is_chinese(after)):
        return False
    return before not in NO_END and after not in NO_START


def _runs(text: str, span: Span, corrected: Sequence[Span]) -> Iterator[Run]:
    begun, end = span
    for first, past in corrected:
        low, high = max(first, begun), min(past, end)
        if low < high:
            if begun < low:
                yield Run(text[begun:low])
            yield Run(text[low:high], corrected=True)
            begun = high
    if begun < end:
        yield Run(text[begun:end])


def _clings(word: str, after: str) -> float:
    if _YEAR.match(after) and word.isalpha():
        return STRONG
    if _DASH.match(after) or _TITLES.match(word) or (word[-1].isdigit() and after[:1].isalpha()):
        return STRONG
    if _CYRILLIC_LITTLE.match(word):
        return STRONG / 2
    return WEAK if _LITTLE.match(word) else 0.0
