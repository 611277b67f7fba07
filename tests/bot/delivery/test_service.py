"""The deliveries' background loop: what goes wrong in it ends nothing, and is one line."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert
from telegram import Bot

from bot.delivery.engine import Engine, has_worked
from bot.delivery.in_flight import Stage, left_by_the_dead
from bot.delivery.rate_limit import RateLimiter
from bot.delivery.sender import PlainSender
from bot.delivery.service import DRAIN_SECONDS, Delivery, delivering, join
from bot.delivery.yielding import YieldToAnswers
from bot.intake import service as intake
from bot.storage.database import Database
from bot.storage.ledger_rows import HandOver, Key
from bot.storage.tables import DELIVERIES
from bot.transports.http import AiohttpRequest, Timeouts
from knowledge.snapshot import Snapshot
from tests.bot.delivery.bot_api import TOKEN, bot_api
from tests.bot.subscribers import NOON, become_due, just_now, subscribers


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
    hour = Timeouts(read=3600.0)
    request, polling = AiohttpRequest(timeouts=hour), AiohttpRequest()
    async with (
        bot_api() as api,
        Bot(TOKEN, base_url=api.url, request=request, get_updates_request=polling) as bot,
    ):
        api.delay = lambda: 3600.0
        async with delivering(joined(database, snapshot, bot, tmp_path)):
            while not api.asked:
                await api.arrived.wait()

        assert api.open.total() == 1

    with left_by_the_dead(tmp_path) as left:
        assert [noted.stage for noted in left] == [Stage.LEFT]


def test_all_that_an_end_may_wait_for_takes_less_than_five_seconds() -> None:
    assert DRAIN_SECONDS + intake.DRAIN_SECONDS + intake.CONFIRM_SECONDS < 5


@dataclass(frozen=True, slots=True)
class Noting(Engine):
    """An engine that is not started, and keeps what it is given."""

    given: list[Key] = field(default_factory=list)

    async def hand_over(self, deliveries: Sequence[HandOver]) -> None:
        self.given.extend(delivery.key for delivery in deliveries)


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
    engine = Noting(database.url, database.file, "bot-1", delivery.attempts.make)

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
    engine = Noting(early.database.url, early.database.file, "bot-1", early.attempts.make)

    assert await early.hand_over(engine) == 2


async def test_who_begins_to_lead_skips_what_is_three_hours_late_and_no_more(delivery: Delivery) -> None:
    await in_states(delivery.database, due=3)
    later = replace(delivery, clock=lambda: NOON + timedelta(hours=3, minutes=1))

    await later._begin_to_lead()

    waiting = await later.ledger.waiting(later.clock(), limit=9)
    assert [one.key for one in waiting] == [Key(f"s000{number}", date(2026, 11, 24)) for number in (1, 2)]
