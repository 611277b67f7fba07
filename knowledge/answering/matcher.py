"""Question to ranked candidates: how much of the question each entry explains."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from knowledge.answering.closeness import concentration, literal, neighbours
from knowledge.answering.index import FAINT_WEIGHT, Ask, Index, Indexed
from knowledge.answering.question import JOINING_SLOTS, SAYING, SPECIAL_SLOTS, is_foreign
from knowledge.answering.reading import UNKNOWN_WEIGHT, Part, Reading
from knowledge.answering.retrieval import candidates
from knowledge.record.values import Absence, Entry, Fact, Quote, Reported

WORTH_ASKING = 0.42
"""From this score on an entry is worth asking back; below it none is ranked."""
MOST_PASSAGES = 16
"""Passages scored for a question that names nobody."""
MOST_ASKS = 64
"""Asks scored for a short question: many, because each fact and absence has a dozen in each language."""
OPTIONAL_SHARE = 0.1
MOST_BETWEEN = 4
"""Tokens between two parts of one clause that still belong together."""
OTHER_NAME = 0.6
"""What is left of a score for each name that the question holds and the entry does not."""
OTHER_SLOT = 0.6
"""What is left of a score for each special question word that an entry does not answer."""
NAME_PRIOR = 0.6
"""Weight of who speaks against what is spoken of, in the score of a passage by somebody who was named."""
ASK_SHARE = 0.45
"""Of the score of a fact: that the question holds all that the ask does."""
LEAST_HELD = 0.6
"""Share of an absence's ask that the question must hold: "which letter …?" asks of no ambassador."""
LEAST_TOLD = 0.3
OFF_TOPIC = 0.5
"""What is left of a fact's score when it explains who is meant, and hardly anything of what is asked."""
NAMED_SHARE = 0.8
"""Score of an absence that is called for by its name, whatever else was asked of it."""
DATED = 0.75
"""How far a passage explains when it was said, where its words don't tell."""
LEVEL = 0.15
"""Scores no farther behind the best are level where one passage holds the very words of the question."""
MOST_LEVEL = 8
TOLD_ASIDE = 0.3
"""Least share of its weight that an explained word has in a clause that asks nothing."""
LETTER = 0.25
"""A text in which words beside the point count less is a letter rather than a question."""
MOST_ASIDE = 0.1
"""Weight that all of a letter's words beside the point may have together, however long it is."""
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

    def held(number: int) -> Container[str]:
        return index.entries[number].strengths

    if reading.agents:
        numbers = sorted({number for agent in reading.agents for number in index.by_speaker.get(agent, ())})
    else:
        numbers = candidates(
            reading.topic, index.passages, held, least=WORTH_ASKING * reading.aside, most=MOST_PASSAGES
        )
    if reading.excepted:
        excepted = {number for one in reading.excepted for number in index.by_speaker.get(one, ())}
        numbers = [number for number in numbers if number not in excepted]
    ranked = []
    for number in numbers:
        score = _passage_score(reading, index.entries[number])
        if score > 0:
            ranked.append(Candidate(index.entries[number], score))
    ranked.sort(key=_best_first)
    return _literal_first(ranked, reading)


def _literal_first(ranked: Sequence[Candidate], reading: Reading) -> list[Candidate]:
    """Put those first, among the best, that hold the question's words side by side as they were typed."""
    level = sum(one.score >= ranked[0].score - LEVEL for one in ranked[:MOST_LEVEL])
    pairs = neighbours(reading.topic)
    if not pairs or level == 1:
        return list(ranked)
    best = sorted(ranked[:level], key=lambda one: -literal(one.indexed.entry, pairs))
    return [*best, *ranked[level:]]


def _passage_score(reading: Reading, indexed: Indexed) -> float:
    entry = indexed.entry
    name = reading.agents.get(entry.speaker.id, 0.0) if isinstance(entry, Quote | Reported) else 0.0
    told = [(part, _told(part, reading, indexed)) for part in reading.topic]
    answered = _slots_answered(entry, reading) if any(near for _, near in told) else frozenset()
    asked = [
        (mark, float(not answered.isdisjoint(_slots_of(mark))))
        for mark in reading.marks
        if mark.weight > FAINT_WEIGHT
    ]
    spoken = [(part, name) for part in reading.names]
    explained, total = _weigh([*told, *asked], reading, beside=spoken)
    if reading.agents:
        prior = NAME_PRIOR * _times_named(reading, entry)
        explained, total = explained + prior * name, total + prior
    if not total:
        return 0.0
    share = explained / total * _named(told) * _asked_for(asked, reading) * _asks_of_others(reading)
    share *= _to_the_point(told, reading)
    return share if reading.agents else share * concentration(told, indexed)


