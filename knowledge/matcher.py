"""Question to ranked candidates: how much of the question each entry explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.index import SLOT_WEIGHT, Ask, Index, Indexed, key_weight, keys_of, mark_weight
from knowledge.lexicon import Item
from knowledge.question import SPECIAL_SLOTS, Question, is_unexplained
from knowledge.record import Absence, Fact, Passage, Quote, Record, Reported

UNKNOWN_WEIGHT = 1.0
SHORT_UNKNOWN_WEIGHT = 0.5
NUMBER_WEIGHT = 0.7
ELSEWHERE_WEIGHT = 1.2
OPTIONAL_SHARE = 0.1
NAME_SHARE = 0.15
"""Of the score of a passage: that the right one speaks; the rest is what it speaks of."""
ASK_SHARE = 0.45
"""Of the score of a fact: that the question holds all that the ask does."""
TEXT_ONLY = 0.75
"""How far a fact's own text explains a word that its ask does not hold."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the question that wants explaining.

    Attributes:
        keys: What it may mean, with similarity; empty if nobody knows it.
        optional: It may also just say what is to be done ("congratulations" for a message): where an entry
            does not explain it, it hardly counts against the entry.
    """

    item: Item
    keys: Mapping[str, float]
    weight: float
    optional: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could answer; score within 0..1."""

    indexed: Indexed
    score: float


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, weighed.

    Attributes:
        agents: Ids of the speakers who are named as speaking, with the similarity of the name, in order.
        names: The parts that name them.
        topic: The parts that say what about.
        special: Question words that only an entry made for them answers.
    """

    question: Question
    agents: Mapping[str, float]
    names: tuple[Part, ...]
    topic: tuple[Part, ...]
    special: frozenset[str]


def read(question: Question, record: Record, index: Index) -> Reading:
    """Weigh the parts of a question, and tell who speaks from what is spoken of."""
    by_country: dict[str, list[str]] = {}
    for speaker in record.speakers.values():
        by_country.setdefault(speaker.country.id, []).append(speaker.id)
    agents: dict[str, float] = {}
    names: list[Part] = []
    topic: list[Part] = []
    for item in question.content:
        part = _part(item, index)
        is_topic = question.topic_start is not None and item.start >= question.topic_start
        spoken = {} if is_topic else _speakers(item, by_country)
        if spoken:
            names.append(part)
            for speaker_id, similarity in spoken.items():
                agents[speaker_id] = max(similarity, agents.get(speaker_id, 0.0))
        else:
            topic.append(part)
    return Reading(question, agents, tuple(names), tuple(topic), question.slots & SPECIAL_SLOTS)


def _speakers(item: Item, by_country: Mapping[str, Sequence[str]]) -> dict[str, float]:
    found: dict[str, float] = {}
    for sense in item.of("speaker", "country"):
        named = (
            [sense.meaning.target] if sense.meaning.kind == "speaker" else by_country.get(sense.meaning.target, ())
        )
        for speaker_id in named:
            found[speaker_id] = max(sense.similarity, found.get(speaker_id, 0.0))
    return found


def _part(item: Item, index: Index) -> Part:
    if is_unexplained(item):
        return Part(item, {}, _unexplained_weight(item), optional=False)
    keys = {key: near for key, near in keys_of(item).items() if not key.startswith(("slot:", "cue:"))}
    weight = max(key_weight(key, index.weights) for key in keys)
    return Part(item, keys, weight, optional=bool(item.of("cue", "slot", "chitchat")))


def _unexplained_weight(item: Item) -> float:
    if item.senses:
        return ELSEWHERE_WEIGHT
    if item.typed.isdigit():
        return NUMBER_WEIGHT
    return SHORT_UNKNOWN_WEIGHT if len(item.typed) <= 3 and item.typed.isascii() else UNKNOWN_WEIGHT


def rank_passages(reading: Reading, index: Index) -> list[Candidate]:
    """Rank quotes and reported speech; the agents' only, where the question names any. Best first."""
    candidates = []
    for indexed in _passages(reading, index):
        score = _passage_score(reading, indexed)
        if score > 0:
            candidates.append(Candidate(indexed, score))
    candidates.sort(key=_best_first)
    return candidates


