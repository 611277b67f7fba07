"""SQLite's file goes, or something else takes its place: said before anybody asks, and no order is lost."""

from __future__ import annotations

import asyncio
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.storage import owner
from bot.storage.database import FILE_NAME, opened
from tests.e2e.bot_api_server import TOKEN
from tests.e2e.process import PATIENCE_SECONDS, running
from tests.e2e.test_daily_quote import ORDER_KEPT, put_aside
from tests.e2e.test_telegram import Bot
from tests.e2e.test_telegram import running as bot_in


async def anothers(folder: Path) -> Path:
    """Make the database of another bot."""
    async with opened(None, folder) as database:
        await owner.claim(database, token="77:AAanother")
    return folder / FILE_NAME


def put_in_place(other: Path, folder: Path) -> None:
    """Move it there at once: for a moment without any file the line would say that it is gone."""
    shutil.copyfile(other, folder / "new").replace(folder / FILE_NAME)


WAYS: Mapping[str, tuple[str, Callable[[Path, Path], object]]] = {
    "taken away": ("its file is gone", lambda _, folder: put_aside(folder)),
    "put in its place": ("its file was replaced by another one", put_in_place),
    "copied over it": (
        "its file was replaced by another one",
        lambda other, folder: shutil.copyfile(other, folder / FILE_NAME),
    ),
}


async def says(bot: Bot, words: str) -> None:
    """Wait for a line of the log, which comes without any question."""
    assert bot.process.stderr
    async with asyncio.timeout(PATIENCE_SECONDS):
        while words not in (await bot.process.stderr.readline()).decode():
            assert bot.process.returncode is None


def restored(kept: Path, folder: Path) -> None:
    """Do as docs/operate.md says."""
    for file in folder.glob(f"{FILE_NAME}-*"):
        file.unlink()
    shutil.copyfile(kept, folder / FILE_NAME)


@pytest.mark.parametrize("way", WAYS)
async def test_it_is_said_before_anybody_asks_and_an_order_is_done_with_the_right_file(
    tmp_path: Path, way: str
) -> None:
    line, happens = WAYS[way]
    data, other = tmp_path / "data", await anothers(tmp_path)
    async with bot_in(data, LOG_LEVEL="INFO") as bot:
        assert "07:30" in await bot.asked("/daily 7:30 Tashkent")
        await bot.ended(signal.SIGTERM)
    kept = shutil.copyfile(data / FILE_NAME, tmp_path / "kept")

    async with bot_in(data, LOG_LEVEL="INFO") as bot:
        await bot.asked("lavrov")
        happens(other, data)
        await says(bot, line)
        assert await bot.asked("/daily 8:30 Moscow") == ORDER_KEPT
        assert "Sergey Lavrov" in await bot.asked("what did lavrov say?")
        code, printed = await bot.ended(signal.SIGTERM)
    assert (code, printed.count(line), "Traceback" in printed) == (0, 0, False)

    restored(kept, data)
    async with bot_in(data, LOG_LEVEL="INFO") as bot:
        await bot.server.until_sent(1)
        assert "08:30" in bot.server.world.order[0].text
        await bot.ended(signal.SIGTERM)


async def test_a_file_that_went_while_nothing_ran_is_missed_at_the_start(tmp_path: Path) -> None:
    line = "was not there: a new, empty database was made"
    async with bot_in(tmp_path, LOG_LEVEL="INFO") as bot:
        await bot.asked("/daily 7:30 Tashkent")
        _, first = await bot.ended(signal.SIGTERM)
    async with bot_in(tmp_path, LOG_LEVEL="INFO") as bot:
        await bot.asked("lavrov")
        _, again = await bot.ended(signal.SIGTERM)
    put_aside(tmp_path)
    async with bot_in(tmp_path, LOG_LEVEL="INFO") as bot:
        # Not the last question: of the same second it would be the same update, which is answered once.
        await bot.asked("nurtleu")
        _, without = await bot.ended(signal.SIGTERM)

    assert [printed.count(line) for printed in (first, again, without)] == [0, 0, 1]


def test_another_bots_database_is_refused_at_the_start_in_one_line(tmp_path: Path) -> None:
    asyncio.run(anothers(tmp_path))
    variables = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": "http://127.0.0.1:9/bot"}
    with running("run", variables={**variables, "DATA_DIR": str(tmp_path)}, folder=tmp_path) as process:
        ended = process.ended()

    assert ended.code == 2
    assert "it is the database of bot 77, and this is bot 4242" in ended.err
    assert len(ended.err.strip().splitlines()) == 1