def _to_the_point(told: Sequence[tuple[Part, float]], reading: Reading) -> float:
    """Lower entries that explain what a letter tells, where its question is about something else.

    "… which university did he go to?" is not answered by whoever was named before.
    """
    if reading.aside >= LETTER:
        return 1.0
    asked = [
        (part, near)
        for part, near in told
        if part.clause in reading.wondering and part.item.start >= reading.asking[part.clause]
    ]
    foreign = sum(part.weight for part, near in asked if not near and is_foreign(part.item))
    explained, total = _weigh_all(asked)
    return OFF_TOPIC if foreign >= UNKNOWN_WEIGHT and explained < LEAST_TOLD * total else 1.0


def _slots_answered(entry: Entry, reading: Reading) -> frozenset[str]:
    """Give the kinds of question that a passage answers by itself.

    None where two are named ("why did India … China?"), or where what was not done is asked: other reasons.
    """
    if not isinstance(entry, Quote | Reported) or len(reading.agents) > 1 or "not" in reading.question.cues:
        return frozenset()
    return entry.slots


def _times_named(reading: Reading, entry: Entry) -> int:
    """Say how often a question names an entry's speaker, twice at most."""
    return min(2, reading.times.get(entry.speaker.id, 0)) if isinstance(entry, Quote | Reported) else 0


def _named(told: Sequence[tuple[Part, float]]) -> float:
    """Lower what is left of a score for each name or year in the question that the entry does not hold."""
    return OTHER_NAME ** sum((part.is_name or part.is_number) and not near for part, near in told)


def _exact(told: Sequence[tuple[Part, float]], indexed: Indexed) -> Sequence[tuple[Part, float]]:
    """Leave out numbers where there is nothing in the record: that is so of every year."""
    if not isinstance(indexed.entry, Absence):
        return told
    return [(part, near) for part, near in told if not part.is_number]


def _told(part: Part, reading: Reading, indexed: Indexed) -> float:
    """Say how far a passage explains a part; when it was said it need not say itself."""
    near = _explained(part.keys, indexed.strengths)
    if near or indexed.dated.isdisjoint(part.keys):
        return near
    return DATED if reading.agents or reading.question.cues & SAYING else 0.0


def _asks_of_others(reading: Reading) -> float:
    """Lower passages where "who" asks of another organisation ("who founded the UN?")."""
    question = reading.question
    if question.cues & SAYING or "who" not in question.slots:
        return 1.0
    others = any(
        part.is_name and any(key.startswith("organisation:") for key in part.keys) for part in reading.topic
    )
    return OTHER_NAME if others else 1.0


def _asked_for(marked: Sequence[tuple[Part, float]], reading: Reading) -> float:
    """Lower what is left of a score for each "when", "where" or "how many" that the entry does not answer.

    In a letter "when" and "where" often only join clauses.
    """
    asking = SPECIAL_SLOTS if reading.aside == 1 else SPECIAL_SLOTS - JOINING_SLOTS
    missed = sum(not near and not asking.isdisjoint(_slots_of(mark)) for mark, near in marked)
    return OTHER_SLOT**missed


def _slots_of(mark: Part) -> set[str]:
    return {key.removeprefix("slot:") for key in mark.keys if key.startswith("slot:")}


def _weigh(
    explained: Sequence[tuple[Part, float]], reading: Reading, *, beside: Sequence[tuple[Part, float]] = ()
) -> tuple[float, float]:
    """Give how much of the parts' weight is explained, and all their weight.

    Args:
        explained: Parts with how far each is explained, 0..1.
        beside: Parts that are no part of the share, but whose clauses are to the point.
    """
    if reading.aside == 1:
        return _weigh_all(explained)
    told = [part for part, near in (*explained, *beside) if near and part.clause in reading.asking]
    gained = total = aside = 0.0
    for part, near in explained:
        asked = part.clause in reading.asking
        if near:
            weight = part.weight if asked else part.weight * max(reading.aside, TOLD_ASIDE)
            gained += weight * near
            total += weight
        elif asked:
            total += _cost(part) * _asked_share(part, told, reading)
        else:
            aside += _cost(part) * reading.aside
    return gained, total + (min(aside, MOST_ASIDE) if reading.aside < LETTER else aside)


