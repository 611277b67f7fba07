"""The daily quote is ordered, shown, rested and stopped in words or by buttons."""

from __future__ import annotations

import asyncio
from datetime import UTC, date, datetime, time
from typing import cast
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.storage.database import Database
from bot.storage.plans import Plan, Plans
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from handlers.callback_data import decode
from handlers.daily.choice import Choice, chosen, payload
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import WEEKEND, WORKING_DAYS, Due, Schedule, next_due
from handlers.daily.status_panel import status
from handlers.daily.subscription import Outlook, Skipped, SkipReason, State, Subscription
from handlers.daily.zones import slug, zone_of
from handlers.texts import load_locales
from tests import fixed_record
from tests.bot.subscribers import NOON, SOMEONE
from tests.chat import Chat, choose_english
from tests.telegram.world import ANN, CHANNEL, FORUM, GROUP, NOBODY, Sent, World


@pytest.fixture
def store(database: Database) -> StoredSubscriptions:
    return StoredSubscriptions(database)


async def pressed(chat: Chat, sent: Sent, label: str) -> Sent:
    """Press a button that changes its message."""
    changed = await chat.presses(sent, label)
    assert changed is not None, f"{label!r} did nothing"
    return changed


@pytest.mark.parametrize(
    ("words", "zone", "minutes", "said"),
    [
        ("7:30 Tashkent", "Asia/Tashkent", 450, "every day at 07:30, Tashkent (UTC+5)"),
        ("every weekday at 8, Almaty", "Asia/Almaty", 480, "on weekdays at 08:00, Almaty (UTC+6)"),
        ("just 7:30 Tashkent then", "Asia/Tashkent", 450, "every day at 07:30, Tashkent (UTC+5)"),
        ("8pm UTC+3", "Etc/GMT-3", 1200, "every day at 20:00, UTC+3"),
    ],
)
async def test_time_and_place_in_ones_own_words_make_a_subscription(
    chat: Chat, store: StoredSubscriptions, words: str, zone: str, minutes: int, said: str
) -> None:
    reply = await chat.says(f"/daily {words}")

    [kept] = await store.of_chat(100)
    assert (kept.schedule.zone, kept.schedule.at.hour * 60 + kept.schedule.at.minute) == (zone, minutes)
    assert reply.text.startswith(f"Daily quote: {said}")


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("в 9 утра по Москве", "ru", "Ежедневная цитата: каждый день в 09:00, Москва (UTC+3)"),
        ("каждый будний день в 8 Алматы", "ru", "Ежедневная цитата: по будням в 08:00, Алматы (UTC+6)"),
        ("每天早上8点 北京", "zh", "每日引语：每天 08:00，北京（UTC+8）"),
    ],
)
async def test_it_is_said_back_in_the_persons_language(
    chat: Chat, store: StoredSubscriptions, words: str, language: str, said: str
) -> None:
    reply = await chat.says(f"/subscribe {words}", user={**ANN, "language_code": language})

    assert reply.text.startswith(said)
    assert (await store.of_chat(100))[0].language == language


async def test_the_next_delivery_is_a_moment_that_telegram_shows_in_the_readers_zone(
    chat: Chat, world: World
) -> None:
    world.now = int(datetime(2026, 11, 25, 12, 0, tzinfo=UTC).timestamp())
    reply = await chat.says("/daily 7:30 Tashkent")

    [moment] = [entity for entity in reply.entities if entity["type"] == "date_time"]
    assert moment["unix_time"] == int(datetime(2026, 11, 26, 2, 30, tzinfo=UTC).timestamp())
    assert moment["date_time_format"] == "wDT"


