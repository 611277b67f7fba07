"""/privacy says what the columns hold; /mydata shows it to its person alone; /forget leaves nothing."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from telegram.ext import Application

from bot.storage.database import Database
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import METADATA
from handlers.texts import load_locales
from knowledge.snapshot import Snapshot
from tests.chat import Chat, choose_english
from tests.handlers.test_privacy_page import SHORT_LIVED, rows
from tests.telegram.world import ANN, GROUP, PRIVATE, World

SAID = {
    "mistakes": {
        "your words, the entry and the day, but not who you are": {
            "id",
            "entry_id",
            "language",
            "words",
            "reported_on",
        },
    },
    "missed": {
        "A question that I could not answer": {"id", "times", "is_refused"},
        "its words, language and day": {"words", "language", "asked_on"},
        "a mark of who asked": {"asker", "month"},
    },
    "subscriptions": {
        "chat and topic it goes to": {"chat_id", "thread_id"},
        "your user ID": {"user_id"},
        "the time, place, time zone and days, with or without sound": {
            "at_minute",
            "place",
            "zone",
            "weekdays",
            "is_silent",
        },
        "which quotes and language you chose": {"speaker", "theme", "language"},
        "whether it is active": {
            "id",
            "state",
            "reason",
            "seed",
            "created_at",
            "next_due_at",
            "next_due_date",
            "skipped_date",
            "skipped_reason",
        },
        "which quotes were delivered when": {
            "last_date",
            "last_delivered_at",
            "cycle",
            "delivered",
            "last_entry",
        },
    },
    "deliveries": {
        "which quotes were delivered when": {
            "subscription_id",
            "local_date",
            "due_at",
            "state",
            "entry_id",
            "cycle",
            "attempts",
            "doubts",
            "handovers",
            "reason",
            "message_id",
            "changed_at",
        },
    },
    "paces": {
        "when I may next write to the chat": {"chat_id", "next_at", "held_from", "held_until"},
    },
    "updates": {
        "your message itself until it is answered, for a day at most": {
            "update_id",
            "chat_id",
            "user_id",
            "state",
            "taken_by",
            "received_at",
            "body",
        },
    },
    "memories": {
        "the first four of these are in the database instead, for just as long": {
            "kind",
            "chat_id",
            "second",
            "third",
            "user_id",
            "kept_at",
            "until",
            "value",
        },
    },
    "preferences": {"your Telegram user ID and the language": {"user_id", "language"}},
}
OF_THE_PROGRAM = {
    "notes": {"name", "value"},
    "cards": {"entry_id", "theme", "language", "record_version", "design", "file_id"},
}
"""The program's own: nothing in it is about a person."""
BOB = {"id": 200, "is_bot": False, "first_name": "Bob", "language_code": "en"}
BOBS = {"id": 200, "type": "private", "first_name": "Bob"}


async def test_the_library_keeps_no_ids_of_who_came(chat: Chat) -> None:
    await chat.says("lavrov?")

    noted = [getattr(chat.application, name, None) for name in Application.__slots__]
    assert not [one for one in noted if isinstance(one, set) and ANN["id"] in one]


async def test_privacy_names_every_column_that_is_about_a_person(chat: Chat) -> None:
    told = (await chat.says("/privacy")).text

    assert set(METADATA.tables) == set(SAID) | set(OF_THE_PROGRAM)
    for table, named in OF_THE_PROGRAM.items():
        assert named == {column.name for column in METADATA.tables[table].columns}, table
    for table, phrases in SAID.items():
        columns = {column.name for column in METADATA.tables[table].columns}
        assert columns == set().union(*phrases.values()), table
        for phrase in phrases:
            assert phrase in told


async def holds(database: Database, person: int) -> list[str]:
    """Name the columns of any table in which a number of this person's stands."""
    found = []
    async with database.reading() as connection:
        for table in METADATA.tables.values():
            for row in (await connection.execute(select(table))).mappings():
                found += [f"{table.name}.{name}" for name, value in row.items() if value == person]
    return found


async def test_nothing_is_stored_of_who_only_asks(chat: Chat, database: Database) -> None:
    await chat.says("what did lavrof say?")
    await chat.says("/quote")

    assert not await holds(database, 100)


async def test_all_that_is_stored_is_shown_and_then_deleted_at_once(chat: Chat, database: Database) -> None:
    chat.world.administrators.add((int(str(GROUP["id"])), 100))
    await choose_english(chat)
    await chat.says("/daily 7:30 Tashkent")
    await chat.says("/daily@quotes_bot 8:15 Almaty", chat=GROUP)
    await chat.says("/daily 9:00 Moscow", user=BOB, chat=BOBS)
    await chat.says("what did lavrof say?")
    shown = (await chat.says("/mydata")).text
    stored = await holds(database, 100)
    forgotten = (await chat.says("/forget")).text

    assert "Telegram user ID 100" in shown
    assert "Language: English" in shown
    assert "Tashkent" in shown
    assert "Almaty" in shown
    assert f"Chat {GROUP['id']}" in shown
    assert "topic" not in shown, "no chat here has any"
    assert "what did lavrof say?" in shown
    assert "Moscow" not in shown
    assert {"preferences.user_id", "subscriptions.user_id"} <= set(stored)
    assert "2 daily quotes you had ordered have ended" in forgotten
    assert not await holds(database, 100)
    assert await holds(database, 200)


