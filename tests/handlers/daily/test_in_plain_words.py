"""What /daily asks is answered in plain words too, without the command."""

from __future__ import annotations

import pytest

from bot.storage.database import Database
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.subscription import State
from tests.chat import Chat
from tests.telegram.world import ANN, World


@pytest.fixture
def store(database: Database) -> StoredSubscriptions:
    return StoredSubscriptions(database)


@pytest.mark.parametrize(
    ("language", "words", "when"),
    [
        ("en", ("/daily", "7:30", "Beijing"), "every day at 07:30, Beijing"),
        ("en", ("/daily 9 Atlantis", "Bishkek"), "every day at 09:00, Bishkek"),
        ("en", ("/daily 8:00 BST", "London"), "every day at 08:00, London"),
        (
            "en",
            ("/daily every other day at 7 Astana", "Mondays and Thursdays"),
            "on Mondays and Thursdays at 07:00",
        ),
        ("ru", ("/daily", "каждый день в 8", "Ташкент"), "каждый день в 08:00, Ташкент"),
        ("ru", ("/daily", "вечером", "Самара", "в семь"), "каждый день в 19:00, Самара"),
        ("zh", ("/daily", "晚上", "塔什干", "9点"), "每天 21:00，塔什干"),
        ("en", ("/daily", "how do I cook plov?", "Kabul", "7"), "every day at 07:00, Kabul"),
        ("zh", ("/daily", "早上七点", "北京"), "每天 07:00，北京"),
    ],
)
async def test_each_question_is_answered_in_a_few_words(
    chat: Chat, language: str, words: tuple[str, ...], when: str
) -> None:
    *before, last = words
    for one in before:
        await chat.says(one, user={**ANN, "language_code": language})
    ordered = await chat.says(last, user={**ANN, "language_code": language})

    assert when in ordered.text


@pytest.mark.parametrize(
    ("words", "when"),
    [
        ("quotation of the day at 6.30 in Bishkek", "every day at 06:30, Bishkek"),
        ("quote of the day every weekday at 7, Astana", "on weekdays at 07:00, Astana"),
        ("цитата дня каждое утро в 5:40, Душанбе", "каждый день в 05:40, Душанбе"),
        ("присылай цитату дня в 9 вечера, Ташкент", "каждый день в 21:00, Ташкент"),
        ("每日一句，早上6点，塔什干", "每天 06:00，塔什干"),
        ("цитата дня в 7:10, Астана, только о доверии", "каждый день в 07:10, Астана"),
    ],
)
async def test_the_daily_quote_is_ordered_by_its_name(chat: Chat, words: str, when: str) -> None:
    assert when in (await chat.says(words)).text


async def test_nothing_that_was_said_is_forgotten_while_the_rest_is_asked_for(chat: Chat) -> None:
    await chat.says("/daily Lavrov, security, silently, in Russian")
    await chat.says("8")
    ordered = await chat.says("Moscow")

    assert "Selection: quotes by Sergey Lavrov on Security" in ordered.text
    assert "Names and buttons: Russian" in ordered.text
    assert "It arrives silently." in ordered.text


@pytest.mark.parametrize("words", ["quote of the day", "цитата дня"])
async def test_its_name_alone_asks_for_a_quote_now(chat: Chat, words: str) -> None:
    assert (await chat.says(words)).text.startswith(("“", "«"))


async def test_a_time_may_be_said_after_a_place_was_pressed(chat: Chat, store: StoredSubscriptions) -> None:
    await chat.presses(await chat.says("/daily"), "London")
    await chat.says("6:45")

    [kept] = await store.of_chat(100)
    assert (str(kept.schedule.at), kept.schedule.zone) == ("06:45:00", "Europe/London")


async def test_another_time_may_be_said_where_one_is_asked_for(
    chat: Chat, store: StoredSubscriptions
) -> None:
    ordered = await chat.says("/daily 8 Almaty")
    parts = await chat.presses(ordered, "Change")
    assert parts is not None
    await chat.presses(parts, "Time")
    await chat.says("9:15")

    [kept] = await store.of_chat(100)
    assert str(kept.schedule.at) == "09:15:00"


