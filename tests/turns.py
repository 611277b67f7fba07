"""A conversation with a record, turn by turn."""

from __future__ import annotations

from knowledge.answering.answer import Answer
from knowledge.snapshot import Snapshot


def talk(snapshot: Snapshot, *turns: str) -> Answer:
    """Give the answer to the last turn."""
    answer: Answer | None = None
    for turn in turns:
        answer = snapshot.answer(turn, previous=answer)
    assert answer is not None
    return answer


def ids(answer: Answer) -> list[str]:
    """Give the ids of what was found, best first."""
    return [hit.entry.id for hit in answer.hits]
