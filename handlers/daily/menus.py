"""What is asked about a daily quote, each with its buttons: at what time, where, on which days, of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from functools import partial, reduce

from babel import Locale
from babel.dates import format_time, get_day_names

from handlers.callback_data import Change, Verb, encode
from handlers.daily.choice import Choice, payload
from handlers.daily.cycle import QuoteFilter, eligible
from handlers.daily.schedule import EVERY_DAY, WEEKEND, WORKING_DAYS, Schedule, local_now
from handlers.daily.status_panel import days, own_name, what, when
from handlers.daily.words.asides import Frequency
from handlers.daily.words.place import Kind, Place
from handlers.daily.zones import OFFERED, city, utc_offset
from handlers.reply import Press, Reply, Row
from handlers.texts import LANGUAGES, Texts, capital
from knowledge.record.values import Record

MOST_ZONES = 10
_ALTERNATE = (frozenset({0, 2, 4}), frozenset({1, 3, 5}))
PER_PAGE = 8


def ask_time(choice: Choice, texts: Texts, *, unknown: str = "", back: str = "clock") -> Reply:
    """Ask at which hour; words can name any minute.

    Args:
        unknown: Words that were not understood.
        back: Where Back leads: "panel", or what was asked before.
    """
    hours = [
        Press(_clock(time(hour), texts), payload(replace(choice, at=time(hour))))
        for hour in (*range(5, 24), *range(5))
    ]
    asked = texts.say("daily_ask_time")
    if choice.zone:
        asked = texts.say("daily_ask_time_in", place=_shown_place(choice, texts))
    return Reply(_after(unknown, asked, texts), (*_rows(hours, 4), _behind(choice, texts, back)))


def ask_place(
    choice: Choice,
    texts: Texts,
    *,
    now: datetime,
    unknown: str = "",
    is_first: bool = False,
    is_ordered: bool = False,
) -> Reply:
    """Ask what time it is where somebody is: the usual hours first, all others behind a button.

    Args:
        unknown: Words that were not understood.
        is_first: Whether nothing is known yet, so that it needs saying how to order in words.
        is_ordered: Whether there is a daily quote to go back to.
    """
    buttons = [
        Press(
            f"{_clock(local_now(zone, now).time(), texts)} · {city(zone, texts.language)}",
            payload(choice, place=_clock_mark(local_now(zone, now).utcoffset() or timedelta())),
        )
        for zone in sorted(OFFERED, key=lambda zone: local_now(zone, now).utcoffset() or timedelta())
    ]
    others = Press(texts.label("button_other_time"), payload(choice, place="clocks"))
    asked = texts.say("daily_ask_place" if is_first else "daily_ask_clock")
    last = (others, *_back(texts)) if is_ordered else (others,)
    return Reply(_after(unknown, asked, texts), (*_rows(buttons, 2), last))


def ask_clock(choice: Choice, texts: Texts, *, now: datetime, offsets: Iterable[timedelta]) -> Reply:
    """Ask what time it is where somebody is, with every time that any clock shows now."""
    buttons = [
        Press(_clock((now + offset).time(), texts), payload(choice, place=_clock_mark(offset)))
        for offset in offsets
    ]
    return Reply(texts.say("daily_ask_clock"), (*_rows(buttons, 4), _behind(choice, texts, "clock")))


def ask_zone(choice: Choice, zones: Sequence[str], texts: Texts, *, now: datetime, asked: str) -> Reply:
    """Ask which of some zones it is.

    Args:
        asked: The question, as HTML.
    """
    buttons = [
        Press(f"{city(zone, texts.language)} · {utc_offset(zone, now)}", payload(replace(choice, zone=zone)))
        for zone in zones[:MOST_ZONES]
    ]
    others = Press(texts.label("button_other_place"), payload(choice, place="clocks"))
    return Reply(asked, (*_rows(buttons, 2), (others, *_behind(choice, texts, "clock"))))


def ask_where(choice: Choice, places: Sequence[Place], texts: Texts, *, now: datetime, asked: str) -> Reply:
    """Ask which of some places it is, each with its country: "Hyderabad, Pakistan · UTC+5".

    Args:
        asked: The question, as HTML.
    """
    buttons = [
        Press(
            f"{_in_country(place, texts)} · {utc_offset(place.zone, now)}",
            payload(replace(choice, zone=place.zone, place=place.label or None)),
        )
        for place in places[:MOST_ZONES]
    ]
    others = Press(texts.label("button_other_place"), payload(choice, place="clocks"))
    return Reply(asked, (*_rows(buttons, 1), (others, *_behind(choice, texts, "clock"))))


def decline(frequency: Frequency, times: Sequence[time], choice: Choice, texts: Texts) -> Reply:
    """Say that a frequency can't be had, and offer what comes nearest.

    Args:
        frequency: What was wished for.
        times: All times of day that were named.
        choice: What was understood besides; the buttons carry it.
    """
    said = texts.say(f"daily_declined_{frequency}")
    if frequency is Frequency.OFTEN and times:
        presses = [Press(_clock(at, texts), payload(replace(choice, at=at))) for at in times]
        return Reply(said, _rows(presses, 4))
    if frequency is Frequency.OFTEN:
        return Reply(said, ask_time(choice, texts).rows)
    names = get_day_names("abbreviated", "stand-alone", locale=texts.language)
    groups = [(_capital(texts.label("daily_every_day")), EVERY_DAY)]
    if frequency is Frequency.ALTERNATE:
        groups += [(texts.join(tuple(names[day] for day in sorted(some))), some) for some in _ALTERNATE]
    if frequency is Frequency.WEEKLY:
        groups = [(names[day], frozenset({day})) for day in range(7)]
    presses = [Press(label, payload(replace(choice, weekdays=some))) for label, some in groups]
    return Reply(said, _rows(presses, 4))


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
    return Reply(_after(unknown, said, texts), ((yes,), (other,)))


def ask_days(weekdays: frozenset[int], texts: Texts) -> Reply:
    """Show the days that are chosen; each button takes one more, or one less, but never the last."""
    names = get_day_names("wide", "stand-alone", locale=texts.language)
    single = [
        Press(
            f"{'✓ ' if day in weekdays else ''}{names[day]}",
            _days_payload((weekdays ^ {day}) or weekdays),
        )
        for day in range(7)
    ]
    groups = [
        Press(_capital(texts.label(key)), _days_payload(group))
        for key, group in (
            ("daily_every_day", EVERY_DAY),
            ("daily_working_days", WORKING_DAYS),
            ("daily_weekend", WEEKEND),
        )
    ]
    return Reply(texts.say("daily_ask_days"), (*_rows(single, 2), tuple(groups), _back(texts)))


def ask_what(texts: Texts) -> Reply:
    """Ask whose quotes, or on what."""
    rows = (
        (Press(texts.label("button_all_quotes"), payload(Choice(wanted=QuoteFilter()))),),
        (
            Press(texts.label("button_speakers"), encode(Verb.DAILY, "speakers")),
            Press(texts.label("button_topics"), encode(Verb.DAILY, "themes")),
        ),
        _back(texts),
    )
    return Reply(texts.say("daily_ask_what"), rows)


def ask_speaker(texts: Texts, record: Record, page: int) -> Reply:
    """Ask whose quotes, of those who have any."""
    found = [
        (QuoteFilter(speaker=one.id), one.name.within(texts.language)) for one in record.speakers.values()
    ]
    return _ask_wanted(found, texts, record, page=page, target="speakers")


def ask_theme(texts: Texts, record: Record, page: int) -> Reply:
    """Ask on what, of the themes that any quote speaks of."""
    found = [
        (QuoteFilter(theme=one.id), capital(one.name.within(texts.language)))
        for one in record.themes.values()
    ]
    return _ask_wanted(found, texts, record, page=page, target="themes")


def ask_language(texts: Texts) -> Reply:
    """Ask in which language the words around the quote are to be."""
    buttons = tuple(Press(own_name(code), payload(Choice(language=code))) for code in LANGUAGES)
    return Reply(texts.say("daily_ask_language"), (buttons, _back(texts)))


def nothing_fits(choice: Choice, wanted: QuoteFilter, texts: Texts, record: Record) -> Reply:
    """Say that no quote fits what is wanted, and offer less narrow wishes."""
    wider = [QuoteFilter(), *_halves(wanted)]
    rows = tuple(
        (Press(what(one, texts, record), payload(replace(choice, wanted=one))),)
        for one in wider
        if eligible(record, one)
    )
    return Reply(texts.say("daily_nothing", what=what(wanted, texts, record)), rows)


def so_far(reply: Reply, choice: Choice, texts: Texts, record: Record) -> Reply:
    """Say above a question what was understood already; nothing if nothing was."""
    said = (
        _clock(choice.at, texts) if choice.at else "",
        days(choice.weekdays, texts) if choice.weekdays else "",
        _shown_place(choice, texts),
        what(choice.wanted, texts, record) if choice.wanted else "",
        own_name(choice.language) if choice.language else "",
        texts.plain["daily_silently"] if choice.is_silent else "",
    )
    if not any(said):
        return reply
    heading = texts.say("understood", question=reduce(partial(_beside, texts), filter(None, said)))
    return Reply(f"{heading}\n{reply.html}", reply.rows)


def clock_offset(mark: str) -> timedelta | None:
    """Read the offset that a picked time stands for; None if the mark is no picked time."""
    side, _, minutes = mark.removeprefix("clock-").partition("-")
    if not mark.startswith("clock-") or side not in {"e", "w"} or not minutes.isdecimal():
        return None
    return timedelta(minutes=int(minutes) * (1 if side == "e" else -1))


def _clock_mark(offset: timedelta) -> str:
    """Give the offset, not the time: it still holds if the button is pressed later."""
    minutes = int(offset.total_seconds()) // 60
    return f"clock-{'e' if minutes >= 0 else 'w'}-{abs(minutes)}"


def _ask_wanted(
    found: Sequence[tuple[QuoteFilter, str]], texts: Texts, record: Record, *, page: int, target: str
) -> Reply:
    shown = [(wanted, name, len(ids)) for wanted, name in found if (ids := eligible(record, wanted))]
    pages = max(1, -(-len(shown) // PER_PAGE))
    page %= pages
    buttons = [
        Press(f"{name} · {count}", payload(Choice(wanted=wanted)))
        for wanted, name, count in shown[page * PER_PAGE : (page + 1) * PER_PAGE]
    ]
    turning = (
        (
            Press(texts.label("button_previous"), encode(Verb.DAILY, target, (page - 1) % pages)),
            Press(texts.label("button_next"), encode(Verb.DAILY, target, (page + 1) % pages)),
        ),
    )
    rows = (*_rows(buttons, 1), *(turning if pages > 1 else ()), _back(texts, "what"))
    return Reply(texts.say(f"daily_ask_{target}"), rows)


def _halves(wanted: QuoteFilter) -> list[QuoteFilter]:
    if not (wanted.speaker and wanted.theme):
        return []
    return [QuoteFilter(speaker=wanted.speaker), QuoteFilter(theme=wanted.theme)]


def _days_payload(weekdays: frozenset[int]) -> str:
    return encode(Verb.DAILY, Change.DAYS, sum(1 << day for day in weekdays))


def _back(texts: Texts, target: str = Change.PANEL) -> Row:
    return (Press(texts.label("button_back"), encode(Verb.DAILY, target)),)


def _behind(choice: Choice, texts: Texts, target: str) -> Row:
    """Lead back to what was asked before, with what is chosen besides; or to the panel, which knows all."""
    if target == Change.PANEL:
        return _back(texts)
    return (Press(texts.label("button_back"), payload(replace(choice, zone=None, place=None), place=target)),)


def _after(unknown: str, asked: str, texts: Texts) -> str:
    return f"{texts.say('daily_not_understood', words=unknown)} {asked}" if unknown else asked


def _shown_place(choice: Choice, texts: Texts) -> str:
    return choice.place or (city(choice.zone, texts.language) if choice.zone else "")


def _in_country(place: Place, texts: Texts) -> str:
    """Name a place with its country, in the reader's language, unless it is named by that."""
    named = place.label or city(place.zone, texts.language)
    known = Locale.parse(texts.language).territories.get(place.country, "")
    country = texts.plain.get(f"country_{place.country.lower()}", known)
    if not country or place.kind is Kind.COUNTRY:
        return named
    return texts.label("place_in_country", place=named, country=country)


def _beside(texts: Texts, first: str, second: str) -> str:
    return texts.label("beside", first=first, second=second)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _clock(at: time, texts: Texts) -> str:
    return format_time(at, "short", locale=texts.language)


def _rows(buttons: Sequence[Press], width: int) -> tuple[Row, ...]:
    return tuple(tuple(buttons[start : start + width]) for start in range(0, len(buttons), width))