async def test_a_question_is_no_answer_to_where_and_ends_the_order(
    chat: Chat, store: StoredSubscriptions
) -> None:
    await chat.says("/daily 8")
    asked = await chat.says("Kazakhstan?")
    await chat.says("Kazakhstan")

    assert "Murat Nurtleu" in asked.text
    assert not await store.of_chat(100)


async def test_what_was_ordered_is_not_ordered_anew_by_the_next_word(
    chat: Chat, store: StoredSubscriptions
) -> None:
    for words in ("/daily", "8", "Almaty", "China"):
        last = await chat.says(words)

    [kept] = await store.of_chat(100)
    assert kept.place == "Almaty"
    assert "Wang Yi" in last.text


async def test_minutes_later_it_is_a_question_again(chat: Chat, world: World) -> None:
    await chat.says("/daily 8")
    world.now += 301

    assert "Murat Nurtleu" in (await chat.says("Kazakhstan")).text


async def test_what_is_kept_of_an_order_is_shown_to_who_asks(chat: Chat) -> None:
    await chat.says("/daily 8")

    assert "/daily 08:00" in (await chat.says("/mydata")).text


@pytest.mark.parametrize(
    "asked",
    [
        "when does my next quote arrive?",
        "at what time do you send the daily quote?",
        "во сколько придёт следующая цитата?",
        "когда ты присылаешь цитаты?",
        "下一条引语几点发？",
    ],
)
async def test_when_the_next_quote_comes_can_be_asked(chat: Chat, asked: str) -> None:
    await chat.says("/daily 8:20 Almaty")

    assert "08:20" in (await chat.says(asked)).text


@pytest.mark.parametrize("words", ["make it silent", "сделай без звука"])
async def test_silence_is_asked_for_in_other_words(
    chat: Chat, store: StoredSubscriptions, words: str
) -> None:
    await chat.says("/daily 8 Almaty")
    await chat.says(words)

    assert [one.is_silent for one in await store.of_chat(100)] == [True]


async def test_what_rests_is_not_woken_by_words_that_order_nothing(
    chat: Chat, store: StoredSubscriptions
) -> None:
    await chat.says("/daily 8 Almaty")
    await chat.says("/daily pause")

    assert "(paused)" in (await chat.says("/daily please")).text
    assert [one.state for one in await store.of_chat(100)] == [State.PAUSED]


@pytest.mark.parametrize(
    ("words", "when"),
    [
        (("no, at a quarter past 9",), "every day at 09:15, Almaty"),
        (("actually only on weekdays", "and 6pm"), "on weekdays at 18:00, Almaty"),
        (("а лучше в девять",), "каждый день в 09:00, Almaty"),
        (("还是晚上七点吧",), "19:00"),
        (("pause", "resume"), "Daily quote: every day at 08:00, Almaty"),
    ],
)
async def test_what_was_just_ordered_is_corrected_in_a_few_words(
    chat: Chat, words: tuple[str, ...], when: str
) -> None:
    said = await chat.says("/daily 8 Almaty")
    for one in words:
        said = await chat.says(one)

    assert when.removeprefix("every day ") in said.text


@pytest.mark.parametrize("question", ["China", "Lavrov", "when was it founded?", "and Iran?", "Beijing"])
async def test_a_question_after_an_order_changes_nothing(
    chat: Chat, store: StoredSubscriptions, question: str
) -> None:
    await chat.says("/daily 8 Almaty")
    ordered = await store.of_chat(100)
    await chat.says(question)
    await chat.says("at 9")

    assert await store.of_chat(100) == ordered


@pytest.mark.parametrize(
    ("words", "when"),
    [
        (("/daily 8 Almaty sausages", "yes"), "every day at 08:00, Almaty"),
        (("/daily 8 Almaty sausages", "no, at 9"), "every day at 09:00, Almaty"),
        (("/daily в 8 в Алматы тютелька", "да, верно"), "каждый день в 08:00, Алматы"),
        (("/daily 8", "9 London"), "every day at 09:00, London"),
        (("/daily", "в восемь вечера", "Ош"), "каждый день в 20:00, Ош"),
        (("/daily Osh", "Kazan", "7"), "every day at 07:00, Kazan"),
    ],
)
async def test_what_is_told_anew_holds_and_a_yes_is_enough(
    chat: Chat, words: tuple[str, ...], when: str
) -> None:
    said = [await chat.says(one) for one in words]

    assert when in said[-1].text
