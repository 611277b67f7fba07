"""Orders on their way past the spool: each is done once, or stays in it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from telegram import Bot, Update, User

from bot.intake import deferred_orders, spool
from bot.intake.arrival import Arrival, read
from bot.intake.deferred_orders import DeferredOrders
from tests.telegram.world import World


@dataclass(slots=True)
class Bench:
    """Orders, and a database that is away or not.

    Attributes:
        done: What was carried out, in order.
        refused: What was said to be kept.
    """

    world: World
    folder: Path
    away: bool = False
    done: list[int] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    orders: DeferredOrders = field(init=False)

    def __post_init__(self) -> None:
        bot = Bot("4242:x")
        bot._bot_user = User(4242, "Test", is_bot=True, username="quotes_bot")
        self.orders = DeferredOrders(bot, self.handle, self.refuse, self.can_store, spool.opened(self.folder))

    async def handle(self, update: Update) -> None:
        if self.away:
            await self.refuse(update)
        else:
            self.done.append(update.update_id)

    async def refuse(self, update: Update) -> None:
        self.refused.append(update.update_id)
        assert self.orders.spool.defer(update, "quotes_bot")

    async def can_store(self) -> bool:
        return not self.away

    def says(self, text: str) -> Arrival:
        found = read(self.world.says(text), self.orders.bot)
        assert isinstance(found, Arrival)
        return found

    def on_disk(self) -> list[int]:
        return [*spool.opened(self.folder)._orders]

    async def carry_out(self) -> None:
        """Do what is due, as the intake does."""
        for order in await self.orders.due():
            await self.orders.do(order)
            assert self.orders.was_one(order)


@pytest.fixture
def bench(world: World, tmp_path: Path) -> Bench:
    return Bench(world, tmp_path)


async def test_an_order_does_not_overtake_an_earlier_one_that_waits(bench: Bench) -> None:
    first, second, third = bench.says("/daily 7:30 Tashkent"), bench.says("/forget"), bench.says("/stop")
    bench.away = True
    await bench.orders.do(first)
    bench.away = False

    await bench.orders.do(second)
    await bench.orders.do(third)
    assert bench.done == []
    for _ in range(3):
        await bench.carry_out()
    assert bench.done == [first.update_id, second.update_id, third.update_id]
    assert bench.on_disk() == []


async def test_a_question_is_answered_though_an_order_of_its_chat_waits(bench: Bench) -> None:
    order, question = bench.says("/forget"), bench.says("what did lavrov say?")
    bench.away = True
    await bench.orders.do(order)
    bench.away = False

    await bench.orders.do(question)
    assert bench.done == [question.update_id]


async def test_an_order_of_the_spool_is_due_once_at_a_time_and_again_when_it_failed(bench: Bench) -> None:
    first, second = bench.says("/forget"), bench.says("/daily 7:30 Tashkent")
    bench.away = True
    for order in (first, second):
        await bench.orders.do(order)
    assert await bench.orders.due() == []

    bench.away = False
    [due] = await bench.orders.due()
    assert (due.update_id, due.is_order) == (first.update_id, True)
    assert await bench.orders.due() == []

    bench.away = True
    await bench.orders.do(due)
    assert bench.orders.was_one(due)
    bench.away = False
    for _ in range(2):
        await bench.carry_out()
    assert (bench.done, bench.on_disk()) == ([first.update_id, second.update_id], [])


async def test_a_chats_next_order_follows_as_soon_as_one_is_done(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(deferred_orders, "LOOK_SECONDS", 3600.0)
    bench.away = True
    await bench.orders.do(bench.says("/forget"))
    bench.away = False
    resting = asyncio.create_task(bench.orders.rest())
    await asyncio.sleep(0)
    await bench.carry_out()

    async with asyncio.timeout(60):
        await resting
