"""An edited question is answered in the place of its answer, whatever became of either."""

from __future__ import annotations

from typing import cast

import pytest

from tests.chat import Chat
from tests.telegram.world import BOT, CHANNEL, FORUM, GROUP, World

NAME = f"@{BOT['username']}"
NUMBER = 77_000
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


@pytest.mark.parametrize("chat_of", [GROUP, FORUM], ids=["group", "forum"])
async def test_in_a_group_too(chat: Chat, chat_of: dict[str, object]) -> None:
    first = await chat.says(f"{NAME} lavrov", message_id=NUMBER, chat=chat_of)
    second = await chat.says(f"{NAME} wang yi", message_id=NUMBER, chat=chat_of, kind="edited_message")

    assert second.message_id == first.message_id
    assert "Wang Yi" in second.text
    assert "Dismiss" in second.labels


async def test_in_a_channel_too(chat: Chat) -> None:
    first = await chat.says(f"{NAME} lavrov", message_id=NUMBER, chat=CHANNEL, kind="channel_post")
    second = await chat.says(f"{NAME} wang yi", message_id=NUMBER, chat=CHANNEL, kind="edited_channel_post")

    assert second.message_id == first.message_id
    assert "Wang Yi" in second.text


async def test_an_edit_that_changes_nothing_is_harmless(chat: Chat) -> None:
    await chat.says("lavrov", message_id=NUMBER)

    assert await chat.tries("lavrov", message_id=NUMBER, kind="edited_message") is None


async def test_a_question_that_became_a_command_no_longer_has_the_old_answer(chat: Chat) -> None:
    first = await chat.says("lavrov", message_id=NUMBER)
    second = await chat.says("/speakers", message_id=NUMBER, kind="edited_message")

    assert second.message_id == first.message_id
    assert second.text == "/speakers works only in a new message; please send it again."


async def test_a_question_behind_its_command_is_answered_anew(chat: Chat) -> None:
    first = await chat.says("/ask lavrov", message_id=NUMBER)
    second = await chat.says("/ask wang yi", message_id=NUMBER, kind="edited_message")

    assert second.message_id == first.message_id
    assert "Wang Yi" in second.text


async def test_a_question_of_which_nothing_is_left_is_greeted(chat: Chat, world: World) -> None:
    update = world.sends({"photo": PHOTO, "caption": "lavrov"})
    first = await chat.happens(update)
    assert first is not None
    message = cast("dict[str, object]", update["message"])
    bare = {key: value for key, value in message.items() if not key.startswith("caption")}

    second = await chat.happens({"update_id": 9_000, "edited_message": {**bare, "edit_date": world.now}})

    assert second is not None
    assert second.message_id == first.message_id
    assert "Hello!" in second.text


async def test_a_greeted_name_may_become_a_question(chat: Chat) -> None:
    first = await chat.says(NAME, message_id=NUMBER, chat=GROUP)
    second = await chat.says(f"{NAME} lavrov", message_id=NUMBER, chat=GROUP, kind="edited_message")

    assert second.message_id == first.message_id
    assert "Sergey Lavrov" in second.text


async def test_where_the_answer_was_taken_away_it_is_sent_anew_and_edited_from_then_on(chat: Chat) -> None:
    first = await chat.says(f"{NAME} lavrov", message_id=NUMBER, chat=GROUP)
    await chat.presses(first, "Dismiss", chat=GROUP)

    second = await chat.says(f"{NAME} wang yi", message_id=NUMBER, chat=GROUP, kind="edited_message")
    third = await chat.says(f"{NAME} lavrov", message_id=NUMBER, chat=GROUP, kind="edited_message")

    assert second.message_id != first.message_id
    assert "Wang Yi" in second.text
    assert third.message_id == second.message_id


async def test_what_an_edit_replaced_may_be_asked_again(chat: Chat) -> None:
    await chat.says(f"{NAME} lavrov", message_id=NUMBER, chat=GROUP)
    await chat.says(f"{NAME} wang yi", message_id=NUMBER, chat=GROUP, kind="edited_message")

    assert "Sergey Lavrov" in (await chat.says(f"{NAME} lavrov", chat=GROUP)).text


async def test_an_old_answer_is_forgotten(chat: Chat, world: World) -> None:
    await chat.says("lavrov", message_id=NUMBER)
    world.now += 3 * 86_400

    assert await chat.tries("wang yi", message_id=NUMBER, kind="edited_message") is None
