"""Words by the stems they share: "organises" and "organising", in languages that inflect at the end."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator, Mapping

from knowledge.normalise import script_of

MOST_ENDING = 7
"""Letters of the longest ending that is taken off."""
MOST_INSERTED = 32
"""New words up to which they are put in their places one by one; more are sorted together."""

Endings = Mapping[str, Mapping[str, int]]
"""Script → ending → letters a word must keep when it is taken off."""


class Stems:
    """Known words in alphabetical order, in which those with a stem in common stand together."""

    def __init__(self, endings: Endings) -> None:
        self._endings = endings
        self._words: list[str] = []
        self._new: list[str] = []

    def add(self, word: str) -> None:
        """Add a word that is not there yet."""
        self._new.append(word)

    def of(self, word: str) -> Iterator[str]:
        """Give the word itself, then the word without an ending, longest stem first."""
        yield word
        endings = self._endings.get(script_of(word))
        if not endings:
            return
        for length in range(1, min(MOST_ENDING, len(word) - 1) + 1):
            least = endings.get(word[-length:])
            if least is not None and len(word) - length >= least:
                yield word[:-length]

    def sharing(self, stem: str) -> Iterator[str]:
        """Give the known words that have this stem, in alphabetical order."""
        self._put_new()
        endings = self._endings.get(script_of(stem), {})
        for place in range(bisect_left(self._words, stem), len(self._words)):
            word = self._words[place]
            if not word.startswith(stem):
                return
            ending = word[len(stem) :]
            if not ending or endings.get(ending, len(word)) <= len(stem):
                yield word

    def _put_new(self) -> None:
        if len(self._new) > MOST_INSERTED:
            self._words = sorted([*self._words, *self._new])
        else:
            for word in self._new:
                insort(self._words, word)
        self._new.clear()
