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
    listed = {fact.id: fact.told_in is None for _, fact in facts}
    for place, fact in facts:
        if fact.told_in is None or listed.get(fact.told_in):
            continue
        others = [one for one, is_listed in listed.items() if is_listed]
        hint = did_you_mean(fact.told_in, others) or "name a fact that has no told_in of its own"
        yield problem(place, "told in no fact that is listed", found=fact.told_in, hint=hint)
