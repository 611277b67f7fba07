"""Free words become a wish: "7:30 Tashkent", "каждый будний день в 8", "每天早上8点 北京时间"."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from functools import cache

from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import EVERY_DAY
from handlers.daily.topics import Topic, joined, without
from handlers.daily.words.asides import Asides, Frequency, Order
from handlers.daily.words.clock import Clock
from handlers.daily.words.offsets import Offset, offset_in
from handlers.daily.words.phrases import alternatives, load_phrases, plain
from handlers.daily.words.place import Place, told_apart
from handlers.daily.words.places import Places, known_places
from handlers.daily.words.resolving import resolved
from handlers.daily.words.weekdays import Weekdays

LONGEST = 200
"""Characters that are read; nobody says a time and a place with more."""

_AROUND = '.,;!?()"«»，。！？；'
_BREAKS = re.compile(r"\s+|[，。！？；]")
_HAN = re.compile(r"[\u3400-\u9fff]")

Recogniser = Callable[[str], tuple[Topic, ...]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What was understood; None or empty is what was not said.

    Attributes:
        at: The time; the first, if several were said.
        times: All of them.
        part: Words for a part of the day, where no hour is told: "in the evening".
        places: What the place may be, the likeliest first.
        is_sure: Whether the place was spelt well enough not to be asked about.
        declined: A frequency that can't be had; who reads the wish must say so.
        unknown: Words that could not be read, as they were typed, an impossible time among them; who reads
            the wish must ask.
    """

    at: time | None
    times: tuple[time, ...]
    weekdays: frozenset[int] | None
    part: str
    places: tuple[Place, ...]
    is_sure: bool
    wanted: QuoteFilter | None
    language: str | None
    is_silent: bool | None
    declined: Frequency | None
    unknown: str

    @property
    def place(self) -> Place | None:
        """The place, if it can be no other."""
        return self.places[0] if len(self.places) == 1 and self.is_sure else None

    @property
    def zone(self) -> str | None:
        """The place's zone."""
        return self.place.zone if self.place else None


