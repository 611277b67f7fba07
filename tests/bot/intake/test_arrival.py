"""Each update is read by itself; what can't be read is named without a word of what it says."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from telegram.ext import ExtBot

from bot.intake.arrival import Arrival, Unreadable, id_of, read
from tests.far_end import FarEnd
from tests.telegram.poison import KINDS, SECRET
from tests.telegram.world import World


@pytest.fixture
async def bot(world: World) -> AsyncIterator[ExtBot[None]]:
    far_end = FarEnd(world)
    async with ExtBot("4242:token", request=far_end, get_updates_request=far_end) as bot:
        yield bot


def unreadable(bot: ExtBot[None], raw: object) -> Unreadable:
    found = read(raw, bot)
    assert isinstance(found, Unreadable)
    return found


@pytest.mark.parametrize(("kind", "content"), KINDS)
def test_no_update_raises_and_none_is_repeated(bot: ExtBot[None], kind: str, content: object) -> None:
    found = read({"update_id": 9, kind: content}, bot)

    assert found.update_id == 9
    assert isinstance(found, Arrival) or SECRET not in found.kind + found.fault


def test_the_field_that_is_wrong_is_named(bot: ExtBot[None], world: World) -> None:
    def broken(**more: Any) -> dict[str, Any]:
        update: dict[str, Any] = world.says("lavrov")
        update["message"] |= more
        return update

    faults = [
        unreadable(bot, broken(**more)).fault
        for more in (
            {"text": 7},
            {"chat": {"id": "100", "type": "private"}},
            {"from": {"id": 10**30, "is_bot": False, "first_name": "A"}},
            {"entities": [{"type": "bold", "offset": 0}]},
            {"message_id": True},
            {"media_group_id": 7},
        )
    ]

    assert faults == [
        "message.text",
        "message.chat.id",
        "message.from_user.id",
        "Update.Message.MessageEntity: no length",
        "message.message_id",
        "message.media_group_id",
    ]


def test_what_can_stand_in_no_text_is_replaced_sign_by_sign(bot: ExtBot[None], world: World) -> None:
    update: dict[str, Any] = world.says("/nonsense \ud83d\0lavrov 😀")
    update["message"]["from"]["last_name"] = "\udfff"
    update["message"]["media_group_id"] = "\0"

    found = read(update, bot)

    assert isinstance(found, Arrival)
    assert found.update.message is not None
    assert found.update.message.text == "/nonsense \ufffd\ufffdlavrov 😀"
    assert found.update.message.media_group_id == "\ufffd"
    assert found.update.effective_user is not None
    assert found.update.effective_user.last_name == "\ufffd"


def test_unknown_kinds_and_fields_do_no_harm(bot: ExtBot[None], world: World) -> None:
    update: dict[str, Any] = world.says("lavrov")
    update["message"] |= {"new_field": {"x": 1}, "from": {**update["message"]["from"], "newer": [1]}}

    assert isinstance(read(update, bot), Arrival)
    assert isinstance(read({"update_id": 1, "unknown_thing": {"x": 1}}, bot), Arrival)


def test_a_private_message_with_what_cant_be_read_is_read_without_that(
    bot: ExtBot[None], world: World
) -> None:
    def with_poll(**more: Any) -> Arrival | Unreadable:
        update: dict[str, Any] = world.sends({"poll": {"id": "1", "question": 7}})
        update["message"] |= more
        return read(update, bot)

    found = with_poll()
    assert isinstance(found, Arrival)
    assert found.update.message is not None
    assert found.update.message.poll is None
    assert found.lost is not None
    assert (found.lost.update_id, found.lost.kind) == (found.update_id, "message")
    assert isinstance(with_poll(chat={"id": -200, "type": "group", "title": "A"}), Unreadable)
    assert isinstance(with_poll(text=7), Unreadable)
    assert isinstance(with_poll(date="today"), Unreadable)


@pytest.mark.parametrize("raw", [None, 7, "text", [], {}, {"update_id": "5"}, {"update_id": True}, b"{"])
def test_without_an_id_it_is_said_so(bot: ExtBot[None], raw: object) -> None:
    assert id_of(raw) is None
    assert unreadable(bot, raw).fault == "no update_id"


def test_an_update_that_is_no_json_has_its_id(bot: ExtBot[None]) -> None:
    raw = b'{"update_id": 17, "message": {"text": nonsense'

    assert unreadable(bot, raw) == Unreadable(17, "update", "no JSON")


def test_orders_are_told_from_questions(bot: ExtBot[None], world: World) -> None:
    def order(update: dict[str, object]) -> bool:
        found = read(update, bot)
        assert isinstance(found, Arrival)
        return found.is_order

    assert all(
        order(world.says(text)) for text in ("/forget", "/daily 9:00", "/stop@quotes_bot", "/settings")
    )
    assert order(world.calls_back("a:stop", inline_message_id="1"))
    assert order(world.puts_the_bot("kicked"))
    assert not any(order(world.says(text)) for text in ("lavrov", "/help", "forget", "/forget@other_bot"))
    assert not order(world.calls_back("ls", inline_message_id="1"))


def test_a_person_and_their_private_chat_are_one_place(bot: ExtBot[None], world: World) -> None:
    said, typed = (
        read(world.says("lavrov"), bot),
        read(world.types_inline("lavrov"), bot),
    )

    assert isinstance(said, Arrival)
    assert isinstance(typed, Arrival)
    assert said.chat == typed.chat == 100
