"""What is listed is listed once: a second ask, alias or restatement in the same words does nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path, Value
from knowledge.record.values import Position

_BY_LANGUAGE = 4
"""Parts of the path of a text by language: list, number, key, language."""
LISTED = frozenset({"aliases", "asks", "examples", "meanings", "offices", "restatements"})


_SENTENCE_TWICE = re.compile(r"(\S.{18,}[.!?\u3002])\s*\1")
_TOLD = frozenset({"asks", "restatements", "text"})
"""Keys whose words belong to one entry."""


def check(files: Files) -> Iterator[Problem]:
    """Find words that stand twice in one list, in one text, or in two entries."""
    yield from _in_two_entries(files)
    for document, item in files.items:
        if not isinstance(item, schema.LanguageFile):
            yield from _walk(document, document.value, ())


def _in_two_entries(files: Files) -> Iterator[Problem]:
    """Find our words for one entry that are another's, too, and sentences that stand twice in a text."""
    firsts: dict[tuple[str, str], tuple[Path, Position]] = {}
    for document, item in files.items:
        if not isinstance(item, schema.MessageFile | schema.FactsFile | schema.AbsencesFile):
            continue
        for path, text in document.leaves():
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


def _as_asked(text: str) -> str:
    """Give a text as it is asked for: with or without the sign at its end."""
    return " ".join(text.casefold().split()).rstrip(" ?!.？！。")


def _walk(document: Document, value: Value, path: Path) -> Iterator[Problem]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _walk(document, item, (*path, key))
    elif isinstance(value, list):
        firsts: dict[str, int] = {}
        for number, item in enumerate(value):
            yield from _walk(document, item, (*path, number))
            if not isinstance(item, str) or not LISTED.intersection(path):
                continue
            first = firsts.setdefault(_as_asked(item), number)
            if first != number:
                hint = f"it stands in line {document.place((*path, first)).line} too; remove one"
                # Examples are shown to people, the others only help to find.
                tell = problem if "examples" in path else warning
                yield tell(document.place((*path, number)), "the same words twice", found=item, hint=hint)
