"""Updates that are confirmed before they are handled: kept without names, and gone with their answers."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from telegram import Bot, Update, User

from bot.intake import held_updates
from bot.intake.arrival import Arrival, read
from bot.intake.forgotten import forgotten
from handlers.callback_data import Verb, encode
from tests.telegram.world import ANN, GROUP, World

ME = "quotes_bot"
BOB = {"id": 200, "is_bot": False, "first_name": "Bob", "last_name": "Bobson", "username": "bobby"}


@pytest.fixture
def bot() -> Bot:
    made = Bot("4242:x")
    made._bot_user = User(4242, "Test", is_bot=True, username=ME)
    return made


def arrival(raw: dict[str, object], bot: Bot) -> Arrival:
    found = read(raw, bot)
    assert isinstance(found, Arrival)
    return found


def test_the_next_process_finds_it_as_it_came_but_for_names(world: World, bot: Bot, tmp_path: Path) -> None:
    came = arrival(world.says("/ask lavrov on art", user=BOB, chat=GROUP), bot)
    assert held_updates.opened(tmp_path).put_down([came])

    [found] = held_updates.opened(tmp_path).of_before(bot)
    message, before = found.update.message, came.update.message
    assert (found.update_id, found.mark, found.chat) == (came.update_id, came.mark, came.chat)
    assert message
    assert before
    assert (message.text, message.entities, message.date) == (before.text, before.entities, before.date)
    kept = (tmp_path / held_updates.FILE_NAME).read_text()
    assert not [name for name in ("Bob", "bobby", str(GROUP["title"])) if name in kept]


def test_what_was_handled_goes_with_half_of_the_others(world: World, bot: Bot, tmp_path: Path) -> None:
    came = [arrival(world.says(f"question {number}"), bot) for number in range(4)]
    kept = held_updates.opened(tmp_path)
    assert kept.put_down(came)
    assert kept.put_down(came)  # again, as long as it waits

    def on_disk() -> int:
        return sum("question" in line for line in kept.path.read_text().splitlines())

    lines = []
    for one in came:
        kept.end(one.update_id)
        lines.append(on_disk())
    assert lines == [4, 2, 1, 0]
    assert sys.platform == "win32" or kept.path.stat().st_mode & 0o077 == 0


def test_nothing_of_who_is_forgotten_stays_on_disk(world: World, bot: Bot, tmp_path: Path) -> None:
    anns = arrival(world.says("/ask a word of anns", user=ANN, chat=GROUP), bot)
    bobs = arrival(world.says("/ask a word of bobs", user=BOB, chat=GROUP), bot)
    kept = held_updates.opened(tmp_path)
    assert kept.put_down([anns, bobs])

    kept.forget(200)

    assert "bobs" not in kept.path.read_text()
    assert [one.update_id for one in held_updates.opened(tmp_path).of_before(bot)] == [anns.update_id]


def test_a_line_that_was_cut_off_spoils_no_other(world: World, bot: Bot, tmp_path: Path) -> None:
    kept = held_updates.opened(tmp_path)
    kept.path.write_text('{"mark": 7, "upd')
    came = arrival(world.says("lavrov"), bot)
    assert kept.put_down([came])

    assert [one.update_id for one in held_updates.opened(tmp_path).of_before(bot)] == [came.update_id]


def test_what_no_program_of_today_can_read_is_let_go(bot: Bot, tmp_path: Path) -> None:
    path = tmp_path / held_updates.FILE_NAME
    path.write_text('{"mark": 7, "person": 1, "update": {"update_id": 5, "message": {}}}\n')
    kept = held_updates.opened(tmp_path)

    assert list(kept.of_before(bot)) == []
    assert "update" not in path.read_text()


def test_who_is_forgotten_says_so_or_presses_their_own_key(world: World, bot: Bot) -> None:
    def who(raw: dict[str, object]) -> int | None:
        return forgotten(Update.de_json(raw, bot), ME)

    assert who(world.says("/forget", user=BOB)) == 200
    assert who(world.calls_back(encode(Verb.FORGET, "200"), user=BOB)) == 200
    assert who(world.calls_back(encode(Verb.FORGET, "100"), user=BOB)) is None
    assert who(world.says("/stop", user=BOB)) is None
    assert who(world.calls_back("g:ru", user=BOB)) is None
