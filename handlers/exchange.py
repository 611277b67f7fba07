"""A question that was answered, as it is kept for a few minutes: small, and answered again when need be."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.answering.answer import Answer
from knowledge.answering.packing import Kept, keep
from knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Exchange:
    """What it takes to go on from an answer, or to give it again; the answer itself is ten times as large.

    Attributes:
        before: What the question leaned on; None if on nothing.
        after: What the next question may lean on.
        turn: How many exchanges came before it.
    """

    question: str
    before: Kept | None
    after: Kept
    turn: int = 0

    def answered(self, snapshot: Snapshot) -> Answer:
        """Answer the question again, with the record as it is now."""
        return snapshot.answer(self.question, previous=self.before)


def exchange(answer: Answer, before: Exchange | None, *, turn: int = 0) -> Exchange:
    """Give what is kept of an answer.

    Args:
        before: The exchange that its question leaned on.
        turn: How many exchanges came before it in the same place.
    """
    return Exchange(answer.question, before.after if before else None, keep(answer.memory), turn)
