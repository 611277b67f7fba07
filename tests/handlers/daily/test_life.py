"""A subscription's life against an oracle that walks it minute by minute.

Through gaps and overlaps, downtimes, steps of the clock, changes of zone, time and days, and updates of the
rules of a zone. What plans is the real planner's decision; what it is held against knows nothing of it.
"""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.delivery.planner import decided
from handlers.daily.schedule import CATCH_UP, Due, Schedule, next_due
from tests.handlers.daily.walking import ODD_ZONES, first_minute, transitions

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
MOVING = "Test/Moving"
"""A zone whose rules the tests replace."""

Deed = tuple[datetime, date, str]
"""At which minute, for which local date, and "sent" or "skipped"."""


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give the file that holds the rules of the zone that moves."""
    before, folder = zoneinfo.TZPATH, tmp_path_factory.mktemp("zones")
    zoneinfo.reset_tzpath((str(folder), *before))
    (folder / "Test").mkdir()
    yield folder / MOVING
    zoneinfo.reset_tzpath(before)
    ZoneInfo.clear_cache(only_keys=[MOVING])


def put_rules(moving: Path, zone: str) -> None:
    """Let the moving zone keep another zone's rules, as after an update of the zone data."""
    moving.write_bytes(files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes())
    ZoneInfo.clear_cache(only_keys=[MOVING])


@dataclass(slots=True)
class Planned:
    """What the product does: a next due time, kept; when it has come, the planner decides."""

    schedule: Schedule
    due: Due
    last_date: date | None = None
    deeds: list[Deed] = field(default_factory=list)

    def tick(self, now: datetime) -> None:
        """Look, as the service does every second."""
        while self.due.at <= now:
            plan = decided(self.schedule, self.due, now, ["someone"])
            self.due = plan.following
            self.deeds.append((now, plan.due.local_date, "skipped" if plan.skip else "sent"))
            self.last_date = plan.due.local_date

    def change(self, schedule: Schedule, now: datetime) -> None:
        """Change the schedule, or follow changed rules: what is not due yet is planned anew."""
        self.schedule = schedule
        if self.due.at > now:
            self.due = next_due(schedule, now, last_date=self.last_date)


@dataclass(slots=True)
class Walked:
    """What the promises say of each local date that is wanted.

    It is sent once, at its first minute at or after the time; within the catch-up if the process was away,
    else skipped; the latest, if several went by.
    """

    moments: dict[date, datetime]
    since: datetime
    last_date: date | None = None
    deeds: list[Deed] = field(default_factory=list)

    def tick(self, now: datetime) -> None:
        """Look through all dates."""
        come = [
            day
            for day, moment in self.moments.items()
            if self.since < moment <= now and (self.last_date is None or day > self.last_date)
        ]
        if come:
            day = max(come)
            self.deeds.append((now, day, "sent" if now - self.moments[day] <= CATCH_UP else "skipped"))
            self.last_date = day

    def change(self, schedule: Schedule, now: datetime) -> None:
        """Reckon all dates anew; what passed before it was wanted is not wanted."""
        self.moments, self.since = all_moments(schedule, now), now


def all_moments(schedule: Schedule, start: datetime) -> dict[date, datetime]:
    """Give the moments of all wanted dates about a life's length around its start."""
    days = (start.date() + number * DAY for number in range(-2, 20))
    found = {day: first_minute(schedule, day) for day in days if day.weekday() in schedule.weekdays}
    return {day: moment for day, moment in found.items() if moment is not None}


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    at = time(draw(st.integers(0, 23)), draw(st.sampled_from((0, 15, 30, 59))))
    weekdays = draw(st.sampled_from((frozenset(range(7)), frozenset(range(5)), frozenset({2, 5, 6}))))
    return Schedule(draw(st.sampled_from((*ODD_ZONES, MOVING, MOVING))), at, weekdays)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_life_goes_as_a_walk_through_its_minutes_says(moving: Path, data: st.DataObject) -> None:
    put_rules(moving, data.draw(st.sampled_from(ODD_ZONES)))
    schedule = data.draw(schedules())
    now = data.draw(st.sampled_from(transitions(data.draw(st.sampled_from(ODD_ZONES))))) - 2 * DAY
    planned = Planned(schedule, next_due(schedule, now))
    walked = Walked(all_moments(schedule, now), now)
    for _ in range(data.draw(st.integers(2, 6))):
        match data.draw(st.sampled_from(("live", "away", "step", "change", "rules"))):
            case "away":
                now += data.draw(st.integers(1, 5 * 24 * 60)) * MINUTE
            case "step":
                now += data.draw(st.integers(-90, 90)) * MINUTE
            case "change":
                schedule = data.draw(schedules())
                planned.change(schedule, now)
                walked.change(schedule, now)
            case "rules":
                put_rules(moving, data.draw(st.sampled_from(ODD_ZONES)))
                planned.change(schedule, now)
                walked.change(schedule, now)
        for _ in range(data.draw(st.integers(1, 3 * 24 * 60))):
            planned.tick(now)
            walked.tick(now)
            now += MINUTE

    assert planned.deeds == walked.deeds
    dates = [day for _, day, _ in planned.deeds]
    assert dates == sorted(set(dates)), "never two for one local date"
