"""The deliveries' background loop: what goes wrong in it ends nothing, and is one line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import insert, select, update
from telegram import Bot

from bot.delivery import service
from bot.delivery.engine import Engine, has_worked
from bot.delivery.in_flight import AttemptState, InFlight, Stage, left_by_the_dead
from bot.delivery.process_slot import ProcessSlot, taken
from bot.delivery.rate_limit import ALL_CHATS, RateLimiter
from bot.delivery.sender import PlainSender
from bot.delivery.service import DRAIN_SECONDS, Delivery, delivering, join
from bot.delivery.yielding import YieldToAnswers
from bot.intake import service as intake
from bot.storage.database import Database, opened
from bot.storage.deliveries import Deliveries
from bot.storage.errors import AwayError
from bot.storage.ledger_rows import HandOver, Key
from bot.storage.plans import Plans
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import DELIVERIES, RATE_LIMITS, SUBSCRIPTIONS
from bot.transports.http import Timeouts
from handlers.daily.cycle import Pick
from handlers.daily.schedule import next_due
from knowledge.snapshot import Snapshot
from tests.bot.delivery.bot_api import bot_on_api
from tests.bot.subscribers import NOON, SOMEONE, TASHKENT, become_due, just_now, subscribers


@pytest.fixture
def delivery(database: Database, snapshot: Snapshot, tmp_path: Path) -> Delivery:
    return joined(database, snapshot, Bot("1:x"), tmp_path)


def joined(database: Database, snapshot: Snapshot, bot: Bot, folder: Path) -> Delivery:
    return join(
        database,
        sender=PlainSender(bot, lambda: snapshot.record),
        record=lambda: snapshot.record,
        limiter=RateLimiter(database),
        yielding=YieldToAnswers(),
        folder=folder,
    )


async def test_the_engine_is_started_once_somebody_subscribes(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    moment, schedule = just_now()
    caplog.set_level("INFO")
    async with delivering(delivery), asyncio.timeout(60):
        while "delivering the daily quote" not in caplog.text:  # noqa: ASYNC110
            await asyncio.sleep(0.05)
        await asyncio.sleep(0.5)
        assert not await has_worked(delivery.database)

        await become_due(delivery.database, subscribers(1, schedule=schedule), due=moment)
        while not await has_worked(delivery.database):  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def test_a_mistake_of_ours_is_one_line_that_says_where(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    moment, schedule = just_now()
    await become_due(delivery.database, subscribers(1, schedule=schedule), due=moment)

    def broken() -> datetime:
        raise ZeroDivisionError("somebody's words")

    async with delivering(replace(delivery, clock=broken)), asyncio.timeout(30):
        while "anew" not in caplog.text:  # noqa: ASYNC110 - it is the engine's launch that is waited for
            await asyncio.sleep(0.05)

    said = next(line for line in caplog.text.splitlines() if "anew" in line)
    assert "the daily quote has to start anew: ZeroDivisionError at test_service.py" in said
    assert "Traceback" not in caplog.text
    assert "somebody's words" not in caplog.text


async def test_the_end_waits_for_no_answer_that_does_not_come(
    database: Database, snapshot: Snapshot, tmp_path: Path
) -> None:
    moment, schedule = just_now()
    await become_due(database, subscribers(1, schedule=schedule), due=moment)
    async with bot_on_api(Timeouts(read=3600.0)) as (api, bot):
        api.delay = lambda: 3600.0
        async with delivering(joined(database, snapshot, bot, tmp_path)):
            while not api.asked:
                await api.arrived.wait()

        assert api.open.total() == 1

    with left_by_the_dead(tmp_path) as left:
        assert [noted.stage for noted in left] == [Stage.LEFT]


async def test_the_end_waits_for_what_is_with_telegram_and_writes_it_down(
    database: Database, snapshot: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "DRAIN_SECONDS", 60.0)
    moment, schedule = just_now()
    await become_due(database, subscribers(1, schedule=schedule), due=moment)
    async with bot_on_api() as (api, bot):
        api.delay = lambda: 0.5
        async with delivering(joined(database, snapshot, bot, tmp_path)):
            while not api.asked:
                await api.arrived.wait()

    assert await states(database) == {"s0000000": ("sent", 0)}


def test_all_that_an_end_may_wait_for_takes_less_than_five_seconds() -> None:
    assert DRAIN_SECONDS + intake.DRAIN_SECONDS + intake.CONFIRM_SECONDS < 5


@dataclass(frozen=True, slots=True)
class Noting(Engine):
    """An engine that is not started, keeps what it is given, and has lost whatever it is asked about.

    Attributes:
        executors: Who runs workflows, as it tells.
        taken_up: Of whom it was told to take them up.
        cleared: One for each time it was told to clear away.
    """

    given: list[Key] = field(default_factory=list)
    executors: frozenset[str] = frozenset()
    taken_up: list[str] = field(default_factory=list)
    cleared: list[int] = field(default_factory=list)

    async def hand_over(self, deliveries: Sequence[HandOver]) -> None:
        self.given.extend(delivery.key for delivery in deliveries)

    async def lost(self, deliveries: Sequence[HandOver]) -> tuple[Key, ...]:
        return tuple(delivery.key for delivery in deliveries)

    async def executors_at_work(self) -> frozenset[str]:
        return self.executors

    async def take_up(self, executor: str) -> int:
        self.taken_up.append(executor)
        return 1

    async def clear_away(self) -> int:
        self.cleared.append(1)
        return 1


def noting(delivery: Delivery, *, executors: frozenset[str] = frozenset()) -> Noting:
    database = delivery.database
    return Noting(database.url, database.file, "bot-1", delivery.attempts.make, executors=executors)


async def in_states(database: Database, **counts: int) -> None:
    """Write so many deliveries in each state, due a minute after one another."""
    states = [state for state, count in counts.items() for _ in range(count)]
    rows = [
        {
            "subscription_id": f"s{number:04}",
            "local_date": "2026-11-24",
            "due_at": int(NOON.timestamp()) + 60 * number,
            "state": state,
            "changed_at": 0.0,
        }
        for number, state in enumerate(states)
    ]
    async with database.transaction() as connection:
        await connection.execute(insert(DELIVERIES), rows)


@pytest.mark.parametrize(
    ("states", "per_second", "handed"),
    [
        ({"due": 200}, 30.0, 90),
        ({"due": 200}, 1.0, 3),
        ({"due": 2}, 30.0, 2),
        ({"claimed": 50, "sending": 10, "due": 200}, 30.0, 30),
        ({"claimed": 90, "due": 200}, 30.0, 0),
        ({"claimed": 50, "waiting": 500, "due": 200}, 30.0, 40),
        ({"waiting": 990, "due": 200}, 30.0, 10),
        ({"waiting": 1000, "due": 200}, 30.0, 0),
        ({"sent": 500, "failed": 500, "skipped": 500, "due": 200}, 30.0, 90),
    ],
)
async def test_the_engine_is_given_three_seconds_worth_and_a_thousand_at_most(
    database: Database,
    snapshot: Snapshot,
    tmp_path: Path,
    *,
    states: dict[str, int],
    per_second: float,
    handed: int,
) -> None:
    delivery = replace(
        joined(database, snapshot, Bot("1:x"), tmp_path),
        limiter=RateLimiter(database, per_second=per_second),
        clock=lambda: NOON + timedelta(days=7),
    )
    await in_states(database, **states)
    engine = noting(delivery)

    assert await delivery.hand_over(engine) == handed

    first = sum(count for state, count in states.items() if state != "due")
    assert [key.subscription_id for key in engine.given] == [
        f"s{first + number:04}" for number in range(handed)
    ]
    begun, _ = await delivery.ledger.under_way()
    assert begun == handed + sum(states.get(state, 0) for state in ("claimed", "sending", "waiting"))


async def test_nothing_is_given_to_the_engine_before_its_time(delivery: Delivery) -> None:
    await in_states(delivery.database, due=3)
    early = replace(delivery, clock=lambda: NOON + timedelta(seconds=60))
    engine = noting(early)

    assert await early.hand_over(engine) == 2


async def test_who_begins_to_lead_skips_what_is_three_hours_late_and_no_more(delivery: Delivery) -> None:
    await in_states(delivery.database, due=3)
    later = replace(delivery, clock=lambda: NOON + timedelta(hours=3, minutes=1))

    await later._begin_to_lead()

    waiting = await later.ledger.waiting(later.clock(), limit=9)
    assert [one.key for one in waiting] == [Key(f"s000{number}", date(2026, 11, 24)) for number in (1, 2)]


async def tidied(delivery: Delivery, engine: Noting, *, now: datetime) -> None:
    """Let it tidy up once, by a clock that tells this moment."""

    def clock() -> datetime:
        return now

    at = replace(
        delivery,
        clock=clock,
        attempts=replace(delivery.attempts, clock=clock),
        planner=replace(delivery.planner, clock=clock),
    )
    async with taken(delivery.database) as place:
        await at.tidy(place, engine)


async def states(database: Database) -> dict[str, tuple[str, int]]:
    """Give each delivery's state, and how often it came back from the engine."""
    query = select(DELIVERIES.c.subscription_id, DELIVERIES.c.state, DELIVERIES.c.handovers)
    async with database.reading() as connection:
        return {row.subscription_id: (row.state, row.handovers) for row in await connection.execute(query)}


