"""Words by the stems they share: "organises" and "organising", in languages that inflect at the end."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from itertools import islice

from knowledge.language.multimap import Multimap
from knowledge.normalise import script_of

MOST_ENDING = 7
"""Letters of the longest ending that is taken off."""

Endings = Mapping[str, Mapping[str, int]]
"""Script → ending → letters a word must keep when it is taken off."""


class Stems:
    """Known words by each of their stems."""

    def __init__(self, endings: Endings, known: Container[str]) -> None:
        """Begin with no stems.

        Args:
            endings: What is taken off.
            known: All words, kept by who adds them here: a set of their own would take two MiB.
        """
        self._endings = endings
        self._known = known
        self.by_stem: Multimap[str, str] = Multimap()

    def add(self, word: str) -> None:
        """Add a word that is not there yet."""
        for stem in islice(self.of(word), 1, None):
            self.by_stem.add(stem, word)

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

    def sharing(self, stem: str) -> list[str]:
        """Give the known words that have this stem, in alphabetical order."""
        found = sorted(self.by_stem.get(stem))
        return [stem, *found] if stem in self._known else found
