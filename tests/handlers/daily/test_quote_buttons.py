"""The day's quote as it comes, and what its buttons do."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import TypeAlias

import pytest

from bot.storage.database import Database
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.sending import QuoteSender
from handlers.daily.subscription import State
from handlers.texts import load_locales
from knowledge.record.values import Quote
from knowledge.snapshot import LiveSnapshot, Snapshot
from tests.chat import Chat
from tests.telegram.rules import Json
from tests.telegram.world import ANN, CHANNEL, FORUM, GROUP, Sent, World

Comes: TypeAlias = Callable[..., Awaitable[Sent]]


@pytest.fixture
def store(database: Database) -> StoredSubscriptions:
    return StoredSubscriptions(database)


@pytest.fixture
def comes(chat: Chat, world: World, snapshot: Snapshot, store: StoredSubscriptions) -> Comes:
    """Let the day's quote come to a chat that has ordered it."""

    async def comes(chat_id: int, entry_id: str = "lavrov-team") -> Sent:
        [subscription] = await store.of_chat(chat_id)
        sender = QuoteSender(
            chat.application.bot,
            LiveSnapshot(snapshot),
            load_locales(),
            lambda: datetime.fromtimestamp(world.now, UTC),
        )
        await sender.send(subscription, entry_id)
        return world.order[-1]

    return comes


async def pressed(person: Chat, sent: Sent, label: str, **more: Json) -> Sent:
    changed = await person.presses(sent, label, **more)
    assert changed is not None
    assert changed.message_id == sent.message_id
    return changed


async def test_it_says_who_spoke_and_offers_source_another_one_and_stop(chat: Chat, comes: Comes) -> None:
    await chat.says("/daily 7:30 Tashkent на русском")
    quote = await comes(100)

    assert "Сергей Лавров" in quote.text
    assert quote.labels == ["Ещё одну", "Источник", "Открытка", "Остановить"]


@pytest.mark.parametrize(("words", "is_silent"), [("silently 7:30 Tashkent", True), ("7:30 Tashkent", False)])
async def test_it_comes_with_or_without_a_sound_as_ordered(
    chat: Chat,
    world: World,
    comes: Comes,
    words: str,
    is_silent: bool,  # noqa: FBT001
) -> None:
    await chat.says(f"/daily {words}")
    await comes(100)

    method, parameters = world.calls[-1]
    assert method == "sendMessage"
    assert bool(parameters.get("disable_notification")) is is_silent


async def test_a_reply_to_it_asks_for_its_source_days_later(chat: Chat, world: World, comes: Comes) -> None:
    await chat.says("/daily 7:30 Tashkent")
    quote = await comes(100)
    world.now += 3 * 86_400

    assert (await chat.says("source?", reply_to=quote)).text.startswith("As published")
    assert (await chat.says("why?", reply_to=quote)).text.startswith("Nobody asked for this one")
    assert (await chat.says("/card", reply_to=quote)).file_id


async def test_its_source_opens_in_place_and_leads_back_to_all_its_buttons(chat: Chat, comes: Comes) -> None:
    await chat.says("/daily 7:30 Tashkent")
    quote = await comes(100)
    source = await pressed(chat, quote, "Source")
    back = await pressed(chat, source, "Back")

    assert source.text.startswith("As published")
    assert (back.text, back.labels) == (quote.text, quote.labels)


async def test_another_one_is_another_and_of_the_theme_that_was_chosen(
    chat: Chat, comes: Comes, snapshot: Snapshot
) -> None:
    await chat.says("/daily 7:30 Tashkent, security")
    quote = await comes(100)
    wanted = [snapshot.record.entries[one] for one in snapshot.record.themes["security"].entries]
    shown = quote
    for _ in range(4):
        other = await pressed(chat, shown, "Another one")
        assert other.text != shown.text
        assert other.labels == quote.labels
        assert any(isinstance(one, Quote) and one.text[:40] in other.text for one in wanted)
        shown = other


async def test_all_are_shown_before_one_is_shown_again(chat: Chat, comes: Comes, snapshot: Snapshot) -> None:
    await chat.says("/daily 7:30 Tashkent, security")
    theme = snapshot.record.themes["security"].entries
    shown, texts = await comes(100), set[str]()
    quotes = [one for one in theme if isinstance(snapshot.record.entries[one], Quote)]
    for _ in quotes:
        shown = await pressed(chat, shown, "Another one")
        texts.add(shown.text)

    assert len(texts) == len(quotes) > 1


