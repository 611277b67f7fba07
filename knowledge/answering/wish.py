"""What people want: some wishes, each in plain words, and how much the words of a request speak for each.

wishes.json has the plain words, in which {S} is a speaker, {T} a matter, {C} a country, and what must have
been spoken of before: one person, several, a matter, or an answer that was shown. wish-weights.json has the
weights of a multinomial logistic regression, fitted by `make fit-wishes` to ways of asking that people wrote.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from itertools import chain
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
NO_WISH = "-"
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
        self, wishes: Mapping[str, Wish], words: Iterable[str], weights: Mapping[str, Mapping[str, int]]
    ) -> None:
        """Begin with what was fitted.

        Args:
            words: What people say who ask, whatever they ask of, as `words_of` gives it.
            weights: Clue → name of a wish → steps, -127..127.
        """
        self.all = wishes
        self._words = frozenset(words)
        self._names = (*wishes, NO_WISH)
        place = {name: number for number, name in enumerate(self._names)}
        # Two bytes a weight: seventy thousand pairs of numbers would take ten times that.
        self._weights = Multimap[str, bytes]()
        for clue, of_clue in weights.items():
            pairs = ((place[name], steps + MOST_STEPS) for name, steps in of_clue.items())
            self._weights.add(clue, bytes(chain.from_iterable(pairs)))
        self._weights.pack()

    def is_way_of_asking(self, item: Item) -> bool:
        """Whether somebody who asks may say so, whatever they ask of."""
        return self._words.issuperset(words_of(item))

    def is_beyond(self, item: Item) -> bool:
        """Whether a stretch is about something of which nobody here knows."""
        return item.is_foreign and not self.is_way_of_asking(item)

    def likeliest(self, clues: frozenset[str], allowed: Iterable[str]) -> tuple[str, float]:
        """Give the likeliest of some wishes, or that it is none, and how likely among them, 0..1."""
        scores = [0.0] * len(self._names)
        share = 1 / sqrt(len(clues) or 1)
        for clue in (BIAS, *clues):
            weights = b"".join(self._weights.get(clue))
            for place, steps in zip(weights[::2], weights[1::2], strict=True):
                scores[place] += (steps - MOST_STEPS) * (share if clue else 1)
        may_be = {*allowed, NO_WISH}
        odds = {
            name: exp(score / SCALE)
            for name, score in zip(self._names, scores, strict=True)
            if name in may_be
        }
        best = max(odds, key=odds.__getitem__)
        return best, odds[best] / sum(odds.values())


@cache
def fitted() -> Wishes:
    """Give the wishes and weights that ship with the program."""
    found = json.loads((_FOLDER / WEIGHTS).read_text(encoding="utf-8"))
    return Wishes(plain_wishes(), found["words"], found["weights"])


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
