"""Places in people's words: cities, countries and times by name, declined and misspelt ones too."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import chain
from operator import itemgetter
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from handlers.daily.words.abbreviations import abbreviations, in_country, long_names
from handlers.daily.words.cities import Cities, by_people, cities, country_of
from handlers.daily.words.offsets import labelled
from handlers.daily.words.phrases import Phrases, folded, load_phrases
from handlers.daily.words.place import Kind, Place, told_apart, year_of
from handlers.texts import LANGUAGES
from knowledge.language.multimap import Multimap

SURE = 6
"""Letters from which one wrong one is a slip that is not asked about, if no other place is as near."""
SIMILAR = 80
"""Least similarity, of 100, at which a place is offered; "Moscau" to "Moscow" is 83."""
AS_GOOD = 4
"""Places nearer than this to the best one are offered beside it."""
SHORTEST = 4
"""Shorter names must be spelt rightly: too many places are one letter away."""
PROMINENT = 300_000
"""People of a city that is looked for in misspelt words: among all, too many are one letter away."""
MOST = 8
"""Places offered, and words that are compared with all names: each takes a millisecond."""
PICKED = 10
"""Zones shown of those that keep one time."""
_MARKS = re.compile(r"[,;!?()\"«»。，！？]|\.(?=\s|$)")
_MARK = re.compile(r"[0-9a-f]{8}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ENDING = re.compile(r"(?:ому|ему|ого|его|ими|ым|им|ой|ом|ем|ей|ий|ый|ое|ее|ам|ах|[аяоеуюыийь])$")
_RUSSIAN = re.compile(r"[ьй](?!\w)")
"""How Russian names end where those of kindred languages do not: "Казань", "Великий Новгород"."""
_SHORTEST_STEM = 4


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that name places, and the places that they may name, the likeliest first."""

    typed: str
    places: tuple[Place, ...]

    @property
    def kind(self) -> Kind:
        """What the words are the name of."""
        return self.places[0].kind

    @property
    def countries(self) -> frozenset[str]:
        """The countries in which it may be."""
        return frozenset(place.country for place in self.places)


@dataclass(frozen=True, slots=True)
class Similar:
    """Places most like some words, whether that is beyond doubt, the words, and the other words."""

    places: tuple[Place, ...]
    is_sure: bool
    typed: str
    rest: str


