"""The doctor, before a Bot API server on loopback: what is off, in plain words, and which switch to turn."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.registered_commands import BY_SCOPE
from tests.e2e.bot_api_server import TOKEN, BotApiServer, serving
from tests.e2e.process import Ended, run
from tests.telegram.world import BOT, World


@pytest.fixture
async def server(world: World) -> AsyncIterator[BotApiServer]:
    """Telegram, to which a well-set bot has introduced itself."""
    for scope, names in BY_SCOPE.items():
        world.menus[scope.type, ""] = [{"command": name, "description": "…"} for name in names]
    async with serving(world) as server:
        yield server


async def doctor(url: str, folder: Path, *flags: str, token: str = TOKEN, **more: str) -> Ended:
    variables = {
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_BASE_URL": url,
        "DATA_DIR": str(folder / "data"),
        "COLUMNS": "400",
        **more,
    }
    given = {name: value for name, value in variables.items() if value}
    return await asyncio.to_thread(run, "doctor", *flags, variables=given)


async def test_a_bot_that_is_well_has_nothing_off(server: BotApiServer, tmp_path: Path) -> None:
    ended = await doctor(server.url, tmp_path)

    assert (ended.code, ended.err) == (0, "")
    assert ended.out.splitlines()[-1] == "all is well"
    for subject in (
        "record:",
        "data folder:",
        "time zones:",
        "database:",
        "clock:",
        "privacy mode: on",
        "inline mode: on",
        "guest mode: on",
        "groups:",
        "commands:",
        "webhook:",
    ):
        assert f"ok    {subject}" in ended.out
    assert not server.strange
    assert TOKEN not in ended.out


async def test_each_switch_that_is_off_is_said_with_what_to_tell_botfather(
    server: BotApiServer, tmp_path: Path
) -> None:
    world = server.world
    world.me = {
        **BOT,
        "can_join_groups": False,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "supports_guest_queries": False,
    }
    world.menus.clear()
    world.webhook = "https://example.org/hook/secret"
    ended = await doctor(server.url, tmp_path)

    assert ended.code == 1
    for words in (
        "/setjoingroups",
        "/setprivacy",
        "/setinline",
        "Guest Mode",
        "not in the menu of everybody: /start",
        "Telegram sends the updates to example.org",
        "6 off",
    ):
        assert words in ended.out
    assert "hook/secret" not in ended.out


async def test_findings_come_as_json_too(server: BotApiServer, tmp_path: Path) -> None:
    server.world.me = {**BOT, "supports_inline_queries": False}
    ended = await doctor(server.url, tmp_path, "--json")
    findings = {one["subject"]: one for one in json.loads(ended.out)["findings"]}

    assert ended.code == 1
    assert findings["inline mode"]["state"] == "off"
    assert "/setinline" in findings["inline mode"]["hint"]
    assert [one for one in findings.values() if one["state"] == "off"] == [findings["inline mode"]]


async def test_without_a_token_it_says_so_and_looks_at_the_machine(tmp_path: Path) -> None:
    ended = await doctor("", tmp_path, token="")

    assert ended.code == 0
    assert "no TELEGRAM_BOT_TOKEN" in ended.out
    assert "ok    database: none yet" in ended.out
    assert "ok    record:" in ended.out


async def test_a_wrong_token_is_one_clear_line(server: BotApiServer, tmp_path: Path) -> None:
    ended = await doctor(server.url, tmp_path, token="4242:AAsomethingElseAltogetherThatIsWrong")
    off = [line for line in ended.out.splitlines() if line.startswith("OFF")]

    assert ended.code == 1
    assert off == ["OFF   token: TELEGRAM_BOT_TOKEN: Telegram refused it (401)"]
    assert "copy it again from @BotFather" in ended.out
    assert "AAsomethingElse" not in ended.out + ended.err


async def test_no_answer_is_told_with_where_to_look(tmp_path: Path) -> None:
    ended = await doctor("http://127.0.0.1:1/bot", tmp_path)

    assert ended.code == 1
    assert "OFF   network: no answer from http://127.0.0.1:1/bot" in ended.out


async def test_a_broken_database_and_a_broken_record_are_found(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "bot.sqlite").write_text("no database" * 100)
    ended = await doctor("", tmp_path, token="", KNOWLEDGE_DIR=str(tmp_path / "none"))

    assert ended.code == 1
    assert "OFF   database:" in ended.out
    assert "OFF   record:" in ended.out
    assert "2 off" in ended.out
