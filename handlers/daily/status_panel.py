"""What a subscription says of itself: when, where, what, what next; and the buttons that change it."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time

from handlers.button_rows import arranged, menu
from handlers.callback_data import Change, Verb, encode
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import EVERY_DAY, WEEKEND, WORKING_DAYS, Schedule
from handlers.daily.subscription import Outlook, Reason, Skipped, SkipReason, State, Subscription
from handlers.daily.zones import city, utc_offset
from handlers.reply import Press, Reply, Row
from handlers.texts import Texts, capital
from knowledge.record.values import Record

_DAY_GROUPS = {EVERY_DAY: "daily_every_day", WORKING_DAYS: "daily_working_days", WEEKEND: "daily_weekend"}


def when(schedule: Schedule, place: str | None, texts: Texts, *, now: datetime | None = None) -> str:
    """Say a schedule: "7:30, every day, Tashkent (UTC+5)"; the offset only where the time is given.

    Args:
        place: The name of the place as it was typed; None for the city of the zone.
    """
    at = format_time(schedule.at, "short", locale=texts.locale)
    named = place or city(schedule.zone, texts.language)
    offset = utc_offset(schedule.zone, now) if now else named
    shown = named if offset == named else texts.label("place_with_offset", place=named, offset=offset)
    return texts.label("daily_when", at=at, days=days(schedule.weekdays, texts), place=shown)


def days(weekdays: frozenset[int], texts: Texts) -> str:
    """Say days of the week: "every day", "on Mondays and Wednesdays", "every day but Sunday"."""
    if weekdays in _DAY_GROUPS:
        return texts.plain[_DAY_GROUPS[weekdays]]
    left_out = EVERY_DAY - weekdays
    if len(left_out) == 1:
        return texts.label("daily_but", day=texts.plain[f"weekday_but_{min(left_out)}"])
    names = tuple(texts.plain[f"weekday_{day}"] for day in sorted(weekdays))
    return texts.label("daily_on", days=texts.join(names))


def what(wanted: QuoteFilter, texts: Texts, record: Record) -> str:
    """Say which quotes are wanted; what left the record is named by its id."""
    speaker, theme = record.speakers.get(wanted.speaker or ""), record.themes.get(wanted.theme or "")
    names = {
        "speaker": speaker.name.within(texts.language) if speaker else wanted.speaker or "",
        "theme": theme.name.within(texts.language) if theme else wanted.theme or "",
    }
    key = {
        (False, False): "daily_what_all",
        (True, False): "daily_what_speaker",
        (False, True): "daily_what_theme",
        (True, True): "daily_what_both",
    }[bool(wanted.speaker), bool(wanted.theme)]
    return texts.label(key, **names)


def own_name(language: str) -> str:
    """Give a language's name in itself, as it stands on a button: "Русский"."""
    return capital(Locale.parse(language).get_display_name(language) or language)


def moment(at: datetime, zone: str, texts: Texts) -> str:
    """Give a moment as Telegram shows it in the reader's own zone; the subscription's where it can't."""
    local = at.astimezone(ZoneInfo(zone))
    day = format_skeleton("yMMMEd", local, locale=texts.locale)
    shown = texts.label("daily_moment", day=day, at=format_time(local, "short", locale=texts.locale))
    return f'<tg-time unix="{int(at.timestamp())}" format="wDT">{shown}</tg-time>'


def status(
    subscription: Subscription, outlook: Outlook | None, texts: Texts, *, record: Record, now: datetime
) -> Reply:
    """Say how a subscription stands, with what can be done about it."""
    schedule = subscription.schedule
    lines = [
        texts.say(f"daily_{subscription.state}", when=when(schedule, subscription.place, texts, now=now))
    ]
    if subscription.reason and subscription.reason != Reason.ASKED:
        lines.append(texts.say(f"daily_reason_{subscription.reason.replace('-', '_')}"))
    lines.append(texts.say("daily_what", what=what(subscription.wanted, texts, record)))
    lines.append(texts.say("daily_language", language=texts.language_name(subscription.language)))
    if subscription.is_silent:
        lines.append(texts.say("daily_silent"))
    lines += _deliveries(outlook, schedule.zone, texts) if outlook else []
    return Reply("\n".join(lines), _buttons(subscription, texts))


def _deliveries(outlook: Outlook, zone: str, texts: Texts) -> list[str]:
    lines = []
    if outlook.next_due is not None:
        lines.append(texts.plain["daily_next"].replace("{at}", moment(outlook.next_due, zone, texts)))
    if outlook.last_delivered is not None:
        lines.append(texts.plain["daily_last"].replace("{at}", moment(outlook.last_delivered, zone, texts)))
    return lines + [_missed(one, texts) for one in outlook.missed]


def _missed(skipped: Skipped, texts: Texts) -> str:
    date = format_date(skipped.local_date, "long", locale=texts.locale)
    if skipped.reason == SkipReason.UNCONFIRMED:
        return texts.say("daily_unconfirmed", date=date)
    reason = texts.plain[f"daily_skip_{skipped.reason.replace('-', '_')}"]
    return texts.say("daily_skipped", date=date, reason=reason)


def _buttons(subscription: Subscription, texts: Texts) -> tuple[Row, ...]:
    def to(key: str, target: str) -> Press:
        return Press(texts.label(key), encode(Verb.DAILY, target))

    is_active = subscription.state == State.ACTIVE
    rest = to("button_pause", Change.PAUSE) if is_active else to("button_resume", Change.RESUME)
    stop = () if subscription.state == State.ENDED else (to("button_stop", Change.STOP),)
    sound = to("button_loud", Change.LOUD) if subscription.is_silent else to("button_silent", Change.SILENT)
    back = Press(texts.label("button_back"), encode(Verb.SETTINGS))
    return menu((to("button_change", Change.PARTS), rest, *stop), (sound, back))


def with_parts(panel: Reply, texts: Texts) -> Reply:
    """Give the panel with a button to each part that can be chosen anew."""
    parts = (
        ("button_time", "hours"),
        ("button_days", Change.DAYS),
        ("button_place", "clock"),
        ("button_what", "what"),
        ("button_language", "languages"),
        ("button_back", Change.PANEL),
    )
    presses = tuple(Press(texts.label(key), encode(Verb.DAILY, target)) for key, target in parts)
    return Reply(panel.html, arranged(presses))
