"""Places and their time zones: cities in three languages, countries, offsets, misspellings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process

from handlers.daily.words.phrases import LANGUAGES, Phrases, plain

SIMILAR = 76
"""Least similarity, of 100, at which a misspelt name is taken for a place; "ташкенте" to "ташкент" is 93."""
AS_GOOD = 4
"""Places nearer than this to the best one are offered beside it."""
SHORTEST = 4
"""Shorter names must be spelt rightly: too many places are one letter away."""
MOST = 8
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
    r"(?:(?:utc|gmt)\s*|(?<![\w:]))(?P<sign>[+\-−])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\w:])"
)
_SOME_TIME = datetime(2026, 1, 15, tzinfo=UTC)
_FARTHEST_EAST, _FARTHEST_WEST = 14, 12


@dataclass(frozen=True, slots=True)
class Places:
    """Finds the zones that a text may mean; made once.

    Attributes:
        zones: Plain name → zones, the likeliest first.
    """

    zones: Mapping[str, tuple[str, ...]]
    offsets: Mapping[str, str]
    fillers: frozenset[str]
    favourites: tuple[str, ...]

    @classmethod
    def of(cls, phrases: Phrases) -> Places:
        """Gather names from the IANA database, CLDR (by Babel) and our own words."""
        names: dict[str, list[str]] = defaultdict(list)
        for name, zone in _cities():
            names[name].append(zone)
        for name, zones in _countries(phrases):
            # "Georgia", "Singapore": what is a city's name already stays one.
            if name not in names:
                names[name] += zones
        for name, zone in phrases.places.items():
            names[name] = [zone]
        return cls(
            {name: tuple(dict.fromkeys(zones)) for name, zones in names.items()},
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

    def find(self, text: str) -> tuple[str, ...]:
        """Give the zones that the words may mean, likeliest first; none if they name no place."""
        words = re.sub(r"[,;!?()\"«»。，！？]|\.(?=\s|$)", " ", text).split()
        for length in range(len(words), 0, -1):
            for start in range(len(words) - length + 1):
                name = " ".join(words[start : start + length])
                if name in self.zones and not (length == 1 and name in self.fillers and len(words) > 1):
                    return self.zones[name]
        return self._inside(text) or self._similar(words)

    def showing(
        self, clock: time, now: datetime, *, within: timedelta = timedelta(minutes=10)
    ) -> tuple[str, ...]:
        """Give the zones whose clocks show about this time now: for who picks the local time, not a place.

        Args:
            clock: What the person's clock shows.
            now: Aware.
            within: How far the clock may be off.

        Of zones that keep the same time, now and half a year from now, one is given.
        """
        wanted = timedelta(hours=clock.hour, minutes=clock.minute)
        return tuple(
            zone
            for zone in _told_apart(sorted(_places_of_iana()), self.favourites, now)
            if _apart(_clock_of(zone, now), wanted) <= within
        )

    def unknown(self, text: str) -> str:
        """Give what is left of a text once words that say nothing are taken away."""
        words = re.findall(r"[^\W\d_][\w'./-]*", text)
        return " ".join(word for word in words if word not in self.fillers)

    def _zone_of_offset(self, east: bool, hours: int, minutes: int) -> str | None:  # noqa: FBT001
        if minutes:
            return self.offsets.get(f"{'+' if east else '-'}{hours:02}:{minutes:02}")
        if hours > (_FARTHEST_EAST if east else _FARTHEST_WEST):
            return None
        # POSIX counts westwards: https://data.iana.org/time-zones/tzdb/etcetera
        return f"Etc/GMT{'-' if east else '+'}{hours}" if hours else "UTC"

    def _inside(self, text: str) -> tuple[str, ...]:
        """Find the longest Chinese name within a text that has no spaces."""
        chinese = [name for name in self.zones if name in text and re.match(r"[\u3400-\u9fff]{2}", name)]
        return self.zones[max(chinese, key=len)] if chinese else ()

    def _similar(self, words: list[str]) -> tuple[str, ...]:
        """Find the names most like what was typed."""
        typed = [word for word in words if word not in self.fillers and not word.isdecimal()]
        tries = [" ".join(typed), *typed] if len(typed) > 1 else typed
        best: list[tuple[float, str]] = []
        for name in (each for each in tries if len(each) >= SHORTEST):
            found = process.extract(
                name, self.zones.keys(), scorer=fuzz.ratio, score_cutoff=SIMILAR, limit=MOST
            )
            best += [(score, match) for match, score, _ in found if len(match) >= SHORTEST]
        if not best:
            return ()
        top = max(score for score, _ in best)
        near = sorted((item for item in best if item[0] > top - AS_GOOD), key=lambda item: -item[0])
        return tuple(dict.fromkeys(zone for _, name in near for zone in self.zones[name]))[:MOST]


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
        for code, name in Locale.parse(language).territories.items():
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


def _clock_of(zone: str, now: datetime) -> timedelta:
    local = now.astimezone(ZoneInfo(zone))
    return timedelta(hours=local.hour, minutes=local.minute)


def _apart(one: timedelta, other: timedelta) -> timedelta:
    """Give how far two times of day are apart, over midnight if that is nearer."""
    away = (one - other) % timedelta(days=1)
    return min(away, timedelta(days=1) - away)


def _year_of(zone: str, now: datetime) -> tuple[timedelta | None, ...]:
    return tuple((now + timedelta(days=days)).astimezone(ZoneInfo(zone)).utcoffset() for days in (0, 182))
