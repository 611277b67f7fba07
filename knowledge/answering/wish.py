"""What people want: some wishes, each in plain words, and how much the words of a request speak for each.

wishes.json has the plain words, in which {S} is a speaker, {T} a matter, {C} a country, and what must have
been spoken of before: one person, several, a matter, or an answer that was shown. wish-weights.json has the
weights of a multinomial logistic regression, fitted by `make fit-wishes` to ways of asking that people wrote.
"""

from __future__ import annotations

import json
import re
import sys
from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from importlib import resources
from math import exp, sqrt
from typing import cast

import Stemmer

from knowledge.language.lexicon import Item
from knowledge.language.multimap import Multimap
from knowledge.normalise import Script, script_of

WISHES, WEIGHTS = "wishes.json", "wish-weights.json"
SCALE = 10
"""Steps of a weight in the file to one of the model's own."""
MOST_STEPS = 127
"""Of a weight, which takes one byte."""
MOST_LANES = 250
"""Weights that two bytes can add, each of them of at most twice `MOST_STEPS`."""
MOST_AT_HAND = 2048
"""Clues whose weights need not be looked up: most requests have the same."""
NO_WISH, COUNT = "-", "count"
"""What is none of the wishes: a fact, small talk, what the record cannot know."""
BIAS = ""
"""The clue that every request has."""
_FOLDER = resources.files("knowledge.answering")
_BLANK = re.compile(r"\{([STC])\}")
_STEMMERS = {Script.LATIN: Stemmer.Stemmer("english", 0), Script.CYRILLIC: Stemmer.Stemmer("russian", 0)}


class Blank(StrEnum):
    """What a wish leaves open."""

    SPEAKER = "S"
    MATTER = "T"
    COUNTRY = "C"
    OWN = "O"
    """The body that the record is about, of which everybody speaks; no plain words name it."""


class After(StrEnum):
    """What must have been spoken of before, or a wish makes no sense."""

    ANYTHING = "anything"
    """Nothing need have been."""
    QUESTION = "question"
    MATTER = "matter"
    PERSON = "person"
    SEVERAL = "several"
    ANSWER = "answer"


@dataclass(frozen=True)
class Wish:
    """Something that people want.

    Attributes:
        plain: The plainest wording, in English, with blanks.
        after: What must have been spoken of before.
    """

    name: str
    plain: str
    after: After

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """What must be named, in order."""
        return tuple(map(Blank, _BLANK.findall(self.plain)))

    def worded(self, named: Sequence[str]) -> str:
        """Give the plain wording with its blanks filled, in order."""
        filled = iter(named)
        return _BLANK.sub(lambda _: next(filled), self.plain)


class Wishes:
    """The wishes, and how much each clue speaks for each of them."""

    def __init__(
        self,
        wishes: Mapping[str, Wish],
        words: Iterable[str],
        weights: Mapping[str, Mapping[str, int]],
        besides: Mapping[str, Iterable[str]],
    ) -> None:
        """Begin with what was fitted.

        Args:
            words: What people say who ask, whatever they ask of, as `words_of` gives it.
            weights: Clue → name of a wish → steps, -127..127.
            besides: Name of a wish → what people say who have it, though its plain words do not.
        """
        self.all = wishes
        self.besides = {name: frozenset(of_wish) for name, of_wish in besides.items()}
        self._words = frozenset(words)
        self._names = (*wishes, NO_WISH)
        place = {name: number for number, name in enumerate(self._names)}
        self._weights = Multimap[str, bytes]()
        for clue, of_clue in weights.items():
            lanes = array("H", [MOST_STEPS] * len(place))
            for name, steps in of_clue.items():
                lanes[place[name]] += steps
            self._weights.add(clue, lanes.tobytes())
        self._weights.pack()
        self._at_hand = lru_cache(MOST_AT_HAND)(self._lanes)

    def is_way_of_asking(self, item: Item) -> bool:
        """Whether somebody who asks may say so, whatever they ask of."""
        return self._words.issuperset(words_of(item))

    def is_beyond(self, item: Item) -> bool:
        """Whether a stretch is about something of which nobody here knows."""
        return item.is_foreign and not self.is_way_of_asking(item)

    def likeliest(self, clues: frozenset[str], allowed: Iterable[str]) -> tuple[str, float]:
        """Give the likeliest of some wishes, or that it is none, and how likely among them, 0..1."""
        share = 1 / sqrt(len(clues) or 1)
        scores = [
            always + share * steps
            for always, steps in zip(self._summed([BIAS]), self._summed(clues), strict=True)
        ]
        may_be = {*allowed, NO_WISH}
        odds = {
            name: exp(score / SCALE)
            for name, score in zip(self._names, scores, strict=True)
            if name in may_be
        }
        best = max(odds, key=odds.__getitem__)
        return best, odds[best] / sum(odds.values())

    def _lanes(self, clue: str) -> int:
        """Give the steps of a clue for each wish, each behind the other in two bytes; 0 if it has none."""
        return sum(int.from_bytes(weights, sys.byteorder) for weights in self._weights.get(clue))

    def _summed(self, clues: Collection[str]) -> list[int]:
        """Add the steps of some clues, for each wish."""
        found = [weights for weights in map(self._at_hand, clues) if weights]
        total = [0] * len(self._names)
        for first in range(0, len(found), MOST_LANES):
            some = found[first : first + MOST_LANES]
            # All lanes of two numbers are added at once: a sixth of the time of adding each.
            lanes = array("H", sum(some).to_bytes(2 * len(total), sys.byteorder))
            total = [
                before + steps - MOST_STEPS * len(some) for before, steps in zip(total, lanes, strict=True)
            ]
        return total


@cache
def fitted() -> Wishes:
    """Give the wishes and weights that ship with the program."""
    found = json.loads((_FOLDER / WEIGHTS).read_text(encoding="utf-8"))
    return Wishes(plain_wishes(), found["words"], found["weights"], found["besides"])


def plain_wishes() -> dict[str, Wish]:
    """Give the wishes by name."""
    read = json.loads((_FOLDER / WISHES).read_text(encoding="utf-8"))
    return {
        name: Wish(name, one["plain"], After(one.get("after", After.ANYTHING))) for name, one in read.items()
    }


def words_of(item: Item) -> list[str]:
    """Give the words of a stretch by their stems; a Chinese one that is known is one word."""
    return [item.typed] if item.senses and item.is_han else stems_of(item.typed)


def stems_of(typed: str) -> list[str]:
    """Give the words of a stretch by their stems; of Chinese, the characters."""
    return [_stem(word) for word in typed.split()]


def _stem(word: str) -> str:
    stemmer = _STEMMERS.get(script_of(word))
    return cast("str", stemmer.stemWord(word)) if stemmer else word
