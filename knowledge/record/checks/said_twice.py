"""Our words belong to one entry, a sentence of them stands once in it, and nothing in it asks for itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.normalise import tokens
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path
from knowledge.record.values import Position

_BY_LANGUAGE = 4
"""Parts of the path of a text by language: list, number, key, language."""
_SENTENCE_TWICE = re.compile(r"(\S.{18,}[.!?\u3002])\s*\1")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|(?<=[\u3002\uff01\uff1f])")
_LONG, _MOST = 5, 0.7
"""Words of an ask that is told from the answer, and the part of a sentence that it may not be."""
_TOLD = frozenset({"asks", "restatements", "text"})
"""Keys whose words belong to one entry."""
_OURS = frozenset({"absences", "facts"})
"""Lists of entries that nobody said."""


def check(files: Files) -> Iterator[Problem]:
    """Find our words for one entry that are another's, too, sentences that stand twice, answers as asks."""
    firsts: dict[tuple[str, str], tuple[Path, Position]] = {}
    for document, path, text in files.leaves():
        if not _TOLD.intersection(path) or len(path) < _BY_LANGUAGE:
            continue
        place = document.place(path)
        if twice := _SENTENCE_TWICE.search(text):
            yield problem(place, "a sentence twice", found=twice.group(1), hint="keep one")
        if "asks" in path and _is_answer(document, path, text):
            hint = "write how people ask for it"
            yield problem(place, "an ask that is the answer", found=text, hint=hint)
        entry, first = firsts.setdefault((str(path[3]), text), (path, place))
        # Two facts with one ask are refused elsewhere.
        both_asks = "asks" in path and "asks" in entry
        if (entry[:2], first.file) != (path[:2], place.file) and not both_asks:
            hint = f"{first} says the same; say what this entry says"
            # Two speakers may well be reported alike; a text of our own is told once.
            tell = problem if "text" in path and path[0] == entry[0] in _OURS else warning
            yield tell(place, "the same words for two entries", found=text, hint=hint)


def _is_answer(document: Document, path: Path, ask: str) -> bool:
    """Whether an ask is a sentence of its entry's text, or most of one."""
    text, words = document.mapping((*path[:2], "text")).get(str(path[3])), tokens(ask)
    for sentence in _SENTENCE_END.split(text) if isinstance(text, str) else ():
        said = tokens(sentence)
        is_most = len(words) >= _LONG and len(words) > len(said) * _MOST and set(words) <= set(said)
        if words == said or is_most:
            return True
    return False
