"""Which entries are worth scoring at all: the rare parts of a question decide, the common ones only weigh."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from knowledge.reading import Part

MOST_CANDIDATES = 2_000
"""Entries scored for one question; more hold its rarest part only if the question says next to nothing."""


def candidates(parts: Sequence[Part], postings: Mapping[str, tuple[int, ...]], *, least: float) -> list[int]:
    """Give the numbers of all that can explain at least a share of the parts' weight.

    Args:
        parts: What must be explained, weighed.
        postings: Key → numbers that hold it.
        least: Share of the weight, 0..1, that a candidate must be able to reach.

    Returns:
        In ascending order. Parts are taken from the rarest on, until those left could not reach the share
        alone: Turtle and Flood, 1995, "Query evaluation: strategies and optimizations" (MaxScore).
    """
    found: set[int] = set()
    left = sum(part.weight for part in parts)
    need = least * left
    for part in sorted(parts, key=lambda part: _frequency(part, postings)):
        if left < need or len(found) >= MOST_CANDIDATES:
            break
        for key in part.keys:
            found.update(_some(postings.get(key, ()), MOST_CANDIDATES))
        left -= part.weight
    return sorted(found)


def _frequency(part: Part, postings: Mapping[str, tuple[int, ...]]) -> int:
    return sum(len(postings.get(key, ())) for key in part.keys)


def _some(numbers: Sequence[int], most: int) -> Iterable[int]:
    return numbers if len(numbers) <= most else numbers[:most]