@dataclass(frozen=True, slots=True)
class Names(Mapping[str, tuple[Place, ...]]):
    """Folded name → places, the likeliest first.

    Attributes:
        own: Names of other things than cities, which go before a city's.
        other: Words that are nobody's name.
    """

    cities: Cities
    own: Mapping[str, tuple[Place, ...]]
    other: frozenset[str] = frozenset()

    def __getitem__(self, name: str) -> tuple[Place, ...]:
        if name in self.other:
            raise KeyError(name)
        return self.own[name] if name in self.own else self.cities[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name, _ in self.pairs())

    def __len__(self) -> int:
        return sum(1 for _ in self.pairs())

    def pairs(self) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """Give each name with its places; as `items`, in a fraction of the time."""
        left = dict(self.own)
        for name, places in self.cities.pairs():
            if name not in self.other:
                yield name, left.pop(name, places)
        yield from ((name, places) for name, places in left.items() if name not in self.other)


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the places that a text may mean; made once.

    Attributes:
        stems: Cyrillic name without its ending → the name: "Ташкенте" is Tashkent.
        han: The Chinese names, longest first, a line each: as thousands of values they took half a MiB.
        prominent: The names that are looked for in misspelt words, a line each.
    """

    names: Names
    stems: Multimap[str, str]
    han: str
    prominent: str
    fillers: frozenset[str]

    @classmethod
    def of(cls, phrases: Phrases) -> Places:
        """Gather names from GeoNames, CLDR (by Babel), the IANA database and our own words."""
        own = {**long_names(), **_abbreviated(phrases)}
        own |= _countries(phrases, Names(cities(), own))
        own |= _of_words(phrases)
        names = Names(cities(), own, frozenset(_other_words(phrases)))
        russian = {folded(one["city"]) for one in Locale("ru").time_zones.values() if "city" in one}
        cyrillic: list[tuple[tuple[int, bool, int, int, bool], str]] = []
        han: list[str] = []
        prominent: list[str] = []
        for name, places in names.pairs():
            if _CYRILLIC.match(name):
                rank = (places[0].people, name in russian, len(_RUSSIAN.findall(name)), -len(name))
                cyrillic.append(((*rank, not name.endswith("о")), name))
            if _HAN.match(name):
                han.append(name)
            if _is_prominent(name, places[0]):
                prominent.append(name)
        # Of names that differ in their endings the Russian one is shown: "Казань", not the Tatar "Казан".
        # Those in "о" are not declined, so nobody has to find them by their stems.
        best = {_stem(name): name for _, name in sorted(cyrillic, key=itemgetter(0))}
        stems: Multimap[str, str] = Multimap()
        for stem, name in best.items():
            stems.add(stem, name)
        stems.pack()
        han.sort(key=len, reverse=True)
        return cls(names, stems, "\n".join(han), "\n".join(prominent), phrases.fillers)

    def named(self, text: str) -> tuple[tuple[Hit, ...], str]:
        """Give the places that a text names, spelt as we know them, and the text without them."""
        words, found = _MARKS.sub(" ", text).split(), []
        passed = self.fillers if len(words) > 1 else frozenset()
        while span := self._longest(words, passed):
            start, end, name = span
            found.append((start, Hit(" ".join(words[start:end]), self.names[name])))
            words[start:end] = [""] * (end - start)
        rest = " ".join(filter(None, words))
        hits = [hit for _, hit in sorted(found, key=lambda item: item[0])]
        for name in self.han.split("\n") if _HAN.search(rest) else ():
            if name in rest:
                hits.append(Hit(name, self.names[name]))
                rest = rest.replace(name, " ")
        return tuple(hits), rest

    def in_country(self, hit: Hit, country: str) -> tuple[Place, ...]:
        """Give the places of a hit that are in one country, of which an abbreviation says more than alone."""
        within = tuple(place for place in hit.places if place.country == country)
        if within or hit.kind is not Kind.TIME:
            return within
        return told_apart(in_country(folded(hit.typed), country))

    def marked(self, mark: str) -> Place | None:
        """Give the place that a button knows by its mark; None if it is not known any more."""
        if not _MARK.fullmatch(mark):
            return None
        own = self.names.own
        known = (place for places in own.values() for place in places)
        short = (
            replace(place, label=name.upper())
            for name, places in own.items()
            for place in places
            if place.kind is Kind.TIME and not place.label
        )
        looked_at = chain(labelled(), self.names.cities.marked(int(mark, 16)), known, short)
        return next((place for place in looked_at if place.mark == mark), None)

    def at_offset(self, offset: timedelta, now: datetime) -> tuple[str, ...]:
        """Give the zones that are this far from UTC now: for who picks the local time, not a place.

        Of zones that keep the same time through the year first one each, then more, those with the largest
        cities before others; none where nobody lives, if anybody lives at that time at all.
        """
        keeping = [zone for zone in by_people() if now.astimezone(ZoneInfo(zone)).utcoffset() == offset]
        lived_in = [zone for zone in keeping if by_people()[zone]] or keeping
        first = {year_of(zone): zone for zone in reversed(lived_in)}
        return tuple(dict.fromkeys((*(zone for zone in lived_in if zone in first.values()), *lived_in)))[
            :PICKED
        ]

    def offsets_now(self, now: datetime) -> tuple[timedelta, ...]:
        """Give all that a clock on Earth may be from UTC now, westernmost first."""
        found = {now.astimezone(ZoneInfo(zone)).utcoffset() for zone in by_people()}
        return tuple(sorted(offset for offset in found if offset is not None))

    def unknown(self, text: str) -> str:
        """Give what is left of a text once words that say nothing are taken away."""
        for filler in sorted((one for one in self.fillers if _HAN.match(one)), key=len, reverse=True):
            text = text.replace(filler, " ")
        words = re.findall(r"[^\W_][\w'./:-]*", text)
        return " ".join(word for word in words if word not in self.fillers)

    def similar(self, text: str) -> Similar | None:
        """Find the places most like what was typed; None if nothing is like any."""
        words = _MARKS.sub(" ", text).split()
        typed = [word for word in words if word not in self.fillers and not word[0].isdecimal()][:MOST]
        tries = [" ".join(typed), *typed] if len(typed) > 1 else typed
        best: list[tuple[float, str, str]] = []
        prominent = self.prominent.split("\n")
        for name in (each for each in tries if len(each) >= SHORTEST):
            found = process.extract(
                folded(name), prominent, scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=MOST
            )
            best += [(score, match, name) for match, score, _ in found if _is_near(folded(name), match)]
        if not best:
            return None
        top, match, name = max(best, key=lambda item: item[0])
        near = sorted((item for item in best if item[0] > top - AS_GOOD), key=lambda item: -item[0])
        places = told_apart(place for _, like, _ in near for place in self.names[like])[:MOST]
        taken = set(name.split())
        rest = " ".join(word for word in words if word not in taken)
        return Similar(places, len(places) == 1 and _is_slip(folded(name), match), name, rest)

    def _longest(self, words: list[str], passed: frozenset[str]) -> tuple[int, int, str] | None:
        """Find the longest stretch of words that is a name, as (start, end, name).

        Args:
            passed: Words that are no name by themselves.
        """
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                stretch = words[start : start + length]
                if not all(stretch) or (length == 1 and stretch[0] in passed):
                    continue
                name = self._known(" ".join(stretch))
                if name is not None:
                    return start, start + length, name
        return None

    def _known(self, typed: str) -> str | None:
        name = folded(typed)
        if name in self.names:
            return name
        if not _CYRILLIC.match(name):
            return None
        stem = _stem(name)
        # "по ташкентскому времени"
        stems = (stem, stem.removesuffix("ск"))
        known = (name for one in stems if len(one) >= _SHORTEST_STEM for name in self.stems.get(one))
        return next(known, None)


@cache
def known_places() -> Places:
    """Gather the places once: half a second, which nobody pays who orders no daily quote."""
    return Places.of(load_phrases())


def _other_words(phrases: Phrases) -> Iterator[str]:
    """Give the words that say something else, though a city may be called so: "час" is Chas in India."""
    some = (phrases.numbers, phrases.dayparts, phrases.weekdays, phrases.hour_marks, phrases.minute_marks)
    return (folded(word) for words in some for word in words)


def _of_words(phrases: Phrases) -> dict[str, tuple[Place, ...]]:
    return {
        name: (Place(zone, shown, country_of().get(zone, ""), by_people().get(zone, 0)),)
        for name, (zone, shown) in phrases.places.items()
    }


def _abbreviated(phrases: Phrases) -> dict[str, tuple[Place, ...]]:
    """Give abbreviations with all that they may mean; under their own name where that is one."""
    found: dict[str, list[Place]] = defaultdict(list)
    for name, zones in phrases.abbreviations.items():
        found[name] += [Place(zone, "", country_of().get(zone, ""), kind=Kind.TIME) for zone in zones]
    for name, places in abbreviations().items():
        found[name] = [*places, *found[name]]
    return {name: _under(name.upper(), told_apart(places)) for name, places in found.items()}


def _under(label: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    if len(places) > 1:
        return places
    [only] = places
    return (Place(only.zone, label, only.country, only.people, only.kind),)


def _countries(phrases: Phrases, cities: Mapping[str, tuple[Place, ...]]) -> dict[str, tuple[Place, ...]]:
    """Give the countries by name; what is a city's name in that very country stays one: "Mexico"."""
    zones_of, found = get_global("territory_zones"), {}
    names = (item for language in LANGUAGES for item in Locale.parse(language).territories.items())
    for code, name in (*names, *phrases.countries):
        main = phrases.main_zones.get(code)
        zones = [zone for zone in by_people() if zone in ([main] if main else zones_of.get(code, ()))]
        places = told_apart(Place(zone, "", code, by_people()[zone], Kind.COUNTRY) for zone in zones)
        known = cities.get(folded(name), ())
        if code.isalpha() and places and not any(place.country == code for place in known):
            found[folded(name)] = _under(name, places)
    return found


def _stem(name: str) -> str:
    """Take the endings from the words of a Russian name."""
    return " ".join(_ENDING.sub("", word) for word in name.split())


def _is_prominent(name: str, place: Place) -> bool:
    is_known = place.people >= PROMINENT or place.kind is Kind.COUNTRY
    return is_known and len(name) >= SHORTEST and place.kind is not Kind.TIME


def _is_near(typed: str, name: str) -> bool:
    """Whether at most a third of the letters differ: "land" is no Poland, though 80 of 100 alike."""
    return OSA.distance(typed, name) * 3 <= len(typed)


def _is_slip(typed: str, name: str) -> bool:
    """Tell a slip from another word: "Atlantis" is as similar to "Atlanta" as "Москве" to "Москва"."""
    return len(typed) >= SURE and typed[0] == name[0] and OSA.distance(typed, name) == 1
