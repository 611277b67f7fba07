"""Characters that have no place in a record: those that nobody sees, and those that stand for lost ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from knowledge.record.problem import Problem

_INVISIBLE = (
    "\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u061c\\u115f\\u1160\\u180e\\u200b\\u200e\\u200f\\u2028-\\u202e"
    "\\u2060-\\u2064\\u2066-\\u206f\\u3164\\ufeff\\ufff9-\\ufffb\\U000e0000-\\U000e007f"
)
_LOST = "\\ufffd-\\uffff\\ue000-\\uf8ff"
"""What programs write for a character that they can't read, and what each font shows in its own way."""
_HAS_JOINERS = "\\u0600-\\u06ff\\u0750-\\u077f\\u0900-\\u0dff\\u2600-\\u27bf\\ufe0f\\U0001f000-\\U0001faff"
_JOINER = f"(?<![{_HAS_JOINERS}])[\\u200c\\u200d]"
"""U+200C and U+200D belong to letters of Hindi and Urdu, and to emoji; anywhere else nobody sees them."""
_LINE_END = r"\r(?!\n|$)"
"""One alone, by which YAML counts a line more than editors do."""
_UNWANTED = re.compile(f"[{_INVISIBLE}{_LOST}]|{_JOINER}|{_LINE_END}")
_LOST_ONE = re.compile(f"[{_LOST}]")


def unwanted(text: str, file: str, *, tabs: bool = False) -> Iterator[Problem]:
    """Find such characters, each of them once, with the number of those that follow.

    Args:
        file: Name for places, relative to the record's folder.
        tabs: Whether a tab is one of them.
    """
    if not _UNWANTED.search(text) and not (tabs and "\t" in text):
        return
    pattern = re.compile(f"{_UNWANTED.pattern}|\t") if tabs else _UNWANTED
    first: dict[str, tuple[int, int]] = {}
    number_of: Counter[str] = Counter()
    for number, line in enumerate(text.split("\n"), 1):
        for found in pattern.finditer(line):
            first.setdefault(found.group(), (number, found.start() + 1))
            number_of[found.group()] += 1
    for sign, (number, column) in first.items():
        more = f"; {number_of[sign] - 1} more of it in this file" if number_of[sign] > 1 else ""
        yield Problem(file, number, column, _what(sign), f"U+{ord(sign):04X}", f"{_hint(sign)}{more}")


def _what(sign: str) -> str:
    return "a lost character" if _LOST_ONE.match(sign) else "an invisible control character"


def _hint(sign: str) -> str:
    if _LOST_ONE.match(sign):
        return "write the letter that belongs here; it was lost when the text was copied or saved"
    return "delete it and type the words anew; it came along by copying"
