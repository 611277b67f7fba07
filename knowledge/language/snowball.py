"""Words by their stems, in the languages that Snowball knows: "organise" and "organising"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

import Stemmer

from knowledge.language.multimap import Multimap
from knowledge.normalise import Script, script_of
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
        """Make what can't be kept: of each script the stemmers of its languages."""
        self._stemmers: dict[Script, dict[str, Callable[[str], str]]] = defaultdict(dict)
        for code, script in self._scripts.items():
            self._stemmers[script][code] = Stemmer.Stemmer(code, NOTHING_CACHED).stemWord

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
        stemmers = self._stemmers[script_of(word)]
        for code in [language] if language in stemmers else stemmers:
            stem = _stem(word, stemmers[code])
            for key in {word, stem, stem[:-1] if _SHORT_I.search(word) and len(stem) > LEAST_STEM else stem}:
                self._words[code].add(key, word)

    def pack(self) -> None:
        """Keep the stems in less memory, when no more words come."""
        for words in self._words.values():
            words.pack()

    def sharing(self, word: str) -> tuple[str, ...]:
        """Give the known words that have the stem of this one, each once."""
        found: dict[str, None] = {}
        for code, stemmer in self._stemmers[script_of(word)].items():
            if known := self._words[code].get(_stem(word, stemmer)):
                found.update(dict.fromkeys(known))
        return tuple(found)


def _stem(word: str, stemmer: Callable[[str], str]) -> str:
    return stemmer(_SHORT_I.sub("й", word) if word[-1] == "и" else word).removesuffix(_LEFT_OF_A_PAIR)


def _knows(code: str) -> bool:
    try:
        Stemmer.Stemmer(code)
    except KeyError:
        return False
    return True
