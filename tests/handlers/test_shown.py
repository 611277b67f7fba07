"""What stands in a message of the bot's can be drawn, explained and traced to its source."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import pytest

from bot.storage.database import Database
from bot.storage.subscriptions import StoredSubscriptions
from handlers.shown import entry_in
from knowledge.record.values import Entry
from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.telegram.world import ANN, BOT, CHANNEL, GROUP, World

NAME = f"@{BOT['username']}"
PHOTO = [{"file_id": "1", "file_unique_id": "1", "width": 1, "height": 1}]


@pytest.fixture
def store(database: Database) -> StoredSubscriptions:
    return StoredSubscriptions(database)


@pytest.mark.parametrize(
    ("said", "beginning"),
    [
        ("source?", "As published"),
        ("Where is this from?", "As published"),
        ("источник?", "Как опубликовано"),
        ("出处？", "原文照录"),
        ("why?", "Nobody asked for this one"),
        ("почему?", "Об этом никто не спрашивал"),
        ("为什么？", "这一条不是在回答提问"),
    ],
)
async def test_a_reply_to_a_quote_asks_about_that_quote(chat: Chat, said: str, beginning: str) -> None:
    quote = await chat.says("/quote")
    for _ in range(3):
        await chat.says("what did Wang Yi say about culture?")
    told = await chat.says(said, reply_to=quote)

    assert told.text.startswith(beginning)


class _Unopened(dict[str, Entry]):
    """Entries that nobody may look through."""

    def values(self) -> NoReturn:
        pytest.fail("looked through all entries for a message that shows none")


def test_no_entry_is_looked_for_where_a_message_answers_no_other(snapshot: Snapshot) -> None:
    assert entry_in(None, replace(snapshot.record, entries=_Unopened())) is None


async def test_a_reply_why_to_an_answer_still_explains_the_answer(chat: Chat) -> None:
    answer = await chat.says("lavrov on security")

    assert not (await chat.says("why?", reply_to=answer)).text.startswith("Nobody asked")


async def test_card_draws_what_was_just_answered_or_quoted(chat: Chat) -> None:
    for asked in ("what did Lavrov say?", "/quote", "/quote wang"):
        shown = await chat.says(asked)
        card = await chat.says("/card")
        assert card.file_id
        assert card.text.split("”")[0][:40] == shown.text.split("”")[0][:40]


async def test_card_in_a_reply_draws_what_is_replied_to(chat: Chat) -> None:
    wanted = await chat.says("what did Lavrov say?")
    await chat.says("/quote wang")
    card = await chat.says("/card", reply_to=wanted)

    assert card.text[:40] == wanted.text[:40]


@pytest.mark.parametrize("command", ["/quote", "/card", f"/compare{NAME} security", "/facts"])
async def test_a_channel_hears_commands(chat: Chat, command: str) -> None:
    assert (await chat.says(command, chat=CHANNEL, kind="channel_post")).chat_id == CHANNEL["id"]


async def test_an_edit_that_begins_to_speak_to_the_bot_is_answered(chat: Chat) -> None:
    assert await chat.tries("what did lavrov say?", chat=GROUP, message_id=77) is None
    edited = await chat.says(f"{NAME} what did lavrov say?", chat=GROUP, kind="edited_message", message_id=77)
    again = await chat.says(f"{NAME} what did wang yi say?", chat=GROUP, kind="edited_message", message_id=77)

    assert "Sergey Lavrov" in edited.text
    assert "Wang Yi" in again.text
    assert again.message_id == edited.message_id


async def test_an_edit_of_an_old_message_is_passed_over(chat: Chat, world: World) -> None:
    update = world.says(f"{NAME} lavrov", chat=GROUP, kind="edited_message", message_id=78)
    world.now += 49 * 3600

    assert await chat.happens(update) is None


@pytest.mark.parametrize("typed", ["/daily 8:30 Tashkent", "/quote"])
async def test_an_edited_command_is_told_that_it_needs_a_new_message(
    chat: Chat, store: StoredSubscriptions, typed: str
) -> None:
    await chat.says("/daily 7:30 Tashkent", message_id=79)
    told = await chat.says(typed, kind="edited_message", message_id=79)

    assert "works only in a new message" in told.text
    assert [one.schedule.at.hour for one in await store.of_chat(100)] == [7]


async def test_an_album_with_its_question_in_one_caption_is_answered_once(chat: Chat, world: World) -> None:
    bare = {"photo": PHOTO, "media_group_id": "a"}
    asked = {**bare, "caption": "what did lavrov say?"}
    assert (await chat.happens(world.sends(asked))) is not None
    assert await chat.happens(world.sends(bare)) is None
    assert await chat.happens(world.sends(asked)) is None


async def test_a_question_behind_a_bare_picture_takes_the_place_of_the_word_about_it(
    chat: Chat, world: World
) -> None:
    bare = {"photo": PHOTO, "media_group_id": "b"}
    word = await chat.happens(world.sends(bare))
    answer = await chat.happens(world.sends({**bare, "caption": "what did lavrov say?"}))

    assert word is not None
    assert answer is not None
    assert word.text.startswith("I can read only text.")
    assert "Sergey Lavrov" in answer.text
    assert answer.message_id == word.message_id


async def test_what_nobody_knows_yet_gets_a_word_in_private_only(chat: Chat, world: World) -> None:
    unknown: dict[str, object] = {"rich_message": {"blocks": []}}
    told = await chat.happens(world.sends(unknown))

    assert told is not None
    assert told.text.startswith("I can read only text.")
    assert await chat.happens(world.sends(unknown, chat=GROUP)) is None


@pytest.mark.parametrize("typed", ["/dail", "/dayly", "/quot", "/forgett"])
async def test_no_command_is_offered_twice(chat: Chat, typed: str) -> None:
    told = (await chat.says(typed)).text
    offered = [word.rstrip("?") for word in told.split() if word.startswith("/")][1:]

    assert offered
    assert len(set(offered)) == len(offered)


async def test_forget_drops_what_was_shown_last(chat: Chat) -> None:
    shown = await chat.says("what did Lavrov say about security?")
    await chat.says("/forget")
    cards = {(await chat.says("/card", user=ANN)).text[:40] for _ in range(6)}

    assert cards != {shown.text[:40]}


@pytest.mark.parametrize(
    ("asked", "said", "beginning"),
    [
        ("what did Lavrov say about trade?", "source?", "I had no answer to that"),
        ("что Лавров сказал о торговле?", "источник?", "Ответа не нашлось"),
        ("拉夫罗夫谈到贸易了吗？", "出处？", "刚才没有找到答案"),
        ("what did Lavrov say about trade?", "why this?", "Why this answer"),
        ("how do I brew coffee?", "why?", "Why this answer\nI looked through the whole record"),
        ("что сказала Меркель?", "почему?", "Почему такой ответ\nЯ просмотрел всё собрание"),
    ],
)
async def test_of_what_got_no_answer_there_is_a_reason_but_no_source(
    chat: Chat, asked: str, said: str, beginning: str
) -> None:
    await chat.says(asked)

    assert (await chat.says(said)).text.startswith(beginning)


@pytest.mark.parametrize(
    ("said", "again"),
    [("another one", "Another one"), ("ещё одну", "Ещё одну"), ("再来一条", "再来一条")],
)
async def test_another_is_given_for_a_quote_that_is_replied_to_hours_later(
    chat: Chat, world: World, said: str, again: str
) -> None:
    shown = await chat.says("/quote")
    world.now += 6 * 3600
    others = [await chat.says(said, reply_to=shown) for _ in range(5)]

    assert all(again in one.labels for one in others)
    assert shown.text.partition("”")[0] not in {one.text.partition("”")[0] for one in others}


async def test_who_that_is_may_be_asked_of_a_quote_hours_later(chat: Chat, world: World) -> None:
    shown = await chat.says("/quote lavrov")
    world.now += 6 * 3600

    assert "Sergey Lavrov" in (await chat.says("who is he?", reply_to=shown)).text


async def test_a_forgotten_question_is_not_called_unasked(chat: Chat, world: World) -> None:
    answer = await chat.says("what did Lavrov say about security?")
    world.now += 6 * 3600

    assert "no longer have the question" in (await chat.says("why?", reply_to=answer)).text