def _asked_share(part: Part, told: Sequence[Part], reading: Reading) -> float:
    """Say how much a part counts that is asked, but not explained, 0..1.

    In a letter that is what it is about, and behind the word that asks any word of other subjects; before
    it people tell why they ask. In a question that is only long, it is what stands near to something
    that is explained.
    """
    if reading.aside < LETTER:
        topic_start = reading.question.topic_start
        if topic_start is not None and part.item.start >= topic_start:
            return 1.0
        if part.item.start < reading.asking[part.clause]:
            return reading.aside
        return 1.0 if part.item.kinds == {"elsewhere"} else TOLD_ASIDE
    if _is_beside(part, told):
        return 1.0
    # What the record speaks of counts as it does for an entry that explains it.
    return reading.aside if is_foreign(part.item) else max(reading.aside, TOLD_ASIDE)


def _weigh_all(explained: Sequence[tuple[Part, float]]) -> tuple[float, float]:
    """Weigh a short question, in which nothing is beside the point."""
    gained = total = 0.0
    for part, near in explained:
        gained += part.weight * near
        total += part.weight if near else _cost(part)
    return gained, total


def _cost(part: Part) -> float:
    return part.weight * OPTIONAL_SHARE if part.optional else part.weight


def _is_beside(part: Part, told: Sequence[Part]) -> bool:
    """Whether a part that is not explained stands near one that is; else it is beside the point."""
    first, last = part.item.start - MOST_BETWEEN, part.item.end + MOST_BETWEEN
    return any(
        part.clause == other.clause and first <= other.item.end and other.item.start <= last for other in told
    )


def _explained(keys: Mapping[str, float], strengths: Mapping[str, float]) -> float:
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
    best: dict[int, float] = {}
    most = MOST_ASKS if reading.aside == 1 else MOST_PASSAGES

    def held(number: int) -> Container[str]:
        return index.asks[number].keys

    for number in candidates(parts, index.asked, held, least=WORTH_ASKING * reading.aside, most=most):
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
    named = [
        (part, _named_near(part, reading, indexed, ask)) for part in reading.names if not _is_of_all(indexed)
    ]
    told = [(part, _asked_near(part, indexed, ask)) for part in reading.topic]
    marked = [(mark, _mark_near(mark, indexed, ask)) for mark in reading.marks]
    explained, total = _weigh([*named, *told, *marked], reading)
    if not explained or not ask.total:
        return 0.0
    held = 0.0
    for keys, weight in ask.items:
        if not keys.isdisjoint(asked):
            held += weight
    if isinstance(indexed.entry, Absence) and held < LEAST_HELD * ask.total:
        return 0.0
    score = (
        explained
        / total
        * _named(_exact((*named, *told), indexed))
        * _asked_for(marked, reading)
        * (1 - ASK_SHARE + ASK_SHARE * held / ask.total)
    )
    score *= _covered(reading, indexed) * _to_the_point(told, reading)
    on_topic, topic = _weigh(told, reading, beside=(*named, *marked))
    return score if on_topic >= LEAST_TOLD * topic else OFF_TOPIC * score


def _covered(reading: Reading, indexed: Indexed) -> float:
    """Say how many of those who are named one by one a fact about persons is about, 0..1."""
    named = {speaker_id for speaker_id, times in reading.times.items() if times}
    if not isinstance(indexed.entry, Fact) or not indexed.entry.speakers or not named:
        return 1.0
    return len(named.intersection(speaker.id for speaker in indexed.entry.speakers)) / len(named)


def _is_of_all(indexed: Indexed) -> bool:
    return isinstance(indexed.entry, Absence) and indexed.entry.of_everybody


def _named_near(part: Part, reading: Reading, indexed: Indexed, ask: Ask) -> float:
    """Say how far an entry is about somebody who is named; a list of all is not about one of them."""
    of_one = isinstance(indexed.entry, Fact) and len(indexed.entry.speakers) != 1
    of_one = of_one and not reading.question.asks_who
    if of_one and part.keys.keys().isdisjoint(ask.keys):
        return 0.0
    return _asked_near(part, indexed, ask)


def _asked_near(part: Part, indexed: Indexed, ask: Ask) -> float:
    """Say how far an ask explains a part, or else the entry's own text."""
    near = 0.0
    for key, similarity in part.keys.items():
        if key in ask.keys and similarity > near:
            near = similarity
    if near or (part.is_name and isinstance(indexed.entry, Absence)):
        # An absence names in its text what there is instead.
        return near
    return TEXT_ONLY * _explained(part.keys, indexed.strengths)


def _mark_near(mark: Part, indexed: Indexed, ask: Ask) -> float:
    key = next(iter(mark.keys))
    if key in ask.keys:
        return 1.0
    slots = indexed.entry.slots if isinstance(indexed.entry, Fact | Absence) else frozenset()
    return TEXT_ONLY if key.removeprefix("slot:") in slots else 0.0


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
