"""Plain words of a command, inline and where the bot is no member."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from tests.chat import Chat
from tests.telegram.rules import Json
from tests.telegram.world import Sent

NAME = "@quotes_bot"


async def guest(chat: Chat, words: str) -> Sent:
    await chat.happens(chat.world.asks_as_guest(f"{NAME} {words}"))
    return chat.world.guest_answers[-1]


async def titles(chat: Chat, words: str) -> list[str]:
    await chat.happens(chat.world.types_inline(words))
    return [str(one["title"]) for one in cast("Sequence[Json]", chat.world.inline_answers[-1]["results"])]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("list all topics", "Topics"),
        ("who are the speakers?", "Speakers"),
        ("list facts", "Facts"),
        ("a random quote", "in office as of"),
        ("a quote every day at 8", "only in our private chat"),
        ("forget me", "only in our private chat"),
        ("\u4e3b\u9898\u5217\u8868", "\u4ed6\u4eec\u8c08\u4e86\u4ec0\u4e48"),
    ],
)
async def test_a_guest_is_shown_what_can_be_shown_and_led_to_the_rest(
    chat: Chat, words: str, said: str
) -> None:
    assert said in (await guest(chat, words)).text


async def test_a_guest_gets_the_card_that_telegram_has(chat: Chat) -> None:
    card = await chat.says("/card lavrov")

    assert (await guest(chat, "make a card of Lavrov")).file_id == card.file_id


@pytest.mark.parametrize("words", ["random quote", "list all topics", "card"])
async def test_inline_there_is_everything_to_choose_from(chat: Chat, words: str) -> None:
    assert await titles(chat, words) == await titles(chat, "")


@pytest.mark.parametrize("words", ["random quote by Lavrov", "make a card of Lavrov"])
async def test_inline_a_command_finds_what_it_is_about(chat: Chat, words: str) -> None:
    assert set(await titles(chat, words)) == {"Sergey Lavrov, Russia"}


@pytest.mark.parametrize(("command", "as_well"), [("/topics", "/themes"), ("/settings", "/language")])
async def test_a_command_has_the_other_name_that_people_type(chat: Chat, command: str, as_well: str) -> None:
    assert (await chat.says(as_well)).text == (await chat.says(command)).text
