"""Called into a chat the bot is no member of: one answer, with a way on."""

from __future__ import annotations

from typing import cast

import pytest

from handlers.flood import MOST_A_MINUTE
from tests.chat import Chat
from tests.telegram.refusal import Refusal
from tests.telegram.world import ANN, BOT, GROUP, World

NAME = f"@{BOT['username']}"


async def test_a_guest_is_told_honestly_what_there_is_not(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"{NAME} what did Iran say"))

    answer = world.guest_answers[-1]
    assert "no message from Iran" in answer.text
    assert "What did the Russian minister say about security?" in answer.labels


async def test_an_example_pressed_there_is_answered_there(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"{NAME} what did Iran say"))
    pressed = world.guest_answers[-1].buttons[0][0]["callback_data"]

    await chat.happens(world.calls_back(pressed, inline_message_id="guest-1"))

    method, parameters = world.calls[-1]
    assert (method, parameters["inline_message_id"]) == ("editMessageText", "guest-1")


async def test_an_answer_leads_into_the_bots_own_chat(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"{NAME} lavrov"))

    assert (
        world.guest_answers[-1].buttons[0][0]["url"] == f"https://t.me/{BOT['username']}?start=q_lavrov-team"
    )


async def test_each_of_several_voices_leads_there(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"{NAME} who mentioned the Shanghai Spirit"))

    assert [len(row) for row in world.guest_answers[-1].buttons] == [2]


async def test_the_name_alone_is_greeted(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(NAME))

    assert "Hello!" in world.guest_answers[-1].text


async def test_the_name_under_somebodys_words_asks_what_they_say(chat: Chat, world: World) -> None:
    update = world.asks_as_guest(NAME)
    theirs = cast("dict[str, object]", world.says("what did Wang Yi say", chat=GROUP)["message"])
    cast("dict[str, object]", update["guest_message"])["reply_to_message"] = theirs

    await chat.happens(update)

    assert "Wang Yi" in world.guest_answers[-1].text


async def test_a_question_under_a_picture_is_answered(chat: Chat, world: World) -> None:
    update = world.asks_as_guest("")
    message = cast("dict[str, object]", update["guest_message"])
    caption = cast("dict[str, object]", world.sends({"caption": f"{NAME} lavrov"})["message"])
    del message["text"]
    message |= {key: caption[key] for key in ("caption", "caption_entities")}

    await chat.happens(update)

    assert "Sergey Lavrov" in world.guest_answers[-1].text


async def test_a_query_that_is_too_old_is_let_go(
    chat: Chat, world: World, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.append(Refusal.bad("query is too old and response timeout expired or query ID is invalid"))
    await chat.happens(world.asks_as_guest(f"{NAME} lavrov"))

    assert not caplog.records


async def test_too_much_at_once_is_passed_over_where_the_bot_cannot_write(chat: Chat, world: World) -> None:
    for _ in range(MOST_A_MINUTE + 3):
        await chat.happens(world.asks_as_guest(f"{NAME} lavrov"))

    assert len(world.guest_answers) == MOST_A_MINUTE
    assert not world.order


async def test_another_bot_that_calls_is_not_answered(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"{NAME} lavrov", user={**ANN, "id": 7, "is_bot": True}))

    assert not world.guest_answers


async def test_a_guest_gets_a_card_that_was_sent_once_and_words_for_any_other(
    chat: Chat, world: World
) -> None:
    await chat.happens(world.asks_as_guest(f"{NAME} /card lavrov"))
    assert not world.guest_answers[-1].file_id
    assert "Sergey Lavrov" in world.guest_answers[-1].text

    card = await chat.says("/card lavrov")
    await chat.happens(world.asks_as_guest(f"{NAME} /card lavrov"))
    assert world.guest_answers[-1].file_id == card.file_id
    assert "Sergey Lavrov" in world.guest_answers[-1].text
