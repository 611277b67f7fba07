"""Free words become a wish: "7:30 Tashkent", "каждый будний день в 8", "每天早上8点 北京时间"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import cache

from handlers.daily.cycle import QuoteFilter
from handlers.daily.topics import Topic, joined, without
from handlers.daily.words.clock import Clock
from handlers.daily.words.phrases import alternatives, load_phrases, plain
from handlers.daily.words.places import Places
from handlers.daily.words.weekdays import Weekdays

LONGEST = 200
"""Characters that are read; nobody says a time and a place with more."""

_HAN = re.compile(r"[\u3400-\u9fff]")

Recogniser = Callable[[str], tuple[Topic, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was understood; None or empty is what was not said.

    Attributes:
        zones: What the place may mean, the likeliest first.
        is_sure: Whether the place was spelt well enough not to be asked about.
        unknown: Words that could not be read, an impossible time among them; who reads the wish must ask.
    """

    at: time | None
    weekdays: frozenset[int] | None
    zones: tuple[str, ...]
    is_sure: bool
    wanted: QuoteFilter | None
    language: str | None
    unknown: str

    @property
    def zone(self) -> str | None:
        """The zone, if the place can be no other."""
        return self.zones[0] if len(self.zones) == 1 and self.is_sure else None


@dataclass(frozen=True, slots=True)
class _Where:
    zones: tuple[str, ...]
    is_sure: bool
    wanted: QuoteFilter | None
    rest: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads wishes; made once, since gathering the names of all places takes a moment."""

    clock: Clock
    weekdays: Weekdays
    places: Places
    languages: re.Pattern[str]
    language_of: dict[str, str]

    def read(self, text: str, topics: Recogniser) -> Wish:
        """Understand when, where and of what somebody wants the quote.

        Args:
            text: What was typed, in any of the languages, or several.
            topics: Gives the speakers and themes that a text names.
        """
        offset, rest = self.places.offset(plain(text[:LONGEST]))
        language, rest = self._language(rest)
        weekdays, rest = self.weekdays.find(rest)
        found = self.clock.find(rest)
        at, rest = (found.at, found.rest) if found else (None, rest)
        where = self._where(rest, offset, topics)
        impossible = found.said if found and found.at is None else ""
        unknown = " ".join(filter(None, (impossible, self.places.unknown(where.rest))))
        if _HAN.search(unknown):
            # Without spaces, what is left of a sentence is no word that could be shown.
            unknown = text[:LONGEST].strip()
        return Wish(at, weekdays or None, where.zones, where.is_sure, where.wanted, language, unknown)

    def _language(self, text: str) -> tuple[str | None, str]:
        match = self.languages.search(text)
        if match is None:
            return None, text
        return self.language_of[match[0]], f"{text[: match.start()]} {text[match.end() :]}"

    def _where(self, text: str, offset: str | None, topics: Recogniser) -> _Where:
        """Tell places from speakers and themes: "China" may be either, "Shanghai spirit" is no place."""
        exact, rest = self._taken(text, topics, lambda one: one.is_exact and not one.by_country)
        names, rest = self.places.named(rest)
        is_sure = True
        if names:
            names, speaking = self._told_apart(names, topics)
            exact += speaking
            zones = (*self.places.zones_of(names), *([offset] if offset else []))
        elif offset:
            zones = (offset,)
        else:
            zones, is_sure, rest = self._similar(rest)
        near, rest = self._taken(rest, topics, lambda _topic: True)
        wanted, over = joined((*exact, *near))
        return _Where(zones, is_sure, wanted, " ".join((rest, *(topic.typed for topic in over))))

    def _taken(
        self, text: str, topics: Recogniser, wanted: Callable[[Topic], bool]
    ) -> tuple[tuple[Topic, ...], str]:
        """Take topics out of a text, but for words that say nothing here, such as "thanks"."""
        found = tuple(
            topic for topic in topics(text) if wanted(topic) and topic.typed not in self.places.fillers
        )
        for topic in found:
            text = without(text, topic.typed)
        return found, text

    def _told_apart(
        self, names: tuple[str, ...], topics: Recogniser
    ) -> tuple[tuple[str, ...], tuple[Topic, ...]]:
        """Of a place and countries: "Moscow, Russia" is one place, "China, Almaty" means its speaker."""
        places = tuple(name for name in names if name not in self.places.countries)
        if len(places) != 1:
            return names, ()
        zones = set(self.places.zones_of(places))
        apart = [name for name in names if zones.isdisjoint(self.places.zones[name])]
        return places, tuple(topic for name in apart for topic in topics(name))

    def _similar(self, text: str) -> tuple[tuple[str, ...], bool, str]:
        found = self.places.similar(text)
        return (found.zones, found.is_sure, found.rest) if found else ((), False, text)


@cache
def load_wording() -> Wording:
    """Gather words and places; a third of a second the first time."""
    phrases = load_phrases()
    return Wording(
        Clock.of(phrases),
        Weekdays.of(phrases),
        Places.of(phrases),
        re.compile(alternatives(phrases.languages)),
        dict(phrases.languages),
    )
