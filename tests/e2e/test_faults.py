"""Faults between the bot and Telegram, its database and its disk, while people ask: a table of figures."""

from __future__ import annotations

import asyncio
import resource
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import postgres
from tests.e2e.test_telegram import Bot, running, start
from tests.telegram.faults import FAULTS, POLLING, polls, sends
from tests.telegram.world import ANN, PRIVATE

TABLE = Path(__file__).parents[2] / "docs" / "faults.md"
FAULT_SECONDS = 3.0
QUESTIONS = 10
CASES = {
    **{f"{name}, to who sends": sends(fault) for name, fault in FAULTS.items()},
    **{f"{name}, to who polls": polls(fault) for name, fault in {**FAULTS, **POLLING}.items()},
}
QUICK = ("500, to who sends", "reset, to who sends", "no JSON, to who polls")
"""Those that the suite tries; all others are torture."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a fault."""

    name: str
    answered: int
    doubled: int
    seconds: float
    lines: int
    code: int
    questions: int = QUESTIONS

    @property
    def row(self) -> str:
        """Give the table's row."""
        goes_on = "yes" if self.code == 0 else f"ends with {self.code}"
        figures = f"{self.questions} | {self.answered} | {self.doubled} | {self.seconds:.1f} | {self.lines}"
        return f"| {self.name} | {figures} | {goes_on} |\n"


async def asked(bot: Bot, first: int) -> None:
    """Let ten people ask."""
    for number in range(first, first + QUESTIONS):
        person, chat = {**ANN, "id": number}, {**PRIVATE, "id": number}
        await bot.server.push(bot.server.world.says("what did lavrov say?", user=person, chat=chat))
        await asyncio.sleep(0.05)


async def outcome(
    name: str, bot: Bot, *, breaks: Callable[[], None], mends: Callable[[], None], seconds: float
) -> Outcome:
    """Break something, let people ask, mend it, and count what they got."""
    world = bot.server.world
    await bot.asked("/help")
    before = len(world.order)
    breaks()
    began = time.monotonic()
    await asked(bot, 1000)
    await asyncio.sleep(seconds)
    mends()

    def chats() -> list[int]:
        return [sent.chat_id for sent in world.order[before:] if "Sergey Lavrov" in sent.text]

    with suppress(TimeoutError):
        await bot.server.until(lambda: len(set(chats())) == QUESTIONS, timeout_seconds=60)
    took = time.monotonic() - began
    code, printed = await bot.ended(signal.SIGTERM)
    above = [line for line in printed.splitlines() if " WARNING " in line or " ERROR " in line]
    return Outcome(name, len(set(chats())), len(chats()) - len(set(chats())), took, len(above), code)


def noted(found: Outcome) -> None:
    """Write a row of the table."""
    rows = TABLE.read_text(encoding="utf-8")
    kept = "".join(
        line for line in rows.splitlines(keepends=True) if not line.startswith(f"| {found.name} |")
    )
    TABLE.write_text(kept + found.row, encoding="utf-8")


@asynccontextmanager
async def broken(name: str, folder: Path) -> AsyncIterator[Outcome]:
    async with running(folder, LOG_LEVEL="INFO") as bot:

        def breaks() -> None:
            bot.server.fault = CASES[name]

        def mends() -> None:
            bot.server.fault = None

        seconds = 15.0 if name.startswith("no answer in time") else FAULT_SECONDS
        yield await outcome(name, bot, breaks=breaks, mends=mends, seconds=seconds)


@pytest.mark.parametrize("name", QUICK)
async def test_no_question_is_lost_to_what_comes_back_instead_of_an_answer(name: str, tmp_path: Path) -> None:
    async with broken(name, tmp_path) as found:
        assert (found.answered, found.code) == (QUESTIONS, 0)
        assert found.lines <= 3


@pytest.mark.torture
@pytest.mark.parametrize("name", CASES)
async def test_each_fault_of_the_network(name: str, tmp_path: Path) -> None:
    async with broken(name, tmp_path) as found:
        await asyncio.to_thread(noted, found)
        assert (found.answered, found.code) == (QUESTIONS, 0)


@pytest.mark.torture
async def test_the_token_is_revoked_while_it_runs(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="INFO") as bot:
        await bot.asked("/help")
        bot.server.token = "4242:another"
        async with asyncio.timeout(60):
            _, err = await bot.process.communicate()
        code = bot.process.returncode or 0
    said = [line for line in err.decode().splitlines() if "Telegram refused it (401)" in line]
    await asyncio.to_thread(
        noted, Outcome("401: the token is revoked", 0, 0, 0, len(said), code, questions=0)
    )
    assert (code, len(said)) == (2, 1)


@pytest.mark.torture
async def test_the_name_of_the_server_is_not_found(tmp_path: Path) -> None:
    process = await start("http://bot-api.invalid/bot", tmp_path, LOG_LEVEL="WARNING")
    async with asyncio.timeout(60):
        _, err = await process.communicate()
    lines = err.decode().strip().splitlines()
    found = Outcome("DNS failure at the start", 0, 0, 0, len(lines), process.returncode or 0, questions=0)
    await asyncio.to_thread(noted, found)
    assert (process.returncode, len(lines)) == (2, 1)


@pytest.mark.torture
async def test_the_database_goes(tmp_path: Path) -> None:
    with postgres.running() as server:
        url = server.new_database("gone")
        async with running(tmp_path, LOG_LEVEL="INFO", DATABASE_URL=url) as bot:
            found = await outcome(
                "PostgreSQL stopped", bot, breaks=server.stop, mends=server.start, seconds=FAULT_SECONDS
            )
    await asyncio.to_thread(noted, found)
    assert (found.answered, found.code) == (QUESTIONS, 0)


@pytest.mark.torture
async def test_the_disk_is_full(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="INFO") as bot:
        await bot.asked("/daily 7:30 Tashkent")
        pid = bot.process.pid

        def breaks() -> None:
            # No file may grow: what a full disk does to who writes.
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))

        def mends() -> None:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))

        found = await outcome("disk full", bot, breaks=breaks, mends=mends, seconds=FAULT_SECONDS)
    await asyncio.to_thread(noted, found)
    assert (found.answered, found.code) == (QUESTIONS, 0)
