"""Questions without an answer: hidden until three different people ask alike, and then nobody's."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from sqlalchemy import select

from bot.missed_queue import MOST_WAITING, MissedQueue
from bot.storage.database import Database
from bot.storage.errors import AwayError, StorageError
from bot.storage.missed import MOST_OF_ONE, MissedQuestion, StoredMissed
from bot.storage.tables import MISSED, NOTES
from handlers.privacy import said
from handlers.texts import LANGUAGES, load_locales
from tests.chat import Chat
from tests.telegram.world import ANN, GROUP, NOBODY, World

QUESTION = "Which colour has the carpet of the great hall?"
ALIKE = "wich colour has the carpet of the great hall"
AGAIN = "which color has the carpet of the great hall?"
OTHER = "How many windows face the river?"
MONTH = 31 * 24 * 3600


def person(number: int) -> dict[str, object]:
    return {"id": number, "is_bot": False, "first_name": "Anybody", "language_code": "en"}


def private(number: int) -> dict[str, object]:
    return {"id": number, "type": "private", "first_name": "Anybody"}


async def ask(chat: Chat, text: str, *, by: int) -> None:
    await chat.says(text, user=person(by), chat=private(by))


async def rows(database: Database) -> list[tuple[object, ...]]:
    async with database.reading() as connection:
        return [
            tuple(row)
            for row in await connection.execute(select(MISSED.c.words, MISSED.c.asker, MISSED.c.times))
        ]


async def shown(missed: MissedQueue) -> tuple[MissedQuestion, ...]:
    await missed.write_once()
    return await missed.store.shown()


async def test_nobody_is_shown_a_question_of_two(chat: Chat, missed: MissedQueue) -> None:
    for number in (1, 2, 2, 1):
        await ask(chat, QUESTION if number == 1 else ALIKE, by=number)

    assert await shown(missed) == ()


async def test_of_three_it_is_shown_once_and_nobodys(
    chat: Chat, missed: MissedQueue, database: Database
) -> None:
    for number, words in ((1, QUESTION), (2, ALIKE), (3, AGAIN)):
        await ask(chat, words, by=number)
    found = await shown(missed)

    assert [(one.words in {QUESTION, ALIKE, AGAIN}, one.times, one.language) for one in found] == [
        (True, 3, "en")
    ]
    assert [asker for _, asker, _ in await rows(database)] == [None]


async def test_whoever_asks_later_is_only_counted(
    chat: Chat, missed: MissedQueue, database: Database
) -> None:
    for number in (1, 2, 3, 4, 4):
        await ask(chat, QUESTION, by=number)
    await shown(missed)

    assert await rows(database) == [(QUESTION, None, 5)]


async def test_what_is_answered_or_proven_absent_is_not_kept(
    chat: Chat, missed: MissedQueue, database: Database, world: World
) -> None:
    world.without_reactions.add(100)
    answered, absent, polite, leaning = (
        "what did lavrof say?",
        "What did Iran say?",
        "thank you",
        "what did he say?",
    )
    for text in (leaning, answered, absent, polite, "ok", "🔥🔥"):
        await chat.tries(text)
    await missed.write_once()

    assert await rows(database) == []


async def test_a_question_in_a_group_and_to_a_guest_counts_too(
    chat: Chat, missed: MissedQueue, world: World
) -> None:
    await ask(chat, QUESTION, by=1)
    await chat.says(f"{QUESTION} @quotes_bot", chat=GROUP, user=person(2))
    await chat.tries(f"{QUESTION} @quotes_bot", chat=GROUP, user=NOBODY)
    nobodys = await shown(missed)
    await chat.happens(world.asks_as_guest(f"@quotes_bot {QUESTION}", user=person(3)))

    assert nobodys == ()
    assert [one.times for one in await shown(missed)] == [3]


async def test_the_user_id_stands_nowhere(chat: Chat, missed: MissedQueue, database: Database) -> None:
    await ask(chat, QUESTION, by=4711)
    await missed.write_once()
    ((_, asker, _),) = await rows(database)

    assert "4711" not in str(await rows(database))
    assert asker not in {sha256(b"4711").hexdigest(), None}


async def test_with_a_new_token_goes_what_forget_could_not_find_any_more(
    chat: Chat, missed: MissedQueue, database: Database
) -> None:
    await ask(chat, QUESTION, by=1)
    await missed.write_once()
    renewed = MissedQueue(StoredMissed(database, "4242:revoked and new"), missed.clock)
    renewed.note(OTHER, language="en", person=1)
    await renewed.write_once()

    assert [words for words, *_ in await rows(database)] == [OTHER]


async def test_one_person_in_two_months_is_one(chat: Chat, missed: MissedQueue, world: World) -> None:
    for number in (1, 2):
        await ask(chat, QUESTION, by=number)
    await missed.write_once()
    world.now += MONTH
    for number in (1, 2):
        await ask(chat, QUESTION, by=number)

    assert await shown(missed) == ()


async def test_after_two_months_it_is_gone_with_its_key(
    chat: Chat, missed: MissedQueue, world: World, database: Database
) -> None:
    await ask(chat, QUESTION, by=1)
    await missed.write_once()
    first = f"asker_key_{datetime.fromtimestamp(world.now, UTC):%Y-%m}"
    world.now += 2 * MONTH
    await ask(chat, OTHER, by=2)
    await missed.write_once()
    async with database.reading() as connection:
        keys = list(
            (await connection.execute(select(NOTES.c.name).where(NOTES.c.name.startswith("asker")))).scalars()
        )

    assert [words for words, *_ in await rows(database)] == [OTHER]
    assert len(keys) == 1
    assert not keys[0].startswith(first)


async def test_mydata_shows_it_and_forget_deletes_it_written_or_not(
    chat: Chat, missed: MissedQueue, database: Database
) -> None:
    await chat.says(QUESTION)
    await missed.write_once()
    await chat.says(OTHER)
    await ask(chat, QUESTION, by=2)
    told = (await chat.says("/mydata")).text
    await chat.says("/forget")
    await missed.write_once()

    kept = "A question of yours that I could not answer, kept until three people have asked much the same"
    assert f"{kept}: {QUESTION}" in told
    assert OTHER in told.partition("in memory for a few minutes")[2]
    assert [words for words, *_ in await rows(database)] == [QUESTION]


async def test_a_month_later_forget_still_finds_it(
    chat: Chat, missed: MissedQueue, world: World, database: Database
) -> None:
    await chat.says(QUESTION)
    await missed.write_once()
    world.now += MONTH
    await ask(chat, OTHER, by=2)
    await missed.write_once()
    await chat.says("/forget")

    assert [words for words, *_ in await rows(database)] == [OTHER]


async def test_privacy_says_it_where_it_is_so(chat: Chat) -> None:
    told = (await chat.says("/privacy")).text

    assert "A question that I could not answer: its words" in told
    assert "once those five minutes are over, except those that I could not answer." in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_privacy_says_nothing_of_it_where_nothing_is_kept(language: str) -> None:
    texts = load_locales().within(language)

    assert texts.plain["privacy_missed"] not in said(texts, keeps_missed=False)
    assert texts.plain["privacy_but"] not in said(texts, keeps_missed=False)
    assert texts.plain["privacy_missed"] in said(texts, keeps_missed=True)


@pytest.mark.parametrize("language", ["ru", "zh", "de"])
async def test_privacy_says_it_in_each_language(chat: Chat, language: str) -> None:
    words = {"ru": "не смог ответить", "zh": "我未能回答的问题", "de": "nicht beantworten konnte"}

    assert words[language] in (await chat.says("/privacy", user={**ANN, "language_code": language})).text


async def test_one_person_fills_no_table_and_a_crowd_no_memory(
    missed: MissedQueue, database: Database
) -> None:
    for number in range(MOST_WAITING + 50):
        missed.note(f"{number * 7919:x} {number * 104729:o} {number}", language="en", person=1)
    assert len(await missed.of_person(1)) == MOST_WAITING
    for _ in range(MOST_WAITING):
        await missed.write_once()

    assert len(await rows(database)) == MOST_OF_ONE


async def test_switched_off_what_is_hidden_goes(chat: Chat, missed: MissedQueue, database: Database) -> None:
    for number in (1, 2, 3):
        await ask(chat, QUESTION, by=number)
    await ask(chat, OTHER, by=1)
    await missed.write_once()
    await missed.end()

    assert [words for words, *_ in await rows(database)] == [QUESTION]


async def test_an_answer_comes_although_the_database_is_away(
    chat: Chat, missed: MissedQueue, database: Database
) -> None:
    database.gate.closed_by = AwayError("here", "nobody answers")
    for number in (1, 2, 3):
        await ask(chat, QUESTION, by=number)
    with pytest.raises(StorageError):
        await missed.write_once()
    database.gate.closed_by = None

    assert [one.times for one in await shown(missed)] == [3]
