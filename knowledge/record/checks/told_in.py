"""A fact that is told within another (`told_in`) names a fact, and that one is listed itself."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, did_you_mean, problem


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
