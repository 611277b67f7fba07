"""A day that is told is over, and not long before its time: a year misspelt by one digit is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge.record import schema
from knowledge.record.checks.figures_told import own_language
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.source import Document, Path

_DAYS = frozenset({"corrected", "date"})
PRINT = 1450
"""The year from which on texts were published."""
RECORDS = 2001
"""The year from which on YAML was written, and a mistake in it mended."""
LIFETIME = 50
"""Years by which a source may be older than what the record is about; from the first year of its subject."""
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")


def check(files: Files, *, today: date) -> Iterator[Problem]:
    """Find days that are still to come."""
    for document, path, text in _days(files):
        if text > today.isoformat():
            hint = "write the day on which it was published, or mended"
            yield problem(document.place(path), "a day that is still to come", found=text, hint=hint)


def too_early(files: Files) -> Iterator[Problem]:
    """Find sources from long before what they tell of, and corrections from before their source."""
    first = _first_year(files)
    published = {one.id: one.date for _, file in files.of(schema.SourcesFile) for one in file.sources}
    for document, path, text in _days(files):
        place, year = document.place(path), int(text[:4])
        if path[-1] == "date" and (year < PRINT or year < first - LIFETIME):
            hint = "write the day on which it was published"
            yield problem(place, "a day long before what the record tells of", found=text, hint=hint)
        elif path[-1] == "corrected":
            day = published.get(str(document.mapping().get("source")))
            if year < RECORDS or (day is not None and text < day.isoformat()):
                hint = "write the day on which the record was mended"
                yield problem(place, "a correction from before its source", found=text, hint=hint)


def early(files: Files) -> Iterator[Problem]:
    """Find sources, if not by much, and corrections that are older than what the record is about."""
    first = _first_year(files)
    for document, path, text in _days(files):
        if path[-1] == "date" and max(PRINT, first - LIFETIME) <= int(text[:4]) < first:
            hint = f"the subject's first year is {first}; is the day right?"
            yield warning(document.place(path), "a source from before its subject", found=text, hint=hint)
        elif path[-1] == "corrected" and RECORDS <= int(text[:4]) < first:
            hint = f"the subject's first year is {first}; write the day on which the record was mended"
            yield warning(document.place(path), "a correction from before its subject", found=text, hint=hint)


def _days(files: Files) -> Iterator[tuple[Document, Path, str]]:
    return (one for one in files.leaves() if one[1][-1] in _DAYS)


def _first_year(files: Files) -> int:
    """Give the first year that the record's title or subject tells; 0 if there is none."""
    own = own_language(files)
    texts = [
        text
        for _, about in files.of(schema.AboutFile)
        for text in (about.title.by_language.get(own, ""), about.subject.by_language.get(own, ""))
    ]
    return min((int(year) for text in texts for year in _YEAR.findall(text)), default=0)
