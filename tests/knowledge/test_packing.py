"""What is kept of a conversation: as good as the answer itself, and small."""

from __future__ import annotations

from knowledge.answering.answer import Answer
from knowledge.answering.packing import pack
from knowledge.snapshot import Snapshot

TURNS = (
    "what did Lavrov say about the UN?",
    "did he mention Uzbekistan or trust?",
    "and Wang Yi?",
    "who besides Jilani spoke of expansion in 2024?",
    "who else?",
    "the second one",
    "о чём ещё он говорил?",
    "王毅呢？",
    "hello",
    "",
)


def test_what_is_kept_is_what_was_packed(snapshot: Snapshot) -> None:
    answer: Answer | None = None
    for turn in TURNS:
        answer = snapshot.answer(turn, previous=answer)
        memory = pack(answer.memory).memory

        assert memory == answer.memory
        assert memory.question == answer.memory.question
        if memory.question and answer.memory.question:
            assert memory.question.surfaces == answer.memory.question.surfaces


def test_a_conversation_goes_on_from_what_is_kept_as_from_the_answer(snapshot: Snapshot) -> None:
    answer: Answer | None = None
    for turn in TURNS:
        previous = answer
        answer = snapshot.answer(turn, previous=previous)

        assert snapshot.answer(turn, previous=pack(previous.memory) if previous else None) == answer
