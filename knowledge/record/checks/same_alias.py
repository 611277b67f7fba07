"""The same alias on two things is an error, of whatever kinds: a question could not tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.normalise import tokens
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Absence, Alias, Record


def check(record: Record) -> Iterator[Problem]:
    """Find aliases that stand for two things."""
    absences = [entry for entry in record.entries.values() if isinstance(entry, Absence)]
    places = [(country.id, country.aliases) for country in record.countries.values()]
    places += [(region.id, region.aliases) for region in record.regions.values()]
    places += [(absence.id, absence.names) for absence in absences if absence.names]
    yield from _twice(
        (
            *places,
            *((one.id, one.aliases) for one in record.speakers.values()),
            *((one.id, one.aliases) for one in record.organisations.values()),
            *((one.id, one.aliases) for one in record.themes.values()),
        )
    )


def _twice(things: Iterable[tuple[str, tuple[Alias, ...]]]) -> Iterator[Problem]:
    owners: dict[tuple[str, ...], tuple[str, Alias]] = {}
    for thing_id, aliases in things:
        for alias in aliases:
            owner, first = owners.setdefault(tokens(alias.text), (thing_id, alias))
            if owner != thing_id:
                hint = f'"{owner}" has it at {first.place}; remove one'
                yield problem(alias.place, "the same alias on two entries", found=alias.text, hint=hint)
