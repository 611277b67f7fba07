"""Orders put down hold what it takes to carry them out, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from telegram import Update

from bot.intake import spool
from bot.intake.spool import reduced
from handlers.orders import lasts
from tests.telegram.world import GROUP, World

ME = "quotes_bot"


def parsed(update: dict[str, object]) -> Update:
    return Update.de_json(update, None)


def orders(world: World) -> list[Update]:
    return [
        parsed(world.says("/forget")),
        parsed(world.says("/stop@quotes_bot", chat=GROUP)),
        parsed(world.says("/daily 7:30 Tashkent")),
        parsed(world.says("/daily 7:30 Tashkent", kind="channel_post")),
        parsed(world.calls_back("a:stop", inline_message_id="1")),
        parsed(world.calls_back("g:ru", inline_message_id="1")),
        parsed(world.puts_the_bot("kicked")),
        parsed(world.puts_the_bot("left", chat=GROUP)),
    ]


def test_an_order_read_again_is_the_same_order(world: World) -> None:
    for update in orders(world):
        again = parsed(reduced(update))

        assert again.update_id == update.update_id
        assert again.effective_chat == update.effective_chat
        assert again.effective_user == update.effective_user
        assert lasts(again, ME)


def test_neither_names_nor_other_words_are_kept(world: World) -> None:
    for update in (*orders(world), parsed(world.says("/forget Ann, please"))):
        assert "Ann" not in str(reduced(update))


def test_questions_and_what_only_shows_something_are_not_deferred(world: World, tmp_path: Path) -> None:
    kept = spool.opened(tmp_path)
    for update in (world.says("lavrov"), world.says("/settings"), world.types_inline("lavrov")):
        assert not kept.defer(parsed(update), ME)
    assert not kept.defer(parsed(world.puts_the_bot("member")), ME)

    assert (tmp_path / spool.FILE_NAME).read_text() == ""


def test_orders_wait_in_order_until_they_are_done_and_survive_a_kill(world: World, tmp_path: Path) -> None:
    first, second = parsed(world.says("/forget")), parsed(world.says("/daily 7:30 Tashkent"))
    killed = spool.opened(tmp_path)
    assert all(killed.defer(one, ME) for one in (first, second, first))

    kept = spool.opened(tmp_path)
    assert kept.waits(100, before=second.update_id)
    assert not kept.waits(100, before=first.update_id)
    assert kept.waits(100, before=second.update_id + 1)
    assert not kept.waits(101, before=second.update_id + 1)
    assert [one["update_id"] for one in kept.first_of_each_chat()] == [first.update_id]

    kept.begin(first.update_id)
    kept.end(first.update_id)
    assert [one["update_id"] for one in spool.opened(tmp_path).first_of_each_chat()] == [second.update_id]


def test_an_order_that_fails_again_stays(world: World, tmp_path: Path) -> None:
    kept, order = spool.opened(tmp_path), parsed(world.says("/forget"))
    kept.defer(order, ME)
    kept.begin(order.update_id)
    kept.defer(order, ME)
    kept.end(order.update_id)

    assert spool.opened(tmp_path).has(order.update_id)


@pytest.mark.parametrize("end", ['{"update_id": 5, "mess', "\x00\x00"])
def test_a_line_cut_off_by_a_crash_harms_no_other(world: World, tmp_path: Path, end: str) -> None:
    order = parsed(world.says("/forget"))
    spool.opened(tmp_path).defer(order, ME)
    with (tmp_path / spool.FILE_NAME).open("a") as file:
        file.write(end)

    assert spool.opened(tmp_path).has(order.update_id)
