"""Which entries hold which meaning, and how much each meaning tells them apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from knowledge.answering.holdings import Holdings
from knowledge.answering.key import MARKS, Key, cue_key, key_of
from knowledge.answering.weights import Weights
from knowledge.language.lexicon import CONTENT, NAMES, Item
from knowledge.record.kinds import Cue, MeaningKind, Office, Slot
from knowledge.record.values import Entry

_TELLING = CONTENT | MARKS
"""Kinds of meaning by which an entry is found."""
_NAME_CUE = 0.6
"""Weight of "what is the name of …"."""


@dataclass(frozen=True, slots=True)
class Ask:
    """One question that an entry answers.

    Attributes:
        number: Of the entry that answers it.
        items: What each of its stretches may mean, with its weight.
        keys: All of these together.
        total: Sum of the weights.
    """

    number: int
    items: tuple[tuple[frozenset[Key], float], ...]
    keys: frozenset[Key]
    total: float


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with what it holds.

    Attributes:
        number: Of the entry, in the order of the record.
        dated: The keys of when it was said: it need not say so itself.
        tells_number: It is a passage that tells a number: it may answer "how many", where all is explained.
    """

    entry: Entry
    number: int
    holdings: Holdings = field(repr=False, compare=False)
    dated: frozenset[Key] = frozenset()
    tells_number: bool = False

    @property
    def strengths(self) -> Mapping[Key, float]:
        """Key of a meaning → how far the entry speaks of it, 0..1."""
        return self.holdings.of_entry(self.number)

    @property
    def units(self) -> tuple[frozenset[Key], ...]:
        """The keys of each of its sentences and restatements; empty where there is but one."""
        return self.holdings.parts_of_entry(self.number)


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by meaning.

    Attributes:
        entries: In the order of the record.
        numbers: Entry's id → its number.
        asks: All questions that facts and absences were written to answer.
        passages: Key → numbers of the quotes and reported speech that hold it, in order.
        asked: Key → numbers of the asks that hold it, in order.
        named: Key of a name → numbers of the absences that it alone calls for.
        by_speaker: Speaker's id → numbers of the passages, in order.
        regions: Region's id → ids of its countries.
        by_country: Country's or region's id → ids of its speakers.
        offices: Speaker's id → the offices that their title names.
        matters: Keys of the themes and organisations: what somebody may be said to speak of.
        occasion: Keys of what the messages were sent for, by the record's subject.
        fitted: How much each thing counts.
        weights: Key → 0..1, by inverse document frequency: Spärck Jones, 1972, "A statistical interpretation
            of term specificity and its application in retrieval".
    """

    entries: tuple[Indexed, ...]
    numbers: Mapping[str, int]
    asks: tuple[Ask, ...]
    passages: Mapping[Key, Sequence[int]]
    asked: Mapping[Key, Sequence[int]]
    named: Mapping[Key, Sequence[int]]
    by_speaker: Mapping[str, Sequence[int]]
    regions: Mapping[str, tuple[str, ...]]
    by_country: Mapping[str, tuple[str, ...]]
    offices: Mapping[str, frozenset[Office]]
    matters: frozenset[Key]
    occasion: frozenset[Key]
    fitted: Weights
    weights: Mapping[Key, float]

    def tells_of_before(self, entry_id: str) -> bool:
        """Whether an entry was written to answer what was before."""
        number = self.numbers[entry_id]
        return any(self.asks[one].number == number for one in self.asked.get(cue_key(Cue.BEFORE), ()))


def keys_of(item: Item) -> dict[Key, float]:
    """Give the keys of all that an item may mean, each with its similarity."""
    keys: dict[Key, float] = {}
    for sense in item.senses:
        meaning = sense.meaning
        if meaning.kind in _TELLING:
            key = key_of(meaning.kind, meaning.target)
            keys[key] = max(sense.similarity, keys.get(key, 0.0))
    return keys


def key_weight(key: Key, weights: Mapping[Key, float], fitted: Weights) -> float:
    """Weigh one key of a question or an ask, 0..1."""
    if key.is_mark:
        return mark_weight(key, fitted)
    return 1.0 if key.kind in NAMES else weights.get(key, 1.0)


def mark_weight(key: Key, fitted: Weights) -> float:
    """Weigh a question word or a cue: "when" asks much, "who" and "say" little, "about" nothing."""
    if key.kind == MeaningKind.SLOT:
        weight = Slot(key.target).weight
        return fitted.faint if weight is None else weight
    if key.target == Cue.NAME:
        return _NAME_CUE
    return fitted.faint if key.target in {Cue.SAY, Cue.MENTION} else 0.0
