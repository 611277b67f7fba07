"""What plain words ask for is done as the command does it, on every surface and in the words' language."""

from __future__ import annotations

import pytest

from bot.storage.database import Database
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.subscription import State
from tests.chat import Chat
from tests.telegram.world import ADMIN_ID, ANN, CHANNEL, FORUM, GROUP, World

NAME = "@quotes_bot"
ANN_ID = 100


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("list all topics", "/topics"),
        ("who are the speakers?", "/speakers"),
        ("what facts are there", "/facts"),
        ("what can you do?", "/help"),
        ("settings", "/settings"),
        ("privacy policy", "/privacy"),
        ("show me my data", "/mydata"),
        ("tell me about yourself", "/about"),
        ("send me a quote every weekday at 8, Almaty", "/daily every weekday at 8, Almaty"),
        ("remind me every day at 8", "/daily every day at 8"),
        ("every day at 8 am in Bishkek", "/daily every day at 8, Bishkek"),
        ("subscribe", "/daily"),
        ("stop sending quotes", "/unsubscribe"),
    ],
)
async def test_plain_words_do_what_the_command_does(chat: Chat, words: str, command: str) -> None:
    assert (await chat.says(words)).text == (await chat.says(command)).text


async def test_a_quote_is_given_and_drawn(chat: Chat) -> None:
    quote = await chat.says("give me a random quote")
    card = await chat.says("make a card of that")

    assert card.file_id
    assert quote.text.splitlines()[0] == card.text.splitlines()[0]


async def test_a_card_of_somebody_named_is_drawn(chat: Chat) -> None:
    card = await chat.says("make a card with Lavrov")

    assert card.file_id
    assert "Sergey Lavrov" in card.text


@pytest.mark.parametrize("words", ["make it silent", "поставь без звука", "改成静音"])
async def test_the_sound_is_turned_off_in_plain_words(chat: Chat, database: Database, words: str) -> None:
    await chat.says("/daily 7:30 Tashkent")
    await chat.says(words)

    (kept,) = await StoredSubscriptions(database).of_user(ANN_ID)
    assert kept.is_silent


async def test_a_subscription_is_made_paused_and_ended_in_plain_words(chat: Chat, database: Database) -> None:
    store = StoredSubscriptions(database)
    await chat.says("send me quotes every morning at 7:30 in Tashkent")
    assert "paused" in (await chat.says("pause the quotes")).text
    assert "paused" not in (await chat.says("resume the quotes")).text
    assert "Stopped" in (await chat.says("don't send me any more quotes")).text
    (kept,) = await store.of_user(ANN_ID)
    assert (kept.schedule.zone, kept.state) == ("Asia/Tashkent", State.ENDED)


@pytest.mark.parametrize("words", ["pause", "pause it please", "пауза", "暂停"])
async def test_a_daily_quote_is_paused_by_one_word(chat: Chat, words: str) -> None:
    await chat.says("/daily 7:30 London")
    paused = await chat.says(words)

    assert any(label in {"Resume", "Продолжить", "恢复"} for label in paused.labels)


async def test_a_daily_quote_in_a_language_whose_times_are_not_read_is_asked_about(chat: Chat) -> None:
    assert (await chat.says("schick mir jeden Tag ein Zitat")).text.startswith("Wann und wo?")


async def test_a_time_with_words_that_nobody_knows_is_no_order(chat: Chat) -> None:
    assert "Lavrov" in (await chat.says("send me what Lavrov said on Monday about security")).text


async def test_a_language_is_chosen_in_plain_words(chat: Chat, database: Database) -> None:
    said = await chat.says("change the language to Russian")

    assert said.text.startswith("Теперь я говорю по-русски.")
    assert await StoredPreferences(database).language(ANN_ID) == "ru"


async def test_a_language_that_the_bot_does_not_speak_shows_those_it_does(chat: Chat) -> None:
    assert "Русский" in (await chat.says("change language to French")).labels


async def test_the_answer_and_what_its_buttons_open_are_in_the_language_of_the_words(chat: Chat) -> None:
    topics = await chat.says("какие есть темы?")
    assert topics.text.startswith("О чём говорят")
    opened = await chat.presses(topics, "1")
    assert opened is not None
    assert "Шанхайский дух" in opened.text
    asked = await chat.says("присылай цитату каждый день")
    pressed = await chat.presses(asked, "Москва")
    assert pressed is not None
    assert "Во сколько?" in pressed.text


async def test_a_command_is_in_the_language_of_telegram(chat: Chat) -> None:
    assert (await chat.says("/topics", user={**ANN, "language_code": "ru"})).text.startswith("О чём говорят")


async def test_the_source_of_a_quote_in_plain_words_has_no_reason(chat: Chat) -> None:
    source = await chat.presses(await chat.says("random quote"), "Source")

    assert source is not None
    assert "Why this?" not in source.labels


async def test_a_group_is_heard_only_when_it_speaks_to_the_bot(chat: Chat) -> None:
    assert await chat.tries("list all topics", chat=GROUP) is None
    assert "Topics" in (await chat.says(f"{NAME} list all topics", chat=GROUP)).text
    topic = await chat.says(f"{NAME} random quote", chat=FORUM, thread=9)
    assert topic.thread == 9
    post = await chat.says(f"{NAME} list the speakers", chat=CHANNEL, kind="channel_post")
    assert "Speakers" in post.text


async def test_in_a_group_only_an_administrator_orders_in_plain_words(chat: Chat, world: World) -> None:
    order = f"{NAME} a quote every day at 9, London"
    assert "only administrators" in (await chat.says(order, chat=GROUP)).text
    world.administrators.add((int(str(GROUP["id"])), ADMIN_ID))
    said = await chat.says(order, chat=GROUP, user={**ANN, "id": ADMIN_ID})
    assert "every day at 09:00, London" in said.text


async def test_an_edit_into_plain_words_of_a_command_asks_for_a_new_message(chat: Chat) -> None:
    await chat.says("what did lavrov say?", message_id=70)
    said = await chat.says("list all topics", message_id=70, kind="edited_message")

    assert said.text == "/topics works only in a new message; please send it again."
