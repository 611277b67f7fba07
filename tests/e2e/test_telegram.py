"""The real process on Telegram's far end: asked, answered, and ended by the operator."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from tests.e2e.bot_api_server import TOKEN, BotApiServer, serving
from tests.e2e.process import PATIENCE_SECONDS, PROJECT, environment, run
from tests.telegram.faults import Fault, reset
from tests.telegram.world import World


@dataclass(slots=True)
class Bot:
    """The process, running before its far end."""

    server: BotApiServer
    process: asyncio.subprocess.Process

    async def asked(self, text: str) -> str:
        """Ask in the private chat and give the answer."""
        world = self.server.world
        count = len(world.order)
        await self.server.push(world.says(text))
        await self.server.until_sent(count + 1)
        return world.order[-1].text

    async def ended(self, number: signal.Signals) -> tuple[int, str]:
        """Signal the process; give its exit code and all it printed."""
        self.process.send_signal(number)
        async with asyncio.timeout(PATIENCE_SECONDS):
            out, err = await self.process.communicate()
        return self.process.returncode or 0, (out + err).decode()


def seen_by_others(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text(errors="replace")


def content(path: Path) -> str:
    return path.read_text()


async def start(url: str, folder: Path, **variables: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "run",
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=PROJECT,
        env=environment(
            **{
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_BASE_URL": url,
                "DATA_DIR": str(folder),
                "LOG_LEVEL": "DEBUG",
                **variables,
            }
        ),
    )


@asynccontextmanager
async def running(folder: Path, fault: Fault | None = None, **variables: str) -> AsyncIterator[Bot]:
    world = World(now=int(time.time()))
    async with serving(world) as server:
        server.fault = fault
        process = await start(server.url, folder, **variables)
        try:
            yield Bot(server, process)
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()
        assert server.strange == []


@pytest.fixture
async def bot(tmp_path: Path) -> AsyncIterator[Bot]:
    async with running(tmp_path) as bot:
        yield bot


async def test_a_card_is_uploaded_once_and_known_after_a_restart(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        assert "Sergey Lavrov" in await bot.asked("/card lavrov")
        first = bot.server.world
        await bot.ended(signal.SIGTERM)
    async with running(tmp_path) as bot:
        bot.server.world.pictures |= first.pictures
        await bot.asked("/card lavrov")

        assert [sent.file_id for sent in first.order] == [bot.server.world.order[-1].file_id]
        assert bot.server.world.pictures == first.pictures


async def test_questions_are_answered_and_the_token_is_never_seen(bot: Bot) -> None:
    assert "Sergey Lavrov, Foreign Minister, Russia" in await bot.asked("what did lavrof say about securty?")
    assert "no message from Iran" in await bot.asked("and Iran?")
    assert "<b>" not in await bot.asked("<b>bold</b> & <script>frobnicate</script>")
    assert "Sergey Lavrov" in await bot.asked(("what did lavrov say? " * 300)[:4096])
    assert TOKEN not in seen_by_others(bot.process.pid)

    code, printed = await bot.ended(signal.SIGTERM)

    assert code == 0
    assert TOKEN not in printed
    assert TOKEN.partition(":")[2] not in printed


async def test_what_three_people_ask_in_vain_is_listed(tmp_path: Path) -> None:
    question = "Which colour has the carpet of the great hall?"
    async with running(tmp_path, MISSED_QUESTIONS="on") as bot:
        for number in (1, 2, 3):
            person = {"id": number, "is_bot": False, "first_name": "Anybody", "language_code": "en"}
            count = len(bot.server.world.order)
            await bot.server.push(
                bot.server.world.says(question, user=person, chat={"id": number, "type": "private"})
            )
            await bot.server.until_sent(count + 1)
        for _ in range(int(PATIENCE_SECONDS)):
            listed = await asyncio.to_thread(run, "missed", "--data-dir", str(tmp_path))
            if question in listed.out:
                break
            await asyncio.sleep(0.5)
        await bot.ended(signal.SIGTERM)

    assert question in listed.out


async def test_sigterm_ends_it_with_0_and_waits_for_no_update(bot: Bot) -> None:
    await bot.asked("lavrov")
    await bot.server.until(lambda: bot.server.open_polls == 1)

    code, _ = await bot.ended(signal.SIGTERM)

    assert code == 0
    # A poll takes 25 seconds, and who stops the service kills it after five.
    assert bot.server.open_polls == 1


async def test_commands_and_descriptions_are_set_at_the_start(bot: Bot) -> None:
    await bot.asked("lavrov")

    async with asyncio.timeout(PATIENCE_SECONDS), bot.server.changed:
        await bot.server.changed.wait_for(
            lambda: any(method == "setMyShortDescription" for method, _ in bot.server.world.calls)
        )


async def test_a_token_that_telegram_refuses_is_one_line(tmp_path: Path) -> None:
    async with serving(World()) as server:
        process = await start(server.url, tmp_path, TELEGRAM_BOT_TOKEN="1234:wrong", LOG_LEVEL="WARNING")
        async with asyncio.timeout(PATIENCE_SECONDS):
            _, err = await process.communicate()

    assert process.returncode == 2
    lines = err.decode().strip().splitlines()
    assert lines == ["TELEGRAM_BOT_TOKEN: Telegram refused it (401); copy it again from @BotFather"]


async def test_no_network_is_one_line_and_2(tmp_path: Path) -> None:
    process = await start("http://127.0.0.1:9/bot", tmp_path, LOG_LEVEL="WARNING")
    async with asyncio.timeout(PATIENCE_SECONDS):
        _, err = await process.communicate()

    assert process.returncode == 2
    assert len(err.decode().strip().splitlines()) == 1
    assert "Traceback" not in err.decode()


async def test_a_bot_that_has_worked_here_says_once_that_nobody_answers_and_waits(tmp_path: Path) -> None:
    """As one that starts with its machine, before the network: systemd lets what ended with 2 rest."""
    calls: list[str] = []

    async def nobody_at_first(method: str, request: web.Request) -> web.StreamResponse | None:
        calls.append(method)
        return await reset(method, request) if len(calls) <= 3 else None

    async with running(tmp_path) as bot:
        await bot.asked("what did lavrov say?")
        assert (await bot.ended(signal.SIGTERM))[0] == 0
    async with running(tmp_path, fault=nobody_at_first, LOG_LEVEL="WARNING") as bot:
        await bot.asked("what did lavrov say?")
        code, printed = await bot.ended(signal.SIGTERM)

    assert calls[:4] == ["getMe"] * 4
    assert code == 0
    (line,) = printed.splitlines()
    assert "TELEGRAM_API_BASE_URL: no answer from" in line
    assert line.endswith("trying again until it answers")


async def test_an_unwritable_data_folder_is_one_line_and_2(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    process = await start("http://127.0.0.1:9/bot", tmp_path / "file" / "data", LOG_LEVEL="WARNING")
    async with asyncio.timeout(PATIENCE_SECONDS):
        _, err = await process.communicate()

    assert process.returncode == 2
    assert len(err.decode().strip().splitlines()) == 1
    assert content(tmp_path / "file") == "in the way"


async def test_the_process_tells_prometheus_what_it_did(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    async with running(tmp_path, METRICS_PORT=str(port)) as bot:
        await bot.asked("what did lavrov say?")
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
            async with session.get("/metrics") as figures:
                told = await figures.text()
            async with session.get("/readyz") as ready:
                assert ready.status == 200

    assert 'bot_update_seconds_bucket{kind="message"' in told
    assert 'bot_questions_total{status="answered",surface="private"} 1.0' in told
    assert 'bot_stage_seconds_count{stage="telegram"}' in told
    assert "bot_updates_unconfirmed" in told
    assert TOKEN not in told
