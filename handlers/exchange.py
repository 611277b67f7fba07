"""A question that was answered, as it is kept for a few minutes: small, and answered again when need be."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace

from knowledge.answering.answer import Answer
from knowledge.answering.memory import Memory, remember
from knowledge.answering.packing import Kept, keep
from knowledge.record.values import Entry, Quote, Reported
from knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Exchange:
    """What it takes to go on from an answer, or to give it again; the answer itself is ten times as large.

    Attributes:
        question: Empty for an entry that was shown though nobody asked for it, by /quote or /card.
        before: What the question leaned on; None if on nothing.
        after: What the next question may lean on.
        turn: How many exchanges came before it.
    """

    question: str
    before: Kept | None
    after: Kept
    turn: int = 0

    @property
    def is_unasked(self) -> bool:
        """Whether no question was answered: an entry was only shown."""
        return not self.question

    def weight(self) -> int:
        """Give the bytes that it takes: a long question weighs, the rest hardly differs.

        What it leaned on is mostly what the exchange before it left, and is kept once.
        """
        return sys.getsizeof(self.question) + sys.getsizeof(self.after.packed)

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


def unasked(entry: Entry, snapshot: Snapshot) -> Exchange:
    """Give what is kept of an entry that was only shown, so that "what else did he say?" goes on from it."""
    if not isinstance(entry, Quote | Reported):
        return Exchange("", None, keep(Memory(shown=(entry.id,))))
    # In no language: a question that goes on from it is answered in its own.
    of_speaker = replace(snapshot.understood(entry.speaker.name.original)[0], language="")
    return Exchange("", None, keep(remember(Memory(), of_speaker, (entry.id,), snapshot.record, lean=None)))
