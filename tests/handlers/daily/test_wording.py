"""Times and places as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import EVERY_DAY, WEEKEND, WORKING_DAYS
from handlers.daily.topics import topics
from handlers.daily.wording import LONGEST, Wish, load_wording
from handlers.daily.words.phrases import LANGUAGES, load_phrases
from knowledge.loader import load_snapshot
from tests import fixed_record

WORDING = load_wording()
SNAPSHOT = load_snapshot(fixed_record.FOLDER)


def read(said: str) -> Wish:
    return WORDING.read(said, lambda text: topics(text, SNAPSHOT))


@pytest.mark.parametrize(
    ("said", "zone", "at"),
    [
        ("7:30 Tashkent", "Asia/Tashkent", "07:30"),
        ("7.30 Tashkent", "Asia/Tashkent", "07:30"),
        ("7-30 Tashkent", "Asia/Tashkent", "07:30"),
        ("0730 Tashkent", "Asia/Tashkent", "07:30"),
        ("7：30 Tashkent", "Asia/Tashkent", "07:30"),
        ("Tashkent, 7:30 am, please!", "Asia/Tashkent", "07:30"),
        ("6 Asia/Tashkent", "Asia/Tashkent", "06:00"),
        ("at half past seven in Almaty", "Asia/Almaty", "07:30"),
        ("quarter to eight in the evening, Paris", "Europe/Paris", "19:45"),
        ("8 o'clock in the morning Kuala Lumpur", "Asia/Kuala_Lumpur", "08:00"),
        ("12 am Tokyo", "Asia/Tokyo", "00:00"),
        ("12 pm Tokyo", "Asia/Tokyo", "12:00"),
        ("noon in New York", "America/New_York", "12:00"),
        ("midnight UTC", "UTC", "00:00"),
        ("20:15 UTC+5", "Etc/GMT-5", "20:15"),
        ("8:00 GMT-3", "Etc/GMT+3", "08:00"),
        ("8 утра UTC+5:30", "Asia/Kolkata", "08:00"),
        ("8 in the evening Uzbekistan", "Asia/Tashkent", "20:00"),
        ("9am Tajikistan", "Asia/Dushanbe", "09:00"),
        ("9am Bishkek", "Asia/Bishkek", "09:00"),
        ("7 Islamabad", "Asia/Karachi", "07:00"),
        ("7 New Delhi", "Asia/Kolkata", "07:00"),
        ("в 9 утра по Москве", "Europe/Moscow", "09:00"),
        ("21:00 по мск", "Europe/Moscow", "21:00"),
        ("7 утра по московскому времени", "Europe/Moscow", "07:00"),
        ("в 12 ночи по Киеву", "Europe/Kyiv", "00:00"),
        ("в 3 часа дня, Самарканд", "Asia/Samarkand", "15:00"),
        ("в половине восьмого утра в Ташкенте", "Asia/Tashkent", "07:30"),
        ("полвосьмого вечера астана", "Asia/Almaty", "19:30"),
        ("без четверти девять Минск", "Europe/Minsk", "08:45"),
        ("утром в 7 в Екатеринбурге", "Asia/Yekaterinburg", "07:00"),
        ("11 вечера Душанбе", "Asia/Dushanbe", "23:00"),
        ("每天早上8点 北京时间", "Asia/Shanghai", "08:00"),
        ("晚上8点半阿拉木图", "Asia/Almaty", "20:30"),
        ("下午三点 新德里", "Asia/Kolkata", "15:00"),
        ("九点十五分 香港", "Asia/Hong_Kong", "09:15"),
        ("早上七點 臺北", "Asia/Taipei", "07:00"),
        ("7:30 tashkant", "Asia/Tashkent", "07:30"),
        ("7:30 Moskow", "Europe/Moscow", "07:30"),
        ("7:30 Bishkeck", "Asia/Bishkek", "07:30"),
        ("7:30 ташкнет", "Asia/Tashkent", "07:30"),
        ("7:30 Душамбе", "Asia/Dushanbe", "07:30"),
        ("at 8:00 UTC", "UTC", "08:00"),
        ("8:00+05:00", "Etc/GMT-5", "08:00"),
        ("8:00:00 Tashkent", "Asia/Tashkent", "08:00"),
        ("7 am in the morning please send me in Bishkek", "Asia/Bishkek", "07:00"),
        ("send us a quote at 8 Tashkent, thanks", "Asia/Tashkent", "08:00"),
        ("8:00 Moscow, Russia", "Europe/Moscow", "08:00"),
        ("8:00 China", "Asia/Shanghai", "08:00"),
        ("в полдень по Ташкенту", "Asia/Tashkent", "12:00"),
        ("請早上八點 臺北時間 發給我", "Asia/Taipei", "08:00"),
    ],
)
def test_a_time_and_a_place_make_a_schedule(said: str, zone: str, at: str) -> None:
    wish = read(said)

    assert (wish.zone, wish.at, wish.unknown) == (zone, time.fromisoformat(at), "")
    assert wish.wanted is None


@pytest.mark.parametrize(
    ("said", "weekdays"),
    [
        ("every weekday at 8, Tashkent", WORKING_DAYS),
        ("weekends at 8 Tashkent", WEEKEND),
        ("every day at 8 Tashkent", EVERY_DAY),
        ("mon, wed and fri 8:00 Tashkent", {0, 2, 4}),
        ("from Monday to Friday at 8, Tashkent", WORKING_DAYS),
        ("sat-mon 8:00 Tashkent", {5, 6, 0}),
        ("every day except sundays at 8 Tashkent", EVERY_DAY - {6}),
        ("8:00 Tashkent, not on weekends", WORKING_DAYS),
        ("каждый будний день в 8 Ташкент", WORKING_DAYS),
        ("по выходным в 8 по Ташкенту", WEEKEND),
        ("пн-пт 8:00 Ташкент", WORKING_DAYS),
        ("с понедельника по пятницу в 8 по Ташкенту", WORKING_DAYS),
        ("по вторникам и четвергам в 8 Ташкент", {1, 3}),
        ("8:00 Ташкент кроме выходных", WORKING_DAYS),
        ("周一到周五早上8点塔什干", WORKING_DAYS),
        ("星期一、星期三 8点 塔什干", {0, 2}),
        ("工作日8点塔什干", WORKING_DAYS),
        ("周末8点塔什干", WEEKEND),
        ("除了周日每天早上8点 塔什干", EVERY_DAY - {6}),
    ],
)
def test_days_of_the_week_are_understood(said: str, weekdays: set[int]) -> None:
    wish = read(said)

    assert (set(wish.weekdays or ()), wish.zone, wish.at, wish.unknown) == (
        set(weekdays),
        "Asia/Tashkent",
        time(8),
        "",
    )


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("8pm", "20:00"),
        ("noon", "12:00"),
        ("half past seven", "07:30"),
        ("9 утра", "09:00"),
        ("every weekday at 8", "08:00"),
        ("каждый будний день в 8", "08:00"),
        ("早上七点半", "07:30"),
    ],
)
def test_a_time_alone_says_nothing_of_the_place(said: str, at: str) -> None:
    wish = read(said)

    assert (wish.at, wish.zones, wish.unknown) == (time.fromisoformat(at), (), "")


def test_a_place_alone_says_nothing_of_the_time() -> None:
    wish = read("in Tashkent please")

    assert (wish.at, wish.zone, wish.unknown) == (None, "Asia/Tashkent", "")


@pytest.mark.parametrize(
    ("said", "wanted", "zone"),
    [
        ("lavrov 8:00 Almaty", QuoteFilter(speaker="lavrov"), "Asia/Almaty"),
        ("lavrof 8:00 Almaty", QuoteFilter(speaker="lavrov"), "Asia/Almaty"),
        ("9:00 Moscow security", QuoteFilter(theme="security"), "Europe/Moscow"),
        ("securty 9 Moscow", QuoteFilter(theme="security"), "Europe/Moscow"),
        ("shanghai spirit 9:00 moscow", QuoteFilter(theme="shanghai-spirit"), "Europe/Moscow"),
        ("China, 8:00 Almaty", QuoteFilter(speaker="wang"), "Asia/Almaty"),
        ("цитаты о безопасности в 9 утра по Москве", QuoteFilter(theme="security"), "Europe/Moscow"),
        ("лавров 8:00 Алматы", QuoteFilter(speaker="lavrov"), "Asia/Almaty"),
        ("王毅 早上8点 北京", QuoteFilter(speaker="wang"), "Asia/Shanghai"),
        ("关于安全 每天早上8点 北京时间", QuoteFilter(theme="security"), "Asia/Shanghai"),
        (
            "daily quote at 8 in Tashkent by Lavrov on security please",
            QuoteFilter("lavrov", "security"),
            "Asia/Tashkent",
        ),
    ],
)
def test_a_speaker_or_a_theme_is_told_from_a_place(said: str, wanted: QuoteFilter, zone: str) -> None:
    wish = read(said)

    assert (wish.wanted, wish.zone, wish.unknown) == (wanted, zone, "")


@pytest.mark.parametrize(
    ("said", "language"),
    [("8:00 Lahore in Russian", "ru"), ("8:00 Ташкент на китайском", "zh"), ("早上8点 北京时间用英文", "en")],
)
def test_a_language_can_be_named(said: str, language: str) -> None:
    wish = read(said)

    assert (wish.language, wish.at, wish.unknown) == (language, time(8), "")


@pytest.mark.parametrize(
    ("said", "unknown"),
    [
        ("25:00 Tashkent", "25:00"),
        ("7:75 Tashkent", "7:75"),
        ("7:30 and 19:30 Tashkent", "19:30"),
        ("every other day at 8 Tashkent", "other day"),
        ("через день в 8 Ташкент", "через день"),
        ("tomorrow at 8 Tashkent", "tomorrow"),
        ("8:00 Tashkent quotes about football", "football"),
        ("lavrov and wang 8:00 Tashkent", "wang"),
        ("8:00 Xyzzyville", "xyzzyville"),
        ("8:00 Navoi", "navoi"),
        ("每隔一天 早上8点 北京", "每隔一天 早上8点 北京"),
    ],
)
def test_words_that_were_not_understood_are_named(said: str, unknown: str) -> None:
    assert read(said).unknown == unknown


@pytest.mark.parametrize(
    ("said", "first", "others"),
    [
        ("9 am Russia", "Europe/Moscow", 4),
        ("9 am USA", "America/New_York", 4),
        ("8:00 Almaty Moscow", "Asia/Almaty", 1),
        ("8:00 Almaty UTC+3", "Asia/Almaty", 1),
    ],
)
def test_what_may_be_several_zones_is_none(said: str, first: str, others: int) -> None:
    wish = read(said)

    assert wish.zone is None
    assert wish.zones[0] == first
    assert len(set(wish.zones)) == len(wish.zones) > others


@pytest.mark.parametrize("said", ["8:00 mars", "blah blah", "every other day"])
def test_a_name_that_is_only_somewhat_like_a_place_is_none(said: str) -> None:
    wish = read(said)

    assert wish.zones
    assert wish.zone is None


def test_the_clock_on_the_wall_gives_the_zones_the_usual_ones_first() -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    zones = WORDING.places.at_offset(timedelta(hours=5), now)

    assert zones[0] == "Asia/Tashkent"
    assert {"Asia/Almaty", "Asia/Dushanbe", "Asia/Karachi"} <= set(zones)
    assert all(now.astimezone(ZoneInfo(zone)).utcoffset() == timedelta(hours=5) for zone in zones)


def test_every_clock_on_earth_can_be_picked() -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    offsets = WORDING.places.offsets_now(now)

    assert timedelta(hours=5, minutes=45) in offsets
    assert (offsets[0], offsets[-1]) == (timedelta(hours=-11), timedelta(hours=14))
    assert all(WORDING.places.at_offset(offset, now) for offset in offsets)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=2 * LONGEST))
def test_whatever_is_typed_is_read(said: str) -> None:
    wish = read(said)

    assert wish.zone is None or ZoneInfo(wish.zone).key == wish.zone


@given(st.times(), st.sampled_from(["Asia/Tashkent", "Europe/Paris", "America/New_York", "Asia/Kolkata"]))
def test_what_a_schedule_says_of_itself_is_understood(at: time, zone: str) -> None:
    to_the_minute = at.replace(second=0, microsecond=0)

    wish = read(f"{to_the_minute:%H:%M} {zone}")

    assert (wish.at, wish.zone, wish.unknown) == (to_the_minute, zone, "")


def test_every_zone_that_a_word_leads_to_exists() -> None:
    phrases = load_phrases()
    named = {*phrases.places.values(), *phrases.main_zones.values(), *phrases.offsets.values()}

    for zone in (*named, *phrases.favourites):
        assert ZoneInfo(zone).key == zone


def test_every_language_has_its_words() -> None:
    assert LANGUAGES == ("en", "ru", "zh")
