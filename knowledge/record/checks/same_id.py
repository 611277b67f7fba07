"""An id names one thing, and so does a flag: two countries share neither."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Position

_HINTS = {"id": "rename one", "flag": "correct one"}
_FILES = frozenset({"countries.yaml", "organisations.yaml", "sources.yaml"})
"""The ids of all others are found to stand twice as soon as they become values."""


def check(files: Files) -> Iterator[Problem]:
    """Find ids that are given twice within one kind, and flags on two countries."""
    firsts: dict[tuple[str | int, ...], Position] = {}
    for document, path, text in files.leaves():
        key = str(path[-1])
        if text and document.file in _FILES and key in _HINTS and "regions" not in path:
            place = document.place(path)
            first = firsts.setdefault((*path[:1], text), place)
            if first != place:
                hint = f"the first is at {first}; {_HINTS[key]}"
                yield problem(place, f"the same {key} twice", found=text, hint=hint)