async def test_what_the_engine_lost_is_planned_anew_once_it_has_rested_for_a_minute(
    delivery: Delivery,
) -> None:
    await in_states(delivery.database, claimed=2)
    async with delivery.database.transaction() as connection:
        for id_, seconds in (("s0000", 61), ("s0001", 59)):
            await connection.execute(
                update(DELIVERIES)
                .where(DELIVERIES.c.subscription_id == id_)
                .values(changed_at=NOON.timestamp() - seconds)
            )

    await tidied(delivery, noting(delivery), now=NOON)

    assert await states(delivery.database) == {"s0000": ("due", 1), "s0001": ("claimed", 0)}


async def test_what_is_over_and_what_holds_up_nobody_any_more_is_deleted(delivery: Delivery) -> None:
    await in_states(delivery.database, sent=1, due=1)
    await delivery.limiter.reserve(1001)
    async with delivery.database.transaction() as connection:
        await connection.execute(update(RATE_LIMITS).values(next_at=RATE_LIMITS.c.next_at - 3600))
    engine = noting(delivery)

    await tidied(delivery, engine, now=NOON + timedelta(days=8, minutes=1))

    assert await states(delivery.database) == {"s0001": ("due", 0)}
    async with delivery.database.reading() as connection:
        left = (await connection.execute(select(RATE_LIMITS.c.chat_id))).scalars().all()
    assert (left, engine.cleared) == ([ALL_CHATS], [1])


