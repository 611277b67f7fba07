"""What a message asks is read wherever it stands, and the bot's own words are not taken for a question."""

from __future__ import annotations

from typing import cast

import pytest
from telegram import Message

from handlers.asked import question_in
from tests.chat import Chat
from tests.telegram.world import ANN, BOT, CHANNEL, GROUP, World

NAME = f"@{BOT['username']}"
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]


def message_of(update: dict[str, object]) -> dict[str, object]:
    return cast("dict[str, object]", update["message"])


@pytest.mark.parametrize(
    ("said", "asks"),
    [
        (f"{NAME} lavrov", "lavrov"),
        (f"🙂🙂 {NAME} lavrov {NAME.upper()}", "🙂🙂   lavrov"),
        (f"{NAME}2 and {NAME} lavrov", f"{NAME}2 and   lavrov"),
        (f"/ask{NAME} lavrov", "lavrov"),
        ("/ask", ""),
        ("/ask lavrov /ask", "lavrov /ask"),
        ("/asked lavrov", "/asked lavrov"),
        ("\u200b\u202e \u2060", ""),
        ("\u202elavrov\u202c", "lavrov"),
        ("\ud800lavrov\udc00", "lavrov"),
    ],
)
def test_the_bots_name_and_nothing_else_is_left_out(world: World, said: str, asks: str) -> None:
    message = Message.de_json(message_of(world.says(said)), None)

    assert question_in(message, str(BOT["username"])) == asks


async def test_a_question_under_a_picture_is_answered(chat: Chat, world: World) -> None:
    reply = await chat.happens(world.sends({"photo": PHOTO, "caption": "what did Lavrov say"}))

    assert reply is not None
    assert "Sergey Lavrov" in reply.text


async def test_the_bots_name_alone_is_greeted(chat: Chat) -> None:
    assert "Hello!" in (await chat.says(NAME, chat=GROUP)).text


async def test_the_bots_name_under_somebodys_words_asks_what_they_say(chat: Chat, world: World) -> None:
    update = world.says(NAME, chat=GROUP)
    theirs = message_of(world.says("what did Wang Yi say", chat=GROUP, user={**ANN, "id": 101}))
    message_of(update)["reply_to_message"] = theirs

    reply = await chat.happens(update)

    assert reply is not None
    assert "Wang Yi" in reply.text
    assert world.calls[-1][1]["reply_parameters"] == {
        "message_id": theirs["message_id"],
        "allow_sending_without_reply": True,
    }
    assert "Dismiss" in reply.labels


async def test_who_called_the_bot_to_somebodys_words_may_dismiss_its_answer_from_every_page(
    chat: Chat, world: World
) -> None:
    update = world.says(NAME, chat=GROUP)
    bob = {**ANN, "id": 101}
    message_of(update)["reply_to_message"] = message_of(world.says("wang yi", chat=GROUP, user=bob))
    reply = await chat.happens(update)
    assert reply is not None
    source = await chat.presses(reply, "Source", chat=GROUP, user=bob)
    assert source is not None

    await chat.presses(source, "Dismiss", chat=GROUP, user=bob)
    assert (reply.chat_id, reply.message_id) in world.sent
    await chat.presses(source, "Dismiss", chat=GROUP)
    assert (reply.chat_id, reply.message_id) not in world.sent


async def test_a_result_sent_through_the_bot_is_not_taken_for_a_question(chat: Chat, world: World) -> None:
    update = world.says("“Pakistan admires the development and expansion of the SCO”")
    message_of(update)["via_bot"] = {key: BOT[key] for key in ("id", "is_bot", "first_name", "username")}

    assert await chat.happens(update) is None


async def test_a_post_copied_into_the_discussion_group_is_answered_once(chat: Chat, world: World) -> None:
    update = world.says(f"lavrov {NAME}", chat=GROUP)
    message_of(update)["is_automatic_forward"] = True

    assert await chat.happens(update) is None


async def test_an_unknown_command_is_answered_with_those_that_may_be_meant(chat: Chat) -> None:
    assert "Did you mean /speakers?" in (await chat.says("/speaker")).text
    assert "/help" in (await chat.says("/frobnicate")).text


async def test_in_a_group_another_bots_command_is_passed_over(chat: Chat) -> None:
    assert await chat.tries("/weather@other_bot", chat=GROUP) is None
    assert await chat.tries("/weather", chat=GROUP) is None
    assert (await chat.says(f"/weather{NAME}", chat=GROUP)).text.startswith("I have no command /weather")


@pytest.mark.parametrize(("typed", "meant"), [("/forgt", "/forget"), ("/unsubscibe", "/unsubscribe")])
async def test_an_order_may_be_meant_too(chat: Chat, typed: str, meant: str) -> None:
    assert meant in (await chat.says(typed)).text


async def test_an_album_is_answered_once(chat: Chat, world: World) -> None:
    picture = {"photo": PHOTO, "media_group_id": "album-1"}

    assert await chat.happens(world.sends(picture)) is not None
    assert await chat.happens(world.sends(picture)) is None
    assert await chat.happens(world.sends({**picture, "media_group_id": "album-2"})) is not None


@pytest.mark.parametrize("command", ["/help", "/speakers", "/quote", "/about"])
async def test_a_command_in_a_group_is_answered(chat: Chat, command: str) -> None:
    assert (await chat.says(f"{command}{NAME}", chat=GROUP)).text


async def test_a_channel_post_that_is_not_for_the_bot_is_passed_over(chat: Chat) -> None:
    assert await chat.tries("what did lavrov say", chat=CHANNEL, kind="channel_post") is None
