"""Zones by the names that buttons carry and people read, and the few that are offered first."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale
from babel.core import get_global

OFFERED = (
    "America/New_York",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Moscow",
    "Asia/Tashkent",
    "Asia/Kolkata",
    "Asia/Bishkek",
    "Asia/Shanghai",
)
"""One zone for each hour in which most of those live who are asked for; all other hours are a press away."""
_WITHOUT_A_CITY = re.compile(r"Etc/|UTC$|GMT")


def offered(first: Sequence[str]) -> tuple[str, ...]:
    """Give the zones that are offered.

    Args:
        first: What most of those who speak a language choose.
    """
    return (*first, *(zone for zone in OFFERED if zone not in first))


def slug(zone: str) -> str:
    """Give a zone's name as an id: "asia-tashkent", "etc-gmt-m5" for the one named west of UTC by its "+"."""
    named = re.sub(r"(?<=GMT)\+", "-p", re.sub(r"(?<=GMT)-", "-m", zone))
    return re.sub(r"[^a-z0-9]+", "-", named.lower()).strip("-")


def zone_of(name: str) -> str | None:
    """Give the zone that an id stands for; None if there is no such zone (any more)."""
    return _zones().get(name)


@cache
def _zones() -> dict[str, str]:
    return {slug(zone): zone for zone in sorted(available_timezones(), reverse=True)}


def city(zone: str, language: str = "en") -> str:
    """Give the city in a zone's name, as a language calls it: "Tashkent", "Ташкент"; "UTC+5" for none."""
    if _WITHOUT_A_CITY.match(zone):
        # Such zones keep their offset for ever.
        return utc_offset(zone, datetime(2026, 1, 1).astimezone())
    return _cities(language).get(zone) or zone.rpartition("/")[2].replace("_", " ")


@cache
def _cities(language: str) -> Mapping[str, str]:
    modern = get_global("zone_aliases")
    zones = Locale.parse(language).time_zones.items()
    return {modern.get(zone, zone): names["city"] for zone, names in zones if "city" in names}


def utc_offset(zone: str, now: datetime) -> str:
    """Say how far a zone is from UTC now: "UTC+5:30"."""
    return offset_name(now.astimezone(ZoneInfo(zone)).utcoffset() or timedelta())


def offset_name(offset: timedelta) -> str:
    """Say an offset: "UTC", "UTC+5", "UTC−3:30"."""
    minutes = int(abs(offset).total_seconds()) // 60
    if not minutes:
        return "UTC"
    sign = "−" if offset < timedelta() else "+"
    return f"UTC{sign}{minutes // 60}" + (f":{minutes % 60:02}" if minutes % 60 else "")
