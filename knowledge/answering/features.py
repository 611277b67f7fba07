"""What a request and an entry have to do with each other: one frozen value, and the score that it makes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.answering.reading import Part
from knowledge.answering.weights import Weights


@dataclass(frozen=True, slots=True)
class Features:
    """The addends of a score, the same for passages, facts and absences.

    Attributes:
        explained: Share of the weight of what is asked that the entry explains, 0..1.
        other_name: Names and numbers that the question holds and the entry does not.
        other_slot: Question words that the entry does not answer.
        unheld: Share of its ask that the question does not hold, 0..1; 0 for a passage.
        scattered: Share of what is explained that stands outside the best sentence, 0..1; 0 for an ask.
        off_topic: 1 if hardly anything of what is asked is explained, but who is meant; else 0.
    """

    explained: float
    other_name: float = 0.0
    other_slot: float = 0.0
    unheld: float = 0.0
    scattered: float = 0.0
    off_topic: float = 0.0

    def addends(self, weights: Weights) -> Iterator[tuple[str, float]]:
        """Give the name and the value of each addend that is not 0; their sum, clipped, is the score."""
        yield "explained", self.explained
        for name in _TAKEN_OFF:
            value = getattr(self, name)
            if value:
                yield name, -value * getattr(weights, name)

    def score(self, weights: Weights) -> float:
        """Give the score, 0..1: the share that is explained, less what is taken off."""
        taken = (
            self.other_name * weights.other_name
            + self.other_slot * weights.other_slot
            + self.unheld * weights.unheld
            + self.scattered * weights.scattered
            + self.off_topic * weights.off_topic
        )
        return max(0.0, min(1.0, self.explained - taken))


_TAKEN_OFF = ("other_name", "other_slot", "unheld", "scattered", "off_topic")

Near = tuple[Part, float]
"""A part of the question, and how far an entry explains it, 0..1."""


def weigh(explained: Sequence[Near], weights: Weights) -> tuple[float, float]:
    """Give how much of the parts' weight is explained, and all of it."""
    gained = total = 0.0
    for part, near in explained:
        gained += part.weight * near
        total += part.weight if near or not part.optional else part.weight * weights.optional
    return gained, total


def missed_names(told: Sequence[Near]) -> int:
    """Count the names and numbers that an entry does not hold."""
    return sum((part.is_name or part.is_number) and not near for part, near in told)