async def test_by_buttons_alone_the_clock_gives_the_zone_and_the_hour_is_chosen(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    world.now = int(datetime(2026, 11, 25, 12, 3, tzinfo=UTC).timestamp())
    asked = await chat.says("/daily")
    later = await pressed(chat, await pressed(chat, asked, "Somewhere else"), "Somewhere else")
    clocks = await pressed(chat, await pressed(chat, later, "Afternoon"), "Next")
    zones = await pressed(chat, clocks, "17:03")
    at = await pressed(chat, zones, "Karachi")
    done = await pressed(chat, at, "20:00")

    assert done.message_id == asked.message_id
    assert done.text.startswith("Daily quote: every day at 20:00, Karachi (UTC+5)")
    assert (await store.of_chat(100))[0].schedule == Schedule("Asia/Karachi", time(20))


async def test_any_time_that_a_clock_on_earth_shows_can_be_pressed(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    world.now = int(datetime(2026, 11, 25, 12, 3, tzinfo=UTC).timestamp())
    page = await chat.says("/daily every weekday at 8")
    for label in ("Somewhere else", "Somewhere else", "Afternoon"):
        page = await pressed(chat, page, label)
    while "17:48" not in page.labels:
        page = await pressed(chat, page, "Next")
    zones = await pressed(chat, page, "17:48")
    await pressed(chat, zones, "Kathmandu")

    assert (await store.of_chat(100))[0].schedule == Schedule("Asia/Kathmandu", time(8), WORKING_DAYS)


async def test_an_offset_chosen_by_button_keeps_its_sign(chat: Chat, store: StoredSubscriptions) -> None:
    asked = await chat.says("/daily UTC+5")
    done = await pressed(chat, asked, "08:00")

    assert "UTC+5" in done.text
    assert (await store.of_chat(100))[0].schedule.zone == "Etc/GMT-5"


@pytest.mark.parametrize(
    ("words", "answer", "press"),
    [
        ("9 am Russia", "Understood as: 09:00\nWhich place do you mean?\n1. Moscow", "1"),
        ("8:00 Almaty Moscow", "Understood as: 08:00\nWhich place do you mean?\n1. Almaty", "2"),
        (
            "8:00 Atlantis",
            "Understood as: 08:00\nI did not understand Atlantis. Which place do you mean?\n1. Atlanta",
            "1",
        ),
        ("8:00 Tashkent quotes about football", "I did not understand football.", "Yes, please"),
        (
            "every other day at 8 Tashkent",
            "Understood as: 08:00, Tashkent\nI go by the days of the week",
            "Mon, Wed and Fri",
        ),
        (
            "twice a day at 8 and 20 Tashkent",
            "Understood as: Tashkent\nI send one quote a day",
            "20:00",
        ),
        ("once a week at 8 Tashkent", "Understood as: 08:00, Tashkent\nOnce a week, then", "Wednesday"),
        (
            "tomorrow at 8 Tashkent",
            "Understood as: 08:00, Tashkent\nI send a quote every day",
            "Every day",
        ),
        (
            "8:00 CST",
            "Understood as: 08:00\nWhich place do you mean?\n1. Beijing, China · UTC+8\n2. Mexico",
            "3",
        ),
        ("8:00 Hyderabad", "Understood as: 08:00\nWhich place do you mean?\n1. Hyderabad, ", "2"),
        (
            "25:00 Tashkent",
            "Understood as: Tashkent\nI did not understand 25:00. At what time in Tashkent?",
            "09:00",
        ),
        ("Tashkent", "Understood as: Tashkent\nAt what time in Tashkent?", "09:00"),
    ],
)
async def test_what_is_unclear_is_asked_about_with_buttons_and_never_guessed(
    chat: Chat, store: StoredSubscriptions, words: str, answer: str, press: str
) -> None:
    asked = await chat.says(f"/daily {words}")

    assert asked.text.startswith(answer)
    assert await store.of_chat(100) == ()
    assert (await pressed(chat, asked, press)).text.startswith("Daily quote: ")
    assert len(await store.of_chat(100)) == 1


@pytest.mark.parametrize("words", ["7:30 Xyzzyville", "asdfgh", "qwertyuiop zxcvbnm"])
async def test_nonsense_is_said_to_be_not_understood(
    chat: Chat, store: StoredSubscriptions, words: str
) -> None:
    reply = await chat.says(f"/daily {words}")

    assert f"I did not understand {words.removeprefix('7:30 ')}." in reply.text
    assert "Somewhere else…" in reply.labels
    assert await store.of_chat(100) == ()


@pytest.mark.parametrize("words", ["asdfgh", "hocus pocus"])
async def test_what_says_nothing_leaves_a_standing_order_and_shows_it(
    chat: Chat, store: StoredSubscriptions, words: str
) -> None:
    await chat.says("/daily 7:30 Tashkent")
    [before] = await store.of_chat(100)
    reply = await chat.says(f"/daily {words}")

    assert reply.text.startswith("I did not understand ")
    assert "Daily quote: every day at 07:30, Tashkent" in reply.text
    assert "Change" in reply.labels
    assert await store.of_chat(100) == (before,)


async def test_what_was_understood_is_said_above_each_question(chat: Chat) -> None:
    asked = await chat.says("/daily every weekday at 8, lavrov")
    said = "Understood as: 08:00, on weekdays, quotes by Sergey Lavrov\n"

    where = "Choose a place that has the same time as you, or name your own: /daily Lisbon"
    assert asked.text == f"{said}Where are you? {where}"
    asked = await pressed(chat, asked, "Somewhere else")
    assert asked.text.startswith(said)
    later = await pressed(chat, asked, "Somewhere else")
    assert (await pressed(chat, later, "Night")).text.startswith(said)


async def test_asked_for_the_rest_what_was_said_is_not_forgotten(
    chat: Chat, store: StoredSubscriptions
) -> None:
    asked = await chat.says("/daily lavrov, mon and fri at 8 in Russian")
    done = await pressed(chat, await pressed(chat, asked, "Somewhere else"), "Tashkent")

    [kept] = await store.of_chat(100)
    assert (kept.schedule.at, kept.schedule.weekdays) == (time(8), frozenset({0, 4}))
    assert (kept.wanted, kept.language) == (QuoteFilter(speaker="lavrov"), "ru")
    assert "quotes by Sergey Lavrov" in done.text


async def test_words_change_only_what_they_name(chat: Chat, store: StoredSubscriptions) -> None:
    await chat.says("/daily security, every weekday at 8 Almaty")
    for words, schedule in (
        ("9pm", Schedule("Asia/Almaty", time(21), WORKING_DAYS)),
        ("Moscow", Schedule("Europe/Moscow", time(21), WORKING_DAYS)),
        ("at weekends", Schedule("Europe/Moscow", time(21), WEEKEND)),
    ):
        await chat.says(f"/daily {words}")
        [kept] = await store.of_chat(100)
        assert (kept.schedule, kept.wanted) == (schedule, QuoteFilter(theme="security"))


async def test_a_wish_that_no_quote_fits_is_said_to_be_so(chat: Chat, store: StoredSubscriptions) -> None:
    asked = await chat.says("/daily wang yi on trade 8:00 Almaty")

    assert asked.text.startswith("The record has no quotes by Wang Yi on ")
    assert await store.of_chat(100) == ()
    assert "2. quotes by Wang Yi" in asked.text
    await pressed(chat, asked, "2")
    assert (await store.of_chat(100))[0].wanted == QuoteFilter(speaker="wang")


async def test_every_part_is_changed_by_buttons_in_the_same_message(
    chat: Chat, store: StoredSubscriptions
) -> None:
    panel = ordered = await chat.says("/daily 7:30 Tashkent")
    for path in (
        ["Change", "Time", "09:00"],
        ["Change", "Days", "Single days", "Next", "Sunday", "Back", "Back", "Back"],
        ["Change", "Which quotes", "Topics", "1", "Back", "Back", "Speakers", "Russia"],
        ["Change", "Language", "Русский"],
    ):
        step = panel
        chat.world.now += 60
        for label in path:
            step = await pressed(chat, step, label)
        panel = step

    assert panel.message_id == ordered.message_id
    [kept] = await store.of_chat(100)
    assert kept.schedule == Schedule("Asia/Tashkent", time(9), frozenset(range(6)))
    assert (kept.wanted, kept.language) == (QuoteFilter(speaker="lavrov"), "ru")


async def test_the_last_day_of_the_week_cannot_be_taken_away(chat: Chat, store: StoredSubscriptions) -> None:
    panel = await chat.says("/daily 7:30 Tashkent on mondays")
    for label in ("Change", "Days", "Single days"):
        panel = await pressed(chat, panel, label)
    await chat.presses(panel, "Monday")

    assert (await store.of_chat(100))[0].schedule.weekdays == {0}


async def test_it_rests_and_goes_on_and_stops(chat: Chat, store: StoredSubscriptions) -> None:
    ordered = await chat.says("/daily 7:30 Tashkent")
    paused = await pressed(chat, ordered, "Pause")
    assert paused.text.startswith("Daily quote (paused): ")
    assert "Next:" not in paused.text
    parts = await pressed(chat, paused, "Change")
    changed = await pressed(chat, await pressed(chat, parts, "Time"), "09:00")
    assert changed.text.startswith("Daily quote (paused): every day at 09:00")
    resumed = await pressed(chat, changed, "Resume")
    assert resumed.text.startswith("Daily quote: every day at 09:00")
    assert "Next:" in resumed.text

    assert (await chat.says("/unsubscribe")).text.startswith("Stopped: ")
    assert (await store.of_chat(100))[0].state == State.ENDED
    stopped = await chat.says("/daily")
    assert stopped.text.startswith("Daily quote (stopped): ")
    assert (await pressed(chat, stopped, "Resume")).text.startswith("Daily quote: ")


@pytest.mark.parametrize(
    ("words", "user_language", "zone", "shown"),
    [
        ("Beijing", "en", "Asia/Shanghai", "Beijing (UTC+8)"),
        ("北京", "zh", "Asia/Shanghai", "北京"),
        ("Astana", "ru", "Asia/Almaty", "Astana (UTC+6)"),
        ("Islamabad", "en", "Asia/Karachi", "Islamabad (UTC+5)"),
        ("по Нью-Дели", "ru", "Asia/Kolkata", "Нью-Дели (UTC+5:30)"),
        ("CST China", "en", "Asia/Shanghai", "China (UTC+8)"),
        ("MSK+2", "en", "Etc/GMT-5", "MSK+2 (UTC+5)"),
        ("алма-ата", "ru", "Asia/Almaty", "Алма-Ата (UTC+6)"),
        ("по Питеру", "ru", "Europe/Moscow", "Питер (UTC"),
        ("nyc", "en", "America/New_York", "NYC (UTC"),
        ("紐約", "zh", "America/New_York", "紐約"),
    ],
)
async def test_the_place_as_typed_is_kept_through_buttons_and_words(
    chat: Chat, store: StoredSubscriptions, words: str, user_language: str, zone: str, shown: str
) -> None:
    ann = {**ANN, "language_code": user_language}
    asked = await chat.says(f"/daily {words}", user=ann)
    hour = next(label for label in asked.labels if label.startswith(("8:00", "08:00")))
    ordered = await pressed(chat, asked, hour)
    later = await chat.says("/daily 9:30", user=ann)
    moved = await chat.says("/daily UTC+3", user=ann)

    assert shown in ordered.text
    assert shown in later.text
    assert "UTC+3" in moved.text
    assert shown.split(" (", maxsplit=1)[0] not in moved.text
    [kept] = await store.of_chat(100)
    assert kept.schedule.zone == "Etc/GMT-3"
    await chat.says(f"/daily {words}")
    assert (await store.of_chat(100))[0].schedule.zone == zone


async def test_back_leads_out_of_every_menu(chat: Chat) -> None:
    asked = await chat.says("/daily every weekday")
    time_asked = await pressed(chat, asked, "Moscow")
    before = await pressed(chat, time_asked, "Back")
    assert before.labels == asked.labels
    later = await pressed(chat, before, "Somewhere else")
    assert (await pressed(chat, later, "Back")).labels == asked.labels

    parts = await pressed(chat, await chat.says("/daily 8:00 Beijing"), "Change")
    for menu in ("Time", "Days", "Place", "Which quotes", "Language"):
        opened = await pressed(chat, parts, menu)
        parts = await pressed(chat, opened, "Back")
        assert parts.text.startswith("Daily quote: every day at 08:00, Beijing (UTC+8)"), menu
    assert "Pause" in (await pressed(chat, parts, "Back")).labels


async def test_a_new_hour_keeps_the_place(chat: Chat) -> None:
    panel = await chat.says("/daily 8:00 Beijing")
    hours = await pressed(chat, await pressed(chat, panel, "Change"), "Time")
    while "21:00" not in hours.labels:
        hours = await pressed(chat, hours, "Next")
    later = await pressed(chat, hours, "21:00")

    assert "every day at 21:00, Beijing (UTC+8)" in later.text


async def test_one_of_two_places_of_one_name_is_kept_by_its_name(
    chat: Chat, store: StoredSubscriptions
) -> None:
    asked = await chat.says("/daily 8:00 Hyderabad")
    assert "2. Hyderabad, Pakistan" in asked.text
    done = await pressed(chat, asked, "2")

    assert "Hyderabad (UTC+5)" in done.text
    assert (await store.of_chat(100))[0].place == "Hyderabad"


@pytest.mark.parametrize(
    ("words", "told", "labels"),
    [
        ("silently at 8 Moscow", "It arrives silently.", ("With sound", "Silent")),
        ("в 8 без звука, Москва", "Приходит без звука.", ("Со звуком", "Без звука")),
        ("早上8点 莫斯科 静音", "静音发送。", ("有提示音", "静音")),
    ],
)
async def test_it_can_be_ordered_without_a_sound_and_with_one_again(
    chat: Chat, store: StoredSubscriptions, words: str, told: str, labels: tuple[str, str]
) -> None:
    ordered = await chat.says(f"/daily {words}")
    assert told in ordered.text
    assert (await store.of_chat(100))[0].is_silent
    loud = await pressed(chat, ordered, labels[0])
    assert told not in loud.text
    silent = await pressed(chat, loud, labels[1])
    assert told in silent.text
    assert (await store.of_chat(100))[0].is_silent
    await chat.says("/daily 9:00")
    assert (await store.of_chat(100))[0].is_silent, "words change only what they name"


@pytest.mark.parametrize(
    ("words", "state"),
    [
        ("/daily off", "ended"),
        ("/daily stop", "ended"),
        ("/daily отключи", "ended"),
        ("/daily 退订", "ended"),
        ("/daily pause", "paused"),
        ("/daily пауза", "paused"),
        ("/daily 暂停", "paused"),
        ("stop", "ended"),
        ("Unsubscribe", "ended"),
        ("отписаться", "ended"),
        ("退订", "ended"),
    ],
)
async def test_stop_and_pause_do_what_they_say(
    chat: Chat, store: StoredSubscriptions, words: str, state: str
) -> None:
    await chat.says("/daily 7:30 Tashkent")
    await chat.says(words)
    assert (await store.of_chat(100))[0].state == state
    resumed = await chat.says("/daily on")
    assert resumed.text.startswith("Daily quote: every day at 07:30")


@pytest.mark.parametrize("words", ["/daily off", "/daily pause", "/daily resume", "stop"])
async def test_what_is_not_there_cannot_be_stopped(
    chat: Chat, store: StoredSubscriptions, words: str
) -> None:
    assert (await chat.says(words)).text.startswith("There is no daily quote here yet.")
    assert await store.of_chat(100) == ()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("в 9 утра по Астане", "Ежедневная цитата: каждый день в 09:00, Астана"),
        ("через день в 8 Москва", "Понимаю так"),
        ("早上8点 北京", "每日引语：每天 08:00，北京"),
        ("9 Paris", "Daily quote: every day at 09:00, Paris"),
    ],
)
async def test_an_order_is_answered_in_its_own_language(chat: Chat, words: str, told: str) -> None:
    assert (await chat.says(f"/daily {words}")).text.startswith(told)


