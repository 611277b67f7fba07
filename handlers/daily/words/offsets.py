"""Times by their distance from another: "UTC+5", "GMT-3:30", "MSK+2", "Etc/GMT+5"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from zoneinfo import available_timezones

from handlers.daily.words.cities import by_people
from handlers.daily.words.place import Kind, Place, told_apart, year_of

_BASES = {"utc": 0, "gmt": 0, "msk": 180, "мск": 180}
"""Times that never change, and their minutes from UTC."""
_SIGNS = {"plus": "+", "плюс": "+", "minus": "-", "минус": "-"}
_OFFSET = re.compile(
    rf"(?:(?<![\w/])(?P<base>{'|'.join(_BASES)})\s*|(?<![\w:+\-−])|(?<=:\d\d)(?=\+))"
    r"(?P<sign>[+\-−])\s?(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\w:])"
)
_SPOKEN = re.compile(
    rf"(?<![\w/])(?P<base>{'|'.join(_BASES)})(?:\s*(?P<sign>{'|'.join(_SIGNS)})\s*)?"
    r"(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?![\w:])"
)
"""With the sign as a word, or none: "UTC plus 3", "GMT5"."""
_ZONE = re.compile(r"[a-z]+(?:/[a-z0-9_+\-]+)+")
_FARTHEST_EAST, _FARTHEST_WEST = 14 * 60, -12 * 60


@dataclass(frozen=True, slots=True)
class Offset:
    """Where it holds, most people first; the words that said it, and the others.

    Attributes:
        places: Empty if no clock on Earth shows it.
        is_fixed: Whether it holds there all year.
    """

    places: tuple[Place, ...]
    said: str
    rest: str
    is_fixed: bool = True


def offset_in(text: str) -> Offset:
    """Find a zone's own name or an offset; nothing is said where there is none."""
    if (named := _ZONE.search(text)) and (zone := _zones().get(named[0])):
        rest = f"{text[: named.start()]} {text[named.end() :]}"
        return Offset((Place(zone, kind=Kind.TIME),), named[0], rest)
    match = _OFFSET.search(text) or _SPOKEN.search(text)
    if match is None:
        return Offset((), "", text)
    minutes = int(match["hours"]) * 60 + int(match["minutes"] or 0)
    base = match["base"] or "utc"
    sign = match["sign"] or "+"
    is_west = _SIGNS.get(sign, sign) != "+"
    found = at_offset(_BASES[base] + (-minutes if is_west else minutes))
    shown = _shown(base, minutes, west=is_west)
    places = tuple(Place(zone, shown if is_fixed else "", kind=Kind.TIME) for zone, is_fixed in found)
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    return Offset(places, match[0].strip(), rest, is_fixed=all(is_fixed for _, is_fixed in found))


def labelled() -> Iterator[Place]:
    """Give every place that an offset makes: what a button may have to find again."""
    for base, own in _BASES.items():
        for minutes in range(0, _FARTHEST_EAST + 1, 15):
            for west in (False, True):
                for zone, is_fixed in at_offset(own + (-minutes if west else minutes)):
                    if is_fixed:
                        yield Place(zone, _shown(base, minutes, west=west), kind=Kind.TIME)


@cache
def at_offset(minutes: int) -> tuple[tuple[str, bool], ...]:
    """Give a zone that always keeps an offset, else those that do so for a part of the year.

    Args:
        minutes: East of UTC.

    Returns:
        Zones, and whether each keeps the offset all year.
    """
    if not _FARTHEST_WEST <= minutes <= _FARTHEST_EAST:
        return ()
    if minutes % 60 == 0:
        hours = minutes // 60
        # POSIX counts westwards: https://data.iana.org/time-zones/tzdb/etcetera
        return ((f"Etc/GMT{-hours:+}" if hours else "UTC", True),)
    offset = timedelta(minutes=minutes)
    keeping = [zone for zone in by_people() if offset in year_of(zone)]
    fixed = [zone for zone in keeping if set(year_of(zone)) == {offset}]
    if fixed:
        return ((fixed[0], True),)
    apart = told_apart(Place(zone) for zone in keeping)
    return tuple((place.zone, False) for place in apart)


def _shown(base: str, minutes: int, *, west: bool) -> str:
    """Say an offset as it was typed: "UTC+5", "GMT−3:30", "MSK+2"."""
    if not minutes:
        return base.upper()
    return f"{base.upper()}{'−' if west else '+'}{minutes // 60}" + (
        f":{minutes % 60:02}" if minutes % 60 else ""
    )


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones())}
