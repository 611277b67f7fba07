"""What somebody chose so far of a daily quote, and how a button carries it: no dialogue is kept in memory."""

from __future__ import annotations

import re
from calendar import day_name
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import time
from hashlib import sha256

from handlers.callback_data import Call, Verb, encode
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import EVERY_DAY, Schedule
from handlers.daily.subscription import Subscription
from handlers.daily.wording import load_wording
from handlers.daily.words.place import Place
from handlers.daily.zones import slug, zone_of
from handlers.texts import LANGUAGES
from knowledge.record.values import Record

MINUTES_OF_DAY = 24 * 60
_TARGET = re.compile(r"(?:s(?P<speaker>[0-9a-f]{6}|0)-t(?P<theme>[0-9a-f]{6}|0)-)?(?P<zone>[a-z0-9-]+)")
_PLACE = re.compile(r"p(?P<mark>[0-9a-f]{8})")
_MENU = re.compile(r"(?P<letter>[hw])(?P<page>\d)-(?P<zone>[a-z0-9-]+)")
_NO_ZONE = "any"
_OF_DAYS = MINUTES_OF_DAY + 1
_OF_LANGUAGES = _OF_DAYS * 128
_LETTERS = 26
_OF_SOUND = _OF_LANGUAGES * (_LETTERS**2 + 1)
_SOUNDS = (None, False, True)
_LOUDNESS = {"silently": True, "with sound": False}


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen; None where nothing was: what holds there is the subscription's, or asked for.

    Attributes:
        place: The name of the place as it was typed; its zone is the choice's.
    """

    zone: str | None = None
    at: time | None = None
    weekdays: frozenset[int] | None = None
    wanted: QuoteFilter | None = None
    language: str | None = None
    place: str | None = None
    is_silent: bool | None = None

    def over(self, known: Subscription | None) -> Choice:
        """Fill in from a subscription what was not chosen."""
        if known is None:
            return self
        return Choice(
            self.zone or known.schedule.zone,
            known.schedule.at if self.at is None else self.at,
            self.weekdays or known.schedule.weekdays,
            self.wanted or known.wanted,
            self.language or known.language,
            self.place if self.zone else known.place,
            known.is_silent if self.is_silent is None else self.is_silent,
        )

    @property
    def schedule(self) -> Schedule | None:
        """The schedule, if time and zone are there; every day, if no day was chosen."""
        if self.zone is None or self.at is None:
            return None
        return Schedule(self.zone, self.at, self.weekdays or EVERY_DAY)


def payload(choice: Choice, *, place: str = "", menu: str = "") -> str:
    """Write a choice as callback data, whatever the length of its ids: at most 63 bytes.

    Args:
        place: Stands where the zone's name would, for who has yet to choose among zones.
        menu: A letter and a digit of the menu that shall be opened with this choice.
    """
    where = place or _zone_mark(choice)
    opening = f"{menu}-" if menu else ""
    return encode(Verb.DAILY, f"{_filter_mark(choice.wanted)}{opening}{where}", _page(choice))


def in_words(choice: Choice, record: Record) -> str:
    """Say a choice in words from which it is understood again, however the next words go on."""
    wanted, spoken_in = choice.wanted or QuoteFilter(), load_wording().language_of
    speaker, theme = record.speakers.get(wanted.speaker or ""), record.themes.get(wanted.theme or "")
    said = (
        f"{choice.at:%H:%M}" if choice.at is not None else "",
        *(day_name[day] for day in sorted(choice.weekdays or ())),
        choice.place or choice.zone,
        *(one.name.original for one in (speaker, theme) if one),
        next((words for words, code in spoken_in.items() if code == choice.language), ""),
        *(words for words, is_silent in _LOUDNESS.items() if is_silent is choice.is_silent),
    )
    return " ".join(filter(None, said))


def opened(call: Call, record: Record) -> tuple[str, int, Choice] | None:
    """Read which menu shall be opened, at which page, and with what choice; None if it names none."""
    found = _TARGET.fullmatch(call.target)
    named = _MENU.fullmatch(found["zone"]) if found else None
    if found is None or named is None:
        return None
    choice = chosen(replace(call, target=call.target.replace(found["zone"], named["zone"])), record)
    return (named["letter"], int(named["page"]), choice) if choice else None


def chosen(call: Call, record: Record) -> Choice | None:
    """Read a choice from a press; None if the press carries none, or names what is not there any more."""
    found = _TARGET.fullmatch(call.target)
    if found is None:
        return None
    named = _PLACE.fullmatch(found["zone"])
    place = load_wording().places.marked(named["mark"]) if named else None
    zone = place.zone if place else zone_of(found["zone"])
    if zone is None and found["zone"] != _NO_ZONE:
        return None
    wanted = _filter_of(found["speaker"], found["theme"], record)
    if wanted is None and found["speaker"]:
        return None
    return replace(_paged(call.page), zone=zone, wanted=wanted, place=place.label if place else None)


def at_place(call: Call, record: Record) -> tuple[Choice, str] | None:
    """Read a choice whose zone is still open, and what stands in the zone's place."""
    found = _TARGET.fullmatch(call.target)
    if found is None:
        return None
    wanted = _filter_of(found["speaker"], found["theme"], record)
    return replace(_paged(call.page), wanted=wanted), found["zone"]


