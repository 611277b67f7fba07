"""What moves between two answers to the same turn: the answer itself, its words, or its lead."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from knowledge.answering.answer import PartJson
from knowledge.evaluation.asking import Judged

LEAST_LOST = 0.05
"""Of the lead, 0..1: less is the play of rare and common words when any entry is added."""


class Change(StrEnum):
    """How an answer is another one."""

    ANSWER = "answer"
    """Other entries, or another yes, no or denial."""
    WORDS = "words"
    """The same entries say it in other words."""
    MARGIN = "margin"
    """The same answer leads by less."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One turn that is answered otherwise than before."""

    change: Change
    before: Judged
    after: Judged


def differences(before: Iterable[Judged], after: Iterable[Judged]) -> Iterator[Difference]:
    """Compare turn by turn; both must be of the same turns, in the same order."""
    for old, new in zip(before, after, strict=True):
        change = _change(old, new)
        if change is not None:
            yield Difference(change, old, new)


def _change(before: Judged, after: Judged) -> Change | None:
    old, new = before.answer, after.answer
    if _told(old) != _told(new) or [*map(_told, old["parts"])] != [*map(_told, new["parts"])]:
        return Change.ANSWER
    if [*map(_words, (old, *old["parts"]))] != [*map(_words, (new, *new["parts"]))]:
        return Change.WORDS
    return Change.MARGIN if before.margin - after.margin >= LEAST_LOST else None


def _told(part: PartJson) -> object:
    return part["status"], [hit["id"] for hit in part["answers"]], part["verdict"], part["denied"]


def _words(part: PartJson) -> object:
    return [{**hit, "score": None} for hit in part["answers"]]
