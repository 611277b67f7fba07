"""Request to ranked candidates: how much of what is asked each entry explains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.answering.closeness import literal, neighbours, scattered
from knowledge.answering.features import Features, Near, missed_names, weigh
from knowledge.answering.index import Ask, Index, Indexed
from knowledge.answering.key import Key, key_of
from knowledge.answering.question import SAYING, SPECIAL_SLOTS, Question
from knowledge.answering.reading import Part, Reading
from knowledge.answering.retrieval import candidates
from knowledge.record.kinds import Cue, MeaningKind, Slot
from knowledge.record.values import Absence, Entry, Fact, Quote, Reported

MOST_PASSAGES = 16
"""Passages scored for a question that names nobody."""
MOST_ASKS = 32
"""Asks scored: many, because each fact and absence has a dozen in each language."""
LEAST_TOLD = 0.3
"""Share of what is asked below which an entry is off the topic."""
LEAST_HELD = 0.6
"""Share of an absence's ask that the question must hold: "which letter …?" asks of no ambassador."""
NAMED_SHARE = 0.8
"""Score of an absence that is called for by its name, whatever else was asked of it."""
LEVEL = 0.15
"""Scores no farther behind the best are level where one passage holds the very words of the question."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that could answer; score within 0..1, and what it was made of, if it was made of anything."""

    indexed: Indexed
    score: float
    features: Features | None = None


def rank_passages(reading: Reading, index: Index) -> list[Candidate]:
    """Rank quotes and reported speech; the agents' only, where the question names any. Best first."""
    if reading.absent and not reading.agents:
        return []

    if reading.agents:
        numbers = sorted({number for agent in reading.agents for number in index.by_speaker.get(agent, ())})
    else:
        least = index.fitted.worth_asking
        numbers = candidates(reading.topic, index.passages, least=least, most=MOST_PASSAGES)
    if reading.excepted:
        excepted = {number for one in reading.excepted for number in index.by_speaker.get(one, ())}
        numbers = [number for number in numbers if number not in excepted]
    ranked = []
    for number in numbers:
        features = _passage_features(reading, index.entries[number], index)
        score = features.score(index.fitted)
        if score > 0:
            ranked.append(Candidate(index.entries[number], score, features))
    ranked.sort(key=_best_first)
    if len(reading.agents) == 1:
        ranked.sort(key=lambda one: (-round(one.score, 6), -_often(reading.topic, one.indexed)))
    return _literal_first(ranked, reading)


def _often(topic: Sequence[Part], indexed: Indexed) -> int:
    """Count the sentences and restatements that speak of what is asked: among equals, who says more of it."""
    keys = frozenset[Key]().union(*(part.keys for part in topic))
    return sum(not unit.isdisjoint(keys) for unit in indexed.units)


