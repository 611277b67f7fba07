"""Which entries hold which meaning, and how much each meaning tells them apart."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from knowledge.answering.weights import Weights
from knowledge.language.lexicon import CONTENT, NAMES, Item, Lexicon
from knowledge.language.own_words import of_language
from knowledge.normalise import tokens
from knowledge.record.kinds import Cue, MeaningKind, Office, Slot
from knowledge.record.values import Absence, Alias, Entry, Fact, Quote, Record, Reported

LEAST_WEIGHT = 0.12
"""Of the commonest meaning; the rarest has 1."""
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+")
OFTEN_READ = 120
"""Characters of the longest text that many entries may share, such as an office: kept once it is read."""
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
    items: tuple[tuple[frozenset[str], float], ...]
    keys: frozenset[str]
    total: float


@dataclass(frozen=True, slots=True)
class Indexed:
    """An entry with what it holds.

    Attributes:
        strengths: Key of a meaning → how far the entry speaks of it, 0..1.
        dated: The keys of when it was said: it need not say so itself.
        units: The keys of each of its sentences and restatements; empty where there is but one.
        tells_number: It is a passage that tells a number: it may answer "how many", where all is explained.
    """

    entry: Entry
    strengths: Mapping[str, float]
    dated: frozenset[str] = frozenset()
    units: tuple[frozenset[str], ...] = ()
    tells_number: bool = False


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
        fitted: How much each thing counts.
        weights: Key → 0..1, by inverse document frequency: Spärck Jones, 1972, "A statistical interpretation
            of term specificity and its application in retrieval".
    """

    entries: tuple[Indexed, ...]
    numbers: Mapping[str, int]
    asks: tuple[Ask, ...]
    passages: Mapping[str, tuple[int, ...]]
    asked: Mapping[str, tuple[int, ...]]
    named: Mapping[str, tuple[int, ...]]
    by_speaker: Mapping[str, tuple[int, ...]]
    regions: Mapping[str, tuple[str, ...]]
    by_country: Mapping[str, tuple[str, ...]]
    offices: Mapping[str, frozenset[Office]]
    matters: frozenset[str]
    fitted: Weights
    weights: Mapping[str, float]

    def tells_of_before(self, entry_id: str) -> bool:
        """Whether an entry was written to answer what was before."""
        number, cue = self.numbers[entry_id], f"cue:{Cue.BEFORE}"
        return any(self.asks[one].number == number for one in self.asked.get(cue, ()))


def keys_of(item: Item) -> dict[str, float]:
    """Give the keys of all that an item may mean, each with its similarity."""
    keys: dict[str, float] = {}
    for sense in item.senses:
        meaning = sense.meaning
        if meaning.kind in CONTENT or meaning.kind in {MeaningKind.SLOT, MeaningKind.CUE}:
            key = f"{meaning.kind}:{meaning.target}"
            keys[key] = max(sense.similarity, keys.get(key, 0.0))
    return keys


def _telling(keys: Mapping[str, float]) -> Mapping[str, float]:
    """Leave out question words and cues where the same words are about something ("congratulated")."""
    about = {key: near for key, near in keys.items() if not key.startswith(("slot:", "cue:"))}
    return about or keys


def build_index(record: Record, lexicon: Lexicon, fitted: Weights) -> Index:
    """Index every entry of a record by the meanings of its words."""
    reader = _Reader(record, lexicon, fitted)
    held = [reader.strengths(entry) for entry in record.entries.values()]
    weights = _weights(held, record, fitted) | dict.fromkeys(reader.title_words(), fitted.common)
    entries = tuple(
        Indexed(
            entry,
            MappingProxyType(strengths),
            reader.dated(entry),
            reader.units(entry),
            tells_number=isinstance(entry, Quote | Reported) and lexicon.holds_number(tokens(entry.text)),
        )
        for entry, strengths in zip(record.entries.values(), held, strict=True)
    )
    asks = tuple(ask for number, one in enumerate(entries) for ask in reader.asks(number, one.entry, weights))
    passages = [
        (number, one) for number, one in enumerate(entries) if isinstance(one.entry, (Quote, Reported))
    ]
    named = [
        (number, one)
        for number, one in enumerate(entries)
        if isinstance(one.entry, Absence) and one.entry.names
    ]
    return Index(
        entries=entries,
        numbers=MappingProxyType({one.entry.id: number for number, one in enumerate(entries)}),
        asks=asks,
        passages=_postings((number, one.strengths) for number, one in passages),
        asked=_postings((number, ask.keys) for number, ask in enumerate(asks)),
        named=_postings((number, one.strengths) for number, one in named),
        by_speaker=_postings(
            (number, (one.entry.speaker.id,))
            for number, one in passages
            if isinstance(one.entry, Quote | Reported)
        ),
        regions=MappingProxyType({region.id: region.countries for region in record.regions.values()}),
        by_country=_speakers_by_country(record),
        offices=_offices(record, lexicon),
        matters=frozenset(
            [f"concept:{one}" for one in record.themes]
            + [f"organisation:{one}" for one in record.organisations]
        ),
        fitted=fitted,
        weights=MappingProxyType(weights),
    )