def weekdays_of(page: int) -> frozenset[int]:
    """Read weekdays from their bits, Monday being the lowest."""
    return frozenset(day for day in range(7) if page >> day & 1)


def _zone_mark(choice: Choice) -> str:
    """Give the place by its mark, which holds its zone too; without a place the zone by its name."""
    if choice.zone and choice.place:
        return f"p{Place(choice.zone, choice.place).mark}"
    return slug(choice.zone) if choice.zone else _NO_ZONE


def _page(choice: Choice) -> int:
    """Pack time, days, language and sound into one number of nine digits; 0 is what is not chosen."""
    minute = 0 if choice.at is None else choice.at.hour * 60 + choice.at.minute + 1
    days = sum(1 << day for day in choice.weekdays or ())
    language = _number(choice.language) if choice.language in LANGUAGES else 0
    sound = _SOUNDS.index(choice.is_silent)
    return minute + days * _OF_DAYS + language * _OF_LANGUAGES + sound * _OF_SOUND


def _paged(page: int) -> Choice:
    rest, minute = divmod(page, _OF_DAYS)
    rest, days = divmod(rest, 128)
    sound, number = divmod(rest, _LETTERS**2 + 1)
    language = next((code for code in LANGUAGES if _number(code) == number), None)
    return Choice(
        at=time(*divmod(minute - 1, 60)) if minute else None,
        weekdays=weekdays_of(days) or None,
        language=language,
        is_silent=_SOUNDS[sound] if sound < len(_SOUNDS) else None,
    )


def _number(language: str) -> int:
    """Number a language by the two letters of its code, so that another language moves none; from 1."""
    first, second = (ord(letter) - ord("a") for letter in language)
    return first * _LETTERS + second + 1


def _filter_mark(wanted: QuoteFilter | None) -> str:
    return f"s{_mark(wanted.speaker)}-t{_mark(wanted.theme)}-" if wanted else ""


def _filter_of(speaker: str | None, theme: str | None, record: Record) -> QuoteFilter | None:
    if not speaker or not theme:
        return None
    found = QuoteFilter(_marked(speaker, record.speakers), _marked(theme, record.themes))
    is_whole = bool(found.speaker) == (speaker != "0") and bool(found.theme) == (theme != "0")
    return found if is_whole else None


def _mark(name: str | None) -> str:
    """Give six digits for an id: two ids of any length have to fit beside the longest zone."""
    return sha256(name.encode()).hexdigest()[:6] if name else "0"


def _marked(mark: str, names: Iterable[str]) -> str | None:
    return next((name for name in names if _mark(name) == mark), None)