async def test_who_was_planned_far_ahead_by_a_wrong_clock_is_planned_anew(delivery: Delivery) -> None:
    await become_due(delivery.database, [SOMEONE], due=NOON + timedelta(days=30))

    await tidied(delivery, noting(delivery), now=NOON)

    outlook = await StoredSubscriptions(delivery.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.next_due == next_due(SOMEONE.schedule, NOON).at


async def test_a_day_to_come_that_a_wrong_clock_has_served_is_free_again(delivery: Delivery) -> None:
    await in_states(delivery.database, sent=1)

    await tidied(delivery, noting(delivery), now=NOON - timedelta(days=1))

    assert await states(delivery.database) == {}


async def test_what_a_dead_process_was_running_is_taken_up_and_what_it_knew_is_written_down(
    postgres_url: str, snapshot: Snapshot, tmp_path: Path
) -> None:
    async with opened(postgres_url, tmp_path) as database, taken(database):
        delivery = joined(database, snapshot, Bot("1:x"), tmp_path)
        key = await answered_and_unread(delivery)
        engine = noting(delivery, executors=frozenset({"bot-1", "bot-2", "bot-3"}))

        # It is bot-2 itself: bot-1 lives, and nobody has bot-3's place.
        await tidied(delivery, engine, now=datetime.now(UTC))

        assert engine.taken_up == ["bot-3"]
        assert await states(database) == {key.subscription_id: ("sent", 0)}


async def answered_and_unread(delivery: Delivery) -> Key:
    """Let a process have died after Telegram's answer, and before its row."""
    moment, schedule = just_now()
    await become_due(delivery.database, subscribers(1, schedule=schedule), due=moment)
    await delivery.planner.plan_due()
    key = Key("s0000000", moment.date())
    job = await delivery.ledger.job(key)
    assert job is not None
    quote = delivery.attempts.record().quotes[0].id
    assert await delivery.ledger.start(key, Pick(quote, job.cycle), now=moment)
    dead = InFlight()
    with dead.kept_in(delivery.folder):
        dead.write(0, AttemptState(key, 1, Stage.ANSWERED, 77))
    return key


async def test_what_a_dead_process_knew_is_written_down_at_the_start_and_nothing_sent_twice(
    database: Database, snapshot: Snapshot, tmp_path: Path
) -> None:
    async with bot_on_api() as (api, bot):
        delivery = joined(database, snapshot, bot, tmp_path)
        key = await answered_and_unread(delivery)
        async with delivering(delivery), asyncio.timeout(60):
            while await states(database) != {key.subscription_id: ("sent", 0)}:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
            while not await has_worked(database):  # noqa: ASYNC110
                await asyncio.sleep(0.05)

        assert not api.asked


async def test_a_start_follows_new_time_zones_and_mends_what_a_wrong_clock_has_served(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    moved, early = subscribers(2)
    due = next_due(TASHKENT, datetime.now(UTC)).at
    await Plans(delivery.database).write_note("tzdata", "1999a")
    await become_due(delivery.database, [moved], due=due + timedelta(minutes=30))
    await become_due(delivery.database, [early], due=due + timedelta(days=2))
    async with delivery.database.transaction() as connection:
        await connection.execute(
            update(SUBSCRIPTIONS)
            .where(SUBSCRIPTIONS.c.id == early.id)
            .values(last_date=(due + timedelta(days=3)).date().isoformat())
        )

    async with taken(delivery.database) as place:
        await delivery._look_through(place)

    store = StoredSubscriptions(delivery.database)
    for one in (moved, early):
        outlook = await store.outlook(one.id)
        assert outlook is not None
        assert outlook.next_due == due
    assert "the clock was ahead: 1 subscriptions planned anew" in caplog.text
    assert "moved 1 deliveries to new time zone rules" in caplog.text


@dataclass(frozen=True, slots=True)
class Failing(Delivery):
    """A delivery that fails each time, after so many seconds of the clock."""

    seconds: list[float] = field(default_factory=list)
    now: list[float] = field(default_factory=lambda: [100.0])

    async def _work_at_a_place(self) -> None:
        if not self.seconds:
            raise asyncio.CancelledError
        self.now[0] += self.seconds.pop(0)
        raise AwayError("somewhere", "it is away")


async def test_it_starts_anew_after_pauses_that_grow_until_it_has_worked_for_a_while(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {one.name: getattr(delivery, one.name) for one in fields(delivery)}
    failing, tries = Failing(**parts, seconds=[0.0, 0.0, 9.0, 11.0, 0.0]), list[int]()

    async def pause(number: int) -> None:
        tries.append(number)

    monkeypatch.setattr(service, "pause_after_failure", pause)
    monkeypatch.setattr(service, "time", SimpleNamespace(monotonic=lambda: failing.now[0]))
    with pytest.raises(asyncio.CancelledError):
        await failing.work()

    assert tries == [1, 2, 3, 0, 1]


async def test_only_who_leads_plans_and_hands_over(
    postgres_url: str, snapshot: Snapshot, tmp_path: Path
) -> None:
    moment, schedule = just_now()
    async with (
        opened(postgres_url, tmp_path) as database,
        taken(database) as leader,
        taken(database) as place,
    ):
        assert await leader.leads()
        await become_due(database, subscribers(1, schedule=schedule), due=moment)
        delivery = joined(database, snapshot, Bot("1:x"), tmp_path)
        engine, asked = noting(delivery), asyncio.Event()
        following = Following(place.number, place._connection, place._url, asked=asked)
        loops = [
            asyncio.create_task(work)
            for work in (delivery._plan(following), delivery._hand_over(following, engine))
        ]
        async with asyncio.timeout(60):
            await asked.wait()
        for loop in loops:
            loop.cancel()
        await asyncio.gather(*loops, return_exceptions=True)

        assert (await states(database), engine.given) == ({}, [])


@dataclass(slots=True)
class Following(ProcessSlot):
    """A place that says when it was asked, and answered, six times whether it leads."""

    asked: asyncio.Event = field(default_factory=asyncio.Event)
    times: int = 0

    async def leads(self) -> bool:
        leads = await ProcessSlot.leads(self)
        self.times += 1
        if self.times == 6:
            self.asked.set()
        return leads


async def test_a_database_that_fails_is_not_said_to_be_delivered_from(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    delivery.database.gate.closed_by = AwayError("somewhere", "it is away")
    with pytest.raises(AwayError):
        await delivery._work_at_a_place()

    assert "delivering" not in caplog.text


async def test_who_left_something_with_the_engine_has_it_started_to_be_forgotten(
    snapshot: Snapshot, tmp_path: Path
) -> None:
    async with opened(None, tmp_path) as database:
        delivery = joined(database, snapshot, Bot("1:x"), tmp_path)
        async with asyncio.timeout(60):
            assert await delivery.ledger.is_untouched()
            (tmp_path / "engine.sqlite").touch()
            await delivery._until_somebody_subscribes()


@dataclass(frozen=True, slots=True)
class Expiring(Deliveries):
    """A ledger that notes when it is asked to skip what is too late."""

    times: list[datetime] = field(default_factory=list)

    async def expire(self, before: datetime, *, now: datetime) -> int:
        self.times.append(before)
        return await Deliveries.expire(self, before, now=now)


async def test_who_begins_to_lead_looks_once_for_what_is_too_late(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "TICK_SECONDS", 0.0)
    ledger, asked = Expiring(delivery.database), asyncio.Event()
    async with taken(delivery.database) as place:
        leading = Following(place.number, place._connection, place._url, asked=asked)
        handing = asyncio.create_task(replace(delivery, ledger=ledger)._hand_over(leading, noting(delivery)))
        async with asyncio.timeout(60):
            await asked.wait()
        handing.cancel()
        await asyncio.gather(handing, return_exceptions=True)

    assert len(ledger.times) == 1


async def test_a_clock_that_is_set_back_while_it_runs_is_noticed(
    delivery: Delivery, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "HOUSEKEEPING_SECONDS", 0.0)
    await become_due(delivery.database, [SOMEONE], due=NOON + timedelta(days=4))
    async with delivery.database.transaction() as connection:
        await connection.execute(update(SUBSCRIPTIONS).values(last_date="2026-11-27"))
    times = [NOON + timedelta(days=3)] * 12

    def clock() -> datetime:
        return times.pop() if times else NOON

    at = replace(delivery, clock=clock, planner=replace(delivery.planner, clock=lambda: NOON))
    store = StoredSubscriptions(delivery.database)
    async with taken(delivery.database) as place, asyncio.timeout(60):
        keeping = asyncio.create_task(at._keep_house(place, noting(delivery)))
        while (found := await store.outlook(SOMEONE.id)) is None or found.next_due != (
            next_due(SOMEONE.schedule, NOON).at
        ):
            assert not keeping.done()
            await asyncio.sleep(0.01)
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)