def _passages(reading: Reading, index: Index) -> Iterable[Indexed]:
    if reading.agents:
        for indexed in index.entries:
            entry = indexed.entry
            if isinstance(entry, (Quote, Reported)) and entry.speaker.id in reading.agents:
                yield indexed
        return
    numbers = {number for part in reading.topic for key in part.keys for number in index.postings.get(key, ())}
    for number in sorted(numbers):
        if isinstance(index.entries[number].entry, (Quote, Reported)):
            yield index.entries[number]


def _passage_score(reading: Reading, indexed: Indexed) -> float:
    entry = indexed.entry
    name = reading.agents.get(entry.speaker.id, 0.0) if isinstance(entry, (Quote, Reported)) else 0.0
    explained, total = 0.0, SLOT_WEIGHT * len(reading.special)
    for part in reading.topic:
        near = _explained(part.keys, indexed.strengths)
        explained += part.weight * near
        total += part.weight * (OPTIONAL_SHARE if part.optional and not near else 1)
    if not total:
        return name
    share = explained / total
    return NAME_SHARE * name + (1 - NAME_SHARE) * share if reading.agents else share


def _explained(keys: Mapping[str, float], strengths: Mapping[str, float]) -> float:
    return max((near * strengths.get(key, 0.0) for key, near in keys.items()), default=0.0)


def rank_asked(reading: Reading, index: Index) -> list[Candidate]:
    """Rank facts and absences by the question that each was written to answer. Best first."""
    parts = (*reading.names, *reading.topic)
    slots = {f"slot:{slot}" for slot in reading.question.slots}
    cues = {f"cue:{cue}" for cue in reading.question.cues & {"say", "name"}}
    asked = {key for part in parts for key in part.keys} | slots | cues
    numbers = {number for key in asked for number in index.postings.get(key, ())}
    candidates = []
    for number in sorted(numbers):
        indexed = index.entries[number]
        if isinstance(indexed.entry, (Fact, Absence)):
            score = _asked_score(parts, slots | cues, indexed, asked)
            if score > 0:
                candidates.append(Candidate(indexed, score))
    candidates.sort(key=_best_first)
    return candidates


def _asked_score(parts: Sequence[Part], marks: set[str], indexed: Indexed, asked: set[str]) -> float:
    entry = indexed.entry
    if isinstance(entry, Absence) and entry.names:
        total = sum(part.weight for part in parts) or 1.0
        return sum(part.weight * _explained(part.keys, indexed.strengths) for part in parts) / total
    return max((_ask_score(parts, marks, indexed, ask, asked) for ask in indexed.asks), default=0.0)


def _ask_score(parts: Sequence[Part], marks: set[str], indexed: Indexed, ask: Ask, asked: set[str]) -> float:
    total = explained = 0.0
    for part in parts:
        total += part.weight
        near = max((similarity for key, similarity in part.keys.items() if key in ask.keys), default=0.0)
        explained += part.weight * (near or TEXT_ONLY * _explained(part.keys, indexed.strengths))
    fact = indexed.entry if isinstance(indexed.entry, Fact) else None
    for mark in marks:
        weight = mark_weight(mark)
        total += weight
        answers = fact is not None and mark.removeprefix("slot:") in fact.slots
        explained += weight if mark in ask.keys else TEXT_ONLY * weight * answers
    held = sum(weight for keys, weight in ask.items if keys & asked)
    if not total or not ask.total:
        return 0.0
    return explained / total * (1 - ASK_SHARE + ASK_SHARE * held / ask.total)


def _best_first(candidate: Candidate) -> tuple[float, bool, int]:
    entry = candidate.indexed.entry
    return (-round(candidate.score, 6), entry.kind == "reported", entry.order)


def best_by_speaker(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best passage of each speaker, in the given order."""
    kept: dict[str, Candidate] = {}
    for candidate in candidates:
        entry = candidate.indexed.entry
        if isinstance(entry, (Quote, Reported)):
            kept.setdefault(entry.speaker.id, candidate)
    return list(kept.values())


__all__ = ["Candidate", "Part", "Passage", "Reading", "best_by_speaker", "rank_asked", "rank_passages", "read"]
