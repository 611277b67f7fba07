"""The deliveries' background loop: what goes wrong in it ends nothing, and is one line."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from telegram import Bot

from bot.delivery.rate_limit import RateLimiter
from bot.delivery.sender import PlainSender
from bot.delivery.service import Delivery, delivering, join
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import Database
from knowledge.snapshot import Snapshot


@pytest.fixture
def delivery(database: Database, snapshot: Snapshot, tmp_path: Path) -> Delivery:
    return join(
        database,
        sender=PlainSender(Bot("1:x"), lambda: snapshot.record),
        record=lambda: snapshot.record,
        limiter=RateLimiter(database),
        yielding=YieldToAnswers(),
        folder=tmp_path,
    )


async def test_a_mistake_of_ours_is_one_line_that_says_where(
    delivery: Delivery, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> datetime:
        raise ZeroDivisionError("somebody's words")

    async with delivering(replace(delivery, clock=broken)), asyncio.timeout(30):
        while "anew" not in caplog.text:  # noqa: ASYNC110 - it is the engine's launch that is waited for
            await asyncio.sleep(0.05)

    said = next(line for line in caplog.text.splitlines() if "anew" in line)
    assert "the daily quote has to start anew: ZeroDivisionError at test_service.py" in said
    assert "Traceback" not in caplog.text
    assert "somebody's words" not in caplog.text
