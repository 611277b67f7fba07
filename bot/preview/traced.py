"""A record that notes the answers it gives, so that the page shows the reasons of these and no others."""

from __future__ import annotations

from dataclasses import dataclass, field

from knowledge.answering.answer import Answer
from knowledge.answering.packing import HasMemory
from knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class TracedSnapshot(Snapshot):
    """A snapshot that answers as any.

    Attributes:
        given: Takes each answer, in order.
    """

    given: list[Answer] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def of(cls, snapshot: Snapshot, given: list[Answer]) -> TracedSnapshot:
        """Trace a snapshot."""
        return cls(snapshot.record, snapshot.version, snapshot.lexicon, snapshot.index, given=given)

    def answer(self, question: str, *, previous: HasMemory | None = None) -> Answer:
        """Answer, and note it."""
        answer = Snapshot.answer(self, question, previous=previous)
        self.given.append(answer)
        return answer
