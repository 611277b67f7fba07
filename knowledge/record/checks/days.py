"""A day that is told is over: a text was not published tomorrow, nor was a mistake mended then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

_DAYS = frozenset({"corrected", "date"})


def check(files: Files, *, today: date) -> Iterator[Problem]:
    """Find days that are still to come."""
    for document, item in files.items:
        if isinstance(item, schema.LanguageFile | schema.VocabularyFile):
            continue
        for path, text in document.leaves():
            if path[-1] in _DAYS and text > today.isoformat():
                hint = "write the day on which it was published, or mended"
                yield problem(document.place(path), "a day that is still to come", found=text, hint=hint)
