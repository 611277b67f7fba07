"""Orders put down hold what it takes to carry them out, and nothing else."""

from __future__ import annotations

import stat
from collections.abc import Callable
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


ANN_IN_ENGLISH = {"id": 100, "is_bot": False, "first_name": "-", "language_code": "en"}
PLACE = {"id": -100, "type": "supergroup"}


def test_all_that_it_takes_to_carry_an_order_out_is_kept_and_no_more() -> None:
    who = {**ANN_IN_ENGLISH, "first_name": "Ann", "last_name": "Smith", "username": "ann"}
    where = {**PLACE, "title": "Where we meet", "is_forum": True}
    kept = {
        "message_id": 5,
        "date": 1_700_000_000,
        "chat": PLACE,
        "from": ANN_IN_ENGLISH,
        "sender_chat": PLACE,
        "message_thread_id": 9,
        "is_topic_message": True,
    }
    message = {
        **kept,
        "chat": where,
        "from": who,
        "sender_chat": where,
        "text": "/stop now, please",
        "entities": [{"type": "bot_command", "offset": 0, "length": 5}],
        "author_signature": "Ann",
    }
    commanded = {"text": "/stop", "entities": [{"type": "bot_command", "offset": 0, "length": 5}]}

    assert reduced(parsed({"update_id": 1, "message": message})) == {
        "update_id": 1,
        "message": {**kept, **commanded},
    }
    press = {"id": "3", "from": who, "chat_instance": "4", "data": "a:stop"}
    assert reduced(parsed({"update_id": 2, "callback_query": {**press, "message": message}})) == {
        "update_id": 2,
        "callback_query": {**press, "from": ANN_IN_ENGLISH, "message": kept},
    }
    assert reduced(parsed({"update_id": 3, "callback_query": {**press, "inline_message_id": "6"}})) == {
        "update_id": 3,
        "callback_query": {**press, "from": ANN_IN_ENGLISH, "inline_message_id": "6"},
    }


@pytest.mark.parametrize("where", ["migrate_to_chat_id", "migrate_from_chat_id"])
def test_where_a_group_moved_to_is_kept(world: World, where: str) -> None:
    moved = parsed(world.sends({where: -1009}, chat=GROUP))

    assert lasts(moved, ME)
    assert reduced(moved)["message"][where] == -1009


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("/daily@quotes_bot 8:15 Almaty", "/daily@quotes_bot 8:15 Almaty"),
        ("/DAILY 8:15 Almaty", "/DAILY 8:15 Almaty"),
        ("/subscribe 8:15 Almaty", "/subscribe 8:15 Almaty"),
        ("/stop@quotes_bot for a while", "/stop@quotes_bot"),
        ("/dailyforget 8:15 Almaty", "/dailyforget"),
    ],
)
def test_only_of_an_order_that_is_told_in_words_they_are_kept(world: World, said: str, kept: str) -> None:
    assert reduced(parsed(world.says(said, chat=GROUP)))["message"]["text"] == kept


def test_a_press_under_an_inline_message_waits_for_the_turn_of_its_person(
    world: World, tmp_path: Path
) -> None:
    kept = spool.opened(tmp_path)
    assert kept.defer(parsed(world.calls_back("g:ru", inline_message_id="1")), ME)

    assert kept.waits(100, before=0)
    assert not kept.waits(101, before=0)


def test_an_order_has_reached_the_disk_before_it_counts_as_kept_and_one_that_is_done_too(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = parsed(world.says("/forget")), parsed(world.says("/stop", chat=GROUP))
    kept, through = spool.opened(tmp_path), list[list[str]]()

    def looked_at(_: int) -> None:
        found = [tmp_path / name for name in ("orders.new", "orders.jsonl")]
        lines = next(path for path in found if path.exists()).read_text().splitlines()
        through.append([line for line in lines if line])

    monkeypatch.setattr("bot.intake.json_lines.os.fsync", looked_at)
    assert kept.defer(first, ME)
    assert kept.defer(second, ME)
    before = kept.path.stat().st_ino
    kept.begin(first.update_id)
    kept.end(first.update_id)

    assert [len(lines) for lines in through] == [1, 2, 1]
    assert str(second.update_id) in through[2][0]
    # Written beside and moved: a crash leaves the one or the other, whole.
    assert kept.path.stat().st_ino != before


def broken(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(("breaks", "is_kept"), [(broken, False), (Path.exists, True)])
def test_an_order_is_kept_if_it_was_before_or_can_be_written_down(
    world: World, tmp_path: Path, breaks: Callable[[Path], object], *, is_kept: bool
) -> None:
    before, after = parsed(world.says("/forget")), parsed(world.says("/stop", chat=GROUP))
    kept = spool.opened(tmp_path)
    kept.defer(before, ME)
    breaks(kept.path)

    assert kept.defer(before, ME)
    assert kept.defer(after, ME) is is_kept
    assert kept.has(after.update_id) is is_kept


def test_nobody_else_may_read_what_waits(tmp_path: Path) -> None:
    assert stat.S_IMODE(spool.opened(tmp_path).path.stat().st_mode) == 0o600


def test_what_a_full_disk_cut_off_spoils_no_order_that_follows(world: World, tmp_path: Path) -> None:
    kept = spool.opened(tmp_path)
    kept.path.write_text('{"update_id": 7, "mess')
    order = parsed(world.says("/forget"))
    assert kept.defer(order, ME)

    assert spool.opened(tmp_path).has(order.update_id)
