"""A record to its index: reads every entry for the meanings of its words, and weighs these."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from knowledge.answering.composition import OF_COMPANY, picked
from knowledge.answering.holdings import Holdings, Packer, grouped
from knowledge.answering.index import Ask, Index, Indexed, key_weight, keys_of
from knowledge.answering.key import Key, key_of
from knowledge.answering.spans import sentences
from knowledge.answering.weights import Weights
from knowledge.language.lexicon import Item, Lexicon
from knowledge.language.own_words import of_language
from knowledge.normalise import tokens
from knowledge.record.kinds import MeaningKind, Office
from knowledge.record.values import Absence, Alias, Entry, Fact, Quote, Record, Reported

LEAST_WEIGHT = 0.12
"""Of the commonest meaning; the rarest has 1."""
OFTEN_READ = 120
"""Characters of the longest text that many entries may share, such as an office: kept once it is read."""
_NOTHING: frozenset[int] = frozenset()


def build_index(record: Record, lexicon: Lexicon, fitted: Weights) -> Index:
    """Index every entry of a record by the meanings of its words."""
    reader = _Reader(record, lexicon, fitted)
    telling = [reader.read(entry) for entry in record.entries.values()]
    holdings = reader.packed()
    weights = _weights(holdings, record, fitted) | dict.fromkeys(reader.title_words(), fitted.common)
    entries = tuple(
        Indexed(entry, number, holdings, reader.dated(entry), tells_number)
        for number, (entry, tells_number) in enumerate(zip(record.entries.values(), telling, strict=True))
    )
    asks = tuple(ask for one in entries for ask in reader.asks(one.number, one.entry, weights))
    passages = [one for one in entries if isinstance(one.entry, (Quote, Reported))]
    named = [one.number for one in entries if isinstance(one.entry, Absence) and one.entry.names]
    matters = frozenset(
        [key_of(MeaningKind.CONCEPT, one) for one in record.themes]
        + [key_of(MeaningKind.ORGANISATION, one) for one in record.organisations]
    )
    return Index(
        entries=entries,
        numbers=MappingProxyType({one.entry.id: one.number for one in entries}),
        asks=asks,
        passages=holdings.postings(one.number for one in passages),
        asked=grouped((key, number) for number, ask in enumerate(asks) for key in ask.keys),
        named=holdings.postings(named),
        by_speaker=grouped(
            (one.entry.speaker.id, one.number) for one in passages if isinstance(one.entry, Quote | Reported)
        ),
        regions=MappingProxyType({region.id: region.countries for region in record.regions.values()}),
        by_country=_speakers_by_country(record),
        offices=_offices(record, lexicon),
        matters=matters,
        occasion=reader.occasion() - matters,
        fitted=fitted,
        weights=MappingProxyType(weights),
    )


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
    """What a text means by its longest phrases, and what the words of these mean one by one; key numbers."""

    whole: frozenset[int]
    within: frozenset[int] = _NOTHING


def _is_held(key: Key) -> bool:
    return not key.is_mark and key.kind != MeaningKind.ABSENT


class _Reader:
    """Reads the record's own texts; words that have no meaning yet get one of their own."""

    def __init__(self, record: Record, lexicon: Lexicon, fitted: Weights) -> None:
        self._lexicon = lexicon
        self._fitted = fitted
        self._record = record
        self._language = record.about.language
        self._packer = Packer()
        self._read: dict[str, _Meant] = {}
        self._dated: dict[str, frozenset[Key]] = {}
        self._by_token: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
        self._themes: dict[int, frozenset[str]] = {}
        self._by_entry: dict[str, list[int]] = defaultdict(list)
        for theme in record.themes.values():
            number = self._packer.number(key_of(MeaningKind.CONCEPT, theme.id))
            self._themes[number] = frozenset(theme.entries)
            for entry_id in theme.entries:
                self._by_entry[entry_id].append(number)
        self._of_themes = frozenset(self._themes)

    def packed(self) -> Holdings:
        """Give what all that was read holds."""
        return self._packer.packed()

    def read(self, entry: Entry) -> bool:
        """Read what an entry holds; give whether it is a passage that tells a number."""
        if isinstance(entry, Quote | Reported):
            return self._read_passage(entry)
        if isinstance(entry, Absence) and entry.names:
            self._packer.add({self._packer.number(key_of(MeaningKind.ABSENT, entry.id)): 1.0})
        else:
            self._packer.add(dict.fromkeys(self._meant(tokens(entry.text), entry.text, entry).whole, 1.0))
        return False

    def _read_passage(self, entry: Quote | Reported) -> bool:
        """Weigh each meaning in a passage: 1 in its own words, less in our restatement."""
        restated = self._fitted.restated
        worded = [(tokens(text), text) for text in sentences(entry.text)]
        own = [self._meant(words, text, entry) for words, text in worded]
        lines = [
            self._meant(tokens(line.text), line.text, entry, line.language) for line in entry.restatements
        ]
        strengths: dict[int, float] = {}
        for one in lines:
            self._add(strengths, entry, one.whole, restated)
        for one in own:
            self._add(strengths, entry, one.whole, 1.0)
        for number in _NOTHING.union(*(one.within for one in own)) - self._of_themes:
            strengths.setdefault(number, restated)
        if entry.speaker.office is not None:
            title = entry.speaker.office.original
            office = self._meant(tokens(title), title, entry)
            strengths |= dict.fromkeys(office.whole | office.within, 1.0)
        strengths |= dict.fromkeys(self._by_entry.get(entry.id, ()), 1.0)
        parts = [one.whole | one.within for one in (*own, *lines)]
        self._packer.add(strengths, parts if len(parts) > 1 else ())
        return any(self._lexicon.holds_number(words) for words, _ in worded)

    def _add(
        self, strengths: dict[int, float], passage: Quote | Reported, keys: frozenset[int], strength: float
    ) -> None:
        """Add some meanings; whether a passage speaks of a theme was decided by reading it.

        A passage that is not of a theme and has a word of it all the same holds it a little.
        """
        for number in keys & self._of_themes:
            if passage.id not in self._themes[number]:
                strengths.setdefault(number, self._fitted.restated / 2)
        strengths |= dict.fromkeys(keys - self._of_themes, strength)

    def title_words(self) -> frozenset[Key]:
        """Give the words of the record's title that mean nothing else: all of it is about these."""
        title, first = self._record.about.title.original, next(iter(self._record.entries.values()), None)
        meant = self._meant(tokens(title), title, first).whole if first else _NOTHING
        return frozenset(key for key in map(self._packer.key, meant) if key.kind == MeaningKind.WORD)

    def occasion(self) -> frozenset[Key]:
        """Give the meanings in the sentence that says what the record is: why the messages were sent."""
        subject, first = self._record.about.subject.original, next(iter(self._record.entries.values()), None)
        meant = self._meant(tokens(subject), subject, first).whole if first else _NOTHING
        return frozenset(key for key in map(self._packer.key, meant) if key.kind == MeaningKind.CONCEPT)

    def dated(self, entry: Entry) -> frozenset[Key]:
        """Give the meanings of when a passage's speaker spoke."""
        if not isinstance(entry, Quote | Reported) or entry.speaker.as_of is None:
            return frozenset()
        text = entry.speaker.as_of.original
        dated = self._dated.get(text)
        if dated is None:
            numbers = self._meant(tokens(text), text, entry).whole
            self._dated[text] = dated = frozenset(map(self._packer.key, numbers))
        return dated

    def _meant(self, words: Sequence[str], text: str, entry: Entry, language: str = "") -> _Meant:
        """Read a text once, however often it is asked for; in the record's own language if none is named."""
        meant = self._read.get(text)
        if meant is not None:
            return meant
        language = language or self._language
        meant = self._read_by_word(words, entry, language) or self._read_by_phrase(words, entry, language)
        if len(text) <= OFTEN_READ:
            self._read[text] = meant
        return meant

    def _read_by_word(self, words: Sequence[str], entry: Entry, language: str) -> _Meant | None:
        """Read a text in which no phrase of several words can stand, word by word; None for any other.

        Most words come again and again: each is recognised once.
        """
        known = self._by_token[language]
        for token in words:
            if token not in known:
                if not self._lexicon.is_context_free(token):
                    return None
                known[token] = self._numbers(self._alone(token, language), entry)
        return _Meant(_NOTHING.union(*map(known.__getitem__, words)))

    def _alone(self, token: str, language: str) -> Item:
        """Recognise a token by itself; most that come for the first time have no meaning yet."""
        if not self._lexicon.vocabulary.exact(token):
            return Item(token, 0, 1, ())
        [item] = of_language(self._lexicon.recognise((token,), fuzzy=False), language)
        return item

    def _read_by_phrase(self, words: Sequence[str], entry: Entry, language: str) -> _Meant:
        """Read a text in which phrases may stand."""
        items = of_language(self._lexicon.recognise(words, fuzzy=False), language)
        of_phrases = [word for item in items if item.end - item.start > 1 for word in item.typed.split()]
        within = _NOTHING.union(*(self._meant((word,), word, entry, language).whole for word in of_phrases))
        return _Meant(
            _NOTHING.union(*(self._numbers(item, entry) for item in items)),
            frozenset(one for one in within if self._packer.key(one).kind == MeaningKind.CONCEPT),
        )

    def _numbers(self, item: Item, entry: Entry) -> frozenset[int]:
        """Give the numbers of the keys of an item that an entry may hold."""
        return frozenset(self._packer.number(key) for key in self._keys(item, entry) if _is_held(key))

    def _keys(self, item: Item, entry: Entry) -> Mapping[Key, float]:
        """Give the keys of an item; a word that has no meaning yet gets one of its own."""
        if item.kinds - {MeaningKind.CUE} or item.cues - OF_COMPANY:
            return keys_of(item)
        self._lexicon.add_all(MeaningKind.WORD, item.typed, [Alias(item.typed, self._language, entry.place)])
        return {Key(MeaningKind.WORD, item.typed): 1.0}

    def asks(self, number: int, entry: Entry, weights: Mapping[Key, float]) -> Iterator[Ask]:
        """Read the questions an entry was written to answer."""
        lines: tuple[Alias, ...] = entry.asks if isinstance(entry, (Fact, Absence)) else ()
        for line in lines:
            ask = self._ask(number, line, entry, weights)
            if ask.total:
                yield ask

    def _ask(self, number: int, line: Alias, entry: Entry, weights: Mapping[Key, float]) -> Ask:
        items = []
        recognised = self._lexicon.recognise(tokens(line.text), fuzzy=False)
        for item in picked(of_language(recognised, line.language)):
            keys = _telling(self._keys(item, entry))
            if keys:
                items.append((frozenset(keys), max(key_weight(key, weights, self._fitted) for key in keys)))
        held = frozenset[Key]().union(*(keys for keys, _ in items))
        return Ask(number, tuple(items), held, sum(weight for _, weight in items))


def _telling(keys: Mapping[Key, float]) -> Mapping[Key, float]:
    """Leave out question words and cues where the same words are about something ("congratulated")."""
    about = {key: near for key, near in keys.items() if not key.is_mark}
    return about or keys


def _weights(holdings: Holdings, record: Record, fitted: Weights) -> dict[Key, float]:
    count = holdings.count()
    most = math.log((count + 1) / 1.5) or 1.0
    weights = {
        key: min(1.0, max(LEAST_WEIGHT, math.log((count + 1) / (times + 0.5)) / most))
        for key, times in holdings.frequencies().items()
    }
    for organisation in record.organisations.values():
        if organisation.common:
            weights[key_of(MeaningKind.ORGANISATION, organisation.id)] = fitted.common
    return weights
