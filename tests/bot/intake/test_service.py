"""How the intake goes on when polls fail, and what it confirms while updates are in hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from telegram import Bot, Update, User
from telegram.request import BaseRequest, RequestData

from bot.intake import held_updates, journal, spool
from bot.intake.contact import Contact
from bot.intake.poll import Poll
from bot.intake.poll_failure import PollError, PollFailure
from bot.intake.service import Intake, pause_seconds
from bot.intake.window import MOST_IN_HAND, SLOW_SECONDS, Window
from tests.telegram.world import ANN, PRIVATE, World

HELD, OTHERS = 100, 1000
"""The chat whose update takes its time, and the first of those whose updates do not."""


def test_pauses_grow_after_failed_polls_up_to_half_a_minute() -> None:
    error = PollError(PollFailure.UNREACHABLE)

    assert [pause_seconds(failures, error) for failures in (0, 1, 2, 3, 4, 5, 6, 7, 10_000)] == [
        *(0.5, 1.0, 2.0, 4.0, 8.0, 16.0),
        *(30.0, 30.0, 30.0),
    ]


def test_a_pause_is_as_long_as_telegram_tells() -> None:
    assert pause_seconds(0, PollError(PollFailure.SLOWED, wait_seconds=90.0)) == 90.0
    assert pause_seconds(6, PollError(PollFailure.SLOWED, wait_seconds=3.0)) == 30.0


@dataclass(slots=True)
class Updates(BaseRequest):
    """Telegram's far end for polls: gives what it has, and forgets what an offset confirms."""

    pending: list[dict[str, Any]] = field(default_factory=list)
    offset: int = 0
    polls: int = 0

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *given: Any, **_: Any) -> tuple[int, bytes]:
        asked = next((one.parameters for one in given if isinstance(one, RequestData)), None)
        if asked is None:
            return 200, b'{"ok": true, "result": true}'
        self.polls += 1
        self.offset = max(self.offset, int(str(asked.get("offset", 0))))
        self.pending = [one for one in self.pending if one["update_id"] >= self.offset]
        await asyncio.sleep(0)
        return 200, json.dumps({"ok": True, "result": self.pending[:100]}).encode()


@dataclass(slots=True)
class Bench:
    """An intake at work, with one chat whose update is handled once `gate` is set.

    Attributes:
        done: Ids of what was handled.
        held: Chats to which Telegram told to send nothing.
    """

    world: World
    folder: Path
    intake: Intake
    updates: Updates
    done: list[int] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    held: set[int] = field(default_factory=set)
    now: float = 0.0
    moved: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, update: Update) -> None:
        assert update.effective_chat
        if update.effective_chat.id == HELD:
            await self.gate.wait()
        self.done.append(update.update_id)
        self.moved.set()

    def push(self, text: str, count: int) -> int:
        """Let one chat's update come, and so many of others; give the id of the first."""
        first = self.world.says(text, user={**ANN, "id": HELD}, chat={**PRIVATE, "id": HELD})
        self.updates.pending += [
            first,
            *(
                self.world.says("lavrov", user={**ANN, "id": number}, chat={**PRIVATE, "id": number})
                for number in range(OTHERS, OTHERS + count)
            ),
        ]
        return int(str(first["update_id"]))

    async def until_done(self, count: int) -> None:
        async with asyncio.timeout(60):
            while len(self.done) < count:
                self.moved.clear()
                await self.moved.wait()

    async def until_confirmed(self, update_id: int) -> None:
        async with asyncio.timeout(60):
            while self.updates.offset <= update_id:  # noqa: ASYNC110 - it is a poll that is waited for
                await asyncio.sleep(0.01)

    async def until_asked_in_vain(self) -> None:
        """Let it ask for updates twice more."""
        polls = self.updates.polls
        async with asyncio.timeout(60):
            while self.updates.polls < polls + 2:  # noqa: ASYNC110 - it is a poll that is waited for
                await asyncio.sleep(0.01)

    def on_disk(self) -> list[int]:
        return [*held_updates.opened(self.folder)._rows]


