"""One answer on every surface, in the way people are used to there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import cast

import pytest

from handlers.flood import MOST_A_MINUTE
from tests.chat import Chat
from tests.telegram import rules
from tests.telegram.rules import Json
from tests.telegram.world import ANN, BOT, CHANNEL, FORUM, GROUP, PRIVATE, World

NAME = f"@{BOT['username']}"
SUPERGROUP = {"id": -100500, "type": "supergroup", "title": "Readers"}
PICTURE = {"photo": [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]}
BEHIND_OTHER_WORDS = {"type": "text_mention", "offset": 0, "length": 5, "user": BOT}
QUESTIONS = (
    "what did lavrof say about securty",
    "who mentioned trust",
    "when was the secretariat founded",
    "what did Iran and Russia say",
    "what did China say",
)
NOT_ANSWERED = (
    "message from Iran",
    "how do I cook plov",
    "what did russia say about security and trust",
    "tell me a joke",
)

Asking = Callable[[Chat, World, str], Awaitable[str]]


async def in_private(chat: Chat, _world: World, question: str) -> str:
    return (await chat.says(question)).text


async def by_command(chat: Chat, _world: World, question: str) -> str:
    return (await chat.says(f"/ask {question}", chat=GROUP)).text


async def by_command_with_name(chat: Chat, _world: World, question: str) -> str:
    return (await chat.says(f"/ask{NAME} {question}", chat=GROUP)).text


async def by_mention(chat: Chat, _world: World, question: str) -> str:
    return (await chat.says(f"{question} {NAME}", chat=GROUP)).text


async def by_mention_behind_words(chat: Chat, world: World, question: str) -> str:
    update = world.says(f"Hello {question}", chat=GROUP)
    cast("dict[str, object]", update["message"])["entities"] = [BEHIND_OTHER_WORDS]
    reply = await chat.happens(update)
    assert reply is not None
    return reply.text


async def under_a_picture(chat: Chat, world: World, question: str) -> str:
    reply = await chat.happens(world.sends({**PICTURE, "caption": f"{NAME} {question}"}, chat=GROUP))
    assert reply is not None
    return reply.text


async def as_a_reply(chat: Chat, _world: World, question: str) -> str:
    hello = await chat.says(NAME, chat=SUPERGROUP)
    return (await chat.says(question, chat=SUPERGROUP, reply_to=hello)).text


async def in_a_topic(chat: Chat, _world: World, question: str) -> str:
    reply = await chat.says(f"{NAME} {question}", chat=FORUM, thread=5)
    assert reply.thread == 5
    return reply.text


async def in_the_general_topic(chat: Chat, _world: World, question: str) -> str:
    reply = await chat.says(f"{NAME} {question}", chat=FORUM)
    assert reply.thread is None
    return reply.text


async def in_a_channel(chat: Chat, _world: World, question: str) -> str:
    return (await chat.says(f"{question} {NAME}", chat=CHANNEL, kind="channel_post")).text


async def as_a_guest(chat: Chat, world: World, question: str) -> str:
    await chat.happens(world.asks_as_guest(f"{NAME.upper()} {question}"))
    return world.guest_answers[-1].text


async def inline(chat: Chat, world: World, question: str) -> str:
    await chat.happens(world.types_inline(question))
    offered = cast("list[Json]", world.inline_answers[-1]["results"])
    return rules.inline_result(offered[0]).text


IN_CHATS: tuple[Asking, ...] = (
    by_command,
    by_command_with_name,
    by_mention,
    by_mention_behind_words,
    under_a_picture,
    as_a_reply,
    in_a_topic,
    in_the_general_topic,
    in_a_channel,
    as_a_guest,
)


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("asked", [*IN_CHATS, inline], ids=lambda asked: asked.__name__)
async def test_the_same_question_has_the_same_text_everywhere(
    chat: Chat, world: World, asked: Asking, question: str
) -> None:
    assert await asked(chat, world, question) == await in_private(chat, world, question)


@pytest.mark.parametrize("question", NOT_ANSWERED)
@pytest.mark.parametrize("asked", IN_CHATS, ids=lambda asked: asked.__name__)
async def test_no_answer_is_the_same_everywhere_too(
    chat: Chat, world: World, asked: Asking, question: str
) -> None:
    assert await asked(chat, world, question) == await in_private(chat, world, question)


@pytest.mark.parametrize(
    "text",
    [
        "what did Lavrov say",
        "/ask@other_bot lavrov",
        "@other_bot lavrov",
        f"{NAME}2 lavrov",
        "/frobnicate",
        "mail quotes_bot",
    ],
)
@pytest.mark.parametrize("chat_of", [GROUP, SUPERGROUP, FORUM], ids=["group", "supergroup", "forum"])
async def test_what_is_not_for_the_bot_is_passed_over(chat: Chat, chat_of: Json, text: str) -> None:
    assert await chat.tries(text, chat=chat_of) is None


async def test_a_chain_of_replies_is_no_topic(chat: Chat, world: World) -> None:
    update = world.says(f"{NAME} lavrov", chat=SUPERGROUP)
    cast("dict[str, object]", update["message"])["message_thread_id"] = 77

    reply = await chat.happens(update)

    assert reply is not None
    assert reply.thread is None


async def test_in_a_topic_that_the_bot_opened_not_every_message_is_for_it(chat: Chat, world: World) -> None:
    update = world.says("what did Lavrov say", chat=FORUM, thread=5)
    message = cast("dict[str, object]", update["message"])
    message["reply_to_message"] = {
        "message_id": 5,
        "date": world.now,
        "chat": FORUM,
        "from": BOT,
        "forum_topic_created": {"name": "Quotes", "icon_color": 1},
    }

    assert await chat.happens(update) is None


async def test_who_writes_in_the_name_of_a_chat_is_answered(chat: Chat, world: World) -> None:
    for sender_id in (-200, -100400):
        update = world.says(f"lavrov {NAME}", chat=GROUP)
        message = cast("dict[str, object]", update["message"])
        message["sender_chat"] = {"id": sender_id, "type": "channel", "title": "Ministry"}
        message["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        world.now += 61

        reply = await chat.happens(update)

        assert reply is not None
        assert "Sergey Lavrov" in reply.text
        assert "Dismiss" not in reply.labels


async def test_one_chat_that_floods_does_not_silence_those_who_share_its_user_id(
    chat: Chat, world: World
) -> None:
    def anonymous(chat_id: int) -> dict[str, object]:
        update = world.says(f"wang yi {NAME}", chat={**SUPERGROUP, "id": chat_id})
        message = cast("dict[str, object]", update["message"])
        message["sender_chat"] = {**SUPERGROUP, "id": chat_id}
        message["from"] = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
        return update

    for _ in range(MOST_A_MINUTE + 2):
        await chat.happens(anonymous(-100500))

    assert await chat.happens(anonymous(-100500)) is None
    assert await chat.happens(anonymous(-100501)) is not None


@pytest.mark.parametrize("text", ["lavrov", f"{NAME} lavrov", "/quote", "/ask lavrov"])
async def test_another_bot_is_not_answered(chat: Chat, text: str) -> None:
    robot = {"id": 7, "is_bot": True, "first_name": "Robot", "username": "other_bot"}

    assert await chat.tries(text, user=robot, chat=GROUP) is None
    assert await chat.tries(text, user=robot) is None


async def test_a_forwarded_question_is_answered_in_private(chat: Chat, world: World) -> None:
    update = world.says("what did Lavrov say")
    cast("dict[str, object]", update["message"])["forward_origin"] = {
        "type": "hidden_user",
        "date": world.now,
        "sender_user_name": "<b>Bob</b>",
    }

    reply = await chat.happens(update)

    assert reply is not None
    assert "Sergey Lavrov" in reply.text


@pytest.mark.parametrize("kind", ["business_message", "edited_business_message"])
@pytest.mark.parametrize("text", ["what did Lavrov say", "/quote", "/start", "/daily 7:30 Tashkent"])
async def test_what_is_written_to_a_persons_own_business_is_none_of_the_bots(
    chat: Chat, world: World, kind: str, text: str
) -> None:
    update = world.says(text, kind=kind)
    cast("dict[str, object]", update[kind])["business_connection_id"] = "b"

    await chat.happens(update)

    assert [method for method, _ in world.calls] == ["getMe"]


SERVICE: tuple[dict[str, object], ...] = (
    {"new_chat_members": [ANN]},
    {"left_chat_member": ANN},
    {"new_chat_title": "quotes_bot"},
    {"group_chat_created": True},
    {"forum_topic_created": {"name": "lavrov", "icon_color": 1}},
    {"forum_topic_closed": {}},
    {"general_forum_topic_hidden": {}},
    {"video_chat_started": {}},
    {"boost_added": {"boost_count": 1}},
    {"write_access_allowed": {}},
    {"users_shared": {"request_id": 1, "users": []}},
    {"pinned_message": {"message_id": 1, "date": 0, "chat": PRIVATE}},
)


@pytest.mark.parametrize("what", SERVICE, ids=lambda what: next(iter(what)))
@pytest.mark.parametrize("chat_of", [PRIVATE, GROUP, FORUM], ids=["private", "group", "forum"])
async def test_what_telegram_itself_reports_is_passed_over(
    chat: Chat, world: World, chat_of: Json, what: dict[str, object]
) -> None:
    assert await chat.happens(world.sends(what, chat=chat_of)) is None


async def test_a_theme_is_compared_with_those_who_are_silent(chat: Chat) -> None:
    reply = await chat.says("/compare shanghai spirit")

    assert "Murat Nurtleu" in reply.text
    assert "Wang Yi" in reply.text
    assert "Sergey Lavrov says nothing about" in reply.text
    assert "…" in reply.text


async def test_two_speakers_are_compared(chat: Chat) -> None:
    reply = await chat.says("/compare Kazakhstan and Russia")

    assert "Murat Nurtleu" in reply.text
    assert "Sergey Lavrov" in reply.text


async def test_compare_without_words_says_how(chat: Chat) -> None:
    assert (await chat.says("/compare")).text.startswith("Compare what?")


@pytest.mark.parametrize("asked", [by_command, by_mention, as_a_guest], ids=lambda asked: asked.__name__)
async def test_half_a_character_is_left_out(chat: Chat, world: World, asked: Asking) -> None:
    assert await asked(chat, world, "how do I cook plov \ud83c") == await in_private(
        chat, world, "how do I cook plov"
    )