def _postings(held: Iterable[tuple[int, Iterable[str]]]) -> Mapping[str, tuple[int, ...]]:
    postings: dict[str, list[int]] = defaultdict(list)
    for number, keys in held:
        for key in keys:
            postings[key].append(number)
    return MappingProxyType({key: tuple(numbers) for key, numbers in postings.items()})


def _speakers_by_country(record: Record) -> Mapping[str, tuple[str, ...]]:
    speakers: dict[str, list[str]] = defaultdict(list)
    for speaker in record.speakers.values():
        if speaker.country is not None:
            speakers[speaker.country.id].append(speaker.id)
    for region in record.regions.values():
        speakers[region.id] = [one for country in region.countries for one in speakers.get(country, ())]
    return MappingProxyType({country: tuple(ids) for country, ids in speakers.items()})


def _offices(record: Record, lexicon: Lexicon) -> Mapping[str, frozenset[Office]]:
    """Read what each speaker holds from their title, in every language it is given in."""
    return MappingProxyType(
        {
            speaker.id: frozenset(
                Office(target)
                for text in (speaker.office.by_language.values() if speaker.office else ())
                for item in lexicon.recognise(tokens(text), fuzzy=False)
                for target in item.targets(MeaningKind.OFFICE)
            )
            for speaker in record.speakers.values()
        }
    )


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a text means by its longest phrases, and what the words of these mean one by one."""

    whole: frozenset[str]
    within: frozenset[str]


def _is_held(key: str) -> bool:
    return not key.startswith(("slot:", "cue:", "absent:"))


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Give where each sentence of a text begins and ends, in characters."""
    spans, start = [], 0
    for end in _SENTENCE_ENDS.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    return [*spans, (start, len(text))]


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


