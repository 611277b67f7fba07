"""The answer to one question, with its evidence: the only value that leaves this room."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypedDict

from knowledge.answering.claim import Denial, Verdict
from knowledge.answering.kinds import Intent, Status
from knowledge.answering.memory import Memory
from knowledge.answering.question import Question
from knowledge.record.values import Entry, Fact, Position, Quote, Reported, Speaker


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that could answer, with how much of the question it explains (0..1).

    Attributes:
        sentence: Where in the entry's text the sentence stands that answers: start and end, in characters.
    """

    entry: Entry
    score: float
    sentence: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Recognised:
    """A stretch of the question that was understood.

    Attributes:
        typed: As it stands in the question, normalised.
        matched: The alias or word of the record it was taken for.
        kind: "speaker", "country", "region", "organisation", "theme", "slot", "word" or "out-of-domain".
        similarity: 0..1; 1 is the same spelling.
        place: The YAML line of the alias that matched, if it came from the record.
    """

    typed: str
    matched: str
    kind: str
    target: str
    similarity: float
    place: Position | None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why an answer is what it is.

    Attributes:
        unexplained: Words of the question that nothing explained, normalised.
        runner_up: The best entry that was not chosen, if any.
        margin: Lead of the first over the runner-up, 0..1.
        addends: Name and value of each addend of the first entry's score; empty where it was not weighed.
        understood_as: The whole question as understood, where an earlier one completed it; else None.
        wish: The plain words that it was read as, and how likely it means them; None if as it stands.
    """

    intent: Intent
    recognised: tuple[Recognised, ...]
    unexplained: tuple[str, ...]
    runner_up: Hit | None
    margin: float
    understood_as: str | None = None
    addends: tuple[tuple[str, float], ...] = ()
    wish: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the record says to one question.

    Attributes:
        hits: Best first. For "none": empty, or one absence only. For "unsure": what may have been meant.
            For an intent of "set" or "compare": one hit for each speaker that belongs, and no other.
        understood: The question as understood, with what an earlier one added.
        denied: Of whom the reply may say that they don't speak of it, or sent nothing; each is proven.
        verdict: Of a yes-or-no question, where the record proves it.
        speaking: Where somebody does not speak of a matter, ids of those who do, if that is proven.
        nearest: Where there is no answer, what the record holds nearest to the question, best first.
        parts: One answer a request where several were asked; else empty.
        memory: What a later question may lean on.
        language: ISO 639 code of the question's language, as far as its words tell.
    """

    question: str
    status: Status
    hits: tuple[Hit, ...]
    evidence: Evidence
    language: str
    understood: Question | None = None
    denied: tuple[Denial, ...] = ()
    verdict: Verdict | None = None
    speaking: tuple[str, ...] = ()
    nearest: tuple[Hit, ...] = ()
    parts: tuple[Answer, ...] = ()
    memory: Memory = field(default_factory=Memory)


class DenialJson(TypedDict):
    """Of whom the reply says that they don't speak of something, or sent no message."""

    speaker: str
    about: str


class PartJson(TypedDict):
    """What one request was answered."""

    status: Status
    answers: list[EntryJson]
    verdict: str | None
    denied: list[DenialJson]


class AnswerJson(PartJson):
    """One line of `ask --json`."""

    question: str
    parts: list[PartJson]


class EntryJson(TypedDict):
    """One entry of `ask --json`; null where a field does not apply.

    Attributes:
        speaker: Whose words a quote or a report gives; of a fact, whom it is about, if that is one person.
        title: Office of that person, and `country` the country.
        published: The span as printed, of a quote.
    """

    id: str
    kind: str
    speaker: str | None
    title: str | None
    country: str | None
    text: str
    published: str | None
    score: float


def as_json(answer: Answer) -> AnswerJson:
    """Give the object that other programs rely on, all in the published English."""
    return {
        "question": answer.question,
        **_part_json(answer),
        "parts": [_part_json(part) for part in answer.parts or (answer,)],
    }


def _part_json(answer: Answer) -> PartJson:
    return {
        "status": answer.status,
        "answers": [entry_json(hit) for hit in answer.hits],
        "verdict": answer.verdict,
        "denied": [{"speaker": one.name, "about": one.about} for one in answer.denied],
    }


def entry_json(hit: Hit) -> EntryJson:
    """Give one entry with its score, rounded to four places."""
    entry = hit.entry
    speaker = _person(entry)
    return {
        "id": entry.id,
        "kind": entry.kind,
        "speaker": speaker.name.original if speaker else None,
        "title": speaker.office.original if speaker and speaker.office else None,
        "country": speaker.country.name.original if speaker and speaker.country else None,
        "text": entry.text,
        "published": entry.published if isinstance(entry, Quote) else None,
        "score": round(hit.score, 4),
    }


def _person(entry: Entry) -> Speaker | None:
    if isinstance(entry, Quote | Reported):
        return entry.speaker
    return entry.speakers[0] if isinstance(entry, Fact) and len(entry.speakers) == 1 else None
