"""A theme, and the anniversary, list each passage or fact once; an absence speaks of nothing."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Absence, Record


def check(files: Files, record: Record) -> Iterator[Problem]:
    """Find entries that a theme lists twice, and absences that it lists."""
    for document, file in files.of(schema.ThemesFile):
        for number, theme in enumerate(file.themes):
            for index, entry in enumerate(theme.entries):
                place = document.place(("themes", number, "entries", index))
                if entry in theme.entries[:index]:
                    yield problem(place, "the theme lists it twice", found=entry, hint="remove one")
                elif isinstance(record.entries.get(entry), Absence):
                    hint = "list passages and facts only"
                    yield problem(place, "an absence in a theme", found=entry, hint=hint)
    for document, about in files.of(schema.AboutFile):
        for index, entry in enumerate(about.anniversary.entries):
            if entry in about.anniversary.entries[:index]:
                place = document.place(("anniversary", "entries", index))
                yield problem(place, "the anniversary lists it twice", found=entry, hint="remove one")
