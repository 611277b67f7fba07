"""Which words could be within a few edits of a token, without comparing it with all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, pairwise

from knowledge.language.multimap import Multimap
from knowledge.normalise import Script, script_of

LEAST_FUZZY = 4
"""Shorter words are taken as typed: one edit in three letters makes another word."""
MOST_EDITS = 3

Edits = Callable[[int], int]


def plain_edits(length: int) -> int:
    """Say how many edits a common word of this many letters may have and still be that word."""
    return _PLAIN[min(length, _LONGEST)]


def name_edits(length: int) -> int:
    """Say the same for a name: people know a name by ear, and few other words are near to it."""
    return _NAMES[min(length, _LONGEST)]


def _table(*least: int) -> tuple[int, ...]:
    """Give the number of edits for each length: one more from each of these lengths on."""
    return tuple(sum(length >= step for step in least) for length in range(_LONGEST + 1))


_LONGEST = 12
_PLAIN, _NAMES = _table(LEAST_FUZZY, 8, 12), _table(LEAST_FUZZY, 6, 10)


class Neighbourhood:
    """Words by length and segment.

    A word that allows k edits is cut into k + 1 segments; k edits leave at least one of them whole, near its
    place: Li, Deng, Wang and Feng, 2011, "Pass-Join: a partition-based method for similarity joins". A
    transposition across a cut breaks two of them: single ones are undone and looked up as they are.

    Words are cut when a token of about their length and of their script is first looked for: who asks one
    question does not wait for all of them.

    Args:
        edits: How many edits a word of so many letters may have.
    """

    def __init__(self, edits: Edits) -> None:
        self._edits = edits
        self._words: dict[tuple[int, int], Multimap[str, str]] = defaultdict(Multimap)
        self._uncut: dict[tuple[Script, int], list[str]] = defaultdict(list)
        self._new: list[str] = []

    def add(self, word: str) -> None:
        """Add a word that is not there yet."""
        self._new.append(word)

    def cut(self) -> None:
        """Cut all words that were not yet, so that no question has to wait for it."""
        self._take_new()
        for words in self._uncut.values():
            self._cut(words)
        self._uncut.clear()
        for parts in self._words.values():
            parts.pack()

    def _take_new(self) -> None:
        for word in self._new:
            if self._edits(len(word)):
                self._uncut[script_of(word), len(word)].append(word)
        self._new.clear()

    def _cut(self, words: Sequence[str]) -> None:
        for word in words:
            length = len(word)
            for number, (start, end) in enumerate(_segments(length, self._edits(length))):
                self._words[length, number].add(word[start:end], word)

    def _is_cut(self, word: str) -> bool:
        """Whether a word is known and was cut."""
        length = len(word)
        _, end = _segments(length, self._edits(length))[0]
        return word in self._words[length, 0].get(word[:end])

    def near(self, token: str) -> tuple[str, ...]:
        """Give the words that share a whole segment with a token about its place, each once."""
        self._take_new()
        script, size = script_of(token), len(token)
        found = set[str]()
        for length in range(max(LEAST_FUZZY, size - MOST_EDITS), size + MOST_EDITS + 1):
            longer, allowed = size - length, self._edits(length)
            if abs(longer) > self._edits(min(length, size)):
                continue
            self._cut(self._uncut.pop((script, length), ()))
            for number, (start, end) in enumerate(_segments(length, allowed)):
                left = allowed - number
                for shift in range(max(-number, longer - left), min(number, longer + left) + 1):
                    part = token[max(0, start + shift) : end + shift]
                    found.update(self._words[length, number].get(part))
        found.update(filter(self._is_cut, _swapped(token)))
        return tuple(found)


def _swapped(token: str) -> Iterator[str]:
    """Give a token with each two neighbouring letters swapped."""
    for place in range(len(token) - 1):
        yield token[:place] + token[place + 1] + token[place] + token[place + 2 :]


@cache
def _segments(length: int, allowed: int) -> tuple[tuple[int, int], ...]:
    """Cut a length into one segment more than edits are allowed, the longer ones behind."""
    ends = list(accumulate((length + number) // (allowed + 1) for number in range(allowed + 1)))
    return tuple(pairwise([0, *ends]))
