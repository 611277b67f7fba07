"""Whoever is named must be reachable: a speaker needs a passage, a country a speaker, a record words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.record.pack import Language
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Record


def check(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find speakers who say nothing, countries for which nobody speaks, and a record without a language."""
    for speaker in record.speakers.values():
        if not record.passages_of(speaker.id):
            hint = "add a file in messages/, or remove the speaker"
            yield problem(
                speaker.aliases[0].place, "a speaker without a passage", found=speaker.id, hint=hint
            )
    spoken_for = {one.country.id for one in record.speakers.values() if one.country is not None}
    for country in record.countries.values():
        if country.id not in spoken_for:
            hint = "add its speaker, or move it to absences/countries.yaml"
            yield problem(
                country.aliases[0].place, "a country without a speaker", found=country.id, hint=hint
            )
    if not languages:
        yield Problem("languages/en.yaml", 1, 1, "no language", "", "add at least one file in languages/")
