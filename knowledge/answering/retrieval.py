"""Which entries are worth scoring at all: the rare parts of a question decide, the common ones only weigh."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from heapq import nsmallest
from itertools import islice

from knowledge.answering.reading import Part

MOST_SEEN = 1_000
"""Entries taken from the postings; if more hold a question's rarest part, it says next to nothing."""

Holds = Callable[[int], Container[str]]


def candidates(
    parts: Sequence[Part], postings: Mapping[str, tuple[int, ...]], holds: Holds, *, least: float, most: int
) -> list[int]:
    """Give the numbers of those that can explain at least a share of the parts' weight.

    Args:
        parts: What must be explained, weighed.
        postings: Key → numbers that hold it, in order.
        holds: Number → keys that it holds.
        least: Share of the weight, 0..1, that a candidate must be able to reach.
        most: Candidates to be scored; beyond them others explain no more of it.

    Returns:
        In ascending order, at most `most`, those that explain most. Parts are taken from the
        rarest on, until those left could not reach the share alone: MaxScore (Turtle and Flood, 1995, "Query
        evaluation: strategies and optimizations").
    """
    gained: dict[int, float] = {}
    left = sum(part.weight for part in parts)
    need = least * left
    for part in sorted(parts, key=lambda part: _frequency(part, postings)):
        if left < need:
            break
        if len(gained) < MOST_SEEN:
            _gain(gained, part, postings)
        else:
            gained = {number: weight for number, weight in gained.items() if weight + left >= need}
            _gain_among(gained, part, holds)
        left -= part.weight
    enough = [number for number, weight in gained.items() if weight + left >= need]
    if len(enough) > most:
        enough = nsmallest(most, enough, key=lambda number: (-gained[number], number))
    return sorted(enough)


def _gain(gained: dict[int, float], part: Part, postings: Mapping[str, tuple[int, ...]]) -> None:
    """Add a part's weight to all that hold it; once, by whatever it means."""
    best: dict[int, float] = {}
    for key, near in part.keys.items():
        weight = part.weight * near
        for number in islice(postings.get(key, ()), MOST_SEEN):
            if weight > best.get(number, 0.0):
                best[number] = weight
    for number, weight in best.items():
        gained[number] = gained.get(number, 0.0) + weight


def _gain_among(gained: dict[int, float], part: Part, holds: Holds) -> None:
    """Add a part's weight, by what it most likely means, to those that were seen already."""
    for key, near in sorted(part.keys.items(), key=lambda item: item[1])[-1:]:
        weight = part.weight * near
        for number in gained:
            if key in holds(number):
                gained[number] += weight


def _frequency(part: Part, postings: Mapping[str, tuple[int, ...]]) -> int:
    return sum(len(postings.get(key, ())) for key in part.keys)
