"""Which pairs of letters have a flag: the countries of ISO 3166-1, Kosovo, the European Union and the UN."""

from __future__ import annotations

import re

_FIRST_LETTER = 0x1F1E6
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_SECOND_LETTERS = {
    "a": "defgilmoqrstuwxz",
    "b": "abdefghijlmnoqrstvwyz",
    "c": "acdfghiklmnoruvwxyz",
    "d": "ejkmoz",
    "e": "ceghrstu",
    "f": "ijkmor",
    "g": "abdefghilmnpqrstuwy",
    "h": "kmnrtu",
    "i": "delmnoqrst",
    "j": "emop",
    "k": "eghimnprwyz",
    "l": "abcikrstuvy",
    "m": "acdefghklmnopqrstuvwxyz",
    "n": "acefgilopruz",
    "o": "m",
    "p": "aefghklmnrstwy",
    "q": "a",
    "r": "eosuw",
    "s": "abcdeghijklmnorstvxyz",
    "t": "cdfghjklmnortvwz",
    "u": "agmnsyz",
    "v": "aceginu",
    "w": "fs",
    "x": "k",
    "y": "et",
    "z": "amw",
}
"""By the first letter."""


def is_flag(written: str) -> bool:
    """Whether it is one flag that fonts have; two other letters are shown as letters."""
    if not _FLAG.fullmatch(written):
        return False
    first, second = (chr(ord(sign) - _FIRST_LETTER + ord("a")) for sign in written)
    return second in _SECOND_LETTERS.get(first, "")
