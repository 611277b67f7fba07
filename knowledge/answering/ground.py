"""What answers rest on, and an answer that was found without weighing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge.answering import decision
from knowledge.answering.answer import Answer, Evidence, Hit
from knowledge.answering.claim import Denial, Verdict
from knowledge.answering.index import Index
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.question import Question
from knowledge.language.lexicon import Lexicon
from knowledge.lately import Lately
from knowledge.record.values import Entry, Record


@dataclass(frozen=True, slots=True)
class Ground:
    """What answers rest on: one record with its words and its index.

    Attributes:
        lately: What was asked lately, read and answered by itself.
    """

    record: Record
    lexicon: Lexicon
    index: Index
    lately: Lately = field(default_factory=Lately, compare=False)


def plain_answer(
    question: Question,
    intent: Intent,
    *,
    entries: Sequence[Entry] = (),
    status: str = "",
    verdict: Verdict | None = None,
    denied: tuple[Denial, ...] = (),
) -> Answer:
    """Give an answer that was found without weighing."""
    hits = tuple(Hit(entry, 1.0) for entry in entries)
    return Answer(
        question=question.text,
        status=Status.UNSURE if status == Status.UNSURE else Status.ANSWERED if hits else Status.NONE,
        hits=hits,
        evidence=Evidence(intent, decision.recognised_in(question), (), None, 1.0),
        language=question.language,
        understood=question,
        verdict=verdict,
        denied=denied,
    )
