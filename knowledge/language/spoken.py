"""Words by how they are spoken: "menshuned" is "mentioned", and "гаварил" is "говорил"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from knowledge.language.multimap import Multimap
from knowledge.normalise import Script, script_of

_DOUBLED = re.compile(r"(.)\1+")
LEAST_CODE = 3
"""Letters of the shortest code that tells words apart: under a shorter one dozens of them come together."""


class Spoken:
    """Words by a code of their sound; coded when first asked for.

    In Latin letters it is the Metaphone code, made for English: Philips, 1990, "Hanging on the Metaphone";
    here jellyfish's. In another script it is the word with letters that sound alike made the same.

    Args:
        alike: By script, letters and those that they count as, in order.
    """

    def __init__(self, alike: Mapping[Script, Mapping[str, str]]) -> None:
        self._alike = {script: _SoundFolding(letters) for script, letters in alike.items()}
        self._by_code: dict[Script, Multimap[str, str]] = defaultdict(Multimap)
        self._new: list[str] = []

    def add(self, word: str) -> None:
        """Add a word that is not there yet."""
        self._new.append(word)

    def code(self) -> None:
        """Code all words that were not yet, so that no question has to wait for it."""
        for word in self._new:
            if code := self._code(word):
                self._by_code[script_of(word)].add(code, word)
        self._new.clear()
        for words in self._by_code.values():
            words.pack()

    def like(self, token: str) -> tuple[str, ...]:
        """Give the words that are spoken like a token."""
        code = self._code(token)
        if len(code) < LEAST_CODE:
            return ()
        self.code()
        return self._by_code[script_of(token)].get(code)

    def _code(self, word: str) -> str:
        """Give the code of a word; empty where nothing is known of how it sounds."""
        if word.isascii():
            return _metaphone(word) if word.isalpha() else ""
        alike = self._alike.get(script_of(word))
        return alike(word) if alike else ""


class _SoundFolding:
    """Makes letters that sound alike the same, several at once before single ones, and doubled ones one."""

    def __init__(self, letters: Mapping[str, str]) -> None:
        self._several = [(heard, instead) for heard, instead in letters.items() if len(heard) > 1]
        self._single = str.maketrans({one: instead for one, instead in letters.items() if len(one) == 1})

    def __call__(self, word: str) -> str:
        for heard, instead in self._several:
            word = word.replace(heard, instead)
        return _DOUBLED.sub(r"\1", word.translate(self._single))


def _metaphone(word: str) -> str:
    from jellyfish import metaphone  # noqa: PLC0415 - who spells well does not wait for it

    return metaphone(word)