def _literal_first(ranked: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """Put those first, among the best, that hold the question's words side by side as they were typed."""
    level = sum(one.score >= ranked[0].score - LEVEL for one in ranked)
    pairs = neighbours(reading.topic)
    if not pairs or level == 1:
        return list(ranked)
    best = sorted(ranked[:level], key=lambda one: -literal(one.indexed.entry, pairs))
    return [*best, *ranked[level:]]


def _passage_features(reading: Reading, indexed: Indexed, index: Index) -> Features:
    entry = indexed.entry
    name = reading.agents.get(entry.speaker.id, 0.0) if isinstance(entry, Quote | Reported) else 0.0
    told = [(part, _told(part, reading, indexed)) for part in reading.topic]
    # "When did he become minister?" asks of something that his office alone explains.
    is_told = any(near and not (part.is_common or part.item.of(MeaningKind.OFFICE)) for part, near in told)
    answered = (
        _slots_answered(entry, reading) | _slots_likely(indexed, reading, told) if is_told else frozenset()
    )
    asked = [
        (mark, float(not answered.isdisjoint(_slots_of(mark))))
        for mark in reading.marks
        if mark.weight > index.fitted.faint
    ]
    gained, total = weigh([*told, *asked], index.fitted)
    if reading.agents:
        gained, total = gained + index.fitted.name * name, total + index.fitted.name
    return Features(
        explained=gained / total if total else 0.0,
        other_name=missed_names(told) + _asks_of_others(reading),
        other_slot=_missed_slots(asked),
        scattered=0.0 if reading.agents else scattered(told, indexed),
        off_topic=float(bool(reading.agents) and _misses_all(told, index.fitted.short)),
    )


def _misses_all(told: Sequence[Near], noise: float) -> bool:
    """Whether a passage explains nothing of what is asked, though something is."""
    asked = [near for part, near in told if part.weight > noise and not (part.optional or part.is_common)]
    return bool(asked) and not any(asked)


def _slots_answered(entry: Entry, reading: Reading) -> frozenset[str]:
    """Give the kinds of question that a passage answers by itself.

    None where two are named ("why did India … China?"), or where what was not done is asked: other reasons.
    Where nobody is named, a fact tells when, where or how many, and a passage only why.
    """
    if not isinstance(entry, Quote | Reported) or len(reading.agents) > 1 or Cue.NOT in reading.question.cues:
        return frozenset()
    return entry.slots if reading.agents else entry.slots & {Slot.WHY}


def _slots_likely(indexed: Indexed, reading: Reading, told: Sequence[Near]) -> frozenset[str]:
    """Give the kinds of question that a passage likely answers because it explains all that is asked.

    A number in it is how many, but of persons; where something is cannot be told from the words.
    """
    asked = [near for part, near in told if not part.optional and not part.is_common]
    if not asked or not all(asked) or len(reading.agents) > 1 or Cue.NOT in reading.question.cues:
        return frozenset()
    is_counted = indexed.tells_number and not _counts_persons(reading.question)
    return frozenset({Slot.WHERE, *((Slot.HOW_MANY, Slot.HOW_OLD) if is_counted else ())})


def _counts_persons(question: Question) -> bool:
    """Whether it is asked how many people or countries: whoever speaks of them gives no such number."""
    return any(
        Slot.HOW_MANY in asked.slots and Cue.PERSON in counted.cues
        for asked, counted in pairwise(question.items)
    )


def _told(part: Part, reading: Reading, indexed: Indexed) -> float:
    """Say how far a passage explains a part; when it was said it need not say itself."""
    near = _explained(part.keys, indexed.strengths)
    if near or indexed.dated.isdisjoint(part.keys):
        return near
    return 1.0 if reading.agents or reading.question.cues & SAYING else 0.0


def _asks_of_others(reading: Reading) -> bool:
    """Whether "who" asks of another organisation ("who founded the UN?"), which no passage here tells."""
    question = reading.question
    if question.cues & SAYING or Slot.WHO not in question.slots:
        return False
    return any(
        part.is_name and any(key.kind == MeaningKind.ORGANISATION for key in part.keys)
        for part in reading.topic
    )


def _missed_slots(marked: Sequence[Near]) -> int:
    """Count the "when", "where" or "how many" that an entry does not answer."""
    return sum(not near and not SPECIAL_SLOTS.isdisjoint(_slots_of(mark)) for mark, near in marked)


def _slots_of(mark: Part) -> set[str]:
    return {key.target for key in mark.keys if key.kind == MeaningKind.SLOT}


def _explained(keys: Mapping[Key, float], strengths: Mapping[Key, float]) -> float:
    if len(keys) == 1:
        key, near = next(iter(keys.items()))
        return near * strengths.get(key, 0.0)
    best = 0.0
    for key, near in keys.items():
        strength = strengths.get(key)
        if strength is not None and near * strength > best:
            best = near * strength
    return best


def rank_asked(reading: Reading, index: Index) -> list[Candidate]:
    """Rank facts and absences by the question that each was written to answer. Best first."""
    parts = (*reading.names, *reading.topic, *reading.marks)
    asked = frozenset(key for part in parts for key in part.keys)
    best: dict[int, Candidate] = {}

    least = index.fitted.worth_asking
    for number in candidates(parts, index.asked, least=least, most=MOST_ASKS):
        ask = index.asks[number]
        indexed = index.entries[ask.number]
        known = best.get(ask.number)
        held = sum([weight for keys, weight in ask.items if not keys.isdisjoint(asked)])
        if known and 1 - index.fitted.unheld * (1 - held / ask.total) <= known.score:
            continue  # another ask of the entry is nearer, whatever this one explains
        features = _ask_features(reading, indexed, ask, held, index)
        score = features.score(index.fitted) if features else 0.0
        if score and (known is None or score > known.score):
            best[ask.number] = Candidate(indexed, score, features)
    for absence_id, similarity in reading.absent.items():
        for number in index.named.get(key_of(MeaningKind.ABSENT, absence_id), ()):
            best[number] = Candidate(index.entries[number], similarity * NAMED_SHARE)
    return sorted(best.values(), key=_best_first)


def _ask_features(reading: Reading, indexed: Indexed, ask: Ask, held: float, index: Index) -> Features | None:
    if isinstance(indexed.entry, Absence) and held < LEAST_HELD * ask.total:
        return None
    fitted = index.fitted
    names = () if isinstance(indexed.entry, Absence) and indexed.entry.of_everybody else reading.names
    named = [(part, _named_near(part, reading, indexed, ask, fitted.text_only)) for part in names]
    told = [(part, _asked_near(part, indexed, ask, fitted.text_only)) for part in reading.topic]
    marked = [(mark, _mark_near(mark, indexed, ask, fitted.text_only)) for mark in reading.marks]
    gained, total = weigh(told, fitted)
    beside, all_beside = weigh([*named, *marked], fitted)
    if not gained + beside:
        return None
    return Features(
        explained=(gained + beside) / (total + all_beside),
        other_name=missed_names([*named, *told]),
        other_slot=_missed_slots(marked),
        unheld=1 - held / ask.total,
        off_topic=float(gained < LEAST_TOLD * total),
    )


def _named_near(part: Part, reading: Reading, indexed: Indexed, ask: Ask, text_only: float) -> float:
    """Say how far an entry is about somebody who is named; a list of all is not about one of them."""
    of_many = isinstance(indexed.entry, Fact) and len(indexed.entry.speakers) != 1
    if of_many and not reading.question.asks_who and part.keys.keys().isdisjoint(ask.keys):
        return 0.0
    return _asked_near(part, indexed, ask, text_only)


def _asked_near(part: Part, indexed: Indexed, ask: Ask, text_only: float) -> float:
    """Say how far an ask explains a part, or else the entry's own text."""
    near = 0.0
    for key, similarity in part.keys.items():
        if key in ask.keys and similarity > near:
            near = similarity
    if near or (part.is_name and isinstance(indexed.entry, Absence)):
        # An absence names in its text what there is instead.
        return near
    return text_only * _explained(part.keys, indexed.strengths)


def _mark_near(mark: Part, indexed: Indexed, ask: Ask, text_only: float) -> float:
    key = next(iter(mark.keys))
    if key in ask.keys:
        return 1.0
    slots = indexed.entry.slots if isinstance(indexed.entry, Fact | Absence) else frozenset()
    return text_only if key.kind == MeaningKind.SLOT and key.target in slots else 0.0


def _best_first(candidate: Candidate) -> tuple[float, bool, int]:
    entry = candidate.indexed.entry
    return (-round(candidate.score, 6), isinstance(entry, Reported), entry.order)


def best_by_speaker(ranked: Iterable[Candidate]) -> list[Candidate]:
    """Keep the best passage of each speaker, in the given order."""
    kept: dict[str, Candidate] = {}
    for candidate in ranked:
        entry = candidate.indexed.entry
        if isinstance(entry, (Quote, Reported)):
            kept.setdefault(entry.speaker.id, candidate)
    return list(kept.values())
