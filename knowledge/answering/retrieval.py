"""Which entries are worth scoring at all: the rare parts of a question decide, the common ones only weigh."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from knowledge.answering.key import Key
from knowledge.answering.reading import Part

MOST_SEEN = 1_000
"""Entries taken from the postings; if more hold a question's rarest part, it says next to nothing."""

Postings = Mapping[Key, Sequence[int]]
"""Key → numbers that hold it, in order."""


def candidates(parts: Sequence[Part], postings: Postings, *, least: float, most: int) -> list[int]:
    """Give the numbers of those that can explain at least a share of the parts' weight.

    Args:
        parts: What must be explained, weighed.
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
            _gain_among(gained, part, postings)
        left -= part.weight
    enough = [number for number, weight in gained.items() if weight + left >= need]
    enough.sort()
    if len(enough) > most:
        # Of those level with each other the first stay.
        enough.sort(key=gained.__getitem__, reverse=True)
    return sorted(enough[:most])


def _gain(gained: dict[int, float], part: Part, postings: Postings) -> None:
    """Add a part's weight to all that hold it; once, by whatever it means."""
    best: dict[int, float] = {}
    # What is nearest comes last and stays.
    for key, near in sorted(part.keys.items(), key=_similarity):
        best |= dict.fromkeys(postings.get(key, ())[:MOST_SEEN], part.weight * near)
    if not gained:
        gained |= best
        return
    for number, weight in best.items():
        gained[number] = gained.get(number, 0.0) + weight


def _gain_among(gained: dict[int, float], part: Part, postings: Postings) -> None:
    """Add a part's weight, by what it most likely means, to those that were seen already."""
    for key, near in sorted(part.keys.items(), key=_similarity)[-1:]:
        weight, holding = part.weight * near, postings.get(key, ())
        for number in gained:
            place = bisect_left(holding, number)
            if place < len(holding) and holding[place] == number:
                gained[number] += weight


def _similarity(meant: tuple[Key, float]) -> float:
    return meant[1]


def _frequency(part: Part, postings: Postings) -> int:
    return sum(len(postings.get(key, ())) for key in part.keys)
