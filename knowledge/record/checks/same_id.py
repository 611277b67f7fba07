"""An id names one thing: sources, organisations and countries may not share one among themselves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document
from knowledge.record.values import Position


def check(files: Files) -> Iterator[Problem]:
    """Find ids that are given twice within one kind."""
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


def _places(document: Document, key: str, ids: Iterable[str]) -> list[tuple[str, Position]]:
    return [(found, document.place((key, number, "id"))) for number, found in enumerate(ids)]


def _twice(files: Iterable[list[tuple[str, Position]]]) -> Iterator[Problem]:
    firsts: dict[str, Position] = {}
    for found, place in (item for items in files for item in items):
        first = firsts.setdefault(found, place)
        if first != place:
            hint = f"the first is at {first}; rename one"
            yield problem(place, "the same id twice", found=found, hint=hint)
