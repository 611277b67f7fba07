"""Places and their time zones: cities in three languages, countries, offsets, misspellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from handlers.daily.words.phrases import LANGUAGES, Phrases, plain

SURE = ((8, 2), (5, 1))
"""Letters of a name, and how many may be wrong in one of at least so many that is not asked about."""
SIMILAR = 76
"""Least similarity, of 100, at which a place is offered; "ташкенте" to "ташкент" is 93."""
AS_GOOD = 4
"""Places nearer than this to the best one are offered beside it."""
SHORTEST = 4
"""Shorter names must be spelt rightly: too many places are one letter away."""
MOST = 8
"""Places offered, and words that are compared with all names: each takes a millisecond."""
_REGIONS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
_OFFSET = re.compile(
    r"(?:(?:utc|gmt)\s*|(?<![\w:])|(?<=:\d\d)(?=\+))(?P<sign>[+\-−])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\w:])"
)
_MARKS = re.compile(r"[,;!?()\"«»。，！？]|\.(?=\s|$)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_SOME_TIME = datetime(2026, 1, 15, tzinfo=UTC)
_FARTHEST_EAST, _FARTHEST_WEST = 14, 12


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the zones that a text may mean; made once.

    Attributes:
        zones: Plain name → zones, the likeliest first.
        countries: Those of the names that are countries'.
    """

    zones: Mapping[str, tuple[str, ...]]
    countries: frozenset[str]
    offsets: Mapping[str, str]
    fillers: frozenset[str]
    favourites: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Phrases) -> Places:
        """Gather names from the IANA database, CLDR (by Babel) and our own words."""
        names: dict[str, list[str]] = defaultdict(list)
        countries = set()
        for name, zone in _cities():
            names[name].append(zone)
        for name, zones in _countries(phrases):
            # "Georgia", "Singapore": what is a city's name already stays one.
            if name not in names:
                names[name] += zones
                countries.add(name)
        for name, zone in phrases.places.items():
            names[name] = [zone]
        return cls(
            {name: tuple(dict.fromkeys(zones)) for name, zones in names.items()},
            frozenset(countries),
            phrases.offsets,
            phrases.fillers,
            phrases.favourites,
        )

    def offset(self, text: str) -> tuple[str | None, str]:
        """Find an offset such as "UTC+5"; give its zone and the text without it."""
        match = _OFFSET.search(text)
        if not match:
            return None, text
        zone = self._zone_of_offset(match["sign"] == "+", int(match["hours"]), int(match["minutes"] or 0))
        return zone, f"{text[: match.start()]} {text[match.end() :]}" if zone else text

    def named(self, text: str) -> tuple[tuple[str, ...], str]:
        """Give the places that a text names, spelt as we know them, and the text without them."""
        words, found = _MARKS.sub(" ", text).split(), []
        while name := self._longest(words):
            found.append(name)
            start = next(i for i in range(len(words)) if words[i : i + len(name.split())] == name.split())
            words[start : start + len(name.split())] = []
        rest = " ".join(words)
        while name := self._inside(rest):
            found.append(name)
            rest = rest.replace(name, " ")
        return tuple(dict.fromkeys(found)), rest

    def zones_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Give the zones that some places keep, each once."""
        return tuple(dict.fromkeys(zone for name in names for zone in self.zones[name]))

    def at_offset(self, offset: timedelta, now: datetime) -> tuple[str, ...]:
        """Give the zones that are this far from UTC now: for who picks the local time, not a place.

        First those that people ask for most; then, of zones that keep the same time, now and half a
        year from now, one each.
        """
        keeping = [
            zone for zone in sorted(_places_of_iana()) if now.astimezone(ZoneInfo(zone)).utcoffset() == offset
        ]
        known = [zone for zone in self.favourites if zone in keeping]
        covered = {_year_of(zone, now) for zone in known}
        others = _told_apart(
            [zone for zone in keeping if _year_of(zone, now) not in covered], self.favourites, now
        )
        return tuple(dict.fromkeys((*known, *others)))

    def offsets_now(self, now: datetime) -> tuple[timedelta, ...]:
        """Give all that a clock on Earth may be from UTC now, westernmost first."""
        found = {now.astimezone(ZoneInfo(zone)).utcoffset() for zone in _places_of_iana()}
        return tuple(sorted(offset for offset in found if offset is not None))

    def unknown(self, text: str) -> str:
        """Give what is left of a text once words that say nothing are taken away."""
        for filler in sorted((one for one in self.fillers if _HAN.match(one)), key=len, reverse=True):
            text = text.replace(filler, " ")
        words = re.findall(r"[^\W_][\w'./:-]*", text)
        return " ".join(word for word in words if word not in self.fillers)

    def _zone_of_offset(self, east: bool, hours: int, minutes: int) -> str | None:  # noqa: FBT001
        if minutes:
            return self.offsets.get(f"{'+' if east else '-'}{hours:02}:{minutes:02}")
        if hours > (_FARTHEST_EAST if east else _FARTHEST_WEST):
            return None
        # POSIX counts westwards: https://data.iana.org/time-zones/tzdb/etcetera
        return f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC"

    def _longest(self, words: list[str]) -> str | None:
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if name in self.zones and not (name in self.fillers and len(words) > 1):
                    return name
        return None

    def _inside(self, text: str) -> str | None:
        """Find the longest Chinese name within a text that has no spaces."""
        return max((name for name in self.zones if _HAN.match(name) and name in text), key=len, default=None)

    def similar(self, text: str) -> Similar | None:
        """Find the places most like what was typed; None if nothing is like any."""
        words = _MARKS.sub(" ", text).split()
        typed = [word for word in words if word not in self.fillers and not word[0].isdecimal()][:MOST]
        tries = [" ".join(typed), *typed] if len(typed) > 1 else typed
        best: list[tuple[float, str, str]] = []
        for name in (each for each in tries if len(each) >= SHORTEST):
            found = process.extract(
                name, self.zones.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=MOST
            )
            best += [(score, match, name) for match, score, _ in found if len(match) >= SHORTEST]
        if not best:
            return None
        top, match, name = max(best, key=lambda item: item[0])
        near = sorted((item for item in best if item[0] > top - AS_GOOD), key=lambda item: -item[0])
        zones = self.zones_of(match for _, match, _ in near)[:MOST]
        taken = set(name.split())
        return Similar(zones, _is_sure(name, match), " ".join(word for word in words if word not in taken))


@dataclass(frozen=True, slots=True)
class Similar:
    """Zones of the places most like some words, whether that is beyond doubt, and the other words."""

    zones: tuple[str, ...]
    is_sure: bool
    rest: str


def _is_sure(typed: str, name: str) -> bool:
    """Tell a slip from another word: "other" is as similar to "Rothera" as "Москве" to "Москва"."""
    wrong = OSA.distance(typed, name)
    return any(len(typed) >= letters and wrong <= most for letters, most in SURE)


def _places_of_iana() -> frozenset[str]:
    return frozenset(z for z in available_timezones() if "/" in z and z.split("/")[0] in _REGIONS)


def _cities() -> Iterable[tuple[str, str]]:
    aliases, known = get_global("zone_aliases"), _places_of_iana()
    for zone in sorted(known):
        modern = aliases.get(zone, zone)
        yield plain(zone.rsplit("/", 1)[-1].replace("_", " ")), modern
        yield plain(zone), modern
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            if zone in known and "city" in names:
                yield plain(names["city"]), aliases.get(zone, zone)


def _countries(phrases: Phrases) -> Iterable[tuple[str, list[str]]]:
    by_territory, known = get_global("territory_zones"), _places_of_iana()
    for language in LANGUAGES:
        for code, name in (*Locale.parse(language).territories.items(), *phrases.countries):
            main = phrases.main_zones.get(code)
            zones = [zone for zone in ([main] if main else by_territory.get(code, [])) if zone in known]
            if zones:
                yield plain(name), _told_apart(zones, phrases.favourites, _SOME_TIME)


def _told_apart(zones: list[str], favourites: tuple[str, ...], now: datetime) -> list[str]:
    """Keep one of those zones that keep the same time, favourites before others."""
    kept: dict[tuple[timedelta | None, ...], str] = {}
    rank = {zone: place for place, zone in enumerate(favourites)}
    for zone in sorted(zones, key=lambda zone: rank.get(zone, len(rank))):
        kept.setdefault(_year_of(zone, now), zone)
    return list(kept.values())


def _year_of(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    return tuple((now + timedelta(days=days)).astimezone(ZoneInfo(zone)).utcoffset() for days in (0, 182))
