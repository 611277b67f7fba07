"""The anniversary is a day that the calendar has, and that the subject tells."""

from __future__ import annotations

from calendar import month_name, monthrange
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.dates_told import days_in
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

LEAP_YEAR = 2024
"""29 February is a day, if not of each year."""

_MONTHS = {name.casefold(): str(number) for number, name in enumerate(month_name) if number}
"""Numbers of the months by name in English; Chinese writes numbers itself."""


def check(files: Files) -> Iterator[Problem]:
    """Find a day that its month does not have, and one that the subject does not tell."""
    for document, file in files.of(schema.AboutFile):
        month, day = file.anniversary.month, file.anniversary.day
        last = monthrange(LEAP_YEAR, month)[1]
        if day > last:
            place = document.place(("anniversary", "day"))
            yield problem(place, "no such day", found=str(day), hint=f"month {month} has {last} days")
        days = {one for text in file.subject.by_language.values() for one in days_in(text)}
        told = sorted({one.day for one in days})
        if day <= last and told and day not in told:
            place = document.place(("anniversary", "day"))
            hint = f"the subject tells of day {', '.join(map(str, told))}; correct one"
            yield problem(place, "another day than the subject's", found=str(day), hint=hint)
        numbers = {_MONTHS.get(one.month, one.month) for one in days} & set(_MONTHS.values())
        if numbers and str(month) not in numbers:
            place = document.place(("anniversary", "month"))
            hint = f"the subject tells of month {', '.join(sorted(numbers))}; correct one"
            yield problem(place, "another month than the subject's", found=str(month), hint=hint)
