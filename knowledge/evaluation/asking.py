"""Golden questions put to a snapshot, turn by turn, and what each turn earned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from knowledge.answering.answer import Answer, AnswerJson, as_json
from knowledge.evaluation.mark import Mark, mark
from knowledge.record.golden import GoldenQuestion, Turn
from knowledge.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Judged:
    """One turn of a question, its answer and what it earned.

    Attributes:
        number: Of the turn, from 0.
        margin: Lead of the first answer over the next, 0..1.
        language: ISO 639 code, as the answer tells.
    """

    question: GoldenQuestion
    number: int
    answer: AnswerJson
    mark: Mark
    margin: float
    language: str

    @property
    def turn(self) -> Turn:
        """What was said, and what counts as right."""
        return self.question.turns[self.number]

    @property
    def name(self) -> str:
        """The question's id; in a conversation with the number of the turn, from 1."""
        return f"{self.question.id}.{self.number + 1}" if self.question.is_conversation else self.question.id


def ask(snapshot: Snapshot, questions: Iterable[GoldenQuestion]) -> Iterator[Judged]:
    """Put questions one after the other; each is a conversation of its own."""
    for question in questions:
        previous: Answer | None = None
        for number, turn in enumerate(question.turns):
            previous = snapshot.answer(turn.text, previous=previous)
            yield judge(question, number, previous)


def judge(question: GoldenQuestion, number: int, answer: Answer) -> Judged:
    """Give what a turn earned."""
    told = as_json(answer)
    earned = mark(question.turns[number].expected, told)
    return Judged(question, number, told, earned, answer.evidence.margin, answer.language)
