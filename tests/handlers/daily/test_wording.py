"""Times and places as people write them."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import EVERY_DAY, WEEKEND, WORKING_DAYS
from handlers.daily.topics import topics
from handlers.daily.wording import LONGEST, Wish, load_wording
from handlers.daily.words.asides import Frequency, Order
from handlers.daily.words.cities import cities
from handlers.daily.words.offsets import labelled
from handlers.daily.words.phrases import folded, load_phrases
from handlers.daily.words.place import Place
from tests import fixed_record

WORDING = load_wording()


def read(said: str) -> Wish:
    return WORDING.read(said, lambda text: topics(text, fixed_record.snapshot()))


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
        ("9 P.M. Paris", "Europe/Paris", "21:00"),
        ("08.15 hrs, Colombo, Sri Lanka", "Asia/Colombo", "08:15"),
        ("half nine in Dublin pls", "Europe/Dublin", "09:30"),
        ("20 past 6, HK", "Asia/Hong_Kong", "06:20"),
        ("7 utc plus 5", "Etc/GMT-5", "07:00"),
        ("7 GMT minus 5", "Etc/GMT+5", "07:00"),
        ("7 UTC5", "Etc/GMT-5", "07:00"),
        ("в 7 по UTC минус 5", "Etc/GMT+5", "07:00"),
        ("около девяти по вечерам, Омск", "Asia/Omsk", "21:00"),
        ("晚九点 东八区", "Etc/GMT-8", "21:00"),
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
        ("每周一三五 早上8点 塔什干", {0, 2, 4}),
        ("星期二、四 8点 塔什干", {1, 3}),
        ("8:00 Tashkent, no weekends", WORKING_DAYS),
        ("工作日8点塔什干", WORKING_DAYS),
        ("周末8点塔什干", WEEKEND),
        ("除了周日每天早上8点 塔什干", EVERY_DAY - {6}),
        ("早上八点整，塔什干，不要周末", WORKING_DAYS),
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

    assert (wish.at, wish.places, wish.unknown) == (time.fromisoformat(at), (), "")


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
        ("1.5 hours, Tashkent", "1.5 hours"),
        ("8:00 UTC+25", "UTC+25"),
        ("8:00 GMT-0:15", "GMT-0:15"),
        ("8:00 Tashkent quotes about football", "football"),
        ("lavrov and wang 8:00 Tashkent", "wang"),
        ("8:00 Xyzzyville", "Xyzzyville"),
        ("8:00 Kingdom of Narnia", "Kingdom of Narnia"),
        ("second Tuesday of a quarter, 8:00 Tashkent", "second … quarter"),
        ("早上8点 北京 关于足球", "关于足球"),
        ("早上8点 亚特兰蒂斯", "亚特兰蒂斯"),
        ("早上八点，火星上，每天", "火星上"),
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

    zones = [place.zone for place in wish.places]
    assert wish.zone is None
    assert zones[0] == first
    assert len(set(zones)) == len(zones) > others


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("8:00 the land behind the sea", None),
        ("8:00 Atlantis", "Atlanta"),
        ("в 8 в Лондоновске", None),
        ("7 Narnia", None),
        ("8:00 Metropolis City", None),
    ],
)
def test_a_name_that_is_only_somewhat_like_a_place_is_asked_about(said: str, offered: str | None) -> None:
    wish = read(said)

    assert wish.place is None
    assert wish.unknown
    assert offered is None or offered in [place.label for place in wish.places]


def test_the_clock_on_the_wall_gives_the_zones_the_usual_ones_first() -> None:
    now = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
    zones = WORDING.places.at_offset(timedelta(hours=5), now)

    assert {"Asia/Tashkent", "Asia/Almaty", "Asia/Dushanbe", "Asia/Karachi"} <= set(zones)
    assert len(zones) <= 10
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
    named = {zone for zone, _ in phrases.places.values()} | set(phrases.main_zones.values())
    short = {zone for zones in phrases.abbreviations.values() for zone in zones}

    for zone in named | short | {place.zone for places in WORDING.places.names.values() for place in places}:
        assert ZoneInfo(zone).key == zone


@pytest.mark.parametrize(
    ("said", "zone", "shown"),
    [
        ("8 in Beijing", "Asia/Shanghai", "Beijing"),
        ("早上8点，北京时间", "Asia/Shanghai", "北京"),
        ("в 8 по Пекину", "Asia/Shanghai", "Пекин"),
        ("8 astana", "Asia/Almaty", "Astana"),
        ("в 8 в Нур-Султане", "Asia/Almaty", "Нур-Султан"),
        ("new delhi 8:00", "Asia/Kolkata", "New Delhi"),
        ("6a Islamabad", "Asia/Karachi", "Islamabad"),
        ("8:00 Ürümqi", "Asia/Urumqi", "Ürümqi"),
        ("8:00 urumqi, china", "Asia/Urumqi", "Ürümqi"),
        ("в 8 утра в Навои", "Asia/Samarkand", "Навои"),
        ("8:00 Karakol", "Asia/Bishkek", "Karakol"),
        ("в 8 в Казани", "Europe/Moscow", "Казань"),
        ("в 8 в Париже", "Europe/Paris", "Париж"),
        ("в 8 в Самаре", "Europe/Samara", "Самара"),
        ("в 8 в Балашихе", "Europe/Moscow", "Балашиха"),
        ("в 8 в Ростове-на-Дону", "Europe/Moscow", "Ростов-на-Дону"),
        ("8点 阿斯塔那", "Asia/Almaty", "阿斯塔那"),
        ("7 утра по красноярскому времени", "Asia/Krasnoyarsk", "Красноярск"),
        ("晚上8点 乌鲁木齐", "Asia/Urumqi", "乌鲁木齐"),
        ("早上7点 中国标准时间", "Asia/Shanghai", "中国标准时间"),
        ("8:00 India Standard Time", "Asia/Kolkata", "India Standard Time"),
        ("8 Samarkand, Uzbekistan", "Asia/Samarkand", "Samarkand"),
        ("8:00 Hyderabad, Pakistan", "Asia/Karachi", "Hyderabad"),
        ("8:00 Hong Kong, China", "Asia/Hong_Kong", "Hong Kong"),
        ("every morning in Beijing", "Asia/Shanghai", "Beijing"),
        ("8:00 EST, New York", "America/New_York", "New York"),
        ("8 EST USA", "America/New_York", "EST"),
        ("8 ET", "America/New_York", "ET"),
        ("в 8 по Нижнему Новгороду", "Europe/Moscow", "Нижний Новгород"),
        ("в 8 в Великом Новгороде", "Europe/Moscow", "Великий Новгород"),
        ("change the place to Beijing", "Asia/Shanghai", "Beijing"),
        ("改成北京时间", "Asia/Shanghai", "北京"),
        ("8:00 CST China", "Asia/Shanghai", "China"),
        ("8:00 China CST", "Asia/Shanghai", "China"),
        ("IST, Israel, 9pm", "Asia/Jerusalem", "Israel"),
        ("PST Philippines 9", "Asia/Manila", "Philippines"),
        ("9 CST Cuba", "America/Havana", "Cuba"),
        ("9 BST Bangladesh", "Asia/Dhaka", "Bangladesh"),
        ("9 IST Индия", "Asia/Kolkata", "Индия"),
        ("7 PKT", "Asia/Karachi", "PKT"),
        ("7 uzt", "Asia/Tashkent", "UZT"),
        ("7 MSK+2", "Etc/GMT-5", "MSK+2"),
        ("в 7 мск+4", "Etc/GMT-7", "МСК+4"),
        ("7 UTC+5:45", "Asia/Kathmandu", "UTC+5:45"),
        ("7 UTC-3", "Etc/GMT+3", "UTC−3"),
        ("Etc/GMT+5 8:00", "Etc/GMT+5", ""),
        ("8:00 America/St_Johns", "America/St_Johns", ""),
    ],
)
def test_the_place_keeps_the_name_it_was_typed_by(said: str, zone: str, shown: str) -> None:
    wish = read(said)

    assert wish.place is not None
    assert (wish.place.zone, wish.place.label, wish.unknown) == (zone, shown, "")
    assert wish.wanted is None, "whose country the place is in, says nothing of whose quotes"


@pytest.mark.parametrize(
    ("said", "zones"),
    [
        ("8:00 CST", {"Asia/Shanghai", "America/Chicago", "America/Havana", "America/Mexico_City"}),
        ("8:00 BST", {"Europe/London", "Asia/Dhaka"}),
        ("в 8 IST", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
        ("8:00 EST Australia", {"Australia/Sydney", "Australia/Brisbane"}),
        ("8:00 BST China", {"Europe/London", "Asia/Dhaka", "Asia/Shanghai"}),
        ("8:00 Hyderabad", {"Asia/Kolkata", "Asia/Karachi"}),
        ("7 UTC-3:30", {"America/St_Johns"}),
        ("Georgia and Texas at 8", {"Asia/Tbilisi", "America/Chicago"}),
    ],
)
def test_what_several_places_are_called_is_asked_about(said: str, zones: set[str]) -> None:
    wish = read(said)

    assert {place.zone for place in wish.places} == zones
    assert wish.place is None


@pytest.mark.parametrize(
    ("said", "at"),
    [
        ("6p", "18:00"),
        ("6 p", "18:00"),
        ("11a", "11:00"),
        ("12a", "00:00"),
        ("12 noon", "12:00"),
        ("12 midnight", "00:00"),
        ("8 a quote", "08:00"),
    ],
)
def test_a_time_in_short(said: str, at: str) -> None:
    wish = read(f"{said}, Astana")

    assert (wish.at, wish.zone, wish.unknown) == (time.fromisoformat(at), "Asia/Almaty", "")


@pytest.mark.parametrize(
    ("said", "declined", "times"),
    [
        ("twice a day at 8 and 20, Moscow", Frequency.OFTEN, ["08:00", "20:00"]),
        ("7:30 and 19:30 Moscow", Frequency.OFTEN, ["07:30", "19:30"]),
        ("8 in the morning and 9 in the evening, Moscow", Frequency.OFTEN, ["08:00", "21:00"]),
        ("every 3 hours, Moscow", Frequency.OFTEN, []),
        ("два раза в день, в 8 и в 20, Москва", Frequency.OFTEN, ["08:00", "20:00"]),
        ("каждые 1,5 часа Москва", Frequency.OFTEN, []),
        ("每天两次 早上8点 莫斯科", Frequency.OFTEN, ["08:00"]),
        ("每天两次 8点 20点 莫斯科", Frequency.OFTEN, ["08:00", "20:00"]),
        ("8 часов и 20 часов Москва", Frequency.OFTEN, ["08:00", "20:00"]),
        ("every other day at 8 Moscow", Frequency.ALTERNATE, ["08:00"]),
        ("every 3 days at 8 Moscow", Frequency.ALTERNATE, ["08:00"]),
        ("через день в 8 Москва", Frequency.ALTERNATE, ["08:00"]),
        ("раз в два дня в 8 Москва", Frequency.ALTERNATE, ["08:00"]),
        ("每隔一天 早上8点 莫斯科", Frequency.ALTERNATE, ["08:00"]),
        ("once a week at 8 Moscow", Frequency.WEEKLY, ["08:00"]),
        ("раз в неделю в 8, Москва", Frequency.WEEKLY, ["08:00"]),
        ("tomorrow at 8 Moscow", Frequency.ONCE, ["08:00"]),
        ("in 2 hours, Moscow", Frequency.ONCE, []),
        ("через 2 часа, Москва", Frequency.ONCE, []),
        ("明天早上8点 莫斯科", Frequency.ONCE, ["08:00"]),
    ],
)
def test_a_frequency_that_is_not_to_be_had_is_recognised(
    said: str, declined: Frequency, times: list[str]
) -> None:
    wish = read(said)

    assert (wish.declined, [f"{one:%H:%M}" for one in wish.times]) == (declined, times)
    assert (wish.zone, wish.unknown) == ("Europe/Moscow", "")


def test_once_a_week_on_a_day_that_is_named_is_to_be_had() -> None:
    wish = read("weekly on friday at 8 Moscow")

    assert wish.declined is None
    assert wish.weekdays == frozenset({4})


@pytest.mark.parametrize(
    ("said", "is_silent"),
    [
        ("silently at 8, Moscow", True),
        ("8:00 Moscow with sound", False),
        ("в 8 без звука Москва", True),
        ("早上8点 莫斯科 静音", True),
        ("8:00 Moscow", None),
    ],
)
def test_a_sound_can_be_spoken_of(said: str, is_silent: bool | None) -> None:  # noqa: FBT001
    wish = read(said)

    assert (wish.is_silent, wish.zone, wish.unknown) == (is_silent, "Europe/Moscow", "")


@pytest.mark.parametrize(
    ("said", "order"),
    [
        ("stop", Order.STOP),
        ("Unsubscribe!", Order.STOP),
        ("off", Order.STOP),
        ("отписаться", Order.STOP),
        ("выключи", Order.STOP),
        ("退订", Order.STOP),
        ("pause", Order.PAUSE),
        ("пауза", Order.PAUSE),
        ("暂停。", Order.PAUSE),
        ("resume", Order.RESUME),
        ("возобнови", Order.RESUME),
        ("恢复", Order.RESUME),
        ("stop the war", None),
        ("8:00 Moscow", None),
        ("", None),
    ],
)
def test_an_order_is_told_from_a_wish(said: str, order: Order | None) -> None:
    assert WORDING.order(said) == order


def test_no_word_that_says_something_else_is_taken_for_a_place() -> None:
    phrases = load_phrases()
    said = {
        *phrases.fillers,
        *phrases.numbers,
        *phrases.dayparts,
        *phrases.weekdays,
        *phrases.day_groups,
        *phrases.languages,
        *phrases.loudness,
        *phrases.frequencies,
    }

    for word in sorted(said):
        wish = read(f"{word.replace('#', '3')} 8:00 Moscow")
        assert wish.zone in {"Europe/Moscow", None}, word
        assert {place.zone for place in wish.places} <= {"Europe/Moscow"}, word


@settings(max_examples=100, deadline=None)
@given(st.deferred(lambda: st.sampled_from(sorted(cities().pairs()))), st.times())
def test_any_city_we_know_is_read_and_shown_as_it_is_called(
    city: tuple[str, tuple[Place, ...]], at: time
) -> None:
    name, places = city
    assume(len(places) == 1 and not any(one.typed for one in topics(name, fixed_record.snapshot())))
    assume(WORDING.places.names[name] == places)
    assume(not set(name.split()) & load_phrases().fillers)
    # The table has some cities twice, with a comma and without: "Misato, Saitama".
    assume(not {"(", ","} & set(name) and not {"am", "pm"} & set(name.split()))
    label = places[0].label

    wish = read(f"{at:%H:%M} {label}")

    assert wish.place is None or (wish.place.zone, folded(wish.place.label)) == (places[0].zone, name)


@given(st.integers(-12 * 4, 14 * 4))
def test_an_offset_is_understood_with_its_sign_or_asked_about(quarters: int) -> None:
    hours, minutes = divmod(abs(quarters) * 15, 60)
    said = f"UTC{'-' if quarters < 0 else '+'}{hours}:{minutes:02}"

    wish = read(f"{said} 8:00")

    if wish.place is not None:
        offset = datetime(2026, 1, 1, tzinfo=ZoneInfo(wish.place.zone)).utcoffset()
        assert offset == timedelta(minutes=15 * quarters)


def test_every_place_comes_back_from_its_mark_and_no_two_share_one() -> None:
    known = {place for places in WORDING.places.names.values() for place in places} | set(labelled())
    named = {(place.zone, place.label) for place in known if place.label}

    assert len({Place(zone, label).mark for zone, label in named}) == len(named)
    assert max(len(label) for _, label in named) <= 64
    for zone, label in sorted(named)[::997]:
        found = WORDING.places.marked(Place(zone, label).mark)
        assert found is not None
        assert (found.zone, found.label) == (zone, label)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(0, 6))
def test_any_time_is_read_however_it_is_written(hour: int, minute: int, form: int) -> None:
    half = "am" if hour < 12 else "pm"
    said = [
        f"{hour}:{minute:02} Bishkek",
        f"{hour:02}.{minute:02} Bishkek",
        f"{(hour + 11) % 12 + 1}:{minute:02} {half} Bishkek",
        f"{(hour + 11) % 12 + 1}:{minute:02}{half[0]}, Bishkek",
        f"в {hour}:{minute:02} по Бишкеку",
        f"{hour} часов {minute} минут Бишкек",
        f"每天{hour}点{minute}分 比什凯克",
    ][form]

    wish = read(said)

    assert (wish.at, wish.zone, wish.unknown) == (time(hour, minute), "Asia/Bishkek", "")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "8:00",
                "6p",
                "CST",
                "China",
                "Moscow",
                "UTC+5",
                "every day",
                "off",
                "пн-пт",
                "в Ташкенте",
                "静音",
                "北京",
                "twice a day",
                "lavrov",
                "security",
                "zzz",
                "Etc/GMT+5",
                ",",
                "1.5",
                "not",
            ]
        ),
        max_size=6,
    )
)
def test_no_words_together_are_too_much(words: list[str]) -> None:
    wish = read(" ".join(words))

    assert wish.place is None or wish.place in wish.places
    assert len(set(wish.times)) == len(wish.times)


def test_no_name_of_a_city_is_shown_as_another_one() -> None:
    known = cities()
    shown = {name: label for name, (_, label) in load_phrases().places.items() if name in known}

    assert shown
    assert not {name: label for name, label in shown.items() if folded(label) != name}


@pytest.mark.parametrize(
    ("said", "tells"),
    [("at 8:30", True), ("every Friday", True), ("в 9 вечера", True), ("about trust", False), ("", False)],
)
def test_an_hour_or_days_tell_when_each_by_itself(said: str, *, tells: bool) -> None:
    assert WORDING.tells_when(said) is tells
