"""Names of two things that differ by one letter are taken for each other as soon as somebody mistypes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz.distance import Levenshtein

from knowledge.normalise import Script, script_of, tokens
from knowledge.record.problem import Problem, warning
from knowledge.record.values import Alias, Record

LEAST = 5
"""Letters from which a name may be mistyped and still be understood."""
SCRIPTS = frozenset({Script.LATIN, Script.CYRILLIC})


def check(record: Record) -> Iterator[Problem]:
    """Find single-word names of two speakers, countries or organisations that are one letter apart."""
    named = sorted(_words(record), key=lambda one: len(one[0]))
    by_length = {length: list(ones) for length, ones in groupby(named, key=lambda one: len(one[0]))}
    for length, ones in by_length.items():
        others = by_length.get(length + 1, [])
        for number, (word, owner, alias) in enumerate(ones):
            yield from _near(word, owner, alias, [*ones[number + 1 :], *others])


def _words(record: Record) -> Iterator[tuple[str, str, Alias]]:
    seen = set()
    for things in (record.speakers, record.countries, record.organisations):
        for thing in things.values():
            for alias in thing.aliases:
                words = tokens(alias.text)
                fits = len(words) == 1 and len(words[0]) >= LEAST and script_of(words[0]) in SCRIPTS
                if fits and (words[0], thing.id) not in seen:
                    seen.add((words[0], thing.id))
                    yield words[0], thing.id, alias


def _near(word: str, owner: str, alias: Alias, others: Sequence[tuple[str, str, Alias]]) -> Iterator[Problem]:
    for other, thing, second in others:
        if thing != owner and Levenshtein.distance(word, other, score_cutoff=1) <= 1:
            hint = f'"{thing}" has "{second.text}" at {second.place}; one letter decides'
            yield warning(alias.place, "a name much like another's", found=alias.text, hint=hint)
