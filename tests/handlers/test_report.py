"""A reader reports a mistake: one message, kept without who sent it, told to the administrators."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.storage.database import Database
from bot.storage.tables import MISTAKES
from handlers.texts import LANGUAGES, load_locales
from tests.chat import Chat
from tests.telegram.world import ADMIN_ID, ANN, CHANNEL, GROUP, PRIVATE, Sent, World

WORDS = "It says 2003, but the Secretariat <began> in 2004."


async def asked(chat: Chat) -> Sent:
    source = await chat.presses(await chat.says("lavrov"), "Source")
    assert source is not None
    question = await chat.presses(source, "Report a mistake")
    assert question is not None
    return question


async def test_the_field_for_the_reply_opens_by_itself(chat: Chat, world: World) -> None:
    await asked(chat)
    method, parameters = [call for call in world.calls if call[0] == "sendMessage"][-1]

    assert method == "sendMessage"
    assert parameters["reply_markup"] == {"force_reply": True}


async def kept(database: Database) -> list[tuple[object, ...]]:
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.execute(select(MISTAKES))]


async def test_one_reply_is_kept_without_who_sent_it(chat: Chat, world: World, database: Database) -> None:
    question = await asked(chat)
    await chat.happens(world.says(WORDS, reply_to=question))
    rows = await kept(database)

    assert len(rows) == 1
    assert rows[0][1:4] == ("lavrov-team", "en", WORDS)
    assert str(ANN["id"]) not in str(rows)


async def test_the_reader_is_thanked_and_the_administrator_told(chat: Chat, world: World) -> None:
    question = await asked(chat)
    await chat.happens(world.says(WORDS, reply_to=question))
    thanks, told = world.order[-2:]

    assert "Thank you" in thanks.text
    assert thanks.chat_id == PRIVATE["id"]
    assert told.chat_id == ADMIN_ID
    assert WORDS in told.text
    assert "lavrov-team" in told.text
    assert "messages/russia.yaml" in told.text
    assert "Ann" not in told.text


async def test_who_goes_on_asking_is_answered_not_reported(chat: Chat, database: Database) -> None:
    await asked(chat)
    answer = await chat.says("what did Wang Yi say about culture?")

    assert "Wang Yi" in answer.text
    assert not await kept(database)


@pytest.mark.parametrize("place", [GROUP, CHANNEL])
async def test_elsewhere_the_button_leads_into_ones_own_chat(
    chat: Chat, world: World, place: dict[str, object]
) -> None:
    post = await chat.says(
        "lavrov @quotes_bot", chat=place, kind="channel_post" if place is CHANNEL else "message"
    )
    pressed = world.calls_back("m:lavrov-team", message=world.as_message(post))
    pressed["callback_query"]["message"]["chat"] = dict(place)  # type: ignore[index]

    assert await chat.happens(pressed) is None
    assert world.calls[-1][1]["url"] == "https://t.me/quotes_bot?start=m_lavrov-team"
    assert "What is wrong here?" in (await chat.says("/start m_lavrov-team")).text
    assert "no longer" in (await chat.says("/start m_nothing")).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_that_no_name_goes_along(language: str) -> None:
    words = {
        "en": "without your name",
        "ru": "без вашего имени",
        "zh": "不附您的姓名",
        "de": "ohne Ihren Namen",
    }
    word = words[language]

    assert word in load_locales().within(language).plain["report_ask"]
