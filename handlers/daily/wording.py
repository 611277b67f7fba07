"""Free words become a schedule: "7:30 Tashkent", "каждый будний день в 8", "每天早上8点 北京时间"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import TypeAlias

from handlers.daily.schedule import EVERY_DAY, Schedule
from handlers.daily.words.clock import Clock
from handlers.daily.words.phrases import load_phrases, plain
from handlers.daily.words.places import Places
from handlers.daily.words.weekdays import Weekdays

LONGEST = 200
"""Characters that are read; nobody says a time and a place with more."""


@dataclass(frozen=True, slots=True)
class Understood:
    """All that a schedule needs was said."""

    schedule: Schedule


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """The place's name may mean several zones, the likeliest first; at least two."""

    at: time
    weekdays: frozenset[int]
    zones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something is missing; what was understood is kept, so that only the rest need be asked.

    Attributes:
        at: None if the time is missing, or impossible.
        zones: Empty if the place is missing or unknown.
        unknown: Words that could not be read; may be empty.
    """

    at: time | None
    weekdays: frozenset[int]
    zones: tuple[str, ...]
    unknown: str

    @property
    def lacks_time(self) -> bool:
        """Whether to ask when."""
        return self.at is None

    @property
    def lacks_place(self) -> bool:
        """Whether to ask where."""
        return not self.zones


Wish: TypeAlias = Understood | WhichPlace | Incomplete


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads wishes; made once, since gathering the names of all places takes a moment."""

    clock: Clock
    weekdays: Weekdays
    places: Places

    def read(self, text: str, *, known_zone: str | None = None) -> Wish:
        """Understand when and where somebody wants the quote.

        Args:
            text: What was typed, in any of the languages, or several.
            known_zone: Holds where the words name no place.
        """
        zone, rest = self.places.offset(plain(text[:LONGEST]))
        weekdays, rest = self.weekdays.find(rest)
        found = self.clock.find(rest)
        at, rest = (found.at, found.rest) if found else (None, rest)
        zones = (zone,) if zone else self.places.find(rest)
        unknown = "" if zones else self.places.unknown(rest)
        if not zones and known_zone and not unknown:
            zones = (known_zone,)
        return _wish(at, weekdays or EVERY_DAY, zones=zones, unknown=unknown)


def load_wording() -> Wording:
    """Gather words and places."""
    phrases = load_phrases()
    return Wording(Clock.of(phrases), Weekdays.of(phrases), Places.of(phrases))


def _wish(at: time | None, weekdays: frozenset[int], *, zones: tuple[str, ...], unknown: str) -> Wish:
    if at is None or not zones:
        return Incomplete(at, weekdays, zones, unknown)
    if len(zones) > 1:
        return WhichPlace(at, weekdays, zones)
    return Understood(Schedule(zones[0], at, weekdays))
