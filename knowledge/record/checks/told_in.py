"""A fact that is told within another (`told_in`) names a fact, and that one is listed itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

from knowledge.record import schema
from knowledge.record.checks.unused_words import stems, texts_of
from knowledge.record.files import Files
from knowledge.record.problem import Problem, did_you_mean, problem, warning
from knowledge.record.values import Record

_MUCH_MORE = 2
"""Times that another fact has more in common with one than the fact in which it is told."""


def check(files: Files) -> Iterator[Problem]:
    """Find facts that would be listed nowhere, or are said to be told where there is no fact."""
    facts = [
        (document.place(("facts", number, "told_in")), fact)
        for document, file in files.of(schema.FactsFile)
        for number, fact in enumerate(file.facts)
    ]
    known = {one.id for _, file in files.of(schema.SpeakersFile) for one in file.speakers}
    speakers = {fact.id: frozenset(fact.speakers) for _, fact in facts}
    listed = {fact.id: fact.told_in is None for _, fact in facts}
    for place, fact in facts:
        others = speakers.get(str(fact.told_in), frozenset())
        if others and not others.issuperset(known.intersection(fact.speakers)):
            hint = f"{fact.told_in} is about {', '.join(sorted(others))}; name a fact about these speakers"
            yield problem(place, "told in a fact about others", found=str(fact.told_in), hint=hint)
        if fact.told_in is None or listed.get(fact.told_in):
            continue
        near = [one for one, is_listed in listed.items() if is_listed]
        hint = did_you_mean(fact.told_in, near) or "name a fact that has no told_in of its own"
        yield problem(place, "told in no fact that is listed", found=fact.told_in, hint=hint)


def unlikely(files: Files, record: Record) -> Iterator[Problem]:
    """Find facts that have far more of their rare words in common with another fact than the named one.

    Words weigh by inverse document frequency: Spärck Jones, 1972.
    """
    facts = [
        (document.place(("facts", number, "told_in")), fact)
        for document, file in files.of(schema.FactsFile)
        for number, fact in enumerate(file.facts)
    ]
    words = {fact.id: frozenset(stems(texts_of(record.entries[fact.id]))) for _, fact in facts}
    times = Counter(stem for one in words.values() for stem in one)
    for place, fact in facts:
        shared = {
            other.id: sum(log(len(facts) / times[stem]) for stem in words[fact.id] & words[other.id])
            for _, other in facts
            if other.told_in is None and other.id != fact.id
        }
        like = max(shared, key=shared.__getitem__, default="")
        if fact.told_in in shared and shared[like] > _MUCH_MORE * shared[fact.told_in]:
            what, hint = "told in a fact that says little of it", f'did you mean "{like}"?'
            yield warning(place, what, found=fact.told_in, hint=hint)
