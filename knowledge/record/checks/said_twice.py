"""Our words belong to one entry, and a sentence of them stands once in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record.files import Files
from knowledge.record.problem import Problem, warning
from knowledge.record.source import Path
from knowledge.record.values import Position

_BY_LANGUAGE = 4
"""Parts of the path of a text by language: list, number, key, language."""
_SENTENCE_TWICE = re.compile(r"(\S.{18,}[.!?\u3002])\s*\1")
_TOLD = frozenset({"asks", "restatements", "text"})
"""Keys whose words belong to one entry."""


def check(files: Files) -> Iterator[Problem]:
    """Find our words for one entry that are another's, too, and sentences that stand twice in a text."""
    firsts: dict[tuple[str, str], tuple[Path, Position]] = {}
    for document, path, text in files.leaves():
        if not _TOLD.intersection(path) or len(path) < _BY_LANGUAGE:
            continue
        place = document.place(path)
        if twice := _SENTENCE_TWICE.search(text):
            yield warning(place, "a sentence twice", found=twice.group(1), hint="keep one")
        entry, first = firsts.setdefault((str(path[3]), text), (path, place))
        # Two facts with one ask are refused elsewhere.
        both_asks = "asks" in path and "asks" in entry
        if (entry[:2], first.file) != (path[:2], place.file) and not both_asks:
            hint = f"{first} says the same; say what this entry says"
            yield warning(place, "the same words for two entries", found=text, hint=hint)
