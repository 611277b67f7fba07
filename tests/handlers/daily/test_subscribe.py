"""The daily quote is ordered, shown, rested and stopped in words or by buttons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.storage.database import Database
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.places import by_local_time, slug, zone_of
from handlers.daily.sending import daily_reply
from handlers.texts import load_locales
from knowledge.snapshot import Snapshot
from tests.chat import Chat
from tests.telegram.world import FORUM, GROUP, World


@pytest.fixture
def store(database: Database) -> StoredSubscriptions:
    return StoredSubscriptions(database)


@pytest.mark.parametrize(
    ("words", "zone", "minutes"),
    [
        ("7:30 Tashkent", "Asia/Tashkent", 450),
        ("в 9 утра по Москве", "Europe/Moscow", 540),
        ("every weekday at 8, Almaty", "Asia/Almaty", 480),
        ("每天早上8点 北京时间", "Asia/Shanghai", 480),
    ],
)
async def test_time_and_place_in_ones_own_words_make_a_subscription(
    chat: Chat, store: StoredSubscriptions, words: str, zone: str, minutes: int
) -> None:
    reply = await chat.says(f"/daily {words}")

    [kept] = await store.of_chat(100)
    assert (kept.schedule.zone, kept.schedule.at.hour * 60 + kept.schedule.at.minute) == (zone, minutes)
    assert reply.text.startswith("Daily quote: ")
    assert any(entity["type"] == "date_time" for entity in reply.entities)


async def test_buttons_lead_from_ones_own_local_time_to_a_subscription(
    chat: Chat, store: StoredSubscriptions
) -> None:
    asked = await chat.says("/daily")
    at = await chat.presses(asked, "Karachi")
    assert at is not None
    done = await chat.presses(at, "8:00")

    assert done is not None
    assert done.text.startswith("Daily quote: 8:00")
    assert (await store.of_chat(100))[0].state == "active"


async def test_it_rests_and_goes_on_and_stops(chat: Chat, store: StoredSubscriptions) -> None:
    ordered = await chat.says("/daily 7:30 Tashkent")
    paused = await chat.presses(ordered, "Pause")
    assert paused is not None
    assert "paused" in paused.text
    resumed = await chat.presses(paused, "Resume")
    assert resumed is not None
    assert resumed.text == ordered.text

    assert (await chat.says("/unsubscribe")).text.startswith("Stopped.")
    assert (await store.of_chat(100))[0].state == "ended"


async def test_a_second_order_changes_the_first(chat: Chat, store: StoredSubscriptions) -> None:
    await chat.says("/daily 7:30 Tashkent")
    await chat.says("/daily 9:00")

    [kept] = await store.of_chat(100)
    assert (kept.schedule.zone, kept.schedule.at.hour) == ("Asia/Tashkent", 9)


async def test_an_unknown_place_is_asked_back(chat: Chat, store: StoredSubscriptions) -> None:
    reply = await chat.says("/daily 7:30 Xyzzyville")

    assert "I do not know the place" in reply.text
    assert await store.of_chat(100) == ()


async def test_in_a_group_only_an_administrator_decides(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    refused = await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    world.administrators.add((-200, 100))
    ordered = await chat.says("/daily 7:30 Tashkent", chat=GROUP)

    assert "administrator" in refused.text
    assert ordered.text.startswith("Daily quote")
    assert len(await store.of_chat(-200)) == 1


async def test_each_topic_has_its_own(chat: Chat, world: World, store: StoredSubscriptions) -> None:
    world.administrators.add((-100300, 100))
    await chat.says("/daily 7:30 Tashkent", chat=FORUM, thread=5)
    reply = await chat.says("/daily 8:30 Tashkent", chat=FORUM, thread=6)

    assert {one.thread_id for one in await store.of_chat(-100300)} == {5, 6}
    assert reply.thread == 6


async def test_settings_show_the_subscription_and_keep_the_language(chat: Chat, database: Database) -> None:
    await chat.says("/daily 7:30 Tashkent")
    settings = await chat.says("/settings")
    changed = await chat.presses(settings, "русский")

    assert "Language: English" in settings.text
    assert "Daily quote: 7:30" in settings.text
    assert changed is not None
    assert changed.text.startswith("Теперь я говорю по-русски.")
    assert await StoredPreferences(database).language(100) == "ru"
    assert "Сергей Лавров" in (await chat.says("lavrov")).text


async def test_mydata_shows_all_and_forget_deletes_it_at_once(
    chat: Chat, store: StoredSubscriptions, database: Database
) -> None:
    assert (await chat.says("/mydata")).text == "Nothing is stored about you."
    await chat.says("/daily 7:30 Tashkent")
    await chat.presses(await chat.says("/settings"), "English")
    shown = (await chat.says("/mydata")).text
    assert "Asia/Tashkent" in shown
    assert "language en" in shown

    await chat.says("/forget")

    assert await store.of_user(100) == ()
    assert await StoredPreferences(database).language(100) is None
    assert (await chat.says("/mydata")).text == "Nothing is stored about you."


async def test_forget_is_honoured_however_old(chat: Chat, world: World, store: StoredSubscriptions) -> None:
    await chat.says("/daily 7:30 Tashkent")
    update = world.says("/forget")
    world.now += 20 * 3600
    await chat.happens(update)

    assert await store.of_user(100) == ()


async def test_the_days_quote_can_be_stopped_where_it_stands(
    snapshot: Snapshot,
) -> None:
    entry = snapshot.record.entries["lavrov-team"]
    reply = daily_reply(entry, load_locales().within("en"), username="quotes_bot")

    assert [button.label for row in reply.rows for button in row] == ["Source", "Another one", "Stop"]
    assert "Sergey Lavrov" in reply.html


def test_every_offered_zone_comes_back_from_its_button(world: World) -> None:
    for zone, _ in by_local_time(datetime.fromtimestamp(world.now, UTC)):
        assert zone_of(slug(zone)) == zone
