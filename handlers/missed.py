"""A question that was not answered, and who keeps it where the operator wants to learn from such."""

from __future__ import annotations

from typing import Protocol

from telegram import Update

from handlers.person import person_of
from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Intent, Status

MOST_CHARACTERS = 200
"""Of a question that are kept."""
_LEANING = frozenset({Intent.UNCLEAR, Intent.NOBODY_ELSE, Intent.NO_MORE})
"""What leans on something that was not said, or was all: no edit of the record would answer it."""


class MissedQuestions(Protocol):
    """Keeps questions that were not answered, without who asked them."""

    def note(self, question: str, *, language: str, person: int) -> None:
        """Take note of one, at once, whatever becomes of it."""

    async def of_person(self, person: int) -> tuple[str, ...]:
        """Give what is kept of a person's, oldest first."""

    async def forget(self, person: int) -> None:
        """Delete what is kept of a person's."""


def is_missed(answer: Answer) -> bool:
    """Whether the record had nothing to say; a no that is proven, or written down, is no gap in it."""
    intent = answer.evidence.intent
    return (
        answer.status != Status.ANSWERED
        and not (answer.status == Status.NONE and answer.hits)
        and not answer.denied
        and not (intent.is_polite or intent.is_of_what_was_shown or intent in _LEANING)
    )


def note_if_missed(missed: MissedQuestions | None, update: Update, answer: Answer) -> None:
    """Take note of a question without an answer, if somebody asked it and notes are taken."""
    person = person_of(update)
    if missed is not None and person is not None and is_missed(answer):
        whole = answer.evidence.understood_as or answer.question
        missed.note(whole, language=answer.language, person=person.id)