async def test_its_card_comes_as_a_picture_beside_it(chat: Chat, world: World, comes: Comes) -> None:
    await chat.says("/daily 7:30 Tashkent")
    quote = await comes(100)
    card = await chat.presses(quote, "Card")

    assert card is not None
    assert card.file_id
    assert "Sergey Lavrov" in card.text
    assert world.sent[100, quote.message_id] == quote


async def test_stop_keeps_the_quote_to_be_read_and_can_be_taken_back(
    chat: Chat, world: World, comes: Comes, store: StoredSubscriptions
) -> None:
    await chat.says("/daily 7:30 Tashkent")
    quote = await comes(100)
    stopped = await pressed(chat, quote, "Stop")

    assert stopped.text == quote.text
    assert world.alerts[-1].startswith("Stopped: ")
    assert (await store.of_chat(100))[0].state == State.ENDED

    resumed = await pressed(chat, stopped, "Resume")
    assert resumed.labels == quote.labels
    assert (await store.of_chat(100))[0].state == State.ACTIVE


async def test_in_a_group_only_administrators_stop_it(
    chat: Chat, world: World, comes: Comes, store: StoredSubscriptions
) -> None:
    world.administrators.add((-200, 100))
    await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    quote = await comes(-200)
    await chat.presses(quote, "Stop", chat=GROUP, user={**ANN, "id": 101})

    assert "administrator" in world.alerts[-1]
    assert (await store.of_chat(-200))[0].state == State.ACTIVE
    await pressed(chat, quote, "Stop", chat=GROUP)
    assert (await store.of_chat(-200))[0].state == State.ENDED


async def test_in_a_topic_it_comes_there_and_stop_ends_that_topics_alone(
    chat: Chat, world: World, comes: Comes, store: StoredSubscriptions
) -> None:
    world.administrators.add((-100300, 100))
    await chat.says("/daily 7:30 Tashkent", chat=FORUM, thread=5)
    quote = await comes(-100300)
    await chat.says("/daily 7:30 Tashkent", chat=FORUM, thread=6)
    await pressed(chat, quote, "Stop", chat=FORUM)

    assert quote.thread == 5
    assert {one.thread_id: one.state for one in await store.of_chat(-100300)} == {5: "ended", 6: "active"}


async def test_in_a_channel_a_readers_press_leads_to_the_bot_and_changes_nothing(
    chat: Chat, world: World, comes: Comes
) -> None:
    await chat.says("/daily 7:30 Tashkent", chat=CHANNEL, kind="channel_post")
    quote = await comes(-100400)

    assert await chat.presses(quote, "Source", chat=CHANNEL) is None
    assert world.calls[-1][0] == "answerCallbackQuery"
    assert world.calls[-1][1]["url"] == "https://t.me/quotes_bot?start=q_lavrov-team"


async def test_a_quote_that_left_the_record_says_so(chat: Chat, world: World, comes: Comes) -> None:
    await chat.says("/daily 7:30 Tashkent")
    update = world.presses(await comes(100), "Source")
    query = update["callback_query"]
    assert isinstance(query, dict)
    query["data"] = "q:gone-for-good:1"
    await chat.happens(update)

    assert world.alerts == ["This entry is no longer in the record."]


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("English", "Today, 15 January, is the anniversary."),
        ("Русский", "Сегодня, 15 января, годовщина."),
        ("中文", "今天是1月15日，周年纪念日。"),
    ],
)
async def test_on_the_anniversary_its_own_message_says_which_day_it_is(
    chat: Chat, world: World, comes: Comes, snapshot: Snapshot, language: str, heading: str
) -> None:
    panel = await chat.says("/daily 23:30 Tashkent")
    languages = await pressed(chat, await pressed(chat, panel, "Change"), "Language")
    await pressed(chat, languages, language)
    [own] = snapshot.record.about.anniversary_entries
    # Half an hour after midnight, within the catch-up.
    world.now = int(datetime(2027, 1, 15, 19, 30, tzinfo=UTC).timestamp())
    on_the_day = await comes(100, own)
    world.now += 86_400
    later = await comes(100, own)

    assert on_the_day.text.startswith(heading)
    assert not later.text.startswith(heading)