@dataclass(frozen=True, slots=True)
class _Times:
    times: tuple[time, ...]
    declined: Frequency | None
    impossible: str
    rest: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class _Where:
    places: tuple[Place, ...]
    is_sure: bool
    wanted: QuoteFilter | None
    unsure: str
    rest: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Reads wishes; made once."""

    clock: Clock
    weekdays: Weekdays
    asides: Asides
    languages: re.Pattern[str]
    language_of: dict[str, str]
    called: re.Pattern[str]

    @property
    def places(self) -> Places:
        """The places that people may name; gathering their names takes a moment the first time."""
        return known_places()

    async def know_places(self) -> None:
        """Gather the places beside the event loop, so that nobody else waits for it."""
        await asyncio.to_thread(known_places)

    def order(self, text: str) -> Order | None:
        """Give the order that a text is, and nothing besides: "off", "пауза"; None for any other."""
        return self.asides.order(text)

    def is_farewell(self, text: str) -> bool:
        """Whether a text is but a word that ends the daily quote, even without a command."""
        return self.asides.farewell.match(text) is not None

    def tells_how_often(self, text: str) -> bool:
        """Whether a text tells days or how often: "every morning", but not "today"."""
        frequency, rest = self.asides.frequency(self._heard(text))
        weekdays, _ = self.weekdays.find(rest)
        return (
            bool(weekdays)
            or (frequency not in {None, Frequency.ONCE})
            or bool(self.clock.dayparts.search(rest))
            or (self.called.search(plain(text[:LONGEST])) is not None and self.tells_hour(text))
        )

    def tells_hour(self, text: str) -> bool:
        """Whether a text tells an hour."""
        return self.clock.find(self._heard(text)) is not None

    def tells_sound(self, text: str) -> bool:
        """Whether a text tells if the quote is to come with a sound."""
        return self.asides.is_silent(self._heard(text))[0] is not None

    def tells_when(self, text: str) -> bool:
        """Whether a text tells an hour, days, or how often."""
        return self.tells_how_often(text) or self.tells_hour(text)

    def read(self, text: str, topics: Recogniser) -> Wish:
        """Understand when, where and of what somebody wants the quote.

        Args:
            text: What was typed, in any of the languages, or several.
            topics: Gives the speakers and themes that a text names.
        """
        offset = offset_in(self._heard(text))
        language, rest = self._language(offset.rest)
        is_silent, rest = self.asides.is_silent(rest)
        frequency, rest = self.asides.frequency(rest)
        weekdays, rest = self.weekdays.find(rest)
        if frequency is Frequency.DAILY:
            weekdays, frequency = weekdays or EVERY_DAY, None
        when = self._times(rest, frequency)
        where = self._where(when.rest, offset, topics)
        impossible = "" if offset.places else offset.said
        unread = (impossible, when.impossible, where.unsure, self.places.unknown(where.rest))
        unknown = " ".join(filter(None, unread))
        return Wish(
            at=when.times[0] if when.times else None,
            times=when.times,
            weekdays=weekdays or None,
            part=when.part,
            places=where.places,
            is_sure=where.is_sure,
            wanted=where.wanted,
            language=language,
            is_silent=is_silent,
            declined=None if when.declined is Frequency.WEEKLY and weekdays else when.declined,
            unknown=_as_typed(unknown, text[:LONGEST], self.places.fillers),
        )

    def _heard(self, text: str) -> str:
        """Give what is read of a text, without what the daily quote is called: «дня» of it is no hour's."""
        return self.called.sub(" ", plain(text[:LONGEST]))

    def _language(self, text: str) -> tuple[str | None, str]:
        match = self.languages.search(text)
        if match is None:
            return None, text
        return self.language_of[match[0]], f"{text[: match.start()]} {text[match.end() :]}"

    def _times(self, text: str, frequency: Frequency | None) -> _Times:
        """Find the time of day; two of them are more than one quote a day."""
        first = self.clock.find(text)
        if first is None:
            # "every morning" says no hour; it is asked for.
            part = self.clock.dayparts.search(text)
            return _Times((), frequency, "", self.clock.dayparts.sub(" ", text), part[0] if part else "")
        if first.at is None:
            return _Times((), frequency, first.said, first.rest)
        others, rest = self.clock.others(first.rest, is_several=frequency is Frequency.OFTEN)
        times = tuple(dict.fromkeys((first.at, *others)))
        return _Times(times, Frequency.OFTEN if len(times) > 1 else frequency, "", rest)

    def _where(self, text: str, offset: Offset, topics: Recogniser) -> _Where:
        """Tell places from speakers and themes: "China" may be either, "Shanghai spirit" is no place."""
        exact, rest = self._taken(text, topics, lambda one: one.is_exact and not one.by_country)
        hits, rest = self.places.named(rest)
        found = resolved(hits, offset.places, self.places)
        speaking = {hit: topics(hit.typed) for hit in found.apart}
        exact += tuple(topic for named in speaking.values() for topic in named)
        # "Georgia and Texas": one of a country that nobody speaks for here.
        elsewhere = tuple(place for hit, named in speaking.items() if not named for place in hit.places)
        places, unsure = told_apart((*found.places, *elsewhere)), ""
        is_sure = bool(hits) or offset.is_fixed
        if not places and (similar := self.places.similar(rest)):
            places, is_sure, rest = similar.places, similar.is_sure, similar.rest
            unsure = "" if is_sure else similar.typed
        near, rest = self._taken(rest, topics, lambda one: not one.by_country)
        wanted, over = joined((*exact, *near))
        return _Where(places, is_sure, wanted, unsure, " ".join((rest, *(topic.typed for topic in over))))

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


@cache
def load_wording() -> Wording:
    """Gather the words of every language; those of places are gathered when first needed."""
    phrases = load_phrases()
    return Wording(
        Clock.of(phrases),
        Weekdays.of(phrases),
        Asides.of(phrases),
        re.compile(alternatives(phrases.languages)),
        dict(phrases.languages),
        re.compile(alternatives(phrases.called)),
    )


def _as_typed(words: str, text: str, fillers: frozenset[str]) -> str:
    """Give back words as somebody typed them, with what stands between them: "land of Oz"; else with "…".

    Of Chinese all is given that was typed around them without a space or a comma.
    """
    typed = [word.strip(_AROUND) for word in _BREAKS.split(text)]
    if _HAN.search(words):
        return " ".join(one for one in typed if any(word in plain(one) for word in words.split()))
    left = words.split()
    said: list[str] = []
    between: list[str] = []
    for word in typed:
        if plain(word) in left:
            left.remove(plain(word))
            apart = any(plain(one) not in fillers for one in between)
            said += [*((("…",) if apart else between) if said else ()), word]
            between = []
        else:
            between.append(word)
    return " ".join((*said, *left))
