"""Question to ranked candidates: how much of the question each entry explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.index import SLOT_WEIGHT, Ask, Index, Indexed
from knowledge.lexicon import Item
from knowledge.reading import Part, Reading
from knowledge.record import Absence, Fact, Quote, Reported
from knowledge.retrieval import candidates

WORTH_ASKING = 0.42
"""From this score on an entry is worth asking back; below it none is ranked."""
OPTIONAL_SHARE = 0.1
NAME_SHARE = 0.15
"""Of the score of a passage: that the right one speaks; the rest is what it speaks of."""
ASK_SHARE = 0.45
"""Of the score of a fact: that the question holds all that the ask does."""
LEAST_TOLD = 0.3
OFF_TOPIC = 0.5
"""What is left of a fact's score when it explains who is meant, and hardly anything of what is asked."""
NAMED_SHARE = 0.8
"""Score of an absence that is called for by its name, whatever else was asked of it."""
TEXT_ONLY = 0.75
"""How far a fact's own text explains a word that its ask does not hold."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could answer; score within 0..1."""

    indexed: Indexed
    score: float


def rank_passages(reading: Reading, index: Index) -> list[Candidate]:
    """Rank quotes and reported speech; the agents' only, where the question names any. Best first."""
    if reading.absent and not reading.agents:
        return []
    if reading.agents:
        numbers = sorted({number for agent in reading.agents for number in index.by_speaker.get(agent, ())})
    else:
        numbers = candidates(reading.topic, index.passages, least=WORTH_ASKING)
    ranked = []
    for number in numbers:
        score = _passage_score(reading, index.entries[number])
        if score > 0:
            ranked.append(Candidate(index.entries[number], score))
    ranked.sort(key=_best_first)
    return ranked


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
    best = 0.0
    for key, near in keys.items():
        strength = strengths.get(key)
        if strength is not None and near * strength > best:
            best = near * strength
    return best


def rank_asked(reading: Reading, index: Index) -> list[Candidate]:
    """Rank facts and absences by the question that each was written to answer. Best first."""
    parts = (*reading.names, *reading.topic)
    marks = tuple(Part(Item(mark, 0, 0, ()), {mark: 1.0}, weight) for mark, weight in reading.marks.items())
    asked = frozenset(key for part in (*parts, *marks) for key in part.keys)
    best: dict[int, float] = {}
    for number in candidates((*parts, *marks), index.asked, least=WORTH_ASKING):
        ask = index.asks[number]
        score = _ask_score(reading, index.entries[ask.number], ask, asked)
        if score > best.get(ask.number, 0.0):
            best[ask.number] = score
    for absence_id, similarity in reading.absent.items():
        for number in index.named.get(f"absent:{absence_id}", ()):
            best[number] = similarity * NAMED_SHARE
    ranked = [Candidate(index.entries[number], score) for number, score in best.items()]
    ranked.sort(key=_best_first)
    return ranked


def _ask_score(reading: Reading, indexed: Indexed, ask: Ask, asked: frozenset[str]) -> float:
    named, names = _share_explained(reading.names, indexed, ask)
    told, topics = _share_explained(reading.topic, indexed, ask)
    marked, marks = _marks_explained(reading.marks, indexed, ask)
    held = sum(weight for keys, weight in ask.items if not keys.isdisjoint(asked))
    total = names + topics + marks
    if not total or not ask.total:
        return 0.0
    score = (named + told + marked) / total * (1 - ASK_SHARE + ASK_SHARE * held / ask.total)
    return score if told >= LEAST_TOLD * topics else OFF_TOPIC * score


def _share_explained(parts: Sequence[Part], indexed: Indexed, ask: Ask) -> tuple[float, float]:
    """Give the weight of the parts that an ask explains, or the entry's own text, and of all of them."""
    total = explained = 0.0
    for part in parts:
        near = 0.0
        for key, similarity in part.keys.items():
            if key in ask.keys and similarity > near:
                near = similarity
        near = near or TEXT_ONLY * _explained(part.keys, indexed.strengths)
        explained += part.weight * near
        total += part.weight * (OPTIONAL_SHARE if part.optional and not near else 1)
    return explained, total


def _marks_explained(marks: Mapping[str, float], indexed: Indexed, ask: Ask) -> tuple[float, float]:
    slots = indexed.entry.slots if isinstance(indexed.entry, Fact | Absence) else frozenset()
    explained = sum(
        weight if mark in ask.keys else TEXT_ONLY * weight * (mark.removeprefix("slot:") in slots)
        for mark, weight in marks.items()
    )
    return explained, sum(marks.values())


def _best_first(candidate: Candidate) -> tuple[float, bool, int]:
    entry = candidate.indexed.entry
    return (-round(candidate.score, 6), entry.kind == "reported", entry.order)


def best_by_speaker(ranked: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best passage of each speaker, in the given order."""
    kept: dict[str, Candidate] = {}
    for candidate in ranked:
        entry = candidate.indexed.entry
        if isinstance(entry, (Quote, Reported)):
            kept.setdefault(entry.speaker.id, candidate)
    return list(kept.values())
