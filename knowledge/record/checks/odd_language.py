"""Of several languages that tell the same, the one that tells something else is wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

Told = TypeVar("Told")
MAJORITY = 2
"""Other languages that agree with each other against one: that one is wrong."""


def odd_languages(
    told: Mapping[str, frozenset[Told]], own: str
) -> Iterator[tuple[str, frozenset[Told], frozenset[Told]]]:
    """Give each language that has something in another's place, what it has, and what the others have there.

    Args:
        told: What each language tells, by its code.
        own: The record's own; it is right, unless all others agree against it.
    """
    mine = told.get(own, frozenset())
    wrong = {code: found for code, found in told.items() if found - mine and mine - found}
    others = {found for code, found in told.items() if code != own}
    if len(wrong) == len(told) - 1 >= MAJORITY and len(others) == 1:
        (found,) = others
        yield own, mine - found, found - mine
        return
    for code, found in wrong.items():
        yield code, found - mine, mine - found
