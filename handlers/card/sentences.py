"""Where sentences end, so that a quote is shortened without changing what a sentence says."""

from __future__ import annotations

import re

_END = re.compile(r"[.!?…]+[\"”»’)\]]*(?=\s+[\"“«‘(\[]*[^\W_a-zа-яё])|[。！？][”’」』》）]*")
_SHORT = frozenset(
    ("mr", "mrs", "ms", "dr", "prof", "st", "no", "vs", "art", "им", "г", "гг", "т", "п", "ст", "см")
)
_LAST_WORD = re.compile(r"(\w+)\.$")


def sentence_ends(text: str) -> tuple[int, ...]:
    """Give the offsets just behind each sentence, in order; the last is the end of the text.

    A full stop after an abbreviation or a single letter ("Mr.", "J.") ends no sentence.
    """
    ends = [match.end() for match in _END.finditer(text) if not _abbreviated(text[: match.end()])]
    whole = len(text.rstrip())
    return (*(end for end in ends if end < whole), whole)


def _abbreviated(text: str) -> bool:
    last = _LAST_WORD.search(text[-12:])
    return last is not None and (len(last[1]) == 1 or last[1].lower() in _SHORT)


def word_ends(text: str) -> tuple[int, ...]:
    """Give the offsets just behind each word; between any two characters where a script has no spaces."""
    ends = [match.end() for match in re.finditer(r"[^\s\u3000-\u9fff]+|[\u3001-\u9fff]", text)]
    return tuple(ends) or (len(text),)
