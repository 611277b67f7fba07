"""In which language the bot replies: as chosen, else as asked, else as the person's Telegram."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from bot.storage.database import Database
from tests.chat import Chat
from tests.telegram.world import ANN, BOT, Sent, World

RUSSIAN = "что сказал лавров о безопасности?"
NONSENSE = "qwzx"


@pytest.mark.parametrize(
    ("telegram", "asked", "spoken"),
    [
        ("en", RUSSIAN, "инистр иностранных дел"),
        ("zh-hans", "what did lavrov say about security?", "Foreign Minister"),
        ("ru", "what did wang yi say?", "in office as of"),
        ("ru", NONSENSE, "не нашёл"),
        ("fr", NONSENSE, "found nothing on that"),
        ("", NONSENSE, "found nothing on that"),
    ],
)
async def test_a_question_is_answered_in_its_own_language_else_in_telegrams_else_in_english(
    chat: Chat, telegram: str, asked: str, spoken: str
) -> None:
    reply = await chat.says(asked, user={**ANN, "language_code": telegram})

    assert spoken in reply.text


async def test_what_a_person_chose_wins_over_the_questions_language(chat: Chat) -> None:
    languages = await chat.presses(await chat.says("/settings"), "Language")
    assert languages is not None
    await chat.presses(languages, "中文")

    assert "俄罗斯外交部长" in (await chat.says("what did lavrov say about security?")).text


def is_russian(sent: Sent) -> bool:
    """Whether all words around the English quotation are Russian, those on buttons too."""
    around = re.sub(r"«.*?»|https?://\S+|Greetings on .* Secretariat", "", sent.text, flags=re.DOTALL)
    ours = [line for line in (*around.splitlines(), *sent.labels) if re.search(r"[^\W\d_]{3}", line)]
    return bool(ours) and all(re.search(r"[а-яё]{2}", line, re.IGNORECASE) for line in ours)


@pytest.mark.parametrize(
    "said",
    [
        RUSSIAN,
        "кто упомянул шанхайский дух?",
        "/compare шанхайский дух",
        "/quote лавров",
        "кто выиграл чемпионат мира по футболу?",
    ],
)
async def test_all_of_a_reply_and_of_what_its_buttons_open_is_in_the_questions_language(
    chat: Chat, said: str
) -> None:
    reply = await chat.says(said)

    assert is_russian(reply), (reply.text, reply.labels)
    if "Источник" in reply.labels and not said.startswith("/"):
        source = await chat.presses(reply, "Источник")
        assert source is not None
        assert is_russian(source), (source.text, source.labels)
        why = await chat.presses(source, "Почему")
        assert why is not None
        assert is_russian(why), (why.text, why.labels)


async def test_inline_answers_in_the_questions_language(chat: Chat, world: World) -> None:
    await chat.happens(world.types_inline(RUSSIAN))

    assert "инистр" in str(world.inline_answers[-1]["results"])


async def test_a_guest_is_answered_in_the_questions_language(chat: Chat, world: World) -> None:
    await chat.happens(world.asks_as_guest(f"@{BOT['username']} {RUSSIAN}"))

    assert "инистр" in world.guest_answers[0].text


async def test_without_the_tables_questions_are_answered_and_orders_kindly_refused(
    chat: Chat, world: World, database: Database
) -> None:
    async with database.transaction() as connection:
        for table in ("preferences", "subscriptions", "deliveries", "cards", "paces"):
            await connection.execute(text(f"DROP TABLE {table}"))

    assert "Sergey Lavrov" in (await chat.says("what did lavrov say?")).text
    assert "/daily" in (await chat.says("/help")).text
    assert (await chat.says("/speakers")).labels
    await chat.happens(world.types_inline("lavrov"))
    await chat.happens(world.asks_as_guest(f"@{BOT['username']} lavrov"))
    assert world.inline_answers
    assert world.guest_answers
    assert (await chat.says("/card lavrov")).file_id
    for order in ("/daily 8:30 Tashkent", "/mydata", "/settings"):
        assert (await chat.says(order)).text.startswith("I can't reach my storage right now")


async def test_what_goes_on_in_another_language_is_answered_in_that(chat: Chat) -> None:
    await chat.says("what did lavrov say about security?")

    assert "Сергей Лавров" in (await chat.says("а что он сказал о культуре?")).text


async def test_a_greeting_of_two_languages_is_returned_in_the_language_of_telegram(chat: Chat) -> None:
    assert "Hello! I keep" in (await chat.says("hey bot")).text


@pytest.mark.parametrize(
    ("said", "presses"),
    [
        (RUSSIAN, ("Открытка", "Тёмная")),
        (RUSSIAN, ("Источник", "Сообщить")),
        ("/quote о доверии", ("Ещё одну", "Источник")),
        ("拉夫罗夫关于安全说了什么？", ("卡片", "深色", "出处")),
        ("拉夫罗夫关于安全说了什么？", ("出处", "报告错误")),
    ],
)
async def test_what_presses_open_stays_in_the_language_of_the_reply(
    chat: Chat, said: str, presses: tuple[str, ...]
) -> None:
    reply = await chat.says(said)
    for label in presses:
        opened = await chat.presses(reply, label)
        assert opened is not None
        reply = opened

    words = re.sub(r"[“«].*?[”»]|Greetings on .* Secretariat|https?://\S+", "", reply.text, flags=re.DOTALL)
    assert not re.search(r"[A-Za-z]+ [a-z]{3}", "\n".join((words, *reply.labels)))


async def test_a_report_is_thanked_for_in_its_own_language(chat: Chat) -> None:
    asked = await chat.presses(await chat.says("/start q_lavrov-team"), "Source")
    assert asked is not None
    asked = await chat.presses(asked, "Report")

    await chat.says("здесь ошибка в слове", reply_to=asked)

    thanks, _told = chat.world.order[-2:]
    assert thanks.text.startswith("Спасибо")
