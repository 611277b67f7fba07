"""A question, weighed: who is named as speaking, and what must be explained."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knowledge.index import Index, key_weight, keys_of, mark_weight
from knowledge.lexicon import Item
from knowledge.question import SPECIAL_SLOTS, Question, is_foreign

UNKNOWN_WEIGHT = 1.0
SHORT = 3
SHORT_UNKNOWN_WEIGHT = 0.5
"""Of an unknown word of at most `SHORT` letters: mostly noise."""
NUMBER_WEIGHT = 0.7
ELSEWHERE_WEIGHT = 1.2


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the question that wants explaining.

    Attributes:
        keys: What it may mean, with similarity; empty if nobody knows the word.
        optional: It may also just say what is to be done ("congratulations" for a message): where an entry
            does not explain it, it hardly counts against the entry.
    """

    item: Item
    keys: Mapping[str, float]
    weight: float
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A question, weighed.

    Attributes:
        agents: Ids of the speakers who are named as speaking, with the similarity of the name, in order.
        names: The parts that name them.
        absent: Ids of the absences whose names stand where a speaker's would, with similarity.
        topic: The parts that say what about.
        special: Question words that only an entry made for them answers.
        marks: Keys of the question words and cues, with their weights.
    """

    question: Question
    agents: Mapping[str, float]
    names: tuple[Part, ...]
    absent: Mapping[str, float]
    topic: tuple[Part, ...]
    special: frozenset[str]
    marks: Mapping[str, float]


def read(question: Question, index: Index) -> Reading:
    """Weigh the parts of a question, and tell who speaks from what is spoken of."""
    agents: dict[str, float] = {}
    absent: dict[str, float] = {}
    names: list[Part] = []
    topic: list[Part] = []
    for item in question.content:
        part = _part(item, index)
        is_topic = question.topic_start is not None and item.start >= question.topic_start
        spoken = {} if is_topic else _speakers(item, index)
        for speaker_id, similarity in spoken.items():
            agents[speaker_id] = max(similarity, agents.get(speaker_id, 0.0))
        missing = {} if is_topic else {one.meaning.target: one.similarity for one in item.of("absent")}
        absent.update(missing)
        (names if spoken or missing else topic).append(part)
    marks = [f"slot:{slot}" for slot in question.slots] + [f"cue:{cue}" for cue in question.cues]
    return Reading(
        question=question,
        agents=agents,
        names=tuple(names),
        absent=absent,
        topic=tuple(topic),
        special=question.slots & SPECIAL_SLOTS,
        marks={mark: mark_weight(mark) for mark in sorted(marks) if mark_weight(mark)},
    )


def _speakers(item: Item, index: Index) -> dict[str, float]:
    found: dict[str, float] = {}
    for sense in item.of("speaker", "country"):
        target = sense.meaning.target
        for speaker_id in (target,) if sense.meaning.kind == "speaker" else index.by_country.get(target, ()):
            found[speaker_id] = max(sense.similarity, found.get(speaker_id, 0.0))
    return found


def _part(item: Item, index: Index) -> Part:
    keys = {key: near for key, near in keys_of(item).items() if not key.startswith(("slot:", "cue:"))}
    if is_foreign(item):
        return Part(item, keys, _foreign_weight(item))
    weight = max(key_weight(key, index.weights) for key in keys)
    return Part(item, keys, weight, optional=bool(item.of("cue", "slot", "chitchat")))


def _foreign_weight(item: Item) -> float:
    if item.senses:
        return ELSEWHERE_WEIGHT
    if item.typed.isdigit():
        return NUMBER_WEIGHT
    return SHORT_UNKNOWN_WEIGHT if len(item.typed) <= SHORT and item.typed.isascii() else UNKNOWN_WEIGHT