async def test_what_a_press_opens_stays_in_the_language_of_the_order(chat: Chat) -> None:
    ordered = await chat.says("/daily в 9 утра по Астане")
    paused = await chat.presses(ordered, "Пауза")

    assert paused is not None
    assert paused.text.startswith("Ежедневная цитата (на паузе)")
    assert "Продолжить" in " ".join(paused.labels)


async def test_a_place_that_is_called_as_its_country_is_named_once(chat: Chat) -> None:
    assert "Jamaica, Jamaica" not in (await chat.says("/daily 9 EST")).text


async def test_stop_said_among_others_is_not_for_the_bot(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    world.administrators.add((-200, 100))
    await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    await chat.happens(world.says("stop", chat=GROUP))

    assert (await store.of_chat(-200))[0].state == State.ACTIVE


@pytest.mark.parametrize("words", ["stop", "стоп", "停止"])
async def test_stop_said_to_the_bot_in_a_group_stops_it(
    chat: Chat, world: World, store: StoredSubscriptions, words: str
) -> None:
    world.administrators.add((-200, 100))
    await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    await chat.happens(world.says(f"@quotes_bot {words}", chat=GROUP))

    assert (await store.of_chat(-200))[0].state == State.ENDED


async def test_two_presses_at_once_make_one_subscription(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    asked = await chat.says("/daily Tashkent")
    await asyncio.gather(*(chat.happens(world.presses(asked, label)) for label in ("08:00", "09:00")))

    assert len(await store.of_chat(100)) == 1


async def test_a_button_of_a_theme_that_left_the_record_says_so(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    asked = await chat.says("/daily Tashkent")
    update = world.presses(asked, "08:00")
    cast("dict[str, object]", update["callback_query"])["data"] = "a:s0-t123456-asia-tashkent:481"
    await chat.happens(update)

    assert world.alerts == ["This entry is no longer in the record."]
    assert await store.of_chat(100) == ()


async def test_in_a_group_only_an_administrator_decides(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    refused = await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    world.administrators.add((-200, 100))
    ordered = await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    await chat.presses(ordered, "Stop", user={**ANN, "id": 101}, chat=GROUP)
    unheard = await chat.says("/unsubscribe", user={**ANN, "id": 101}, chat=GROUP)

    assert "administrator" in refused.text
    assert ordered.text.startswith("Daily quote")
    assert ["administrator" in alert for alert in world.alerts] == [True]
    assert "administrator" in unheard.text
    assert [one.state for one in await store.of_chat(-200)] == [State.ACTIVE]


async def test_an_administrator_without_a_name_decides_for_the_group(
    chat: Chat, store: StoredSubscriptions
) -> None:
    ordered = await chat.says("/daily 7:30 Tashkent", chat=FORUM, user=NOBODY, thread=5)

    [kept] = await store.of_chat(-100300)
    assert ordered.text.startswith("Daily quote")
    assert kept.user_id == -100300, "all such administrators of all groups share one user"


async def test_in_a_channel_a_post_decides_and_a_readers_press_does_not(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    ordered = await chat.says("/daily 7:30 Tashkent на русском", chat=CHANNEL, kind="channel_post")
    await chat.presses(ordered, "Остановить", chat=CHANNEL)
    [kept] = await store.of_chat(-100400)
    assert kept.state == State.ACTIVE
    assert "администратор" in world.alerts[-1]

    world.administrators.add((-100400, 100))
    await chat.presses(ordered, "Остановить", chat=CHANNEL)
    assert (await store.of_chat(-100400))[0].state == State.ENDED
    settings = await chat.says("/settings", chat=CHANNEL, kind="channel_post")
    assert "Ежедневная цитата (остановлена)" in settings.text


async def test_each_topic_has_its_own(chat: Chat, world: World, store: StoredSubscriptions) -> None:
    world.administrators.add((-100300, 100))
    await chat.says("/daily 7:30 Tashkent", chat=FORUM, thread=5)
    reply = await chat.says("/daily 8:30", chat=FORUM, thread=6)
    await chat.presses(reply, "Pause", chat=FORUM)

    kept = {one.thread_id: (one.schedule, one.state) for one in await store.of_chat(-100300)}
    assert kept == {
        5: (Schedule("Asia/Tashkent", time(7, 30)), "active"),
        6: (Schedule("Asia/Tashkent", time(8, 30)), "paused"),
    }
    assert reply.thread == 6


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_where_the_bot_is_removed_the_daily_quote_ends(
    chat: Chat, world: World, store: StoredSubscriptions, status: str
) -> None:
    world.administrators.add((-100300, 100))
    await chat.says("/daily 7:30 Tashkent", chat=FORUM, thread=5)
    await chat.says("/daily 7:30 Tashkent", chat=FORUM, thread=6)
    await chat.says("/daily 7:30 Tashkent")
    await chat.happens(world.puts_the_bot(status, chat=FORUM))

    assert {(one.state, one.reason) for one in await store.of_chat(-100300)} == {(State.ENDED, "blocked")}
    assert (await store.of_chat(100))[0].state == State.ACTIVE


async def test_a_person_who_blocks_and_comes_back_reads_why_it_ended(chat: Chat, world: World) -> None:
    await chat.says("/daily 7:30 Tashkent")
    await chat.happens(world.puts_the_bot("kicked"))
    await chat.happens(world.puts_the_bot("member"))
    settings = await chat.says("/settings")

    assert "Daily quote (stopped): every day at 07:30" in settings.text
    assert "The bot was blocked or removed." in settings.text


async def test_a_group_that_becomes_a_supergroup_keeps_its_daily_quote(
    chat: Chat, world: World, store: StoredSubscriptions
) -> None:
    world.administrators.add((-200, 100))
    await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    await chat.happens(world.sends({"migrate_to_chat_id": -100500}, chat=GROUP))
    await chat.happens(
        world.sends({"migrate_from_chat_id": -200}, chat={"id": -100500, "type": "supergroup", "title": "7b"})
    )

    assert await store.of_chat(-200) == ()
    assert len(await store.of_chat(-100500)) == 1


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Perhaps missed on 24 November 2026: Telegram did not confirm the quote"),
        ("ru", "Возможно, пропущено 24 ноября 2026\u202fг.: Telegram не сообщил, дошла ли цитата"),
        ("zh", "2026年11月24日可能未收到：Telegram 未确认引语是否送达"),
        ("de", "Vielleicht ausgefallen am 24. November 2026: Telegram sagte nicht, ob das Zitat ankam"),
    ],
)
def test_a_quote_that_telegram_did_not_confirm_is_told_as_perhaps_missed(language: str, told: str) -> None:
    uncertain = Skipped(date(2026, 11, 24), SkipReason.UNCONFIRMED)
    outlook = Outlook(next_due=None, last_delivered=None, missed=(uncertain,))

    shown = status(
        SOMEONE, outlook, load_locales().within(language), record=fixed_record.snapshot().record, now=NOON
    )

    assert told in shown.html


async def test_settings_show_all_that_there_is_to_know(
    chat: Chat, world: World, store: StoredSubscriptions, database: Database
) -> None:
    world.now = int(datetime(2026, 11, 25, 12, 0, tzinfo=UTC).timestamp())
    await chat.says("/daily 7:30 Tashkent, lavrov")
    [kept] = await store.of_chat(100)
    missed = Due(datetime(2026, 11, 24, 2, 30, tzinfo=UTC), date(2026, 11, 24))
    following = next_due(kept.schedule, datetime.fromtimestamp(world.now, UTC))
    await Plans(database).plan(
        [Plan((kept.id,), following, missed, SkipReason.LATE, (), following)],
        now=datetime.fromtimestamp(world.now, UTC),
    )
    shown = (await chat.says("/settings")).text

    assert shown.splitlines()[1:] == [
        "Language: English",
        "Daily quote: every day at 07:30, Tashkent (UTC+5)",
        "Selection: quotes by Sergey Lavrov",
        "Names and buttons: English",
        "Next: Thu, 26 Nov 2026, 07:30",
        "Missed on 24 November 2026: the bot was away too long",
    ]


async def test_settings_show_the_subscription_and_keep_the_language(
    chat: Chat, database: Database, store: StoredSubscriptions
) -> None:
    await chat.says("/daily 7:30 Tashkent")
    settings = await chat.says("/settings")
    changed = await pressed(chat, await pressed(chat, settings, "Language"), "Русский")

    assert "Language: English" in settings.text
    assert "Daily quote: every day at 07:30" in settings.text
    assert changed is not None
    assert changed.text.startswith("Теперь я говорю по-русски.")
    assert await StoredPreferences(database).language(100) == "ru"
    assert (await store.of_chat(100))[0].language == "ru"
    assert "Сергей Лавров" in (await chat.says("lavrov")).text


async def test_in_a_group_the_language_is_the_chats_and_not_the_presss(
    chat: Chat, world: World, store: StoredSubscriptions, database: Database
) -> None:
    world.administrators.add((-200, 100))
    await chat.says("/daily 7:30 Tashkent", chat=GROUP)
    settings = await chat.says("/settings", chat=GROUP)
    menu: Sent | None = settings
    for label in ("Daily quote", "Change", "Language"):
        assert menu is not None
        menu = await chat.presses(menu, label, chat=GROUP)
    assert menu is not None
    await chat.presses(menu, "中文", chat=GROUP)

    assert "Русский" not in settings.labels
    assert (await store.of_chat(-200))[0].language == "zh"
    assert await StoredPreferences(database).language(100) is None


async def test_mydata_shows_all_and_forget_deletes_it_at_once(
    chat: Chat, store: StoredSubscriptions, database: Database
) -> None:
    assert (await chat.says("/mydata")).text == "Nothing is stored about you."
    await chat.says("/daily 7:30 Tashkent")
    await choose_english(chat)
    shown = (await chat.says("/mydata")).text
    assert "Tashkent (UTC+5)" in shown
    assert "Language: English" in shown

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


def test_every_zone_comes_back_from_its_button_and_no_two_share_one() -> None:
    zones = available_timezones()

    assert {zone_of(slug(zone)) for zone in zones} == zones


@given(
    st.sampled_from(sorted(available_timezones())),
    st.none() | st.times(),
    st.none() | st.sets(st.integers(0, 6), min_size=1),
    st.none() | st.builds(QuoteFilter, st.none() | st.just("lavrov"), st.none() | st.just("security")),
    st.sampled_from([None, "en", "ru", "zh"]),
)
def test_any_choice_comes_back_from_its_button(
    zone: str, at: time | None, weekdays: set[int] | None, wanted: QuoteFilter | None, language: str | None
) -> None:
    at = at.replace(second=0, microsecond=0) if at else None
    choice = Choice(zone, at, frozenset(weekdays) if weekdays else None, wanted, language)
    call = decode(payload(choice))

    assert call is not None
    assert chosen(call, fixed_record.snapshot().record) == choice


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The chats whose subscriptions were read, once for each time."""
    chats: list[int] = []
    read = StoredSubscriptions.of_chat

    async def counted(store: StoredSubscriptions, chat_id: int) -> tuple[Subscription, ...]:
        chats.append(chat_id)
        return await read(store, chat_id)

    monkeypatch.setattr(StoredSubscriptions, "of_chat", counted)
    return chats


@pytest.mark.parametrize(
    "order",
    [
        "/daily",
        "/daily 9:15",
        "/daily only Lavrov",
        "/daily pause",
        "/daily resume",
        "/daily stop",
        "/unsubscribe",
    ],
)
async def test_an_order_reads_its_subscription_once(chat: Chat, reads: list[int], order: str) -> None:
    await chat.says("/daily 8:00 Tashkent")
    reads.clear()
    await chat.says(order)

    assert reads == [100]


async def test_a_press_reads_the_subscription_once(chat: Chat, reads: list[int]) -> None:
    shown = await chat.says("/daily 8:00 Tashkent")
    reads.clear()
    await pressed(chat, shown, "Pause")

    assert reads == [100]


async def test_orders_of_one_chat_that_come_together_make_one_subscription(
    chat: Chat, store: StoredSubscriptions
) -> None:
    await asyncio.gather(*(chat.tries(f"/daily {hour}:00 Tashkent") for hour in (7, 8, 9)))

    assert len(await store.of_chat(100)) == 1


@pytest.mark.parametrize(
    ("words", "language", "said"),
    [
        ("every Monday at 9 Sydney", "en", "on Mondays at 09:00, Sydney"),
        ("Mon, Wed and Fri at 8 Karachi", "en", "on Mondays, Wednesdays and Fridays at 08:00, Karachi"),
        ("every day except Sunday at 8 Delhi", "en", "every day but Sunday at 08:00, Delhi"),
        ("по понедельникам и средам в 9, Минск", "ru", "по понедельникам и средам в 09:00, Минск"),
        ("каждый день кроме воскресенья в 8 Баку", "ru", "каждый день, кроме воскресенья, в 08:00, Баку"),
        ("每周一三五早上8点 阿拉木图", "zh", "每周一、周三和周五 08:00，阿拉木图"),
        ("除周日外每天8点 成都", "zh", "除周日外每天 08:00，成都"),
    ],
)
async def test_days_are_said_as_people_say_them(chat: Chat, words: str, language: str, said: str) -> None:
    ordered = await chat.says(f"/daily {words}", user={**ANN, "language_code": language})

    assert said in ordered.text.partition("\n")[0]


@pytest.mark.parametrize(
    ("language", "first"), [("en", "New York"), ("ru", "Москва"), ("zh", "北京"), ("de", "Berlin")]
)
async def test_the_places_of_a_language_are_offered_first(
    chat: Chat, store: StoredSubscriptions, language: str, first: str
) -> None:
    ann = {**ANN, "language_code": language}
    asked = await chat.says("/daily 8:00", user=ann)
    ordered = await chat.presses(asked, first, user=ann)

    assert asked.labels[0] == first
    assert ordered is not None
    assert first in ordered.text
    assert len(await store.of_chat(100)) == 1


async def test_beijing_is_not_called_by_the_name_of_its_zone(chat: Chat) -> None:
    asked = await chat.says("/daily 8:00 CST")
    ordered = await pressed(chat, asked, "1")

    assert ordered.text.startswith("Daily quote: every day at 08:00, Beijing (UTC+8)")


async def test_chinese_sentences_have_no_space_between_them(chat: Chat) -> None:
    asked = await chat.says("/daily 早上8点 亚特兰蒂斯", user={**ANN, "language_code": "zh"})

    assert "。 " not in asked.text
