"""Every button there is, pressed: answered once, and never with an error."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import cast

import pytest

from tests.chat import Chat
from tests.telegram.world import BOT, CHANNEL, GROUP, PRIVATE, Sent, World

NAME = f"@{BOT['username']}"
OPENINGS = (
    "/start",
    "/settings",
    "/daily",
    "/quote",
    "/quote china",
    "/speakers",
    "/topics",
    "/facts",
    "/compare trust",
    "/ask lavrov",
    "who mentioned trust",
    "when was the secretariat founded",
    "message from Iran",
    "what did russia say about security and trust",
)
MOST_PRESSED = 250
STRANGE = (
    "",
    "zz:top",
    "e:",
    "e:gone",
    "p:gone",
    "s:gone:9",
    "t:gone",
    "w:gone",
    "r:gone",
    "x:gone",
    "k:gone",
    "g:xx",
    "g:",
    "c:gone",
    "n::999999",
    "f:",
    "a:",
    "a:gone",
    "y:",
    "d:",
    "d:1",
    "\U0001f642",
    "q" * 64,
)


def payloads(sent: Sent) -> list[str]:
    return [
        str(button["callback_data"]) for row in sent.buttons for button in row if "callback_data" in button
    ]


async def answered(chat: Chat, world: World, update: Mapping[str, object]) -> int:
    """Let a press come, and count how often it is answered."""
    before = len(world.calls)
    await chat.happens(update)
    return [method for method, _ in world.calls[before:]].count("answerCallbackQuery")


@pytest.fixture(autouse=True)
def _no_error(caplog: pytest.LogCaptureFixture) -> object:
    caplog.set_level(logging.INFO, "handlers")
    yield
    assert not caplog.get_records("call")


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many presses are too many for one person; here each shall be heard."""
    monkeypatch.setattr("handlers.flood.MOST_A_MINUTE", 10_000)


@pytest.mark.parametrize("where", [PRIVATE, GROUP, CHANNEL], ids=["private", "group", "channel"])
async def test_every_button_that_can_be_reached_is_answered_once(
    chat: Chat, world: World, where: dict[str, object]
) -> None:
    opened = [await chat.says(opening) for opening in OPENINGS]
    waiting = [(payload, sent) for sent in opened for payload in payloads(sent)]
    seen: set[str] = set()
    while waiting and len(seen) < MOST_PRESSED:
        payload, sent = waiting.pop(0)
        if payload in seen:
            continue
        seen.add(payload)
        message = {
            "message_id": sent.message_id,
            "date": world.now,
            "chat": where,
            "from": BOT,
            "text": sent.text,
        }
        before = len(world.order)
        assert await answered(chat, world, world.calls_back(payload, message=message)) == 1, payload
        waiting.extend((more, one) for one in world.order[before:] for more in payloads(one))

    assert len(seen) > 30


@pytest.mark.parametrize("payload", STRANGE)
async def test_what_nobody_wrote_or_is_gone_is_answered_once(chat: Chat, world: World, payload: str) -> None:
    sent = await chat.says("lavrov")
    message = cast("dict[str, object]", world.presses(sent, "Source")["callback_query"])["message"]

    assert await answered(chat, world, world.calls_back(payload, message=message)) == 1
    assert await answered(chat, world, world.calls_back(payload, inline_message_id="inline-1")) == 1


async def test_a_press_without_any_data_is_answered_once(chat: Chat, world: World) -> None:
    update = world.calls_back("", inline_message_id="inline-1")
    query = cast("dict[str, object]", update["callback_query"])
    del query["data"]
    query["game_short_name"] = "chess"

    assert await answered(chat, world, update) == 1


@pytest.mark.parametrize("verb", ["e", "p", "w", "s", "t", "r", "n", "ls", "lt", "lf", "x"])
async def test_a_press_in_a_chat_unknown_to_the_bot_is_answered_once(
    chat: Chat, world: World, verb: str
) -> None:
    target = {"s": "lavrov", "t": "trust"}.get(verb, "lavrov-team")
    payload = verb if verb.startswith("l") or verb == "n" else f"{verb}:{target}"

    assert await answered(chat, world, world.calls_back(payload, inline_message_id="inline-1")) == 1
