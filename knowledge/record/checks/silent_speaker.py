"""Whoever is named must be reachable: a speaker needs a passage, a country a speaker, a record words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Country, Record, Speaker


def check(files: Files, record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find speakers who say nothing, countries for which nobody speaks, and a record without a language."""
    for speaker in record.speakers.values():
        if not record.passages_of(speaker.id):
            hint = "add a file in messages/, or remove the speaker"
            yield problem(
                speaker.aliases[0].place, "a speaker without a passage", found=speaker.id, hint=hint
            )
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
        told = next((one for one in shared if _is_told_of(one, country, record)), shared[0])
        yield _without(files, told, country, "two speakers for one country, and none for another")


def _without(files: Files, speaker: Speaker, country: Country, what: str) -> Problem:
    key = "id" if speaker.country is None else "country"
    place = next(
        document.place(("speakers", number, key))
        for document, file in files.of(schema.SpeakersFile)
        for number, one in enumerate(file.speakers)
        if one.id == speaker.id
    )
    hint = f"nobody speaks for {country.id}: write `country: {country.id}`, or add its speaker"
    return problem(place, what, found=speaker.id, hint=hint)


def _is_told_of(speaker: Speaker, country: Country, record: Record) -> bool:
    """Whether a fact names the two together."""
    name, where = speaker.name.original, country.name.original
    return any(name in one.text and where in one.text and speaker in one.speakers for one in record.facts)
