"""Which letters have a flag (ISO 3166-1, Kosovo, the European Union and the UN), and whose it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

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


def code_of(flag: str) -> str:
    """Give the two letters of a flag, as "CN"."""
    return "".join(chr(ord(sign) - _FIRST_LETTER + ord("A")) for sign in flag)


def flag_of(code: str) -> str:
    """Give the flag of two letters."""
    return "".join(chr(ord(letter) - ord("A") + _FIRST_LETTER) for letter in code)


@cache
def english_names() -> Mapping[str, str]:
    """Give the English names of countries by their two letters; none where tzdata is not installed."""
    try:
        table = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text(encoding="utf-8")
    except (ModuleNotFoundError, FileNotFoundError):
        return {}
    return dict(line.split("\t") for line in table.splitlines() if not line.startswith("#"))
