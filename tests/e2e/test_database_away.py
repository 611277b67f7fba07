"""PostgreSQL goes while people ask, and comes back: all are answered, and the log says so in a few lines."""

from __future__ import annotations

import asyncio
import signal
import time
from pathlib import Path

import pytest

from bot.storage import owner
from bot.storage.database import opened
from handlers.texts import load_locales
from tests import postgres
from tests.e2e.process import PATIENCE_SECONDS
from tests.e2e.test_telegram import running
from tests.telegram.world import ANN

ORDER_KEPT = load_locales().within("en").say("order_kept")

USUAL = ("answering as", "delivering the daily quote as", "ending: finishing what was begun")
"""What the log says of each life of the bot, whatever the database does."""


@pytest.mark.parametrize(("people", "seconds"), [(40, 2), pytest.param(300, 60, marks=pytest.mark.torture)])
async def test_questions_are_answered_while_postgresql_is_stopped(
    tmp_path: Path, people: int, seconds: float
) -> None:
    with postgres.running() as server:
        url = server.new_database("away")
        async with running(tmp_path, DATABASE_URL=url, LOG_LEVEL="INFO") as bot:
            await bot.asked("/daily 7:30 Tashkent")
            server.stop()
            world = bot.server.world
            before = len(world.order)
            for number in range(people):
                person = {**ANN, "id": 500_000_000 + number}
                chat = {"id": person["id"], "type": "private", "first_name": "Ann"}
                await bot.server.push(world.says("what did lavrov say?", user=person, chat=chat))
                await asyncio.sleep(seconds / people)
            await bot.server.until_sent(before + people)
            answered = {sent.chat_id for sent in world.order[before:] if "Sergey Lavrov" in sent.text}
            helped = await bot.asked("/help")
            refused = await bot.asked("/daily 8:30 Moscow")
            server.start()
            deadline = time.monotonic() + PATIENCE_SECONDS
            while "08:30" not in (shown := await bot.asked("/daily 8:30 Moscow")) and "8:30" not in shown:
                assert time.monotonic() < deadline, shown
            code, printed = await bot.ended(signal.SIGTERM)

    assert len(answered) == people
    assert "/daily" in helped
    assert refused == ORDER_KEPT
    assert code == 0
    about_it = [line for line in printed.splitlines() if "availability" in line]
    assert [line.split()[2] for line in about_it] == ["ERROR", "INFO"], printed
    said = [line for line in printed.splitlines() if not any(usual in line for usual in USUAL)]
    assert len(said) <= 5, printed
    assert "Traceback" not in printed
    assert "500000" not in printed


async def test_a_start_without_postgresql_answers_and_it_returns_by_itself(tmp_path: Path) -> None:
    with postgres.running() as server:
        url = server.new_database("away")
        server.stop()
        async with running(tmp_path, DATABASE_URL=url, LOG_LEVEL="INFO") as bot:
            answered = await bot.asked("what did lavrov say?")
            refused = await bot.asked("/daily 8:30 Moscow")
            server.start()
            deadline = time.monotonic() + PATIENCE_SECONDS
            while "8:30" not in (shown := await bot.asked("/daily")):
                assert time.monotonic() < deadline, shown
                await asyncio.sleep(0.5)
            code, printed = await bot.ended(signal.SIGTERM)

    assert "Sergey Lavrov" in answered
    assert refused == ORDER_KEPT
    assert code == 0
    about_it = [line for line in printed.splitlines() if "availability" in line]
    assert [line.split()[2] for line in about_it] == ["ERROR", "INFO"], printed
    assert "Traceback" not in printed


async def test_another_bots_database_that_was_away_at_the_start_ends_the_bot(tmp_path: Path) -> None:
    with postgres.running() as server:
        url = server.new_database("others")
        async with opened(url, tmp_path) as database:
            await owner.claim(database, token="77:x")
        server.stop()
        async with running(tmp_path, DATABASE_URL=url, LOG_LEVEL="INFO") as bot:
            await bot.asked("what did lavrov say?")
            server.start()
            async with asyncio.timeout(60):
                _, err = await bot.process.communicate()

    assert bot.process.returncode == 2
    assert "it is the database of bot 77" in err.decode()
    assert "Traceback" not in err.decode()
