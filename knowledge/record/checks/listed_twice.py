"""What is listed is listed once: entries of a theme, speakers of a fact; asks, aliases and other words."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path

_LISTS = {
    "anniversary": "the anniversary",
    "facts": "the fact",
    "passages": "the passage",
    "regions": "the region",
    "themes": "the theme",
}
"""What lists something, by the key that holds it."""
_OF_IDS = frozenset({"countries", "entries", "slots", "speakers"})
_MANY = frozenset({"asks", "meanings", "offices", "restatements"})
_OF_WORDS = _MANY | {"aliases", "examples"}


def check(files: Files) -> Iterator[Problem]:
    """Find ids, and words however they are written, that stand in one list twice."""
    for document, item in files.items:
        if isinstance(item, schema.LanguageFile):
            continue
        firsts: dict[tuple[Path, str], Path] = {}
        for path, text in document.leaves:
            first = firsts.setdefault((path[:-1], _as_asked(text)), path)
            if first != path and isinstance(path[-1], int):
                yield from _twice(document, path, text, first)


def _twice(document: Document, path: Path, text: str, first: Path) -> Iterator[Problem]:
    place = document.place(path)
    if path[-2] in _OF_IDS and path[0] in _LISTS:
        yield problem(place, f"{_LISTS[str(path[0])]} lists it twice", found=text, hint="remove one")
    elif _OF_WORDS.intersection(path):
        hint = f"it stands in line {document.place(first).line} too; remove one"
        # Examples are shown to people, and names are few; the others only help to find.
        tell = warning if _MANY.intersection(path) else problem
        yield tell(place, "the same words twice", found=text, hint=hint)


def _as_asked(text: str) -> str:
    """Give a text as it is asked for: with or without the sign at its end."""
    return " ".join(text.casefold().split()).rstrip(" ?!.\uff1f\uff01\u3002")
