"""When a subscription is due: a wall-clock time on certain weekdays in a time zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

EVERY_DAY = frozenset(range(7))
WORKING_DAYS = frozenset(range(5))
WEEKEND = frozenset({5, 6})
"""Weekdays count from 0, Monday, as in `date.weekday`."""

CATCH_UP = timedelta(hours=3)
"""How late a quote may come after downtime; later than that, the day is skipped."""

FARTHEST = timedelta(days=16)
"""Nothing is due later than this: one weekday, a date that a zone left out, and the change of a zone."""

_MINUTE = timedelta(minutes=1)
_LONGEST_GAP_MINUTES = 24 * 60
"""Samoa left out the whole 30 December 2011; no other gap was longer than two hours."""


@dataclass(frozen=True, slots=True)
class Schedule:
    """When someone wants the quote.

    Attributes:
        zone: IANA name, such as "Asia/Tashkent".
        at: Local time, to the minute.
        weekdays: 0 (Monday) to 6; never empty.
    """

    zone: str
    at: time
    weekdays: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Due:
    """One occurrence of a schedule: the moment, in UTC, and the local date it belongs to."""

    at: datetime
    local_date: date


def next_due(schedule: Schedule, after: datetime, *, last_date: date | None = None) -> Due:
    """Find the first occurrence later than `after`.

    Args:
        schedule: When it is wanted.
        after: Aware; the result is strictly later.
        last_date: The local date that already had its quote, perhaps in another zone; the result's is later.

    In a daylight-saving gap the occurrence moves to the first minute after it, though that be the next
    date's; only a date that is left out whole has none. In an overlap it is the first of the two.
    """
    zone = ZoneInfo(schedule.zone)
    day = after.astimezone(zone).date() - timedelta(days=1)
    if last_date is not None:
        day = max(day, last_date + timedelta(days=1))
    while True:
        moment = _moment(schedule, day, zone) if day.weekday() in schedule.weekdays else None
        if moment is not None and moment > after:
            return Due(moment, day)
        day += timedelta(days=1)


def passed(schedule: Schedule, now: datetime, *, first: Due) -> tuple[Due, ...]:
    """Give the occurrences that are not after `now`, oldest first, from one that is known.

    Args:
        schedule: When it is wanted.
        now: Aware.
        first: An occurrence at or before `now`; always among the result.

    Of those between, only the ones less than `FARTHEST` ago: nobody is told of a month's.
    """
    found = [first]
    following = next_due(schedule, max(first.at, now - FARTHEST), last_date=first.local_date)
    while following.at <= now:
        found.append(following)
        following = next_due(schedule, following.at, last_date=following.local_date)
    return tuple(found)


class Lateness(StrEnum):
    """Whether what was due may still be sent."""

    IN_TIME = "in-time"
    LATE = "late"
    EARLY = "early"


def lateness(due: datetime, now: datetime) -> Lateness:
    """Say whether what was due may still be sent: not before its time, and within `CATCH_UP` after it."""
    if now < due:
        return Lateness.EARLY
    return Lateness.IN_TIME if now - due <= CATCH_UP else Lateness.LATE


def local_now(zone: str, now: datetime) -> datetime:
    """Give the wall clock of a zone."""
    return now.astimezone(ZoneInfo(zone))


def _moment(schedule: Schedule, day: date, zone: ZoneInfo) -> datetime | None:
    """Give the occurrence on one local date in UTC; None if that date has no such minute or later."""
    wall = datetime.combine(day, schedule.at.replace(second=0, microsecond=0), zone)
    for _ in range(_LONGEST_GAP_MINUTES):
        moment = wall.astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == wall.replace(tzinfo=None):
            return moment
        wall += _MINUTE
        if wall.date() != day:
            return _after_the_gap(wall, day)
    return None


def _after_the_gap(midnight: datetime, day: date) -> datetime | None:
    """Give the first minute after a gap that takes a date's last hour; None if it takes all of the date."""
    moment = midnight.astimezone(UTC)
    before = (moment - _MINUTE).astimezone(midnight.tzinfo)
    return moment if before.date() == day else None
