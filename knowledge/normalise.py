"""Letters as people type them to letters as the record knows them, and text to tokens."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import cache


class Script(StrEnum):
    """What a token is written in, as packs name it."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    HAN = "han"
    DEVANAGARI = "devanagari"
    ARABIC = "arabic"
    DIGIT = "digit"
    OTHER = "other"


_APOSTROPHES = frozenset("'`´ʻʼʽʹ‘’‛′")
_ARABIC = {"ي": "ی", "ى": "ی", "ئ": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه", "ؤ": "و", "أ": "ا", "إ": "ا", "آ": "ا"}
_LATIN = {"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ə": "a"}
_NUKTA = "\u093c"
_POSSESSIVE = re.compile(r"'s?(?=\s|$)")
_DEVANAGARI = range(0x0900, 0x0980)
_HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32000))
_SCRIPTS: tuple[tuple[Script, tuple[range, ...]], ...] = (
    (Script.LATIN, (range(0x0250), range(0x1E00, 0x1F00))),
    (Script.CYRILLIC, (range(0x0400, 0x0530),)),
    (Script.HAN, _HAN),
    (Script.DEVANAGARI, (_DEVANAGARI,)),
    (Script.ARABIC, (range(0x0600, 0x0780), range(0xFB50, 0xFF00))),
)


class _Folding(dict[int, str]):
    """What each character becomes; worked out when it is first met, for str.translate."""

    def __missing__(self, code: int) -> str:
        folded = "".join(_folded(letter) for letter in unicodedata.normalize("NFKD", chr(code)).casefold())
        self[code] = folded
        return folded


def _folded(letter: str) -> str:
    if letter in _APOSTROPHES:
        return "'"
    code, category = ord(letter), unicodedata.category(letter)
    if category.startswith("M"):
        return letter if code in _DEVANAGARI and letter != _NUKTA else ""
    if category == "Cf":
        return ""
    if any(code in block for block in _HAN):
        return f" {letter} "
    if category[0] in "LN":
        return _ARABIC.get(letter) or _LATIN.get(letter) or letter
    return " "


_FOLDING = _Folding({ord("\n"): "\n"})


def normalise(text: str) -> str:
    """Fold case, width, accents and lookalike letters, and drop what is no letter, digit or apostrophe.

    Invisible characters (zero width, direction marks) vanish; every Han character stands alone between
    spaces, because Chinese is segmented by the words of the record.
    """
    return text.translate(_FOLDING)


def tokens(text: str) -> tuple[str, ...]:
    """Give the words of a text, normalised, without possessive endings; single characters for Chinese."""
    if text.isascii() and text.isalnum():
        return (text.lower(),)  # most are
    return tuple(bare(text).split())


def bare(text: str) -> str:
    """Normalise a text and take possessive endings and apostrophes off; the lines of it stay lines."""
    return _POSSESSIVE.sub("", normalise(text)).replace("'", "")


def script_of(token: str) -> Script:
    """Tell which script a normalised token is written in, by its first letter."""
    return _script_of_letter(token[0])


@cache
def _script_of_letter(letter: str) -> Script:
    if letter.isdigit():
        return Script.DIGIT
    code = ord(letter)
    return next(
        (script for script, blocks in _SCRIPTS if any(code in block for block in blocks)), Script.OTHER
    )
