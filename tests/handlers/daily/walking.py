"""The oracle of time: it knows no rules of gaps and overlaps, it walks through every minute and looks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from handlers.daily.schedule import Schedule

MINUTE = timedelta(minutes=1)
_EASTERNMOST = timedelta(hours=16)
_MINUTES_OF_ANY_DATE = 56 * 60

ODD_ZONES = (
    "Africa/Casablanca",  # turns its clocks back for Ramadan
    "Africa/Khartoum",
    "America/Caracas",  # half an hour, 2007 and 2016
    "America/Havana",  # turns its clocks at midnight
    "America/Nuuk",  # moved and changed its rules in 2023
    "America/Santiago",
    "America/Scoresbysund",  # jumps over the last hour of a Saturday since 2024
    "America/St_Johns",  # turned its clocks at a minute past midnight
    "Antarctica/Troll",  # two hours
    "Asia/Almaty",  # moved in 2024
    "Asia/Beirut",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Asia/Pyongyang",  # half an hour, 2015 and 2018
    "Asia/Tehran",
    "Asia/Tashkent",
    "Australia/Lord_Howe",  # half an hour of summer time
    "Europe/Berlin",
    "Europe/Moscow",
    "Pacific/Apia",  # left out 30 December 2011
    "Pacific/Chatham",
    "Pacific/Kiritimati",  # left out 31 December 1994
    "Pacific/Kwajalein",  # left out 21 August 1993
    "Pacific/Tongatapu",
)


def first_minute(schedule: Schedule, day: date) -> datetime | None:
    """Give the first minute of a local date, in the order of time, whose clock shows `at` or later.

    In an overlap that is the first of the two; in a gap the first minute after it, even if that is the
    next date's; where the clock jumps over all of the date, there is none.
    """
    zone = ZoneInfo(schedule.zone)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - _EASTERNMOST
    was_there = False
    for _ in range(_MINUTES_OF_ANY_DATE):
        wall = moment.astimezone(zone)
        if wall.date() == day and wall.time() >= schedule.at:
            return moment
        if was_there and wall.date() > day:
            return moment
        was_there = was_there or wall.date() == day
        moment += MINUTE
    return None


@cache
def transitions(zone: str) -> tuple[datetime, ...]:
    """Give the moments since 1985, to six hours, before which the clocks of a zone were turned."""
    return tuple(moment for year in range(1985, 2038) for moment in transitions_in(zone, year))


@cache
def transitions_in(zone: str, year: int) -> tuple[datetime, ...]:
    """Give those of one year."""
    hours = [datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour) for hour in range(0, 366 * 24, 6)]
    there = ZoneInfo(zone)
    offsets = [(hour, hour.astimezone(there).utcoffset()) for hour in hours]
    return tuple(later for (_, before), (later, after) in pairwise(offsets) if before != after)
