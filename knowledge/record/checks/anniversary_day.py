"""The anniversary is a day that the calendar has."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

LEAP_YEAR = 2024
"""29 February is a day, if not of each year."""


def check(files: Files) -> Iterator[Problem]:
    """Find a day that its month does not have."""
    for document, file in files.of(schema.AboutFile):
        month, day = file.anniversary.month, file.anniversary.day
        last = monthrange(LEAP_YEAR, month)[1]
        if day > last:
            place = document.place(("anniversary", "day"))
            yield problem(place, "no such day", found=str(day), hint=f"month {month} has {last} days")
