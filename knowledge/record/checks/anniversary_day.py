"""The anniversary is a day that the calendar has, and that the subject tells."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.dates_told import days_in
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

LEAP_YEAR = 2024
"""29 February is a day, if not of each year."""


def check(files: Files) -> Iterator[Problem]:
    """Find a day that its month does not have, and one that is none of the days in the subject."""
    for document, file in files.of(schema.AboutFile):
        month, day = file.anniversary.month, file.anniversary.day
        last = monthrange(LEAP_YEAR, month)[1]
        if day > last:
            place = document.place(("anniversary", "day"))
            yield problem(place, "no such day", found=str(day), hint=f"month {month} has {last} days")
        told = sorted({one.day for text in file.subject.by_language.values() for one in days_in(text)})
        if day <= last and told and day not in told:
            place = document.place(("anniversary", "day"))
            hint = f"the subject tells of day {', '.join(map(str, told))}; correct one"
            yield problem(place, "another day than the subject's", found=str(day), hint=hint)