@pytest.fixture
async def bench(world: World, tmp_path: Path) -> AsyncIterator[Bench]:
    made: list[Bench] = []
    updates = Updates()
    bot = Bot("4242:x", request=updates, get_updates_request=updates)
    bot._bot_user = User(4242, "Test", is_bot=True, username="quotes_bot")

    async def can_store() -> bool:
        return True

    async def handle(update: Update) -> None:
        await made[0].handle(update)

    with journal.opened(tmp_path) as handled:
        intake = Intake(
            bot,
            handle,
            handle,
            can_store,
            lambda: made[0].held,
            poll=Poll(updates, "https://far.end/bot"),
            contact=Contact(),
            journal=handled,
            spool=spool.opened(tmp_path),
            held=held_updates.opened(tmp_path),
            _window=Window(lambda: made[0].now),
        )
        made.append(Bench(world, tmp_path, intake, updates))
        work = asyncio.create_task(intake.work())
        yield made[0]
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        made[0].gate.set()
        await intake.end()


async def test_no_more_than_a_hundred_are_fetched_while_the_first_is_handled(bench: Bench) -> None:
    first = bench.push("lavrov", 200)
    await bench.until_done(MOST_IN_HAND - 1)
    bench.now = SLOW_SECONDS
    await bench.until_asked_in_vain()

    assert len(bench.done) == MOST_IN_HAND - 1
    assert bench.updates.offset <= first
    bench.gate.set()
    await bench.until_done(201)
    await bench.until_confirmed(first + 200)
    assert not bench.intake._in_hand


async def test_an_order_is_not_put_down_as_long_as_others_can_come(bench: Bench) -> None:
    bench.held.add(HELD)
    bench.push("/forget", 40)
    await bench.until_done(40)
    await bench.until_asked_in_vain()

    assert bench.on_disk() == []


@pytest.mark.parametrize("text", ["lavrov", "/forget"])
async def test_what_takes_more_than_a_minute_keeps_nobody_else_waiting(bench: Bench, text: str) -> None:
    bench.push(text, 200)
    await bench.until_done(MOST_IN_HAND - 1)
    assert bench.on_disk() == []

    bench.now = SLOW_SECONDS + 1
    await bench.until_done(200)


@pytest.mark.parametrize("text", ["lavrov", "/forget"])
async def test_a_chat_to_which_nothing_may_be_sent_keeps_nobody_else_waiting(bench: Bench, text: str) -> None:
    bench.held.add(HELD)
    bench.push(text, 200)

    await bench.until_done(200)


@pytest.mark.parametrize("text", ["lavrov", "/forget"])
async def test_what_is_in_hand_is_confirmed_only_once_it_is_put_down(bench: Bench, text: str) -> None:
    bench.held.add(HELD)
    held = bench.push(text, 200)
    await bench.until_confirmed(held)
    assert bench.on_disk() == [held]

    bench.gate.set()
    await bench.until_done(201)
    await bench.intake.end()
    assert (bench.done.count(held), bench.on_disk()) == (1, [])


async def test_what_was_put_down_when_its_process_died_is_done_by_the_next(bench: Bench) -> None:
    bench.held.add(HELD)
    held = bench.push("lavrov", 200)
    await bench.until_confirmed(held)

    done = list[int]()

    async def handle(update: Update) -> None:
        done.append(update.update_id)

    bench.updates.pending.clear()
    after = replace(bench.intake, handle=handle, held=held_updates.opened(bench.folder))
    work = asyncio.create_task(after.work())
    await bench.until_asked_in_vain()
    work.cancel()
    await after.end()
    assert done == [held]
    assert bench.on_disk() == []


async def test_what_can_not_be_put_down_is_not_confirmed(bench: Bench) -> None:
    (bench.folder / held_updates.FILE_NAME).unlink()
    (bench.folder / held_updates.FILE_NAME).mkdir()
    bench.held.add(HELD)
    held = bench.push("lavrov", 200)
    await bench.until_done(MOST_IN_HAND - 1)
    await bench.until_asked_in_vain()

    assert bench.updates.offset <= held
    bench.gate.set()
    await bench.until_done(201)
