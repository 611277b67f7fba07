"""What a wish says besides time and place: how often, with or without sound, or only "stop"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from handlers.daily.words.phrases import Phrases, Sound, alternatives, plain


class Order(StrEnum):
    """What is ordered instead of a wish."""

    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"


class Frequency(StrEnum):
    """How often, where that is not on days of the week."""

    DAILY = "daily"
    OFTEN = "often"
    ALTERNATE = "alternate"
    WEEKLY = "weekly"
    ONCE = "once"


_END_MARKS = re.compile(r"[\s.!。！…]+$")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compile one when it is first looked for: they are hundreds, and most starts need none."""
    return re.compile(pattern)


@dataclass(frozen=True, slots=True)
class Asides:
    """Reads orders, frequencies and whether there is to be a sound; made once."""

    phrases: Phrases
    frequencies: tuple[tuple[str, Frequency], ...]
    loudness: re.Pattern[str]

    @classmethod
    def of(cls, phrases: Phrases) -> Asides:
        """Prepare the patterns, longer phrases first; "#" in a phrase stands for any number."""
        number = rf"(?:\d+(?:[.,]\d+)?|{alternatives(phrases.numbers)})"
        ordered = sorted(phrases.frequencies.items(), key=lambda item: -len(item[0]))
        return cls(
            phrases,
            tuple(
                (alternatives([phrase]).replace(r"\#", number), Frequency(kind)) for phrase, kind in ordered
            ),
            re.compile(alternatives(phrases.loudness)),
        )

    def order(self, text: str) -> Order | None:
        """Give the order that a text is, with nothing besides; None for any other."""
        said = self.phrases.orders.get(_END_MARKS.sub("", plain(text)))
        return Order(said) if said else None

    @property
    def farewell(self) -> re.Pattern[str]:
        """Match a whole text that ends the daily quote, though it is no command."""
        words = "|".join(re.escape(word) for word in self.phrases.farewells)
        return re.compile(rf"^\s*(?:{words})[\s.!。！…]*$", re.IGNORECASE)

    def frequency(self, text: str) -> tuple[Frequency | None, str]:
        """Find how often somebody wants it, and give the text without those words."""
        for pattern, kind in self.frequencies:
            if _compiled(pattern).search(text):
                return kind, _compiled(pattern).sub(" ", text)
        return None, text

    def is_silent(self, text: str) -> tuple[bool | None, str]:
        """Find whether it is to come without a sound; None if nothing is said of that."""
        match = self.loudness.search(text)
        if match is None:
            return None, text
        return self.phrases.loudness[match[0]] == Sound.SILENT, self.loudness.sub(" ", text)
