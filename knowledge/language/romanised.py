"""Words of a script that is also typed in Latin letters, by each in their own way: "sachivalay kab bana".

There is no table for it as there is for Russian: short vowels are left out or not, and long ones are single
or doubled. What all ways have in common is the consonants, so words are found by these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz

LEAST_ALIKE = (100.0, 100.0, 75.0, 50.0)
"""Likeness, 0..100, that a word as typed and as romanised must have, by how many consonants they share: the
fewer, the less may their vowels differ."""
_NASAL = str.maketrans({"\u0902": "\u0928\u094d", "\u0901": "\u0928\u094d"})
"""Devanagari's dots for a nasal, as the letter that people write for them."""
_ALIKE = (
    ("aa", "a"),
    ("ee", "i"),
    ("oo", "u"),
    ("sh", "s"),
    ("ch", "c"),
    ("ph", "f"),
    ("q", "k"),
    ("w", "v"),
    ("z", "j"),
    ("x", "ks"),
)
_BEGINS_WITH_VOWEL = re.compile(r"^[aeiou`']+")
_WEAK = re.compile(r"(?<!^)(?:[aeiouyv`']+|h$)")
"""What may be written or not: vowels, the letters that stand for some of them, and a silent h at the end."""


class Romanised:
    """Words by their consonants, in Latin letters as anyascii romanises them.

    Args:
        words: In their own script.
    """

    def __init__(self, words: Iterable[str]) -> None:
        from anyascii import anyascii  # noqa: PLC0415 - only where a record is built

        self._by_consonants: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word in words:
            roman = _plain(anyascii(word.translate(_NASAL)))
            self._by_consonants[_consonants(roman)].append((roman, word))

    def __call__(self, token: str) -> str:
        """Give the word that a token in Latin letters stands for, or the token itself."""
        typed = _plain(token)
        code = _consonants(typed)
        alike = [(fuzz.ratio(typed, roman), word) for roman, word in self._by_consonants.get(code, ())]
        best, word = max(alike, key=lambda found: found[0], default=(0.0, token))
        return word if best >= LEAST_ALIKE[min(len(code), len(LEAST_ALIKE) - 1)] else token


def _plain(roman: str) -> str:
    roman = roman.casefold()
    for heard, instead in _ALIKE:
        roman = roman.replace(heard, instead)
    return roman


def _consonants(plain: str) -> str:
    return _WEAK.sub("", _BEGINS_WITH_VOWEL.sub("_", plain))