async def test_after_forget_nothing_is_remembered_either(chat: Chat) -> None:
    await chat.says("what did Kazakhstan say about culture?")
    await chat.says("/forget")

    assert (await chat.says("/mydata")).text == "Nothing is stored about you."
    assert "Understood as" not in (await chat.says("and China?")).text


async def test_after_forget_no_words_are_kept_as_they_were_read(chat: Chat, snapshot: Snapshot) -> None:
    words = "what did my uncle Balthasar say about culture?"
    await chat.says(words)
    assert snapshot.lately.get(words, "requests", lambda: None) is not None
    await chat.says("/forget")

    assert snapshot.lately.get(words, "requests", lambda: None) is None


async def test_in_a_group_mydata_shows_nothing_but_the_way_into_the_private_chat(chat: Chat) -> None:
    await chat.says("/daily 7:30 Tashkent")
    pointer = await chat.says("/mydata@quotes_bot", chat=GROUP)
    opened = await chat.says("/start mydata")

    assert "Tashkent" not in pointer.text
    assert pointer.buttons[0][0]["url"] == "https://t.me/quotes_bot?start=mydata"
    assert "Tashkent" in opened.text


async def test_privacy_and_forget_work_in_a_group_too(chat: Chat, database: Database) -> None:
    await chat.says("/daily 7:30 Tashkent")

    assert "your Telegram user ID" in (await chat.says("/privacy@quotes_bot", chat=GROUP)).text
    assert "deleted" in (await chat.says("/forget@quotes_bot", chat=GROUP)).text
    assert not await holds(database, 100)


async def test_who_writes_in_a_groups_name_deletes_nobodys_data(chat: Chat, database: Database) -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    update = chat.world.says("/forget@quotes_bot", user=anonymous, chat=GROUP)
    update["message"]["sender_chat"] = dict(GROUP)  # type: ignore[index]
    told = await chat.happens(update)

    assert told is not None
    assert "writing as a group" in told.text
    assert not await holds(database, 1087968824)


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
async def test_mydata_shows_each_row_of_the_page_that_lasts(
    chat: Chat, database: Database, language: str
) -> None:
    texts = load_locales().within(language)
    await StoredPreferences(database).choose_language(100, language)
    await chat.says("/daily 7:30 Tashkent")
    await chat.says("what did lavrof say?")
    shown = (await chat.says("/mydata")).text

    for key in sorted({row[5].strip("`") for row in rows()} - SHORT_LIVED - {"mydata_missed"}):
        said = texts.plain[key] if key in texts.plain else texts.plural[key]["other"]
        longest = max(re.split(r"<[^>]+>|{\w+}|\n", said), key=len).strip()
        assert longest in shown, key


@pytest.mark.parametrize(("language", "words"), [("ru", "ID в Telegram: 100"), ("zh", "用户 ID 100")])
async def test_mydata_speaks_the_persons_language(chat: Chat, language: str, words: str) -> None:
    ann = {**ANN, "language_code": language}
    await chat.says("/daily 7:30 Tashkent", user=ann)

    assert words in (await chat.says("/mydata", user=ann)).text


@pytest.mark.parametrize(
    ("words", "yes", "done"),
    [
        ("forget me", "Yes, delete it", "Done. Everything"),
        ("удали мои данные", "Да, удалить", "Готово."),
        ("удали всё, что ты про меня знаешь", "Да, удалить", "Готово."),
        ("把我的信息都删掉", "是的，删除", "好了"),
        ("删除我的数据", "是的，删除", "好了"),
    ],
)
async def test_plain_words_delete_only_behind_a_button(
    chat: Chat, database: Database, words: str, yes: str, done: str
) -> None:
    await chat.says("/daily 7:30 Tashkent")
    asked = await chat.says(words)
    assert await StoredSubscriptions(database).of_chat(100)
    forgotten = await chat.presses(asked, yes)

    assert forgotten is not None
    assert forgotten.text.startswith(done)
    assert await StoredSubscriptions(database).of_chat(100) == ()


async def test_only_who_asked_deletes_by_the_button(chat: Chat, database: Database, world: World) -> None:
    bob = {**ANN, "id": 101, "first_name": "Bob"}
    await chat.says("/daily 7:30 Tashkent", user=bob, chat={**PRIVATE, "id": 101})
    asked = await chat.says("@quotes_bot forget me", chat=GROUP)
    await chat.presses(asked, "Yes, delete it", user=bob, chat=GROUP)

    assert world.alerts[-1].startswith("Only the person who asked can decide that.")
    assert await StoredSubscriptions(database).of_chat(101)
