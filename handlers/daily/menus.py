"""What is asked about a daily quote, each with its buttons: at what time, where, on which days, of what."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial, reduce
from html import escape

from babel import Locale
from babel.dates import format_time, get_day_names

from handlers.button_rows import MOST_BUTTONS, leaf, menu
from handlers.callback_data import Change, Verb, encode
from handlers.contents import Contents
from handlers.daily.choice import Choice, payload
from handlers.daily.cycle import QuoteFilter, eligible
from handlers.daily.schedule import EVERY_DAY, WEEKEND, WORKING_DAYS, Schedule
from handlers.daily.status_panel import days, own_name, what, when
from handlers.daily.words.asides import Frequency
from handlers.daily.words.place import Kind, Place
from handlers.daily.zones import city, offered, slug, utc_offset
from handlers.entries import headed
from handlers.reply import Press, Reply
from handlers.texts import LANGUAGES, Texts, capital
from handlers.voices import short_name
from knowledge.record.values import Record

_ALTERNATE = (frozenset({0, 2, 4}), frozenset({1, 3, 5}))
_PICKED = re.compile(r"clock-(?P<side>[ew])-(?P<minutes>\d+)(?P<page>-\d+)?")
USUAL_HOURS = (7, 8, 9, 20)
"""When most people want it: these stand on the first page; any other minute can be typed."""
HOURS = (*USUAL_HOURS, *(hour for hour in (*range(5, 24), *range(5)) if hour not in USUAL_HOURS))
_PARTS_OF_DAY = ("button_night", "button_morning", "button_afternoon", "button_evening")
"""Six hours each, from midnight on."""
_EARLY, _LATE = range(4), range(4, 7)
"""Monday to Thursday, and the rest: each half of a week is a page."""


def ask_time(choice: Choice, texts: Texts, *, unknown: str = "", back: str = "clock", page: int = 0) -> Reply:
    """Ask at which hour, the usual ones first; words can name any minute.

    Args:
        unknown: Words that were not understood.
        back: Where Back leads: "parts" of a subscription, or what was asked before.
        page: From 0.
    """
    hours = leaf(HOURS, page, beside=1)
    presses = [
        Press(_clock(time(hour), texts), payload(replace(choice, at=time(hour)))) for hour in hours.shown
    ]
    other = Press(texts.label("button_next"), payload(choice, menu=f"h{hours.following}"))
    asked = texts.say("daily_ask_time")
    if choice.zone:
        asked = texts.say("daily_ask_time_in", place=_shown_place(choice, texts))
    return Reply(_after(unknown, asked, texts), menu(presses, (other, *_behind(choice, texts, back))))


def ask_place(
    choice: Choice,
    texts: Texts,
    *,
    unknown: str = "",
    is_first: bool = False,
    is_ordered: bool = False,
    page: int = 0,
) -> Reply:
    """Ask where somebody is: some places at a time, and behind the last of them what time it is there.

    Args:
        unknown: Words that were not understood.
        is_first: Whether nothing is known yet, so that it needs saying how to order in words.
        is_ordered: Whether there is a daily quote to go back to.
        page: From 0.
    """
    places = leaf(offered(texts.plain["places_first"].split()), page, beside=1)
    presses = [
        Press(named, payload(replace(choice, zone=zone, place=place)))
        for zone in places.shown
        for named, place in (_as_people_say(zone, texts),)
    ]
    is_last = places.page + 1 == places.pages
    others = Press(
        texts.label("button_other_place"),
        payload(choice, place="clocks" if is_last else f"clock-{places.page + 1}"),
    )
    back = _out(texts, is_ordered=is_ordered)
    if places.page:
        before = payload(choice, place="clock" if places.page == 1 else f"clock-{places.page - 1}")
        back = Press(texts.label("button_back"), before)
    asked = texts.say("daily_ask_place" if is_first else "daily_ask_where")
    return Reply(_after(unknown, asked, texts), menu(presses, (others, back)))


def ask_part_of_day(choice: Choice, texts: Texts) -> Reply:
    """Ask whether it is night or day where somebody is, as there are many clocks."""
    presses = [
        Press(texts.label(key), payload(choice, place=f"clocks-{part}"))
        for part, key in enumerate(_PARTS_OF_DAY)
    ]
    return Reply(texts.say("daily_ask_clock"), menu(presses, _behind(choice, texts, "clock")))


def ask_clock(
    choice: Choice, texts: Texts, *, now: datetime, offsets: Iterable[timedelta], part: int, page: int = 0
) -> Reply:
    """Ask what time it is where somebody is, with every time that a clock shows now in a part of the day.

    Args:
        part: Of the day, from 0: six hours each, from midnight on.
        page: From 0.
    """
    of_part = sorted(
        (offset for offset in offsets if (now + offset).hour // 6 == part),
        key=lambda offset: (now + offset).time(),
    )
    shown = leaf(of_part, page, beside=1)
    presses = [
        Press(_clock((now + offset).time(), texts), payload(choice, place=_clock_mark(offset)))
        for offset in shown.shown
    ]
    turn = _turn(
        shown.following, texts, lambda following: payload(choice, place=f"clocks-{part}-{following}")
    )
    return Reply(texts.say("daily_ask_clock"), menu(presses, (*turn, *_behind(choice, texts, "clocks"))))


def ask_zone(
    choice: Choice, zones: Sequence[str], texts: Texts, *, offset: timedelta, asked: str, page: int = 0
) -> Reply:
    """Ask which of some zones it is that are as far from UTC.

    Args:
        offset: From UTC.
        asked: The question, as HTML.
        page: From 0.
    """
    shown = leaf(zones, page, beside=1)
    presses = [Press(city(zone, texts.language), payload(replace(choice, zone=zone))) for zone in shown.shown]
    turn = _turn(
        shown.following, texts, lambda following: payload(choice, place=f"{_clock_mark(offset)}-{following}")
    )
    return Reply(asked, menu(presses, (*turn, *_behind(choice, texts, "clocks"))))


def ask_where(choice: Choice, places: Sequence[Place], texts: Texts, *, now: datetime, asked: str) -> Reply:
    """Ask which of some places it is, each with its country: "Hyderabad, Pakistan · UTC+5".

    Args:
        asked: The question, as HTML.
    """
    shown = places[: MOST_BUTTONS - 2]
    lines = [f"{number}. {escape(_with_offset(place, texts, now))}" for number, place in enumerate(shown, 1)]
    presses = [
        Press(str(number), payload(replace(choice, zone=place.zone, place=_label(place, texts))))
        for number, place in enumerate(shown, 1)
    ]
    others = Press(texts.label("button_other_place"), payload(choice, place="clocks"))
    ways = (others, *_behind(choice, texts, "clock"))
    return Reply("\n".join((asked, *lines)), menu(presses, ways))


def _with_offset(place: Place, texts: Texts, now: datetime) -> str:
    """Say a place with its country and its offset, once where its name is one: "UTC−5"."""
    named, offset = _in_country(place, texts), utc_offset(place.zone, now)
    return named if named == offset else f"{named} · {offset}"


def decline(frequency: Frequency, times: Sequence[time], choice: Choice, texts: Texts) -> Reply:
    """Say that a frequency can't be had, and offer what comes nearest.

    Args:
        frequency: What was wished for.
        times: All times of day that were named.
        choice: What was understood besides; the buttons carry it.
    """
    said = texts.say(f"daily_declined_{frequency}")
    back = _behind(choice, texts, "clock")
    if frequency is Frequency.OFTEN and times:
        presses = [
            Press(_clock(at, texts), payload(replace(choice, at=at))) for at in times[: MOST_BUTTONS - 1]
        ]
        return Reply(said, menu(presses, back))
    if frequency is Frequency.OFTEN:
        return Reply(said, ask_time(choice, texts).rows)
    if frequency is Frequency.WEEKLY:
        return ask_weekday(choice, texts)
    names = get_day_names("abbreviated", "stand-alone", locale=texts.locale)
    groups = [(_capital(texts.label("daily_every_day")), EVERY_DAY)]
    if frequency is Frequency.ALTERNATE:
        groups += [(texts.join(tuple(names[day] for day in sorted(some))), some) for some in _ALTERNATE]
    presses = [Press(label, payload(replace(choice, weekdays=some))) for label, some in groups]
    return Reply(said, menu(presses, back))


def ask_weekday(choice: Choice, texts: Texts, *, page: int = 0) -> Reply:
    """Ask for the one day of the week."""
    names = get_day_names("wide", "stand-alone", locale=texts.locale)
    shown = leaf(range(7), page, beside=1)
    presses = [
        Press(_capital(names[day]), payload(replace(choice, weekdays=frozenset({day}))))
        for day in shown.shown
    ]
    turn = _turn(shown.following, texts, lambda following: payload(choice, menu=f"w{following}"))
    return Reply(texts.say("daily_declined_weekly"), menu(presses, (*turn, *_behind(choice, texts, "clock"))))


def confirm(
    choice: Choice, schedule: Schedule, texts: Texts, *, unknown: str, record: Record, now: datetime
) -> Reply:
    """Ask whether a wish was understood although some words of it were not."""
    said = texts.say(
        "daily_confirm",
        when=when(schedule, choice.place, texts, now=now),
        what=what(choice.wanted or QuoteFilter(), texts, record),
    )
    yes = Press(texts.label("button_order"), payload(choice))
    other = Press(texts.label("button_time"), payload(replace(choice, at=None)))
    return Reply(_after(unknown, said, texts), menu((yes, other), _behind(choice, texts, "clock")))


def ask_days(weekdays: frozenset[int], texts: Texts) -> Reply:
    """Show groups of days, the chosen one marked; single days are a press away."""
    groups = [
        Press(_marked(_capital(texts.label(key)), group == weekdays), _days_payload(group))
        for key, group in (
            ("daily_every_day", EVERY_DAY),
            ("daily_working_days", WORKING_DAYS),
            ("daily_weekend", WEEKEND),
        )
    ]
    single = Press(texts.label("button_single_days"), encode(Verb.DAILY, Change.EARLY))
    return Reply(texts.say("daily_ask_days"), menu(groups, (single, _back(texts))))


def ask_single_days(weekdays: frozenset[int], texts: Texts, *, is_late: bool) -> Reply:
    """Show the days that are chosen; each button takes one more, or one less, but never the last.

    Args:
        is_late: Whether the end of the week is shown.
    """
    names = get_day_names("wide", "stand-alone", locale=texts.locale)
    here, there = (Change.LATE, Change.EARLY) if is_late else (Change.EARLY, Change.LATE)
    presses = [
        Press(
            _marked(_capital(names[day]), day in weekdays),
            _days_payload((weekdays ^ {day}) or weekdays, here),
        )
        for day in (_LATE if is_late else _EARLY)
    ]
    turn = Press(texts.label("button_next"), encode(Verb.DAILY, there))
    chosen_days = texts.say("understood", question=days(weekdays, texts))
    return Reply(
        f"{texts.say('daily_ask_days')}\n{chosen_days}", menu(presses, (turn, _back(texts, Change.DAYS)))
    )


def ask_what(texts: Texts) -> Reply:
    """Ask whose quotes, or on what."""
    choices = (
        Press(texts.label("button_all_quotes"), payload(Choice(wanted=QuoteFilter()))),
        Press(texts.label("button_speakers"), encode(Verb.DAILY, "speakers")),
        Press(texts.label("button_topics"), encode(Verb.DAILY, "themes")),
    )
    return Reply(texts.say("daily_ask_what"), menu(choices, (_back(texts),)))


def ask_speaker(texts: Texts, record: Record, page: int) -> Reply:
    """Ask whose quotes, of those who have any."""
    names = [short_name(one, texts) for one in record.speakers.values()]
    found = [
        (
            QuoteFilter(speaker=one.id),
            headed(one, texts),
            name if names.count(name) == 1 else one.name.within(texts.language),
        )
        for one, name in zip(record.speakers.values(), names, strict=True)
    ]
    return _ask_wanted(found, texts, record, page=page)


def ask_theme(texts: Texts, record: Record, page: int) -> Reply:
    """Ask on what, of the themes that any quote speaks of; those that stand together are one line first."""
    counted = ((one, len(eligible(record, QuoteFilter(theme=one.id)))) for one in record.themes.values())
    themes = [(one, count) for one, count in counted if count]
    contents = Contents(len(themes), room=MOST_BUTTONS - 1, beneath=MOST_BUTTONS - 1)
    branch = contents.branch(page)
    lines, presses = [], []
    for number, part in enumerate(contents.within(branch), 1):
        names = [capital(one.name.within(texts.language)) for one, _ in themes[part.start :][: part.size]]
        theme, count = themes[part.start]
        is_one = part.size == 1
        lines.append(f"<b>{number}.</b> {escape(' · '.join([*names, str(count)] if is_one else names))}")
        opens = encode(Verb.DAILY, "themes", part.page)
        chooses = payload(Choice(wanted=QuoteFilter(theme=theme.id)))
        presses.append(Press(str(number), chooses if is_one else opens))
    above = contents.above(branch)
    before = encode(Verb.DAILY, "themes", 0 if above == contents.root else above.page)
    back = _back(texts, "what") if branch == contents.root else Press(texts.label("button_back"), before)
    return Reply("\n".join((texts.say("daily_ask_themes"), *lines)), menu(presses, (back,)))


def ask_language(texts: Texts) -> Reply:
    """Ask in which language the words around the quote are to be."""
    presses = [
        Press(capital(own_name(code)), payload(Choice(language=code)))
        for code in LANGUAGES[: MOST_BUTTONS - 1]
    ]
    return Reply(texts.say("daily_ask_language"), menu(presses, (_back(texts),)))


def nothing_fits(choice: Choice, wanted: QuoteFilter, texts: Texts, record: Record) -> Reply:
    """Say that no quote fits what is wanted, and offer less narrow wishes."""
    wider = [one for one in (QuoteFilter(), *_halves(wanted)) if eligible(record, one)]
    lines = [f"{number}. {escape(what(one, texts, record))}" for number, one in enumerate(wider, 1)]
    presses = [
        Press(str(number), payload(replace(choice, wanted=one))) for number, one in enumerate(wider, 1)
    ]
    asked = texts.say("daily_nothing", what=what(wanted, texts, record))
    return Reply("\n".join((asked, *lines)), menu(presses, _behind(choice, texts, "clock")))


def so_far(reply: Reply, choice: Choice, texts: Texts, record: Record, *, part: str = "") -> Reply:
    """Say above a question what was understood already; nothing if nothing was.

    Args:
        part: Words for a part of the day in which an hour is still to be told.
    """
    said = (
        _clock(choice.at, texts) if choice.at else part,
        days(choice.weekdays, texts) if choice.weekdays else "",
        _shown_place(choice, texts),
        what(choice.wanted, texts, record) if choice.wanted else "",
        texts.language_name(choice.language) if choice.language else "",
        texts.plain["daily_silently"] if choice.is_silent else "",
    )
    if not any(said):
        return reply
    heading = texts.say("understood", question=reduce(partial(_beside, texts), filter(None, said)))
    return Reply(f"{heading}\n{reply.html}", reply.rows)


def clock_offset(mark: str) -> timedelta | None:
    """Read the offset that a picked time stands for; None if the mark is no picked time."""
    found = _PICKED.fullmatch(mark)
    if found is None:
        return None
    return timedelta(minutes=int(found["minutes"]) * (1 if found["side"] == "e" else -1))


def mark_pages(mark: str) -> tuple[int, ...]:
    """Give the numbers at the end of a mark: the page; before it, of all clocks, the part of the day."""
    found = _PICKED.fullmatch(mark)
    numbers = (found["page"] or "") if found else mark
    return tuple(map(int, re.findall(r"(?<=-)\d+", numbers)))


def _clock_mark(offset: timedelta) -> str:
    """Give the offset, not the time: it still holds if the button is pressed later."""
    minutes = int(offset.total_seconds()) // 60
    return f"clock-{'e' if minutes >= 0 else 'w'}-{abs(minutes)}"


def _ask_wanted(
    found: Sequence[tuple[QuoteFilter, str, str]], texts: Texts, record: Record, *, page: int
) -> Reply:
    """List who can be wanted, each with how many quotes there are; a button by the name, or a number."""
    kept = [(*one, len(ids)) for one in found if (ids := eligible(record, one[0]))]
    shown = leaf(kept, page, beside=1)
    lines = [
        f"{escape(line)} · {count}" if label else f"<b>{number}.</b> {escape(line)} · {count}"
        for number, (_, line, label, count) in enumerate(shown.shown, 1)
    ]
    presses = [
        Press(label or str(number), payload(Choice(wanted=wanted)))
        for number, (wanted, _, label, _) in enumerate(shown.shown, 1)
    ]
    turn = _turn(shown.following, texts, lambda following: encode(Verb.DAILY, "speakers", following))
    heading = texts.say("daily_ask_speakers")
    return Reply("\n".join((heading, *lines)), menu(presses, (*turn, _back(texts, "what"))))


def _halves(wanted: QuoteFilter) -> list[QuoteFilter]:
    if not (wanted.speaker and wanted.theme):
        return []
    return [QuoteFilter(speaker=wanted.speaker), QuoteFilter(theme=wanted.theme)]


def _days_payload(weekdays: frozenset[int], half: Change = Change.DAYS) -> str:
    return encode(Verb.DAILY, half, sum(1 << day for day in weekdays))


def _marked(name: str, is_chosen: bool) -> str:  # noqa: FBT001 - of a name and whether it is chosen
    return f"✓ {name}" if is_chosen else name


def _turn(following: int | None, texts: Texts, payload_of: Callable[[int], str]) -> tuple[Press, ...]:
    """Give the button to the following page; none for a single page."""
    return () if following is None else (Press(texts.label("button_next"), payload_of(following)),)


def _back(texts: Texts, target: str = Change.PARTS) -> Press:
    return Press(texts.label("button_back"), encode(Verb.DAILY, target))


def _out(texts: Texts, *, is_ordered: bool) -> Press:
    """Lead out of the first question: to the parts of what is ordered, else to all settings."""
    return _back(texts) if is_ordered else Press(texts.label("button_back"), encode(Verb.SETTINGS))


def _behind(choice: Choice, texts: Texts, target: str) -> tuple[Press]:
    """Lead back to what was asked before, with what is chosen besides; or to the parts of what is ordered."""
    if target == Change.PARTS:
        return (_back(texts),)
    asked_before = payload(replace(choice, zone=None, place=None), place=target)
    return (Press(texts.label("button_back"), asked_before),)


def _after(unknown: str, asked: str, texts: Texts) -> str:
    if not unknown:
        return asked
    return texts.plain["sentences"].format(
        first=texts.say("daily_not_understood", words=unknown), second=asked
    )


def _shown_place(choice: Choice, texts: Texts) -> str:
    return choice.place or (city(choice.zone, texts.language) if choice.zone else "")


def _as_people_say(zone: str, texts: Texts) -> tuple[str, str | None]:
    """Name a zone's city, and the place if people say another than its name: Beijing, not Shanghai."""
    place = texts.plain.get(f"place_{slug(zone).replace('-', '_')}")
    return place or city(zone, texts.language), place


def _label(place: Place, texts: Texts) -> str | None:
    return place.label or _as_people_say(place.zone, texts)[1]


def _in_country(place: Place, texts: Texts) -> str:
    """Name a place with its country, in the reader's language, unless it is named by that."""
    named = place.label or _as_people_say(place.zone, texts)[0]
    known = Locale.parse(texts.language).territories.get(place.country, "")
    country = texts.plain.get(f"country_{place.country.lower()}", known)
    if not country or place.kind is Kind.COUNTRY or named == country:
        return named
    return texts.label("place_in_country", place=named, country=country)


def _beside(texts: Texts, first: str, second: str) -> str:
    return texts.label("beside", first=first, second=second)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _clock(at: time, texts: Texts) -> str:
    return format_time(at, "short", locale=texts.locale)
