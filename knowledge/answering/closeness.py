"""How closely a passage answers beyond its words: all in one sentence, or word for word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from knowledge.answering.index import Indexed
from knowledge.answering.reading import Part
from knowledge.normalise import tokens
from knowledge.record.values import Entry


def scattered(told: Sequence[tuple[Part, float]], indexed: Indexed) -> float:
    """Say how much of what a passage explains stands outside its best sentence or restatement, 0..1."""
    units = indexed.units
    if not units:
        return 0.0
    held: dict[int, float] = defaultdict(float)
    whole = 0.0
    for part, near in told:
        if not near:
            continue
        holding = [number for number, unit in enumerate(units) if not unit.isdisjoint(part.keys)]
        if holding:  # A theme may belong to the passage as a whole.
            whole += part.weight * near
        for number in holding:
            held[number] += part.weight * near
    return 1 - max(held.values()) / whole if whole else 0.0


def neighbours(topic: Sequence[Part]) -> tuple[str, ...]:
    """Give each two neighbouring words of what is asked about, or its only word."""
    typed = {part.item.start: part.item for part in topic}
    pairs: list[str] = []
    for item in typed.values():
        words = item.typed.split()
        following = typed.get(item.end)
        if following is not None:
            words.append(following.typed.split()[0])
        pairs.extend(f" {first} {second} " for first, second in pairwise(words))
    if not pairs and len(typed) == 1:
        pairs.extend(f" {item.typed} " for item in typed.values())
    return tuple(pairs)


def literal(entry: Entry, pairs: Sequence[str]) -> int:
    """Count the pairs that an entry's own text holds."""
    text = _words(entry.text)
    return sum(pair in text for pair in pairs)


@lru_cache(maxsize=1024)
def _words(text: str) -> str:
    return f" {' '.join(tokens(text))} "
