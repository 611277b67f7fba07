"""What a subscription says of itself: when, where, what next; and the buttons that change it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time
from zoneinfo import ZoneInfo

from babel.dates import format_datetime, format_time, get_day_names

from handlers.callback_data import Verb, encode
from handlers.daily.places import city, slug
from handlers.daily.schedule import EVERY_DAY, Schedule
from handlers.daily.subscription import Outlook, Subscription
from handlers.reply import Press, Reply, Row
from handlers.texts import Texts

OFFERED_TIMES = tuple(time(hour) for hour in (7, 8, 9, 12, 18, 20))


def when(schedule: Schedule, texts: Texts) -> str:
    """Say a schedule: "7:30, every day, Tashkent"."""
    at = format_time(schedule.at, "short", locale=texts.language)
    days = texts.plain["daily_every_day"]
    if schedule.weekdays != EVERY_DAY:
        names = get_day_names("abbreviated", locale=texts.language)
        days = texts.join(tuple(names[day] for day in sorted(schedule.weekdays)))
    return f"{at}, {days}, {city(schedule.zone)}"


def moment(at: datetime, zone: str, texts: Texts) -> str:
    """Give a moment as Telegram shows it in the reader's own zone; the subscription's where it can't."""
    local = format_datetime(at.astimezone(ZoneInfo(zone)), "medium", locale=texts.language)
    return f'<tg-time unix="{int(at.timestamp())}" format="wDT">{local}</tg-time>'


def status(subscription: Subscription, outlook: Outlook | None, texts: Texts) -> Reply:
    """Say how a subscription stands, with what can be done about it."""
    lines = [texts.say(f"daily_{subscription.state}", when=when(subscription.schedule, texts))]
    if subscription.reason and subscription.reason != "asked":
        lines.append(texts.say(f"daily_reason_{subscription.reason.replace('-', '_')}"))
    if outlook is not None and outlook.next_due is not None:
        at = moment(outlook.next_due, subscription.schedule.zone, texts)
        lines.append(texts.plain["daily_next"].replace("{at}", at))
    if outlook is not None and outlook.last_skipped is not None:
        reason = texts.plain[f"daily_skip_{outlook.last_skipped.reason.replace('-', '_')}"]
        lines.append(
            texts.say("daily_skipped", date=outlook.last_skipped.local_date.isoformat(), reason=reason)
        )
    return Reply("\n".join(lines), _buttons(subscription, texts))


def _buttons(subscription: Subscription, texts: Texts) -> tuple[Row, ...]:
    change = Press(texts.plain["button_change"], encode(Verb.DAILY, "change"))
    if subscription.state == "active":
        pause = Press(texts.plain["button_pause"], encode(Verb.DAILY, "pause"))
        return ((change, pause), (Press(texts.plain["button_stop"], encode(Verb.DAILY, "stop")),))
    return ((change, Press(texts.plain["button_resume"], encode(Verb.DAILY, "resume"))),)


def ask_time(zone: str, texts: Texts) -> Reply:
    """Ask at what time, where the zone is known."""
    buttons = [
        Press(
            format_time(at, "short", locale=texts.language),
            encode(Verb.DAILY, slug(zone), at.hour * 60 + at.minute + 1),
        )
        for at in OFFERED_TIMES
    ]
    return Reply(texts.say("daily_ask_time", place=city(zone)), (tuple(buttons[:3]), tuple(buttons[3:])))


def ask_place(zones: Iterable[tuple[str, str]], texts: Texts, *, at: time | None, unknown: str = "") -> Reply:
    """Ask where.

    Args:
        zones: Each with what its button says.
        at: The time, if it is known already.
        unknown: Words that were no place.
    """
    page = at.hour * 60 + at.minute + 1 if at else 0
    buttons = [Press(label, encode(Verb.DAILY, slug(zone), page)) for zone, label in zones]
    rows = tuple(tuple(buttons[number : number + 2]) for number in range(0, len(buttons), 2))
    asked = texts.say("daily_unknown_place", words=unknown) if unknown else texts.say("daily_ask_place")
    return Reply(asked, rows)
