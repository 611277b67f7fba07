"""The deliveries' background loop: what goes wrong in it ends nothing, and is one line."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.delivery.engine import has_worked
from bot.delivery.in_flight import Stage, left_by_the_dead
from bot.delivery.rate_limit import RateLimiter
from bot.delivery.sender import PlainSender
from bot.delivery.service import DRAIN_SECONDS, Delivery, delivering, join
from bot.delivery.yielding import YieldToAnswers
from bot.intake import service as intake
from bot.storage.database import Database
from bot.transports.http import AiohttpRequest, Patience
from knowledge.snapshot import Snapshot
from tests.bot.delivery.bot_api import TOKEN, bot_api
from tests.bot.subscribers import become_due, just_now, subscribers


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
    hour = Patience(read=3600.0)
    request, polling = AiohttpRequest(patience=hour), AiohttpRequest()
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