class _Reader:
    """Reads the record's own texts; words that have no meaning yet get one of their own."""

    def __init__(self, record: Record, lexicon: Lexicon, fitted: Weights) -> None:
        self._lexicon = lexicon
        self._fitted = fitted
        self._record = record
        self._language = record.about.language
        self._themes = record.themes
        self._read: dict[str, _Meant] = {}
        self._by_token: dict[tuple[str, str], frozenset[str]] = {}
        self._by_entry: dict[str, list[str]] = defaultdict(list)
        for theme in record.themes.values():
            for entry_id in theme.entries:
                self._by_entry[entry_id].append(f"concept:{theme.id}")

    def strengths(self, entry: Entry) -> dict[str, float]:
        """Weigh each meaning in an entry: 1 in its own words, less in our restatement."""
        if isinstance(entry, Absence) and entry.names:
            return {f"absent:{entry.id}": 1.0}
        strengths: dict[str, float] = {}
        if isinstance(entry, Quote | Reported):
            sentences = [self._meant(text, entry) for text in _sentences(entry.text)]
            for line in entry.restatements:
                self._add(
                    strengths,
                    entry,
                    self._meant(line.text, entry, line.language).whole,
                    self._fitted.restated,
                )
            for sentence in sentences:
                self._add(strengths, entry, sentence.whole, 1.0)
            for key in frozenset[str]().union(*(sentence.within for sentence in sentences)):
                if key.removeprefix("concept:") not in self._themes:
                    strengths.setdefault(key, self._fitted.restated)
            if entry.speaker.office is not None:
                office = self._meant(entry.speaker.office.original, entry)
                strengths |= dict.fromkeys(office.whole | office.within, 1.0)
            strengths |= dict.fromkeys(self._by_entry[entry.id], 1.0)
            return strengths
        return dict.fromkeys(self._meant(entry.text, entry).whole, 1.0)

    def title_words(self) -> frozenset[str]:
        """Give the words of the record's title that mean nothing else: all of it is about these."""
        title, first = self._record.about.title.original, next(iter(self._record.entries.values()), None)
        meant = self._meant(title, first).whole if first else frozenset[str]()
        return frozenset(key for key in meant if key.startswith("word:"))

    def dated(self, entry: Entry) -> frozenset[str]:
        """Give the meanings of when a passage's speaker spoke."""
        if not isinstance(entry, Quote | Reported) or entry.speaker.as_of is None:
            return frozenset()
        return self._meant(entry.speaker.as_of.original, entry).whole

    def units(self, entry: Entry) -> tuple[frozenset[str], ...]:
        """Give the meanings of each sentence and restatement of a passage."""
        if not isinstance(entry, Quote | Reported):
            return ()
        own = [self._meant(text, entry) for text in _sentences(entry.text)]
        meant = [*own, *(self._meant(line.text, entry, line.language) for line in entry.restatements)]
        if len(meant) == 1:
            return ()
        return tuple(one.whole | one.within for one in meant)

    def _add(
        self, strengths: dict[str, float], passage: Quote | Reported, keys: Iterable[str], strength: float
    ) -> None:
        """Add some meanings; whether a passage speaks of a theme was decided by reading it.

        A passage that is not of a theme and has a word of it all the same holds it a little.
        """
        for key in keys:
            theme = self._themes.get(key.removeprefix("concept:"))
            if theme is None:
                strengths[key] = max(strength, strengths.get(key, 0.0))
            elif passage.id not in theme.entries:
                strengths.setdefault(key, self._fitted.restated / 2)

    def _meant(self, text: str, entry: Entry, language: str = "") -> _Meant:
        """Read a text once, however often it is asked for; in the record's own language if none is named."""
        meant = self._read.get(text)
        if meant is not None:
            return meant
        meant = self._read_by_word(text, entry, language or self._language)
        if meant is not None and len(text) <= OFTEN_READ:
            self._read[text] = meant
        if meant is None:
            items = of_language(
                self._lexicon.recognise(tokens(text), fuzzy=False), language or self._language
            )
            words = [word for item in items if item.end - item.start > 1 for word in item.typed.split()]
            within = frozenset[str]().union(*(self._meant(word, entry, language).whole for word in words))
            meant = _Meant(
                frozenset(key for item in items for key in self._keys(item, entry) if _is_held(key)),
                frozenset(key for key in within if key.startswith("concept:")),
            )
            self._read[text] = meant
        return meant

    def _read_by_word(self, text: str, entry: Entry, language: str) -> _Meant | None:
        """Read a text in which no phrase of several words can stand, word by word; None for any other.

        Most words come again and again: each is recognised once.
        """
        found = []
        for token in tokens(text):
            keys = self._by_token.get((token, language))
            if keys is None:
                if not self._lexicon.stands_alone(token):
                    return None
                [item] = of_language(self._lexicon.recognise((token,), fuzzy=False), language)
                keys = frozenset(key for key in self._keys(item, entry) if _is_held(key))
                self._by_token[token, language] = keys
            found.append(keys)
        return _Meant(frozenset[str]().union(*found), frozenset())

    def _keys(self, item: Item, entry: Entry) -> Mapping[str, float]:
        """Give the keys of an item; a word that has no meaning yet gets one of its own."""
        if item.senses:
            return keys_of(item)
        self._lexicon.add_all(MeaningKind.WORD, item.typed, [Alias(item.typed, self._language, entry.place)])
        return {f"word:{item.typed}": 1.0}

    def asks(self, number: int, entry: Entry, weights: Mapping[str, float]) -> Iterable[Ask]:
        """Read the questions an entry was written to answer."""
        lines: tuple[Alias, ...] = entry.asks if isinstance(entry, (Fact, Absence)) else ()
        for line in lines:
            ask = self._ask(number, line, entry, weights)
            if ask.total:
                yield ask

    def _ask(self, number: int, line: Alias, entry: Entry, weights: Mapping[str, float]) -> Ask:
        items = []
        recognised = self._lexicon.recognise(tokens(line.text), fuzzy=False)
        for item in of_language(recognised, line.language):
            keys = _telling(self._keys(item, entry))
            if keys:
                items.append((frozenset(keys), max(key_weight(key, weights, self._fitted) for key in keys)))
        held = frozenset[str]().union(*(keys for keys, _ in items))
        return Ask(number, tuple(items), held, sum(weight for _, weight in items))


def key_weight(key: str, weights: Mapping[str, float], fitted: Weights) -> float:
    """Weigh one key of a question or an ask, 0..1."""
    kind = key.partition(":")[0]
    if kind in {MeaningKind.SLOT, MeaningKind.CUE}:
        return mark_weight(key, fitted)
    return 1.0 if kind in NAMES else weights.get(key, 1.0)


def mark_weight(key: str, fitted: Weights) -> float:
    """Weigh a question word or a cue: "when" asks much, "who" and "say" little, "about" nothing."""
    kind, _, target = key.partition(":")
    if kind == MeaningKind.SLOT:
        weight = Slot(target).weight
        return fitted.faint if weight is None else weight
    if target == Cue.NAME:
        return _NAME_CUE
    return fitted.faint if target in {Cue.SAY, Cue.MENTION} else 0.0


def _weights(held: Iterable[Mapping[str, float]], record: Record, fitted: Weights) -> dict[str, float]:
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
            weights[f"organisation:{organisation.id}"] = fitted.common
    return weights
