"""What buttons and deep links carry: ids, never state, so that they hold after a restart and an edit."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

MOST_BYTES = 64
"""Of callback data; a start payload holds as many characters."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"\d{1,9}")


class Verb(StrEnum):
    """What a press asks for."""

    ENTRY = "e"
    SOURCE = "p"
    REPORT = "m"
    WHY = "w"
    SPEAKER = "s"
    THEME = "t"
    SPEAKERS = "ls"
    THEMES = "lt"
    FACTS = "lf"
    START = "h"
    COMPARE = "c"
    ANOTHER = "r"
    OF_THEME = "rt"
    EXAMPLE = "x"
    ANSWER = "n"
    CARD = "k"
    DISMISS = "d"
    LANGUAGE = "g"
    SETTINGS = "y"
    FORGET = "f"
    DAILY = "a"
    DAYS_QUOTE = "q"


class Change(StrEnum):
    """What a press of `Verb.DAILY` changes; "panel" and "parts" only show it, days may only ask."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"
    SILENT = "silent"
    LOUD = "loud"
    DAYS = "days"
    EARLY = "days-early"
    LATE = "days-late"
    PANEL = "panel"
    PARTS = "parts"

    @property
    def ends_or_begins(self) -> bool:
        """Whether quotes come no more, or come again."""
        return self in {Change.PAUSE, Change.RESUME, Change.STOP}


@dataclass(frozen=True, slots=True)
class Call:
    """A press, decoded.

    Attributes:
        target: Id of what it is about; empty where it is about nothing.
        page: From 0.
    """

    verb: Verb
    target: str = ""
    page: int = 0


def encode(verb: Verb, target: str = "", page: int = 0) -> str:
    """Write callback data: "verb:target:page", at most `MOST_BYTES` bytes.

    Raises:
        ValueError: The id is too long, or no id; the record's model keeps ids short, so it is our bug.
    """
    data = f"{verb}:{target}:{page}" if page else f"{verb}:{target}" if target else str(verb)
    if len(data.encode()) > MOST_BYTES or (target and not _ID.fullmatch(target)):
        raise ValueError(data)
    return data


def decode(data: str) -> Call | None:
    """Read callback data; None for what we never wrote."""
    verb, _, rest = data.partition(":")
    target, _, page = rest.partition(":")
    if (
        verb not in set(Verb)
        or (target and not _ID.fullmatch(target))
        or (page and not _NUMBER.fullmatch(page))
    ):
        return None
    return Call(Verb(verb), target, int(page or 0))


_LINKS = {"q": Verb.ENTRY, "t": Verb.THEME, "s": Verb.SPEAKER, "k": Verb.CARD, "m": Verb.REPORT}
_OPENED_BY = {
    **dict.fromkeys((Verb.ENTRY, Verb.SOURCE, Verb.WHY, Verb.ANOTHER), Verb.ENTRY),
    **dict.fromkeys((Verb.THEME, Verb.OF_THEME), Verb.THEME),
    Verb.SPEAKER: Verb.SPEAKER,
    Verb.CARD: Verb.CARD,
    Verb.REPORT: Verb.REPORT,
}


def deep_link(username: str, verb: Verb, target: str) -> str:
    """Give the address that opens the bot at an entry, its card, a theme or a speaker."""
    letter = next(letter for letter, known in _LINKS.items() if known is verb)
    return f"https://t.me/{username}?start={letter}_{target}"


def group_link(username: str) -> str:
    """Give the address that lets a person choose a group, adds the bot to it, and greets there."""
    return f"https://t.me/{username}?startgroup=hello"


def address_of(username: str, call: Call) -> str:
    """Give the address that opens the bot, in private, at what a press is about."""
    verb = _OPENED_BY.get(call.verb)
    if verb is None or not call.target:
        return f"https://t.me/{username}?start=hello"
    return deep_link(username, verb, call.target)


def decode_start(payload: str) -> Call | None:
    """Read the payload of /start, whatever its case: people type links too; None for what we never wrote."""
    letter, _, target = payload.lower().partition("_")
    verb = _LINKS.get(letter)
    return Call(verb, target) if verb and _ID.fullmatch(target) else None
