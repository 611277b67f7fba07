"""Whoever is named must be reachable: a speaker needs a passage, a country a speaker, a record words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import inf

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Country, Position, Record, Speaker

SILENT = "a speaker without a passage"


def check(files: Files, record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find speakers who say nothing, countries for which nobody speaks, and a record without a language."""
    for speaker in record.speakers.values():
        if not record.passages_of(speaker.id):
            hint = "add a file in messages/, or remove the speaker"
            place = _place(files, speaker)
            yield problem(place, SILENT, found=speaker.id, hint=hint)
    spoken_for = {one.country.id for one in record.speakers.values() if one.country is not None}
    silent = [one for one in record.countries.values() if one.id not in spoken_for]
    moved = tuple(_moved(files, record, silent))
    yield from moved
    for country in () if moved else silent:
        hint = "add its speaker, or move it to absences/countries.yaml"
        yield problem(country.aliases[0].place, "a country without a speaker", found=country.id, hint=hint)
    if not languages:
        yield Problem("languages/en.yaml", 1, 1, "no language", "", "add at least one file in languages/")


def _moved(files: Files, record: Record, silent: Sequence[Country]) -> Iterator[Problem]:
    """Find the speaker who spoke for the one country that nobody speaks for now: the slip is theirs."""
    if len(silent) != 1:
        return
    (country,) = silent
    lost = [one for one in record.speakers.values() if one.country is None]
    of_one = Counter(one.country.id for one in record.speakers.values() if one.country is not None)
    shared = [one for one in record.speakers.values() if one.country and of_one[one.country.id] > 1]
    if len(lost) == 1 and len(record.speakers) > 1:
        yield _without(files, lost[0], country, "a speaker without a country")
    elif shared and not lost:
        told = min(shared, key=lambda one: _fewest_told(one, country, record))
        yield _without(files, told, country, "two speakers for one country, and none for another")


def _without(files: Files, speaker: Speaker, country: Country, what: str) -> Problem:
    hint = f"nobody speaks for {country.id}: write `country: {country.id}`, or add its speaker"
    key = "id" if speaker.country is None else "country"
    return problem(_place(files, speaker, key), what, found=speaker.id, hint=hint)


def _place(files: Files, speaker: Speaker, key: str = "id") -> Position:
    return next(
        document.place(("speakers", number, key))
        for document, file in files.of(schema.SpeakersFile)
        for number, one in enumerate(file.speakers)
        if one.id == speaker.id
    )


def _fewest_told(speaker: Speaker, country: Country, record: Record) -> float:
    """Give of how many speakers the fact tells that names the two and fewest others; infinity without one."""
    name, where = speaker.name.original, country.name.original
    told = (one for one in record.facts if name in one.text and where in one.text and speaker in one.speakers)
    return min((len(one.speakers) for one in told), default=inf)
