"""What plain English questions are answered: by it answers are judged, so that only wording counts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from benchmarks.filling import Fillers, fill
from knowledge.answering.answer import Answer
from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot

SPOKE, WORDS, MESSAGE, OFFICE = (
    "who mentioned {T}?",
    "what did {S} say about {T}?",
    "show the whole message of {S}",
    "what is {S}'s office?",
)
FOUNDED, SEAT, HEAD, SENDERS = (
    "when was the Secretariat founded?",
    "where is the Secretariat?",
    "who is the Secretary-General?",
    "who sent messages?",
)


class Facts(NamedTuple):
    """Entries that tell when the Secretariat was founded, where it is, who heads it, who sent messages."""

    founded: str
    seat: str
    head: str
    senders: str


@dataclass(frozen=True, slots=True)
class Truth:
    """What the plain English questions are answered; all are ids of the record.

    Attributes:
        listed: By topic: who speaks of it, in the order shown.
        words: By speaker and topic: the first entry of what they say about it, if they do.
        message: By speaker: the entries of the whole message, in order.
        last_quote: By speaker: the last entry of the message that is direct speech.
        office: By speaker: the entry that tells the office.
        minister: By country: who speaks for it.
    """

    listed: Mapping[str, tuple[str, ...]]
    words: Mapping[tuple[str, str], str]
    message: Mapping[str, tuple[str, ...]]
    last_quote: Mapping[str, str]
    office: Mapping[str, str]
    minister: Mapping[str, str]
    facts: Facts

    def speaking(self, topic: str) -> frozenset[str]:
        """Give everybody who speaks of a topic."""
        return frozenset(self.listed[topic])

    def speaks(self, speaker: str, topic: str) -> bool:
        """Whether somebody speaks of a topic."""
        return speaker in self.listed[topic]


def read_truth(snapshot: Snapshot, english: Fillers) -> Truth:
    """Ask the plain questions about everybody and everything that the English fillers name.

    Raises:
        IndexError: One of them finds nothing, so that nothing can be measured by it.
    """
    some = english.casts()[0]

    def asked(question: str, speaker: str = some.speaker, topic: str = some.topic) -> Answer:
        return snapshot.answer(fill(question, replace(some, speaker=speaker, topic=topic), english))

    listed = {topic: _voices(asked(SPOKE, topic=topic)) for topic in english.topics}
    messages = {speaker: asked(MESSAGE, speaker) for speaker in english.speakers}
    return Truth(
        listed=listed,
        words={
            (speaker, topic): ids_shown(asked(WORDS, speaker, topic))[0]
            for speaker in english.speakers
            for topic in english.topics
            if speaker in listed[topic]
        },
        message={speaker: ids_shown(answer) for speaker, answer in messages.items()},
        last_quote={speaker: _quotes(answer)[-1] for speaker, answer in messages.items()},
        office={speaker: ids_shown(asked(OFFICE, speaker))[0] for speaker in english.speakers},
        minister={
            country: speaker
            for country in english.countries
            for speaker in english.speakers
            if snapshot.record.speakers[speaker].speaks_for(country)
        },
        facts=Facts(*(ids_shown(asked(question))[0] for question in (FOUNDED, SEAT, HEAD, SENDERS))),
    )


def speakers_shown(answer: Answer) -> frozenset[str]:
    """Give the ids of those whose words an answer shows."""
    return frozenset(_voices(answer))


def ids_shown(answer: Answer) -> tuple[str, ...]:
    """Give the ids of the entries that an answer shows, in order."""
    return tuple(hit.entry.id for hit in answer.hits)


def _voices(answer: Answer) -> tuple[str, ...]:
    passages = (hit.entry for hit in answer.hits if isinstance(hit.entry, Quote | Reported))
    return tuple(dict.fromkeys(passage.speaker.id for passage in passages))


def _quotes(answer: Answer) -> tuple[str, ...]:
    return tuple(hit.entry.id for hit in answer.hits if isinstance(hit.entry, Quote))
