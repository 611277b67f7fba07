"""Schedules against an oracle that goes through time minute by minute."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.daily.schedule import (
    CATCH_UP,
    EVERY_DAY,
    FARTHEST,
    WEEKEND,
    WORKING_DAYS,
    Due,
    Lateness,
    Schedule,
    lateness,
    next_due,
    passed,
)
from tests.handlers.daily.walking import ODD_ZONES, first_minute, transitions, transitions_in

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = sorted(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc"))


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    return Schedule(
        draw(st.sampled_from(ZONES)),
        time(draw(st.integers(0, 23)), draw(st.integers(0, 59))),
        frozenset(draw(st.sets(st.integers(0, 6), min_size=1))),
    )


@st.composite
def moments(draw: st.DrawFn, zone: str) -> datetime:
    """Any time since 1975, as often as not within a day and a half of a change of the clocks."""
    year = draw(st.integers(1975, 2037))
    base: datetime = datetime(year, 1, 1, tzinfo=UTC) + timedelta(minutes=draw(st.integers(0, 365 * 24 * 60)))
    changes = transitions_in(zone, year) if draw(st.booleans()) else ()
    if changes:
        near = timedelta(minutes=draw(st.integers(-36 * 60, 36 * 60)))
        base = changes[draw(st.integers(0, len(changes) - 1))] + near
    return base


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_the_next_occurrence_is_the_one_that_a_walk_through_all_minutes_finds(data: st.DataObject) -> None:
    schedule = data.draw(schedules())
    after = data.draw(moments(schedule.zone))

    due = next_due(schedule, after)

    assert due.at == first_minute(schedule, due.local_date)
    assert due.at > after
    assert due.local_date.weekday() in schedule.weekdays
    between = after.astimezone(ZoneInfo(schedule.zone)).date() - DAY
    while between < due.local_date:
        missed = first_minute(schedule, between) if between.weekday() in schedule.weekdays else None
        assert missed is None or missed <= after
        between += DAY


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_in_zones_with_odd_pasts_every_turn_of_the_clocks_is_passed_as_the_walk_says(
    data: st.DataObject,
) -> None:
    zone = data.draw(st.sampled_from(ODD_ZONES))
    turn = data.draw(st.sampled_from(transitions(zone)))
    schedule = Schedule(zone, time(data.draw(st.integers(0, 23)), data.draw(st.sampled_from((0, 15, 30)))))
    days = [turn.astimezone(ZoneInfo(zone)).date() + number * DAY for number in range(-2, 4)]
    expected = [Due(moment, day) for day in days if (moment := first_minute(schedule, day))]

    due, passed = next_due(schedule, expected[0].at - MINUTE), []
    while due.local_date <= days[-1]:
        passed.append(due)
        due = next_due(schedule, due.at, last_date=due.local_date)

    assert passed == expected


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nobody_gets_two_on_one_local_date_however_the_zone_is_changed(data: st.DataObject) -> None:
    schedule = data.draw(schedules())
    now = data.draw(moments(schedule.zone))
    last: Due | None = None
    for _ in range(6):
        due = next_due(schedule, now, last_date=last.local_date if last else None)
        if last:
            assert due.at > last.at
            assert due.local_date > last.local_date
        now = due.at + timedelta(minutes=data.draw(st.integers(0, 3000)))
        last, schedule = due, data.draw(schedules())


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_nothing_is_due_farther_away_than_said(data: st.DataObject) -> None:
    schedule = data.draw(schedules())
    now = data.draw(moments(schedule.zone))

    first = next_due(schedule, now)

    elsewhere = data.draw(schedules())
    assert next_due(elsewhere, first.at, last_date=first.local_date).at - first.at < FARTHEST


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_the_last_occurrence_is_followed_by_one_to_come(data: st.DataObject) -> None:
    schedule = data.draw(schedules())
    first = next_due(schedule, data.draw(moments(schedule.zone)))
    now = first.at + timedelta(minutes=data.draw(st.integers(0, 60 * 24 * 400)))

    *_, last = passed(schedule, now, first=first)

    assert last.at <= now < next_due(schedule, last.at, last_date=last.local_date).at


@pytest.mark.parametrize(
    ("zone", "at", "day", "expected"),
    [
        ("Europe/Berlin", time(2, 30), date(2026, 3, 29), "2026-03-29T01:00:00+00:00"),
        ("Europe/Berlin", time(2, 0), date(2026, 3, 29), "2026-03-29T01:00:00+00:00"),
        ("Europe/Berlin", time(2, 30), date(2026, 10, 25), "2026-10-25T00:30:00+00:00"),
        ("America/Santiago", time(0, 30), date(2026, 9, 6), "2026-09-06T04:00:00+00:00"),
        ("Australia/Lord_Howe", time(2, 15), date(2026, 10, 4), "2026-10-03T15:30:00+00:00"),
        ("Asia/Tashkent", time(7, 30), date(2026, 11, 25), "2026-11-25T02:30:00+00:00"),
    ],
)
def test_gaps_move_to_the_next_minute_and_overlaps_come_once(
    zone: str, at: time, day: date, expected: str
) -> None:
    eve = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=15)

    due = next_due(Schedule(zone, at), eve, last_date=day - DAY)

    assert (due.at.isoformat(), due.local_date) == (expected, day)


@pytest.mark.parametrize(
    ("zone", "before", "after"),
    [
        ("Pacific/Apia", date(2011, 12, 29), date(2011, 12, 31)),
        ("Pacific/Kwajalein", date(1993, 8, 20), date(1993, 8, 22)),
        ("Pacific/Kiritimati", date(1994, 12, 30), date(1995, 1, 1)),
    ],
)
def test_a_date_that_a_zone_left_out_has_no_quote(zone: str, before: date, after: date) -> None:
    schedule = Schedule(zone, time(9, 0))
    first = next_due(
        schedule, datetime(before.year, before.month, before.day, tzinfo=UTC) - DAY, last_date=before - DAY
    )
    following = next_due(schedule, first.at)

    assert (first.local_date, following.local_date) == (before, after)


def test_a_gap_before_midnight_takes_no_date_its_quote() -> None:
    schedule = Schedule("America/Scoresbysund", time(23, 59))
    eve = datetime(2025, 3, 28, 12, tzinfo=UTC)

    friday = next_due(schedule, eve)
    saturday = next_due(schedule, friday.at, last_date=friday.local_date)
    sunday = next_due(schedule, saturday.at, last_date=saturday.local_date)

    assert [each.local_date.day for each in (friday, saturday, sunday)] == [28, 29, 30]
    # The clocks went from 23:00 on to midnight.
    assert saturday.at == datetime(2025, 3, 30, 1, 0, tzinfo=UTC)
    assert sunday.at == datetime(2025, 3, 31, 0, 59, tzinfo=UTC)


def test_working_days_leave_out_the_weekend() -> None:
    schedule = Schedule("Asia/Almaty", time(8, 0), WORKING_DAYS)

    friday = next_due(schedule, datetime(2026, 11, 26, 12, tzinfo=UTC))
    after = next_due(schedule, friday.at)

    assert (friday.local_date.weekday(), after.local_date.weekday()) == (4, 0)


def test_the_weekend_is_what_working_days_leave_out() -> None:
    schedule = Schedule("Asia/Almaty", time(8, 0), WEEKEND)

    saturday = next_due(schedule, datetime(2026, 11, 26, 12, tzinfo=UTC))
    sunday = next_due(schedule, saturday.at)
    following = next_due(schedule, sunday.at)

    assert [each.local_date.day for each in (saturday, sunday, following)] == [28, 29, 5]
    assert EVERY_DAY == WORKING_DAYS | WEEKEND


@pytest.mark.parametrize(("days", "missed"), [(0, 1), (1, 2), (2, 3), (15, 16), (16, 17), (17, 17), (40, 17)])
def test_what_passed_up_to_this_very_moment_is_told_but_not_of_more_than_sixteen_days(
    days: int, missed: int
) -> None:
    schedule = Schedule("UTC", time(9))
    first = next_due(schedule, datetime(2026, 5, 1, tzinfo=UTC))

    found = passed(schedule, first.at + days * DAY, first=first)

    assert (found[0], found[-1].at, len(found)) == (first, first.at + days * DAY, missed)


def test_what_is_late_by_more_than_the_catch_up_is_skipped() -> None:
    due = datetime(2026, 11, 24, 9, tzinfo=UTC)

    assert lateness(due, due) == Lateness.IN_TIME
    assert lateness(due, due - MINUTE) == Lateness.EARLY
    assert lateness(due, due + CATCH_UP) == Lateness.IN_TIME
    assert lateness(due, due + CATCH_UP + MINUTE) == Lateness.LATE


def test_every_day_is_what_is_meant_if_nothing_is_said() -> None:
    assert Schedule("UTC", time(1)).weekdays == EVERY_DAY
