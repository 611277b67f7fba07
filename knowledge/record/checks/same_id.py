"""An id names one thing, and so does a flag: two countries share neither."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document
from knowledge.record.values import Position


def check(files: Files) -> Iterator[Problem]:
    """Find ids that are given twice within one kind, and flags on two countries."""
    yield from _twice(
        _places(document, "sources", (one.id for one in file.sources))
        for document, file in files.of(schema.SourcesFile)
    )
    yield from _twice(
        _places(document, "organisations", (one.id for one in file.organisations))
        for document, file in files.of(schema.OrganisationsFile)
    )
    yield from _twice(
        _places(document, "countries", (one.id for one in file.countries))
        for document, file in files.of(schema.CountriesFile)
    )
    flags = (
        [
            (one.flag, document.place(("countries", number, "flag")))
            for number, one in enumerate(file.countries)
            if one.flag
        ]
        for document, file in files.of(schema.CountriesFile)
    )
    yield from _twice(flags, what="the same flag twice", hint="correct one")


def _places(document: Document, key: str, ids: Iterable[str]) -> list[tuple[str, Position]]:
    return [(found, document.place((key, number, "id"))) for number, found in enumerate(ids)]


def _twice(
    files: Iterable[list[tuple[str, Position]]], *, what: str = "the same id twice", hint: str = "rename one"
) -> Iterator[Problem]:
    firsts: dict[str, Position] = {}
    for found, place in (item for items in files for item in items):
        first = firsts.setdefault(found, place)
        if first != place:
            yield problem(place, what, found=found, hint=f"the first is at {first}; {hint}")
