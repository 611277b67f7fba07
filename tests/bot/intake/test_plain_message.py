"""The usual message is made in a short way, and is what the library would make of it."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import TelegramObject, Update
from telegram.ext import ExtBot

from bot.intake.plain_message import read

SAID: dict[str, Any] = {
    "message_id": 7,
    "date": 1_768_000_000,
    "chat": {"id": 5, "type": "private", "first_name": "Aigul"},
    "from": {"id": 5, "is_bot": False, "first_name": "Aigul", "language_code": "kk", "is_premium": True},
    "text": "кто говорил о доверии?",
}


@pytest.fixture
def bot() -> ExtBot[None]:
    return ExtBot("1:x")


def fields_of(made: TelegramObject) -> dict[str, Any]:
    names = [name for kind in type(made).__mro__ for name in getattr(kind, "__slots__", ())]
    found = {name: getattr(made, name) for name in names}
    return {
        name: fields_of(value) if isinstance(value, TelegramObject) and name != "_bot" else value
        for name, value in found.items()
    }


@pytest.mark.parametrize(
    "changed",
    [
        {},
        {"text": ""},
        {"chat": {"id": -100, "type": "supergroup", "title": "Club", "is_forum": True, "unheard_of": 1}},
        {"from": {"id": 5, "is_bot": True, "first_name": "Robot", "username": "robot_bot"}},
        {"message_id": "seven", "text": 12},
        {"date": 0},
    ],
)
def test_it_is_made_as_the_library_makes_it(bot: ExtBot[None], changed: dict[str, Any]) -> None:
    raw = {"update_id": 3, "message": {**SAID, **changed}}

    made, known = read(raw, bot), Update.de_json(raw, bot)

    assert made is not None
    assert made == known
    assert hash(made) == hash(known)
    assert fields_of(made) == fields_of(known)
    assert made.message is not None
    assert made.message.get_bot() is bot


def test_one_does_not_change_the_next(bot: ExtBot[None]) -> None:
    first = read({"update_id": 3, "message": SAID}, bot)
    assert first is not None
    assert first.effective_chat is not None

    second = read({"update_id": 4, "message": {**SAID, "chat": {"id": 6, "type": "private"}}}, bot)

    assert second is not None
    assert second.effective_chat is not None
    assert (first.effective_chat.id, second.effective_chat.id) == (5, 6)
    with pytest.raises(AttributeError):
        second.message = None


@pytest.mark.parametrize(
    "raw",
    [
        {"update_id": 3, "message": {**SAID, "entities": [{"type": "bold", "offset": 0, "length": 3}]}},
        {"update_id": 3, "message": {**SAID, "chat": None}},
        {"update_id": 3, "message": {**SAID, "chat": {"type": "private"}}},
        {"update_id": 3, "message": {**SAID, "date": "yesterday"}},
        {"update_id": 3, "message": [SAID]},
        {"update_id": 3, "edited_message": SAID},
        {"update_id": 3, "message": SAID, "poll": {}},
    ],
)
def test_all_else_is_left_to_the_library(bot: ExtBot[None], raw: dict[str, Any]) -> None:
    assert read(raw, bot) is None
