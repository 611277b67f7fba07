"""A fault in the record, with its place and what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

from knowledge.record.values import Position


class Grade(StrEnum):
    """Whether a record can be used all the same."""

    ERROR = "error"
    WARNING = "warning"


SAYS_NOTHING = "a text that says nothing"
CHANGES_NOTHING = "an emendation that changes nothing"
BREAKS_OFF = "a text that breaks off"
SPACE_AT_END = "a space at the end of a text, or at its beginning"
UNWRITTEN = "a correction that nobody writes"
CONSEQUENCES: Mapping[str, frozenset[str]] = {
    SAYS_NOTHING: frozenset({BREAKS_OFF, SPACE_AT_END}),
    CHANGES_NOTHING: frozenset({UNWRITTEN}),
}
"""Faults that go with the mending of another at the same place."""
MOST_SHOWN = 60
"""Characters of what was found that a problem repeats."""
MOST_KNOWN = 12
"""Ids that a hint lists."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One fault.

    Attributes:
        what: What is wrong, in a few words.
        found: What stands there, shortened; empty where nothing does.
        hint: What to do.
        grade: "warning" is for what may be meant so: the record is used all the same.
    """

    file: str
    line: int
    column: int
    what: str
    found: str = ""
    hint: str = ""
    grade: Grade = Grade.ERROR

    def __str__(self) -> str:
        grade = "" if self.grade == Grade.ERROR else f"{self.grade}: "
        parts = [f"{self.file}:{self.line}:{self.column}: {grade}{self.what}"]
        if self.found:
            parts.append(f'found "{shortened(self.found)}"')
        if self.hint:
            parts.append(self.hint)
        return "; ".join(parts)


def problem(place: Position, what: str, *, found: str = "", hint: str = "") -> Problem:
    """Make a problem at a place of the YAML."""
    return Problem(place.file, place.line, place.column, what, found, hint)


def warning(place: Position, what: str, *, found: str = "", hint: str = "") -> Problem:
    """Make a problem of the second grade."""
    return Problem(place.file, place.line, place.column, what, found, hint, Grade.WARNING)


def in_order(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort by place, errors before warnings; of one place leave out what follows from another fault there."""
    once = tuple(dict.fromkeys(found))
    said = {(one.file, one.line, one.column, one.what) for one in once}
    causes = (one for one in once if not any((*_place(one), cause) in said for cause in _cause_of(one)))
    return tuple(sorted(causes, key=lambda one: (*_place(one), one.grade, one.what, one.found, one.hint)))


def _place(one: Problem) -> tuple[str, int, int]:
    return one.file, one.line, one.column


def _cause_of(one: Problem) -> Iterator[str]:
    return (cause for cause, what in CONSEQUENCES.items() if one.what in what)


def did_you_mean(found: str, known: Iterable[str]) -> str:
    """Give the hint for an unknown id: the nearest known one, or what there is."""
    choices = sorted(known)
    close = get_close_matches(found, choices, n=1)
    if close:
        return f'did you mean "{close[0]}"?'
    more = ", …" if len(choices) > MOST_KNOWN else ""
    return f"known: {', '.join(choices[:MOST_KNOWN])}{more}" if choices else "there is none yet; add it first"


def shortened(text: str) -> str:
    """Give what was found as it is printed: in one line, and not all of a long text."""
    plain = " ".join(text.split())
    return plain if len(plain) <= MOST_SHOWN else plain[: MOST_SHOWN - 1] + "…"


class RecordError(Exception):
    """The record can't be used.

    Attributes:
        problems: Every fault found, sorted by place.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(str, self.problems)))
