"""What people say that asks nothing: thanks, "ok", hello, bye, "who are you?"; each gets its own."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import cast

import yaml


class Manner(StrEnum):
    """What is said."""

    THANKS = "thanks"
    AGREED = "agreed"
    HELLO = "hello"
    BYE = "bye"
    WHO = "who"
    WHY = "why"
    SOURCE = "source"


REACTIONS = {Manner.THANKS: "🤝", Manner.AGREED: "👌"}
"""What is answered by a reaction, where those are allowed: of Telegram's free ones."""
ASIDES = frozenset({Manner.WHY, Manner.SOURCE})
"""What is asked of the message that is replied to."""
_MARKS = re.compile(r"[\s.,!?…。！？，~～)(:;]+")


@dataclass(frozen=True, slots=True)
class Mannerly:
    """What is said, and the ISO 639 code of the language; "" for a picture, which is of every language."""

    manner: Manner
    language: str


def manner_of(text: str) -> Mannerly | None:
    """Read a message that is nothing but good manners; None for any that may ask something."""
    said = _plain(text)
    if not said:
        return None
    found = _known().get(said)
    return found if found and found.manner not in ASIDES else None


def aside_of(text: str) -> Mannerly | None:
    """Read a message that asks why something is shown, or where it is from, and says nothing more."""
    found = _known().get(_plain(text))
    return found if found and found.manner in ASIDES else None


@cache
def _known() -> dict[str, Mannerly]:
    text = (resources.files("handlers") / "manners.yaml").read_text(encoding="utf-8")
    # BaseLoader makes nothing but strings, lists and mappings.
    loaded = cast("dict[str, dict[str, list[str]]]", yaml.load(text, Loader=yaml.BaseLoader))  # noqa: S506
    return {
        _plain(word): Mannerly(Manner(manner), language if re.search(r"\w", word) else "")
        for manner, by_language in loaded.items()
        for language, words in by_language.items()
        for word in words
    }


def _plain(text: str) -> str:
    """Take away case, marks, and what chooses the look or the colour of a picture."""
    bare = re.sub(r"[\ufe0f\U0001f3fb-\U0001f3ff'’]", "", unicodedata.normalize("NFKC", text).casefold())
    return _MARKS.sub(" ", bare).strip()
