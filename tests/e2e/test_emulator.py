"""Six messages on an emulator that others test their bots with: six replies, and nothing besides."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.e2e import emulator
from tests.e2e.process import PATIENCE_SECONDS, running
from tests.e2e.test_update_source import ended

TOKEN = "666:AAtheTokenThatMustNeverBeSeen"
PERSON = {"id": 4711, "first_name": "Zebulon", "username": "zebulon", "is_bot": False}
CHAT = {"id": 4711, "title": "Test", "first_name": "Zebulon", "username": "zebulon", "type": "private"}
SAID = (
    "what did lavrov say?",
    "/start",
    "thanks",
    "who won the world cup?",
    "что сказал Ван И?",
    "and India?",
)
IS_INSTALLED = emulator.NODE is not None and emulator.PACKAGE.is_dir()


@pytest.fixture(
    params=[
        "imitated",
        pytest.param(
            "npm",
            marks=pytest.mark.skipif(
                not IS_INSTALLED,
                reason="no telegram-test-api here: make test-emulator, with node and npm",
            ),
        ),
    ]
)
async def address(request: pytest.FixtureRequest) -> AsyncIterator[str]:
    serve = emulator.imitated if request.param == "imitated" else emulator.installed
    async with serve() as url:
        yield url


async def call(session: ClientSession, url: str, what: dict[str, object]) -> Any:
    async with session.post(url, json=what) as answer:
        return (await answer.json())["result"]


async def replies(session: ClientSession, url: str) -> list[str]:
    """Give what the bot has sent so far, oldest first; what people wrote has a chat and no chat_id."""
    history = await call(session, f"{url}/getUpdatesHistory", {"token": TOKEN})
    sent = [one for one in history if "chat_id" in one["message"]]
    return [str(one["message"]["text"]) for one in sorted(sent, key=lambda one: int(one["messageId"]))]


async def says(session: ClientSession, url: str, text: str) -> None:
    message: dict[str, object] = {
        "botToken": TOKEN, "date": int(time.time()), "text": text, "from": PERSON, "chat": CHAT
    }  # fmt: skip
    if text.startswith("/"):
        command = {"type": "bot_command", "offset": 0, "length": len(text)}
        await call(session, f"{url}/sendCommand", {**message, "entities": [command]})
    else:
        await call(session, f"{url}/sendMessage", message)


async def test_six_messages_get_six_replies(address: str, tmp_path: Path) -> None:
    variables = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": f"{address}/bot",
        "DATA_DIR": str(tmp_path / "data"),
    }
    with running("run", variables=variables, folder=tmp_path) as process:
        async with ClientSession() as session:
            for number, text in enumerate(SAID):
                await says(session, address, text)
                async with asyncio.timeout(PATIENCE_SECONDS):
                    while len(await replies(session, address)) <= number:  # noqa: ASYNC110 - it is asked
                        await asyncio.sleep(0.05)
            given = await replies(session, address)
        end = await ended(process)

    assert len(given) == len(SAID)
    assert "Lavrov" in given[0]
    assert "Wang" in given[4] or "Ван И" in given[4]
    assert not any("went wrong" in one for one in given)
    assert end.code == 0
    assert "Traceback" not in end.out + end.err
    assert "ERROR" not in end.err
    assert "Zebulon" not in end.err
