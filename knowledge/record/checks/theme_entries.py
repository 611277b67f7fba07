"""A theme, and the anniversary, list passages and facts; an absence speaks of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Absence, Record

_HINT = "list passages and facts only"


def check(files: Files, record: Record) -> Iterator[Problem]:
    """Find absences where passages and facts are listed."""
    for document, file in files.of(schema.ThemesFile):
        for number, theme in enumerate(file.themes):
            for index, entry in enumerate(theme.entries):
                place = document.place(("themes", number, "entries", index))
                if isinstance(record.entries.get(entry), Absence):
                    yield problem(place, "an absence in a theme", found=entry, hint=_HINT)
    for document, about in files.of(schema.AboutFile):
        for index, entry in enumerate(about.anniversary.entries):
            if isinstance(record.entries.get(entry), Absence):
                place = document.place(("anniversary", "entries", index))
                yield problem(place, "an absence on the anniversary", found=entry, hint=_HINT)
