"""Words by their stems, in the languages that Snowball knows: "organise" and "organising"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from sys import intern

import Stemmer

from knowledge.language.multimap import Multimap
from knowledge.normalise import script_of
from knowledge.record.pack import Language

NOTHING_CACHED = 0
"""The vocabulary remembers what it found."""
_SHORT_I = re.compile(r"(?<=[аеиоуыэюя])и$")
"""What folding made of "й" where it ends a word; Snowball knows the endings by it."""
LEAST_STEM = 3
"""Letters of the shortest stem that loses a vowel too: "Китай" becomes "кита", and "Китая" "кит"."""
_LEFT_OF_A_PAIR = "е"
"""What Snowball leaves of "Сергея", but not of "Сергей"."""


class Snowball:
    """Known words by what Martin Porter's and others' algorithms leave of them.

    A word has the endings of its own language; a name, and a word of a language that Snowball does not know,
    those of every language of its script. In which language a token was meant nobody says: all are looked up.
    """

    def __init__(self, languages: Iterable[Language]) -> None:
        self._scripts = {one.code: one.script for one in languages if _knows(one.code)}
        self._words: dict[str, Multimap[str, str]] = {code: Multimap() for code in self._scripts}
        self._prepare()

    def _prepare(self) -> None:
        self._stemmers = {code: Stemmer.Stemmer(code, NOTHING_CACHED) for code in self._scripts}

    def __getstate__(self) -> dict[str, object]:
        return {name: value for name, value in self.__dict__.items() if name != "_stemmers"}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._prepare()

    def add(self, word: str, language: str = "") -> None:
        """Add a word that is not there yet, by itself too: Snowball takes "Лавров" for a plural of "лавр".

        Args:
            language: ISO 639 code of the word's own; "" for a name.
        """
        own = self._scripts.get(language) == script_of(word)
        for code in [language] if own else self._codes(word):
            stem = self._stem(word, code)
            for key in {word, stem, stem[:-1] if _SHORT_I.search(word) and len(stem) > LEAST_STEM else stem}:
                self._words[code].add(intern(key), word)

    def sharing(self, word: str) -> tuple[str, ...]:
        """Give the known words that have the stem of this one, each once."""
        found = (self._words[code].get(self._stem(word, code)) for code in self._codes(word))
        return tuple(dict.fromkeys(known for words in found for known in words))

    def _codes(self, word: str) -> Iterator[str]:
        script = script_of(word)
        return (code for code, written in self._scripts.items() if written == script)

    def _stem(self, word: str, code: str) -> str:
        stem: str = self._stemmers[code].stemWord(_SHORT_I.sub("й", word))
        return stem.removesuffix(_LEFT_OF_A_PAIR)


def _knows(code: str) -> bool:
    try:
        Stemmer.Stemmer(code)
    except KeyError:
        return False
    return True
