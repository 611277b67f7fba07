"""Times and places as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.daily.schedule import EVERY_DAY, WEEKEND, WORKING_DAYS, Schedule
from handlers.daily.wording import LONGEST, Incomplete, Understood, WhichPlace, load_wording
from handlers.daily.words.phrases import LANGUAGES, load_phrases

WORDING = load_wording()


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
    ],
)
def test_a_time_and_a_place_make_a_schedule(said: str, zone: str, at: str) -> None:
    assert WORDING.read(said) == Understood(Schedule(zone, time.fromisoformat(at)))


@pytest.mark.parametrize(
    ("said", "weekdays"),
    [
        ("every weekday at 8, Tashkent", WORKING_DAYS),
        ("weekends at 8 Tashkent", WEEKEND),
        ("every day at 8 Tashkent", EVERY_DAY),
        ("mon, wed and fri 8:00 Tashkent", {0, 2, 4}),
        ("from Monday to Friday at 8, Tashkent", WORKING_DAYS),
        ("sat-mon 8:00 Tashkent", {5, 6, 0}),
        ("каждый будний день в 8 Ташкент", WORKING_DAYS),
        ("по выходным в 8 по Ташкенту", WEEKEND),
        ("пн-пт 8:00 Ташкент", WORKING_DAYS),
        ("с понедельника по пятницу в 8 по Ташкенту", WORKING_DAYS),
        ("по вторникам и четвергам в 8 Ташкент", {1, 3}),
        ("周一到周五早上8点塔什干", WORKING_DAYS),
        ("星期一、星期三 8点 塔什干", {0, 2}),
        ("工作日8点塔什干", WORKING_DAYS),
        ("周末8点塔什干", WEEKEND),
    ],
)
def test_days_of_the_week_are_understood(said: str, weekdays: set[int]) -> None:
    assert WORDING.read(said) == Understood(Schedule("Asia/Tashkent", time(8), frozenset(weekdays)))


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("8pm", "20:00"),
        ("noon", "12:00"),
        ("9 утра", "09:00"),
        ("every weekday at 8", "08:00"),
        ("каждый будний день в 8", "08:00"),
        ("早上七点半", "07:30"),
    ],
)
def test_without_a_place_it_is_asked_for_unless_it_is_known(said: str, at: str) -> None:
    asked = WORDING.read(said)
    known = WORDING.read(said, known_zone="Asia/Almaty")

    assert isinstance(asked, Incomplete)
    assert (asked.lacks_place, asked.lacks_time, asked.unknown) == (True, False, "")
    assert isinstance(known, Understood)
    assert (known.schedule.zone, known.schedule.at) == ("Asia/Almaty", time.fromisoformat(at))


@pytest.mark.parametrize("said", ["Tashkent", "25:00 Tashkent", "7:75 Tashkent", "in Tashkent please"])
def test_without_a_possible_time_it_is_asked_for(said: str) -> None:
    wish = WORDING.read(said)

    assert wish == Incomplete(None, EVERY_DAY, ("Asia/Tashkent",), "")


def test_an_unknown_place_is_named_and_not_replaced_by_the_known_one() -> None:
    wish = WORDING.read("8:00 Xyzzyville", known_zone="Asia/Tashkent")

    assert wish == Incomplete(time(8), EVERY_DAY, (), "xyzzyville")


@pytest.mark.parametrize(
    ("said", "first"), [("9 am Russia", "Europe/Moscow"), ("9 am USA", "America/New_York")]
)
def test_a_country_of_many_zones_gives_the_choice(said: str, first: str) -> None:
    wish = WORDING.read(said.replace("USA", "United States"))

    assert isinstance(wish, WhichPlace)
    assert wish.zones[0] == first
    assert len(wish.zones) == len(set(wish.zones)) > 3


def test_the_clock_on_the_wall_gives_the_zone() -> None:
    zones = WORDING.places.showing(time(17, 3), datetime(2026, 11, 24, 12, 0, tzinfo=UTC))

    assert zones[0] == "Asia/Tashkent"


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=2 * LONGEST))
def test_whatever_is_typed_gives_an_answer(said: str) -> None:
    wish = WORDING.read(said)

    assert isinstance(wish, (Understood, WhichPlace, Incomplete))


@given(st.times(), st.sampled_from(["Asia/Tashkent", "Europe/Paris", "America/New_York", "Asia/Kolkata"]))
def test_what_a_schedule_says_of_itself_is_understood(at: time, zone: str) -> None:
    to_the_minute = at.replace(second=0, microsecond=0)

    assert WORDING.read(f"{to_the_minute:%H:%M} {zone}") == Understood(Schedule(zone, to_the_minute))


def test_every_zone_that_a_word_leads_to_exists() -> None:
    phrases = load_phrases()
    named = {*phrases.places.values(), *phrases.main_zones.values(), *phrases.offsets.values()}

    for zone in (*named, *phrases.favourites):
        assert ZoneInfo(zone).key == zone


def test_every_language_has_its_words() -> None:
    assert LANGUAGES == ("en", "ru", "zh")
