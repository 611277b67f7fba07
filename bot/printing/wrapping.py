"""Text broken into lines by the columns it takes on a terminal, wide letters counted as two."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator

WIDEST = 88
"""Longer lines are hard to read, however wide the window is."""
NARROWEST = 20
_UNLIMITED = 1 << 30


def columns(text: str) -> int:
    """Count the columns that a text takes: Chinese letters two, marks and private letters none."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def width_of(stream: object) -> int:
    """Give the columns to wrap to: the terminal's, at most `WIDEST`; unlimited where there is none."""
    try:
        handle = stream.fileno() if hasattr(stream, "fileno") else sys.stdout.fileno()
        return max(NARROWEST, min(WIDEST, os.get_terminal_size(handle).columns or WIDEST))
    except (OSError, ValueError):
        return _UNLIMITED


def wrap(text: str, width: int, *, prefix: str = "", following: str | None = None) -> Iterator[str]:
    """Break a text into lines, keeping the line ends it has.

    Args:
        text: Words and line ends; no control characters.
        width: Columns of a line, prefix included.
        prefix: Stands before the first line.
        following: Stands before the others; the same as `prefix` if not given.
    """
    lead = prefix
    for paragraph in text.split("\n"):
        for line in _wrapped(paragraph, max(1, width - columns(prefix))):
            yield (lead + line).rstrip()
            lead = prefix if following is None else following


def _wrapped(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in _words(paragraph, width):
        if line and columns(line) + columns(word.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += word
    yield line.rstrip()


def _words(paragraph: str, width: int) -> Iterator[str]:
    """Give words with the space behind them; a Chinese letter, or what is too long for a line, in pieces."""
    word = ""
    for letter in paragraph:
        if word and (word[-1] == " " != letter or _is_wide(letter) or columns(word) >= width):
            yield word
            word = ""
        word += letter
    if word:
        yield word


def _columns_of(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Co", "Me", "Mn"}:
        return 0
    return 2 if _is_wide(letter) else 1


def _is_wide(letter: str) -> bool:
    return not letter.isascii() and unicodedata.east_asian_width(letter) in {"W", "F"}
