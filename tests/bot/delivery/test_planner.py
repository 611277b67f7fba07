"""What is planned when time goes on, stands still, or jumps; on both databases."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from importlib.metadata import version

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event, text

from bot.delivery.planner import Planner, decided, planned_anew, plans_for
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.delivery_state import DeliveryState
from bot.storage.ledger_rows import DueSubscription, Key
from bot.storage.plans import EarlyPlans, NewTime, Plans
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.cycle import Pick
from handlers.daily.schedule import CATCH_UP, EVERY_DAY, WORKING_DAYS, Due, Schedule, next_due
from handlers.daily.subscription import Reason, Skipped, SkipReason
from tests.bot.subscribers import NOON, SOMEONE, become_due, subscribers

DUE = datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
"""When SOMEONE, subscribed at NOON, is due first: 7:30 in Tashkent."""
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(slots=True)
class Days:
    """A database, a planner, and a clock to be turned."""

    database: Database
    now: datetime = NOON

    async def plan(self, now: datetime) -> list[date]:
        """Turn the clock, plan as the service does, and give the dates that wait to be delivered."""
        stepped_back, self.now = now < self.now, now
        if stepped_back:
            await self.planner.mend_after_a_step_back()
        await self.planner.mend_far_ones()
        await self.planner.plan_due()
        waiting = await Deliveries(self.database).waiting(now, limit=100)
        return [each.key.local_date for each in waiting]

    @property
    def planner(self) -> Planner:
        """Plan by the clock that is turned."""
        return Planner(Plans(self.database), clock=lambda: self.now)

    async def send(self, day: date) -> None:
        """Let Telegram take what waits for a date."""
        key, ledger = Key(SOMEONE.id, day), Deliveries(self.database)
        job = await ledger.job(key)
        assert job is not None
        pick = Pick("a-quote", job.cycle)
        assert await ledger.start(key, pick, now=self.now)
        await ledger.sent(key, pick, message_id=1, now=self.now)

    async def missed(self) -> tuple[Skipped, ...]:
        """Give the dates that are told as gone without."""
        outlook = await StoredSubscriptions(self.database).outlook(SOMEONE.id)
        assert outlook is not None
        return outlook.missed

    async def next_due(self) -> datetime | None:
        """Give when it is due next."""
        outlook = await StoredSubscriptions(self.database).outlook(SOMEONE.id)
        return outlook.next_due if outlook else None


@pytest.fixture
async def days(database: Database) -> Days:
    await StoredSubscriptions(database).save(SOMEONE, now=NOON)
    return Days(database)


async def test_nothing_is_planned_before_its_time(days: Days) -> None:
    assert await days.plan(DUE - timedelta(seconds=1)) == []


async def test_what_is_due_is_planned_once(days: Days) -> None:
    assert await days.plan(DUE) == [date(2026, 11, 25)]
    assert await days.plan(DUE + timedelta(seconds=1)) == [date(2026, 11, 25)]
    assert await days.next_due() == DUE + DAY


async def test_after_a_short_downtime_the_quote_is_caught_up(days: Days) -> None:
    assert await days.plan(DUE + timedelta(hours=3)) == [date(2026, 11, 25)]


async def test_after_a_long_downtime_the_day_is_skipped_and_said_so(days: Days) -> None:
    assert await days.plan(DUE + timedelta(hours=3, seconds=1)) == []

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(date(2026, 11, 25), SkipReason.LATE),)
    assert outlook.next_due == DUE + DAY


async def test_after_days_of_downtime_there_is_one_catch_up_and_no_more(days: Days) -> None:
    assert await days.plan(DUE + 5 * DAY + timedelta(hours=1)) == [date(2026, 11, 30)]
    assert await days.next_due() == DUE + 6 * DAY


async def test_of_days_of_downtime_the_last_ones_are_told(days: Days) -> None:
    await days.plan(DUE + 5 * DAY + timedelta(hours=1))

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == tuple(Skipped(date(2026, 11, day), SkipReason.LATE) for day in (29, 28, 27))


async def test_the_latest_of_the_days_that_went_without_is_told_when_the_ledger_is_gone(days: Days) -> None:
    await days.plan(DUE + 5 * DAY + timedelta(hours=1))
    await Deliveries(days.database).prune(DUE + 60 * DAY, limit=100)

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(date(2026, 11, 29), SkipReason.LATE),)


async def test_a_date_that_went_without_is_still_told_when_the_next_is_planned_or_moved(days: Days) -> None:
    await days.plan(DUE + CATCH_UP + timedelta(hours=1))
    await Deliveries(days.database).prune(DUE + 60 * DAY, limit=100)
    async with days.database.transaction() as connection:
        await connection.execute(text("UPDATE subscriptions SET next_due_at = next_due_at + 1800"))

    assert await change_rules(days, now=DUE + timedelta(hours=5)) == 1
    assert await days.plan(DUE + DAY) == [date(2026, 11, 26)]

    assert await days.missed() == (Skipped(date(2026, 11, 25), SkipReason.LATE),)


def test_of_a_month_of_downtime_three_dates_are_written_down() -> None:
    plan = decided(SOMEONE.schedule, Due(DUE, date(2026, 11, 25)), DUE + 5 * DAY, ["abc"])

    assert [missed.local_date.day for missed in plan.missed] == [27, 28, 29]


async def test_who_is_longest_due_is_planned_first(database: Database) -> None:
    late, later = replace(SOMEONE, id="z"), replace(SOMEONE, id="a")
    await become_due(database, [later], due=NOON - timedelta(hours=1))
    await become_due(database, [late], due=NOON - timedelta(hours=2))

    [first] = await Plans(database).due(NOON, limit=1)

    assert first.subscription_id == "z"


@pytest.mark.parametrize(
    "zone", ["Asia/Tashkent", "Pacific/Kiritimati", "America/Scoresbysund", "Pacific/Apia"]
)
@pytest.mark.parametrize("weekdays", [EVERY_DAY, WORKING_DAYS, frozenset({6})])
@given(
    away=st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=60)),
    start=st.datetimes(datetime(2011, 12, 1), datetime(2027, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    minute=st.integers(0, 1439),
)
def test_whatever_the_downtime_the_next_day_follows_and_none_between_is_skipped(
    zone: str, weekdays: frozenset[int], *, away: timedelta, start: datetime, minute: int
) -> None:
    schedule = Schedule(zone, time(*divmod(minute, 60)), weekdays)
    planned = next_due(schedule, start)
    now = planned.at + away

    plan = decided(schedule, planned, now, ["abc"])

    assert plan.due.at <= now < plan.following.at
    assert plan.due.local_date < plan.following.local_date
    assert plan.following == next_due(schedule, plan.due.at, last_date=plan.due.local_date)
    assert plan.skip == (SkipReason.LATE if now - plan.due.at > CATCH_UP else None)


def test_a_clock_set_back_amid_the_planning_skips_nothing() -> None:
    planned = Due(DUE, date(2026, 11, 25))

    plan = decided(SOMEONE.schedule, planned, DUE - timedelta(minutes=1), ["abc"])

    assert (plan.due, plan.skip, plan.missed) == (planned, None, ())
    assert plan.following.local_date == date(2026, 11, 26)


@pytest.mark.parametrize(
    ("served", "next_date"),
    [
        # Nobody, and yesterday.
        (None, 25),
        (date(2026, 11, 24), 25),
        # In a zone ahead, before moving.
        (date(2026, 11, 25), 26),
        (date(2026, 11, 26), 27),
        # By a wrong clock.
        (date(2026, 11, 27), 25),
        (date(2027, 11, 25), 25),
    ],
)
def test_a_date_is_served_once_though_its_person_moves_west(served: date | None, next_date: int) -> None:
    found = DueSubscription(SOMEONE, Due(DUE + 9 * DAY, date(2026, 12, 4)), served)
    nobody = EarlyPlans(frozenset(), frozenset())

    anew = planned_anew(found, DUE - timedelta(hours=1), early=nobody)

    assert anew.due.local_date == date(2026, 11, next_date)


@pytest.mark.parametrize(("served", "mended"), [(25, 0), (26, 0), (27, 1)])
async def test_only_a_date_that_no_zone_has_reached_is_a_wrong_clocks(
    days: Days, served: int, mended: int
) -> None:
    async with days.database.transaction() as connection:
        await connection.execute(
            text("UPDATE subscriptions SET last_date = :served, next_due_at = :at, next_due_date = :day"),
            {
                "served": f"2026-11-{served}",
                "at": int((DUE + (served - 24) * DAY).timestamp()),
                "day": f"2026-11-{served + 1}",
            },
        )
    days.now = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)

    assert await days.planner.mend_after_a_step_back() == mended


async def test_days_that_only_a_wrong_clock_called_missed_are_delivered(days: Days) -> None:
    await days.plan(DUE - timedelta(hours=1))
    await days.plan(DUE + 4 * DAY)
    await days.plan(DUE - timedelta(minutes=30))

    assert await days.plan(DUE) == [date(2026, 11, 25)]
    assert await days.plan(DUE + DAY) == [date(2026, 11, 25), date(2026, 11, 26)]


async def test_a_clock_set_back_gives_no_second_quote(days: Days) -> None:
    await days.plan(DUE)

    assert await days.plan(DUE - timedelta(hours=5)) == []
    assert await days.plan(DUE) == [date(2026, 11, 25)]
    assert await days.plan(DUE + DAY) == [date(2026, 11, 25), date(2026, 11, 26)]


@pytest.mark.parametrize("jump", [1 * DAY, 2 * DAY, 10 * DAY, 365 * DAY])
async def test_a_clock_that_jumped_ahead_and_back_silences_nobody(days: Days, jump: timedelta) -> None:
    await days.plan(DUE - timedelta(hours=1))
    await days.plan(DUE + jump)

    before = await days.plan(DUE - timedelta(minutes=30))
    today = await days.plan(DUE)
    await days.send(date(2026, 11, 25))
    tomorrow = await days.plan(DUE + DAY)

    assert (before, today, tomorrow) == ([], [date(2026, 11, 25)], [date(2026, 11, 26)])
    assert await days.next_due() == DUE + 2 * DAY


@pytest.mark.parametrize("jump", [1 * DAY, 2 * DAY, 10 * DAY, 365 * DAY])
async def test_a_quote_sent_by_a_clock_that_was_ahead_is_todays(days: Days, jump: timedelta) -> None:
    await days.plan(DUE + jump)
    await days.send((DUE + jump).date())

    today = await days.plan(DUE - timedelta(hours=1)) + await days.plan(DUE + timedelta(hours=1))
    tomorrow = await days.plan(DUE + DAY)

    assert (today, tomorrow) == ([], [date(2026, 11, 26)])


@pytest.mark.parametrize("ahead", [2 * DAY, 2 * DAY + CATCH_UP + timedelta(hours=1)])
async def test_a_clock_ahead_for_some_seconds_skips_no_day(days: Days, ahead: timedelta) -> None:
    """However shortly it was ahead: what it has left in the ledger tells of it, not the step back."""
    days.now = DUE + ahead
    await days.planner.plan_due()
    days.now = DUE - timedelta(hours=1)

    assert await days.planner.mend_if_the_clock_was_ahead()
    assert not await days.planner.mend_if_the_clock_was_ahead()

    planned = [(await days.plan(DUE + number * DAY))[-1] for number in range(4)]
    assert planned == [date(2026, 11, 25 + number) for number in range(4)]


@pytest.mark.parametrize(("ahead", "mended"), [(5 * MINUTE, 0), (5 * MINUTE + timedelta(seconds=1), 1)])
async def test_two_clocks_that_differ_by_five_minutes_are_both_right(
    days: Days, ahead: timedelta, mended: int
) -> None:
    days.now = DUE
    await days.planner.plan_due()
    days.now = DUE - ahead

    assert await days.planner.mend_if_the_clock_was_ahead() == mended
    assert await days.planner.mend_after_a_step_back() == 0
    assert await change_rules(days, now=days.now) == 0
    assert await days.next_due() == (DUE if mended else DUE + DAY)
    assert len(await Deliveries(days.database).waiting(DUE, limit=10)) == 1 - mended


@pytest.mark.parametrize("early", [timedelta(0), timedelta(seconds=1), 5 * MINUTE])
async def test_what_a_clock_ahead_called_late_is_delivered_if_it_is_to_come_however_soon(
    days: Days, early: timedelta
) -> None:
    await days.plan(DUE + CATCH_UP + timedelta(hours=1))

    await days.plan(DUE - early)
    later = await days.plan(DUE)

    assert later == ([date(2026, 11, 25)] if early else [])
    assert len(await days.missed()) == int(not early)


@pytest.mark.parametrize("reason", [SkipReason.NOTHING_TO_SEND, SkipReason.NOT_ACTIVE])
async def test_what_a_clock_some_minutes_ahead_skipped_for_another_reason_stays_skipped(
    days: Days, reason: SkipReason
) -> None:
    await days.plan(DUE)
    await Deliveries(days.database).set_aside(
        Key(SOMEONE.id, date(2026, 11, 25)),
        state=DeliveryState.SKIPPED,
        why=reason,
        reason=reason,
        now=DUE,
    )

    assert await days.plan(DUE - 2 * MINUTE) == []
    assert await days.plan(DUE) == []
    assert await days.missed() == (Skipped(date(2026, 11, 25), reason),)


async def test_what_the_engine_has_by_a_clock_that_was_ahead_is_todays(days: Days) -> None:
    key = Key(SOMEONE.id, date(2026, 11, 27))
    await days.plan(DUE + 2 * DAY)
    await Deliveries(days.database).claimed([key], now=DUE + 2 * DAY)

    assert await days.plan(DUE - timedelta(hours=1)) == await days.plan(DUE + timedelta(hours=1)) == []
    assert await days.plan(DUE + DAY) == [date(2026, 11, 26)]
    job = await Deliveries(days.database).job(key)
    assert job is not None
    assert job.state == DeliveryState.CLAIMED


async def test_who_paused_before_the_clock_is_mended_stays_without_a_next_time(days: Days) -> None:
    await days.plan(DUE + 10 * DAY)
    await StoredSubscriptions(days.database).pause(SOMEONE.id, reason=Reason.ASKED)

    await days.plan(DUE)
    await change_rules(days, now=DUE)

    assert await days.next_due() is None


async def test_what_is_planned_for_the_next_days_is_not_looked_through(days: Days) -> None:
    assert await Plans(days.database).too_far(NOON, after=None, limit=10) == ()


async def test_a_day_missed_before_the_clock_was_ahead_is_still_told(days: Days) -> None:
    await days.plan(DUE + CATCH_UP + timedelta(hours=1))
    await days.plan(DUE + CATCH_UP + timedelta(minutes=30))

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(date(2026, 11, 25), SkipReason.LATE),)
    async with days.database.reading() as connection:
        assert (await connection.execute(text("SELECT state FROM deliveries"))).scalar() == "skipped"


async def test_a_day_that_is_due_after_all_is_not_told_as_missed(days: Days) -> None:
    await days.plan(DUE + DAY + CATCH_UP + timedelta(hours=1))
    await days.plan(DUE + DAY - timedelta(hours=1))

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    before = (Skipped(date(2026, 11, 25), SkipReason.LATE),)
    assert (outlook.next_due, outlook.missed) == (DUE + DAY, before)


async def test_who_subscribed_by_a_clock_that_was_ahead_gets_the_first_quote_in_time(days: Days) -> None:
    await StoredSubscriptions(days.database).save(replace(SOMEONE, id="new"), now=NOON + 365 * DAY)

    assert await days.planner.mend_after_a_step_back() == 1

    outlook = await StoredSubscriptions(days.database).outlook("new")
    assert outlook is not None
    assert outlook.next_due == DUE


def looked_for(database: Database) -> list[str]:
    """Keep the statements that are asked from now on."""
    looks: list[str] = []
    event.listen(
        database.engine.sync_engine, "before_cursor_execute", lambda *given: looks.append(str(given[2]))
    )
    return looks


async def test_a_clock_that_is_right_leaves_nothing_to_mend(days: Days) -> None:
    await days.plan(DUE)
    looks = looked_for(days.database)

    assert not await days.planner.mend_if_the_clock_was_ahead()

    # With a million subscribers it takes minutes to go through them.
    assert not [look for look in looks if "FROM subscriptions" in look]


async def test_the_days_that_a_wrong_clock_served_are_served_when_they_come(days: Days) -> None:
    late = DUE + 365 * DAY
    await days.plan(late)
    await days.send(late.date())
    await days.plan(DUE)

    assert (await days.plan(late))[-1] == late.date()


async def test_a_day_that_a_wrong_clock_skipped_is_not_told(days: Days) -> None:
    await days.plan(DUE + 365 * DAY + CATCH_UP + timedelta(hours=1))
    await days.plan(DUE + timedelta(hours=1))

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == ()


async def test_whom_the_ledger_knows_as_served_today_gets_nothing_more_after_the_clock_is_mended(
    days: Days,
) -> None:
    await days.plan(DUE)
    await days.send(date(2026, 11, 25))
    await days.plan(DUE + 365 * DAY)

    assert await days.plan(DUE - timedelta(hours=1)) == []
    assert await days.plan(DUE + timedelta(hours=1)) == []
    assert await days.plan(DUE + DAY) == [date(2026, 11, 26)]


async def test_more_than_a_batch_planned_far_ahead_is_mended_at_once(database: Database) -> None:
    await become_due(database, subscribers(1234), due=NOON + 365 * DAY)
    planner = Planner(Plans(database), clock=lambda: NOON)

    assert await planner.mend_far_ones() == 1234
    assert await planner.mend_far_ones() == 0


async def test_more_than_a_batch_is_mended_whatever_the_order_of_names_and_times(database: Database) -> None:
    descending = subscribers(150)[::-1]
    await become_due(database, descending[:50], due=NOON + 365 * DAY)
    await become_due(database, descending[50:], due=NOON + 366 * DAY)

    assert await Planner(Plans(database), clock=lambda: NOON).mend_far_ones() == 150


async def test_more_than_a_batch_served_by_a_clock_that_was_ahead_is_mended(database: Database) -> None:
    days = Days(database)
    await become_due(database, subscribers(150)[::-1], due=DUE)
    days.now = DUE + 2 * DAY
    await days.planner.plan_due()
    days.now = DUE - timedelta(hours=1)

    assert await days.planner.mend_if_the_clock_was_ahead() == 150


async def test_someone_who_paused_while_it_was_planned_is_left_alone(days: Days) -> None:
    plans = Plans(days.database)
    found = await plans.due(DUE, limit=10)
    await StoredSubscriptions(days.database).pause(SOMEONE.id, reason=Reason.ASKED)

    assert len(found) == 1
    assert await days.plan(DUE) == []
    assert await days.next_due() is None


async def test_who_chose_another_time_while_it_was_planned_keeps_it(days: Days) -> None:
    plans, later = Plans(days.database), replace(SOMEONE, schedule=Schedule("Asia/Tashkent", time(9, 0)))
    found = await plans.due(DUE, limit=10)
    await StoredSubscriptions(days.database).save(later, now=DUE)

    await plans.plan(plans_for(found, DUE), now=DUE)

    assert await days.next_due() == DUE + timedelta(minutes=90)


async def test_who_chose_another_time_while_it_was_planned_anew_keeps_it(days: Days) -> None:
    plans, later = Plans(days.database), replace(SOMEONE, schedule=Schedule("Asia/Tashkent", time(9, 0)))
    [found] = await plans.after(NOON, after=None, limit=10)
    await StoredSubscriptions(days.database).save(later, now=NOON)

    await plans.reschedule([NewTime(found, Due(DUE + 5 * DAY, date(2026, 11, 30)), None)])

    assert await days.next_due() == DUE + timedelta(minutes=90)


async def test_new_rules_of_a_time_zone_move_what_is_planned(days: Days) -> None:
    wrong = DUE + timedelta(minutes=30)
    await become_due(days.database, [replace(SOMEONE, id="old")], due=wrong)
    planner = Planner(Plans(days.database), clock=lambda: NOON)
    assert await planner.follow_new_rules() == 0
    await Plans(days.database).write_note("tzdata", "2004.1")

    moved = await planner.follow_new_rules()
    looks = looked_for(days.database)
    again = await planner.follow_new_rules()
    assert not [look for look in looks if "FROM subscriptions" in look]

    outlook = await StoredSubscriptions(days.database).outlook("old")
    assert (moved, again) == (1, 0)
    assert outlook is not None
    assert outlook.next_due == DUE


async def test_new_rules_that_were_followed_halfway_are_followed_anew(days: Days) -> None:
    plans = Plans(days.database)
    assert await days.planner.follow_new_rules() == 0
    assert await plans.note("tzdata") == version("tzdata")
    await plans.write_note("tzdata", "2004.1")

    def broken() -> datetime:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await replace(days.planner, clock=broken).follow_new_rules()

    assert await plans.note("tzdata") == "2004.1"


async def change_rules(days: Days, *, now: datetime) -> int:
    """Let the rules of time zones have changed while nobody looked; give how many were moved."""
    await Plans(days.database).write_note("tzdata", "2004.1")
    days.now = now
    return await days.planner.follow_new_rules()


async def test_new_rules_leave_alone_what_is_due_already(days: Days) -> None:
    assert await change_rules(days, now=DUE + CATCH_UP + timedelta(hours=1)) == 0

    await days.plan(days.now)
    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(date(2026, 11, 25), SkipReason.LATE),)


async def test_what_is_due_this_moment_by_the_old_rules_leaves_by_them(database: Database) -> None:
    days, by_old_rules = Days(database), DUE - timedelta(minutes=30)
    await become_due(database, [SOMEONE], due=by_old_rules)

    assert await change_rules(days, now=by_old_rules) == 0
    assert await days.plan(by_old_rules) == [date(2026, 11, 25)]


async def test_new_rules_bring_nobody_a_quote_of_before_the_subscription(database: Database) -> None:
    days = Days(database)
    await StoredSubscriptions(database).save(SOMEONE, now=DUE + timedelta(hours=1))

    assert await change_rules(days, now=DUE + timedelta(hours=1)) == 0
    assert await days.plan(DUE + timedelta(hours=1)) == []


async def test_going_through_all_takes_one_look_a_batch(database: Database) -> None:
    await become_due(database, subscribers(250), due=NOON + timedelta(hours=14, minutes=30))
    looks = looked_for(database)

    await change_rules(Days(database), now=NOON)

    assert sum("FROM subscriptions" in look and "FROM deliveries" not in look for look in looks) == 4


@pytest.mark.parametrize(
    ("late", "is_caught_up"),
    [
        (timedelta(0), True),
        (timedelta(minutes=30), True),
        (timedelta(hours=2, minutes=59), True),
        (timedelta(hours=3, minutes=1), False),
    ],
)
async def test_a_day_whose_time_new_rules_put_into_the_past_is_caught_up_for_three_hours(
    days: Days, *, late: timedelta, is_caught_up: bool
) -> None:
    await StoredSubscriptions(days.database).end(SOMEONE.id, reason=Reason.ASKED)
    await become_due(days.database, [replace(SOMEONE, id="old")], due=DUE + timedelta(hours=4))

    assert await change_rules(days, now=DUE + late) == 1
    assert await days.plan(days.now) == ([date(2026, 11, 25)] if is_caught_up else [])
    outlook = await StoredSubscriptions(days.database).outlook("old")
    assert outlook is not None
    assert outlook.next_due == DUE + DAY


async def test_weekends_are_left_out_of_working_days(database: Database) -> None:
    weekly = replace(SOMEONE, schedule=Schedule("Asia/Tashkent", time(7, 30), WORKING_DAYS))
    await StoredSubscriptions(database).save(weekly, now=NOON)
    days = Days(database)
    dates: list[date] = []
    for step in range(9):
        dates = await days.plan(DUE + step * DAY)

    assert [each.day for each in dates] == [25, 26, 27, 30, 1, 2, 3]


async def test_answers_that_never_end_don_t_stop_the_planning(database: Database) -> None:
    await become_due(database, subscribers(300), due=NOON)
    asked = 0

    def answering() -> bool:
        nonlocal asked
        asked += 1
        return True

    planner = Planner(Plans(database), clock=lambda: NOON, yielding=YieldToAnswers(answering))

    assert await planner.plan_due() == 300
    assert asked > 1


async def test_answers_pass_between_the_batches_that_are_mended(database: Database) -> None:
    await become_due(database, subscribers(150), due=NOON + 60 * DAY)
    glances: list[bool] = []

    def answering() -> bool:
        glances.append(False)
        return False

    planner = Planner(Plans(database), clock=lambda: NOON, yielding=YieldToAnswers(answering))
    assert await planner.mend_far_ones() == 150

    assert len(glances) == 2


async def test_many_are_planned_in_batches(database: Database) -> None:
    await become_due(database, subscribers(1234), due=NOON)
    planner = Planner(Plans(database), clock=lambda: NOON)

    assert await planner.plan_due() == 1234
    assert await planner.plan_due() == 0
    assert len(await Deliveries(database).waiting(NOON, limit=5000)) == 1234


async def test_what_waits_too_long_unbegun_expires(days: Days) -> None:
    await days.plan(DUE)
    ledger = Deliveries(days.database)
    now = DUE + CATCH_UP + timedelta(hours=1)

    assert await ledger.expire(now - CATCH_UP, now=now) == 1
    assert await ledger.expire(now - CATCH_UP, now=now) == 0

    outlook = await StoredSubscriptions(days.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(date(2026, 11, 25), SkipReason.LATE),)


async def test_what_is_late_by_no_more_than_the_catch_up_does_not_expire(days: Days) -> None:
    await days.plan(DUE)

    assert await Deliveries(days.database).expire(DUE, now=DUE + CATCH_UP) == 0


async def test_what_was_begun_does_not_expire(days: Days) -> None:
    await days.plan(DUE)
    ledger, key = Deliveries(days.database), Key(SOMEONE.id, date(2026, 11, 25))
    job = await ledger.job(key)
    assert job is not None
    await ledger.start(key, Pick("a-quote", job.cycle), now=DUE)
    await ledger.doubt(key, now=DUE)
    await ledger.take_back([key], now=DUE)

    assert await ledger.expire(DUE + DAY, now=DUE + DAY) == 0
    assert await days.plan(DUE + timedelta(hours=1)) == [date(2026, 11, 25)]
