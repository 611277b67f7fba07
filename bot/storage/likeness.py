"""Which questions ask the same in other words, letters or order."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process, utils

CUTOFF = 85
"""Of the pairs above it among the 1,402 open golden questions about one in eight asks something else."""


def plain(question: str) -> str:
    """Give a question as it is compared: lower case, words alone; empty if it holds none."""
    return str(utils.default_process(question))


def alike(question: str, known: Sequence[str]) -> tuple[int, ...]:
    """Give the places of those that are like a question; all of them as `plain` gives them."""
    found = process.extract(question, known, scorer=fuzz.token_sort_ratio, score_cutoff=CUTOFF, limit=None)
    return tuple(sorted(place for _, _, place in found))


def most_typical(questions: Sequence[str]) -> int:
    """Give the place of the one that is most like the others; of equals the first."""
    compared = [plain(one) for one in questions]
    closeness = [sum(fuzz.token_sort_ratio(one, other) for other in compared) for one in compared]
    return closeness.index(max(closeness))
