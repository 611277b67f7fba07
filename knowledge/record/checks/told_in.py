"""A fact that is told within another (`told_in`) names a fact, and that one is listed itself."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.record.problem import Problem, did_you_mean, problem
from knowledge.record.values import Record


def check(record: Record) -> Iterator[Problem]:
    """Find facts that would be listed nowhere, or are said to be told where there is no fact."""
    listed = {fact.id: fact.told_in is None for fact in record.facts}
    for fact in record.facts:
        if fact.told_in is None or listed.get(fact.told_in):
            continue
        others = [one for one, is_listed in listed.items() if is_listed]
        hint = did_you_mean(fact.told_in, others) or "name a fact that has no told_in of its own"
        yield problem(fact.place, "told in no fact that is listed", found=fact.told_in, hint=hint)
