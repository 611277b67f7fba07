"""Zones by the names that buttons carry, and the few that are offered to who names no place."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

OFFERED = (
    "America/New_York",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Moscow",
    "Asia/Karachi",
    "Asia/Almaty",
    "Asia/Tashkent",
    "Asia/Kolkata",
    "Asia/Bishkek",
    "Asia/Shanghai",
)
"""One zone for each hour in which most of those live who are asked for; the words find all others."""


def slug(zone: str) -> str:
    """Give a zone's name as an id: "asia-tashkent"."""
    return re.sub(r"[^a-z0-9]+", "-", zone.lower()).strip("-")


def zone_of(name: str) -> str | None:
    """Give the zone that an id stands for; None if there is no such zone (any more)."""
    return _zones().get(name)


@cache
def _zones() -> dict[str, str]:
    return {slug(zone): zone for zone in sorted(available_timezones(), reverse=True)}


def city(zone: str) -> str:
    """Give the city in a zone's name: "Tashkent"."""
    return zone.rpartition("/")[2].replace("_", " ")


def by_local_time(now: datetime) -> tuple[tuple[str, str], ...]:
    """Give the offered zones with the time it is there, each time once, earliest first."""
    times: dict[str, str] = {}
    for zone in sorted(OFFERED, key=lambda name: now.astimezone(ZoneInfo(name)).replace(tzinfo=None)):
        times.setdefault(now.astimezone(ZoneInfo(zone)).strftime("%H:%M"), zone)
    return tuple((zone, time) for time, zone in times.items())
