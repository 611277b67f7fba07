"""A list of ids names each thing once: entries of a theme, speakers of a fact, countries of a region."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

_LISTS = {
    "anniversary": "the anniversary",
    "facts": "the fact",
    "passages": "the passage",
    "regions": "the region",
    "themes": "the theme",
}
"""What lists something, by the key that holds it."""
_OF_IDS = frozenset({"countries", "entries", "slots", "speakers"})


def check(files: Files) -> Iterator[Problem]:
    """Find ids that stand in one list twice."""
    for document, item in files.items:
        if isinstance(item, schema.LanguageFile | schema.VocabularyFile):
            continue
        firsts: set[tuple[object, ...]] = set()
        for path, text in document.leaves():
            if len(path) < 3 or path[-2] not in _OF_IDS or path[0] not in _LISTS:  # noqa: PLR2004 - holder, list, number
                continue
            key = (*path[:-1], text)
            if key in firsts:
                what = f"{_LISTS[str(path[0])]} lists it twice"
                yield problem(document.place(path), what, found=text, hint="remove one")
            firsts.add(key)
