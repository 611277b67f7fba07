"""The same alias, ask or quote on two things, of whatever kinds: a question could not tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz

from knowledge.normalise import tokens
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.values import Absence, Alias, Country, Fact, Organisation, Record, Speaker

_SAME = 100.0
_CLEARLY = 10.0
"""Percent by which an alias must be more like the others of its second thing, so that the first is wrong."""
_MEANING, _OFFICE = "concept:", "office:"


def check(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find what stands for two things, or for a thing and for what the record's words mean."""
    entries = record.entries.values()
    absences = [entry for entry in entries if isinstance(entry, Absence)]
    # One for which nobody speaks is named by that: it mostly stands among the absent ones already.
    spoken_for = {one.country.id for one in record.speakers.values() if one.country is not None}
    places = [(one.id, one.aliases) for one in record.countries.values() if one.id in spoken_for]
    places += [(region.id, region.aliases) for region in record.regions.values()]
    places += [(absence.id, absence.names) for absence in absences if absence.names]
    yield from _twice(
        (
            *places,
            *((one.id, one.aliases) for one in record.speakers.values()),
            *((one.id, one.aliases) for one in record.organisations.values()),
            *((one.id, one.aliases) for one in record.themes.values()),
            *((one.id, one.aliases) for one in record.unspoken.values()),
        )
    )
    # Asks of all entries are alike; of two the second is named.
    asks = ((one.id, (ask,)) for one in entries if isinstance(one, Fact | Absence) for ask in one.asks)
    yield from _twice(asks, what="the same ask on two entries")
    texts = ((one.id, (Alias(one.published, one.language, one.text_place),)) for one in record.quotes)
    yield from _twice(texts, what="the same quote under two ids")
    yield from _names_among_words(record, languages)
    for language in languages:
        offices = ((role, ones) for role, ones in language.roles.items() if role.startswith(_OFFICE))
        yield from _twice(offices, what="the same words for two offices")


def unlikely(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find the last word of a speaker's name among the words for something else; it may be one as well."""
    last = {
        name.replace("\u00b7", " ").split()[-1]: one.id
        for one in record.speakers.values()
        for name in one.name.all
        if len(tokens(name)) > 1
    }
    for word, meaning in _words_of_meanings(languages):
        if last.get(word.text, meaning) != meaning:
            hint = f'it is a name of "{last[word.text]}"; write a word for {meaning}'
            yield warning(word.place, "a name among other words", found=word.text, hint=hint)


def _names_among_words(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find the name of a speaker, a country or an organisation among the words for something else."""
    named: tuple[Speaker | Country | Organisation, ...] = (
        *record.speakers.values(),
        *record.countries.values(),
        *record.organisations.values(),
    )
    names = {tokens(name): one.id for one in named for name in one.name.all}
    for word, meaning in _words_of_meanings(languages):
        owner = names.get(tokens(word.text), meaning)
        if owner != meaning:
            hint = f'it is a name of "{owner}"; write a word for {meaning}'
            yield problem(word.place, "a name among other words", found=word.text, hint=hint)


def _words_of_meanings(languages: Sequence[Language]) -> Iterator[tuple[Alias, str]]:
    for language in languages:
        for role, words in language.roles.items():
            for word in words if role.startswith(_MEANING) else ():
                yield word, role.removeprefix(_MEANING)


def _twice(
    things: Iterable[tuple[str, tuple[Alias, ...]]], *, what: str = "the same alias on two entries"
) -> Iterator[Problem]:
    """Find aliases of two things, on the one whose other aliases are less like it; else on the second."""
    owners: dict[tuple[str, ...], tuple[str, Alias, tuple[Alias, ...]]] = {}
    for thing, aliases in things:
        for alias in aliases:
            owner, first, others = owners.setdefault(tokens(alias.text), (thing, alias, aliases))
            if owner == thing:
                continue
            fits_first = _likeness(first, others, owner) + _CLEARLY >= _likeness(alias, aliases, thing)
            wrong, right, holder = (alias, first, owner) if fits_first else (first, alias, thing)
            hint = f'"{holder}" has it at {right.place}; remove one'
            yield problem(wrong.place, what, found=wrong.text, hint=hint)


def _likeness(alias: Alias, others: Iterable[Alias], thing: str) -> float:
    """Give how much an alias is like the nearest other of its language, in percent; the id fits."""
    if tokens(alias.text) == tokens(thing):
        return _SAME
    like = (fuzz.ratio(alias.text, one.text) for one in others if one.language == alias.language)
    return max((one for one in like if one < _SAME), default=_SAME)
