"""After a downtime old chatter is let go, and orders are honoured."""

from __future__ import annotations

import pytest

from bot.storage.database import Database
from bot.storage.subscriptions import StoredSubscriptions
from tests.chat import Chat
from tests.telegram.world import World


@pytest.mark.parametrize("text", ["lavrov", "/quote", "/speakers", "/stopwatch"])
async def test_what_asks_is_let_go_when_it_is_old(chat: Chat, world: World, text: str) -> None:
    update = world.says(text)
    world.now += 3600

    assert await chat.happens(update) is None


async def test_what_orders_is_honoured_when_it_is_old(chat: Chat, world: World, database: Database) -> None:
    order, stop = world.says("/daily 7:30 Tashkent"), world.says("/stop")
    world.now += 20 * 3600
    store = StoredSubscriptions(database)

    await chat.happens(order)
    assert [one.state for one in await store.of_chat(100)] == ["active"]
    await chat.happens(stop)
    assert [one.state for one in await store.of_chat(100)] == ["ended"]


async def test_an_old_question_edited_just_now_is_answered_anew(chat: Chat, world: World) -> None:
    await chat.says("what did Lavrov say", message_id=77_000)
    update = world.says("what did Wang Yi say", message_id=77_000, kind="edited_message")
    message = update["edited_message"]
    assert isinstance(message, dict)
    world.now += 3600
    message["edit_date"] = world.now

    edited = await chat.happens(update)

    assert edited is not None
    assert "Wang Yi" in edited.text
