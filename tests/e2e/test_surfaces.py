"""The real process on every surface, through refusals, broken connections, a downtime and a restart."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import cast

import pytest

from tests.e2e.bot_api_server import BotApiServer, serving
from tests.e2e.process import PATIENCE_SECONDS
from tests.e2e.test_telegram import Bot, start
from tests.telegram import rules
from tests.telegram.refusal import Refusal
from tests.telegram.rules import Json
from tests.telegram.world import BOT, CHANNEL, FORUM, GROUP, World

NAME = f"@{BOT['username']}"
QUESTION = "what did lavrof say about securty"


@asynccontextmanager
async def process(server: BotApiServer, folder: Path) -> AsyncIterator[Bot]:
    started = await start(server.url, folder, LOG_LEVEL="INFO")
    try:
        yield Bot(server, started)
    finally:
        if started.returncode is None:
            started.kill()
            await started.communicate()


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with serving(World(now=int(time.time()))) as server:
        yield server
        assert server.strange == []


async def until(server: BotApiServer, happened: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS), server.changed:
        await server.changed.wait_for(happened)


async def happens(bot: Bot, update: dict[str, object]) -> str:
    """Let an update come, and give the text that the bot then sent or put in another's place."""
    world = bot.server.world
    count = len(world.order)
    await bot.server.push(update)
    await bot.server.until_sent(count + 1)
    return world.order[-1].text


async def test_the_process_says_the_same_on_every_surface(server: BotApiServer, tmp_path: Path) -> None:
    world = server.world
    async with process(server, tmp_path) as bot:
        said = {await bot.asked(QUESTION)}
        said.add(await happens(bot, world.says(f"/ask{NAME} {QUESTION}", chat=GROUP)))
        said.add(await happens(bot, world.says(f"{QUESTION} {NAME}", chat=FORUM, thread=9)))
        assert world.order[-1].thread == 9
        said.add(await happens(bot, world.says(f"{QUESTION} {NAME}", chat=CHANNEL, kind="channel_post")))
        await server.push(world.asks_as_guest(f"{NAME} {QUESTION}"))
        await until(server, lambda: bool(world.guest_answers))
        said.add(world.guest_answers[0].text)
        await server.push(world.types_inline(QUESTION))
        await until(server, lambda: bool(world.inline_answers))
        offered = cast("list[Json]", world.inline_answers[0]["results"])
        said.add(rules.inline_result(offered[0]).text)

    assert len(said) == 1


async def test_an_answer_outlives_broken_connections_and_pauses(server: BotApiServer, tmp_path: Path) -> None:
    pause = Refusal("Too Many Requests: retry after 1", code=429, retry_after=1)
    async with process(server, tmp_path) as bot:
        for fault in (Refusal.reset(), pause, Refusal("Bad Gateway", code=502)):
            await bot.asked("hello")
            server.world.faults.append(fault)
            assert "Sergey Lavrov" in await bot.asked("lavrov")
        _, printed = await bot.ended(signal.SIGTERM)

    assert "could not be handled" not in printed
    assert len(server.world.order) == 6


async def test_who_blocked_the_bot_costs_one_line_and_nobody_else_an_answer(
    server: BotApiServer, tmp_path: Path
) -> None:
    world = server.world
    async with process(server, tmp_path) as bot:
        await bot.asked("hello")
        world.blocked.add(100)
        await server.push(world.says("lavrov"))
        assert "Wang Yi" in await happens(bot, world.says(f"{NAME} wang yi", chat=GROUP))
        code, printed = await bot.ended(signal.SIGTERM)

    assert code == 0
    assert printed.count("blocked") == 1
    assert "could not be handled" not in printed


async def test_after_a_downtime_recent_questions_are_answered_and_old_orders_honoured(
    server: BotApiServer, tmp_path: Path
) -> None:
    world, now = server.world, int(time.time())
    for ago, text in ((20 * 3600, "/forget"), (3600, "wang yi"), (3600, "/quote"), (60, "lavrov")):
        world.now = now - ago
        await server.push(world.says(text))
    world.now = now
    async with process(server, tmp_path):
        await server.until_sent(2)
        await asyncio.sleep(0.5)

    answers = [sent.text for sent in world.order]
    assert len(answers) == 2
    assert any("Sergey Lavrov" in one for one in answers)
    assert any(one.startswith("Done. Everything") for one in answers)


async def test_a_button_still_opens_after_a_restart_and_an_unknown_one_is_answered(
    server: BotApiServer, tmp_path: Path
) -> None:
    world = server.world
    async with process(server, tmp_path) as bot:
        await bot.asked("lavrov")
        await bot.ended(signal.SIGTERM)
    sent = world.order[-1]
    async with process(server, tmp_path) as bot:
        assert (await happens(bot, world.presses(sent, "Source"))).startswith("As published")
        assert world.order[-1].message_id == sent.message_id
        await server.push(world.calls_back("e:no-such-entry", inline_message_id="inline-1"))
        await until(server, lambda: bool(world.alerts))

    assert world.alerts == ["This entry is no longer in the record."]
