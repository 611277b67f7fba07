"""A place as people name it, and the zone that it keeps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cache
from zlib import crc32
from zoneinfo import ZoneInfo

MONTHS = tuple(datetime(2026, month, 15, tzinfo=UTC) for month in (1, 3, 4, 7, 10))
"""Moments at which zones that differ within a year are apart, the weeks of American summer time included."""


class Kind(StrEnum):
    """What a name is the name of."""

    CITY = "city"
    COUNTRY = "country"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a clock is kept.

    Attributes:
        zone: IANA name.
        label: The name that is shown, as the language of whoever typed it spells it; empty for what is
            shown by its zone's city, in the language of the reader.
        country: ISO 3166 code; empty for what lies in none.
        people: How many live there; 0 if that is not known.
    """

    zone: str
    label: str = ""
    country: str = ""
    people: int = 0
    kind: Kind = Kind.CITY

    @property
    def mark(self) -> str:
        """Eight digits by which a button knows the place."""
        return f"{mark_of(self.zone, self.label):08x}"


def mark_of(zone: str, label: str) -> int:
    """Give the number that a place's mark is."""
    return crc32(f"{zone}|{label}".encode())


@cache
def year_of(zone: str) -> tuple[timedelta | None, ...]:
    """Give what a zone's clocks show through the year: zones of which it is equal need not be told apart."""
    return tuple(moment.astimezone(ZoneInfo(zone)).utcoffset() for moment in MONTHS)


def told_apart(places: Iterable[Place]) -> tuple[Place, ...]:
    """Keep of places whose clocks always agree the first."""
    kept: dict[tuple[timedelta | None, ...], Place] = {}
    for place in places:
        kept.setdefault(year_of(place.zone), place)
    return tuple(kept.values())
