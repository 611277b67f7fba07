"""Which entries hold which meaning, and how much each meaning tells them apart."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from knowledge.lexicon import CONTENT, Item, Lexicon
from knowledge.normalise import tokens
from knowledge.record import Absence, Alias, Entry, Fact, Quote, Record, Reported

RESTATED = 0.85
"""How far a meaning counts that stands only in our restatement of a passage, not in its own words."""
LEAST_WEIGHT = 0.12
"""Of the commonest meaning; the rarest has 1."""
NAME_WEIGHT = 1.0
SLOT_WEIGHT = 1.0
FAINT_WEIGHT = 0.25
"""Of "who", "what" and "say": they tell one ask from another, and little else."""
MARK_WEIGHTS = MappingProxyType({
    **{f"slot:{slot}": SLOT_WEIGHT for slot in ("when", "where", "how-many", "how-old")},
    "cue:say": FAINT_WEIGHT,
    "cue:name": 0.6,
})


@dataclass(frozen=True, slots=True)
class Ask:
    """One question that an entry answers.

    Attributes:
        items: What each of its stretches may mean, with its weight.
        keys: All of these together.
        total: Sum of the weights.
    """

    text: str
    items: tuple[tuple[frozenset[str], float], ...]
    keys: frozenset[str]
    total: float


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with what it holds.

    Attributes:
        strengths: Key of a meaning → how far the entry speaks of it, 0..1.
        asks: What it was written to answer.
    """

    entry: Entry
    strengths: Mapping[str, float]
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Entries by meaning.

    Attributes:
        entries: In the order of the record.
        postings: Key → numbers of the entries that hold it, in order.
        weights: Key → 0..1, by inverse document frequency: Spärck Jones, 1972, "A statistical interpretation
            of term specificity and its application in retrieval".
    """

    entries: tuple[Indexed, ...]
    postings: Mapping[str, tuple[int, ...]]
    weights: Mapping[str, float]

    def weight(self, key: str) -> float:
        """Give the weight of a key; 1 for one that no entry holds."""
        return self.weights.get(key, 1.0)


def keys_of(item: Item) -> dict[str, float]:
    """Give the keys of all that an item may mean, each with its similarity."""
    keys: dict[str, float] = {}
    for sense in item.senses:
        meaning = sense.meaning
        if meaning.kind in CONTENT or meaning.kind in {"slot", "cue"}:
            key = f"{meaning.kind}:{meaning.target}"
            keys[key] = max(sense.similarity, keys.get(key, 0.0))
    return keys


def build_index(record: Record, lexicon: Lexicon) -> Index:
    """Index every entry of a record by the meanings of its words."""
    builder = _Builder(record, lexicon)
    held = [builder.strengths(entry) for entry in record.entries.values()]
    weights = _weights(held, record)
    entries = tuple(
        Indexed(entry, MappingProxyType(strengths), builder.asks(entry, weights))
        for entry, strengths in zip(record.entries.values(), held, strict=True)
    )
    postings: dict[str, list[int]] = defaultdict(list)
    for number, indexed in enumerate(entries):
        keys = set(indexed.strengths)
        for ask in indexed.asks:
            keys |= ask.keys
        for key in keys:
            postings[key].append(number)
    return Index(
        entries=entries,
        postings=MappingProxyType({key: tuple(numbers) for key, numbers in postings.items()}),
        weights=MappingProxyType(weights),
    )


class _Builder:
    """Reads the record's own texts through the lexicon."""

    def __init__(self, record: Record, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._themes = record.themes
        self._by_entry: dict[str, list[str]] = defaultdict(list)
        for theme in record.themes.values():
            for entry_id in theme.entries:
                self._by_entry[entry_id].append(f"concept:{theme.id}")

    def strengths(self, entry: Entry) -> dict[str, float]:
        """Weigh each meaning in an entry: 1 in its own words, less in our restatement."""
        match entry:
            case Quote() | Reported():
                own, restated = [entry.text], [line.text for line in entry.restatements]
            case Fact():
                own, restated = [entry.text], []
            case Absence():
                if entry.names:
                    return {f"absent:{entry.id}": 1.0}
                own, restated = [entry.text], []
        strengths: dict[str, float] = {}
        for texts, strength in ((restated, RESTATED), (own, 1.0)):
            for key in self._keys(texts):
                theme = self._themes.get(key.partition(":")[2]) if key.startswith("concept:") else None
                if theme is None or isinstance(entry, (Fact, Absence)):
                    strengths[key] = strength
                elif strength == RESTATED and entry.id not in theme.entries:
                    strengths.setdefault(key, RESTATED * RESTATED)
        for key in self._by_entry[entry.id]:
            strengths[key] = 1.0
        return strengths

    def _keys(self, texts: Iterable[str]) -> set[str]:
        keys: set[str] = set()
        for text in texts:
            for item in self._lexicon.recognise(tokens(text), fuzzy=False):
                keys.update(key for key in keys_of(item) if not key.startswith(("slot:", "cue:", "absent:")))
        return keys

    def asks(self, entry: Entry, weights: Mapping[str, float]) -> tuple[Ask, ...]:
        """Read the questions an entry was written to answer."""
        lines: tuple[Alias, ...] = entry.asks if isinstance(entry, (Fact, Absence)) else ()
        asks = (self._ask(line.text, weights) for line in lines)
        return tuple(ask for ask in asks if ask.total > 0)

    def _ask(self, text: str, weights: Mapping[str, float]) -> Ask:
        items = []
        for item in self._lexicon.recognise(tokens(text), fuzzy=False):
            keys = keys_of(item)
            if keys:
                items.append((frozenset(keys), max(key_weight(key, weights) for key in keys)))
        keys_of_all = frozenset[str]().union(*(keys for keys, _ in items))
        return Ask(text, tuple(items), keys_of_all, sum(weight for _, weight in items))


def key_weight(key: str, weights: Mapping[str, float]) -> float:
    """Weigh one key of a question or an ask, 0..1."""
    kind = key.partition(":")[0]
    if kind in {"slot", "cue"}:
        return mark_weight(key)
    if kind in {"speaker", "country", "absent"}:
        return NAME_WEIGHT
    return weights.get(key, 1.0)


def mark_weight(key: str) -> float:
    """Weigh a question word or a cue: "when" asks for much, "who" and "say" for little, "about" for nothing."""
    return MARK_WEIGHTS.get(key, FAINT_WEIGHT if key.startswith("slot:") else 0.0)


def _weights(held: Iterable[Mapping[str, float]], record: Record) -> dict[str, float]:
    frequency: dict[str, int] = defaultdict(int)
    count = 0
    for strengths in held:
        if not strengths:
            continue
        count += 1
        for key in strengths:
            frequency[key] += 1
    most = math.log((count + 1) / 1.5) or 1.0
    weights = {
        key: min(1.0, max(LEAST_WEIGHT, math.log((count + 1) / (times + 0.5)) / most))
        for key, times in frequency.items()
    }
    for organisation in record.organisations.values():
        if organisation.common:
            weights[f"organisation:{organisation.id}"] = LEAST_WEIGHT * 2
    return weights
