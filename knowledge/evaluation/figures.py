"""The figures of many turns, and which of them are not what they must be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from knowledge.answering.kinds import Status
from knowledge.evaluation.asking import Judged
from knowledge.evaluation.mark import Mark
from knowledge.record.goals import Figure
from knowledge.record.values import frozen_mapping

DECIMALS = 4
"""Of a figure when it is compared with what it must be."""
TURNS_FOR_ONE = 500
"""Of so many turns one may be lost: each entry that is added moves the weights of all words a little.

Of eight messages added to the record one by one, seven took a turn or more from some set, mostly one.
"""


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A figure that is not what it must be.

    Attributes:
        of: Whose figure it is; "" where it is everybody's.
        turns: Number of turns that may be lost, if it is no more than these; else 0.
    """

    of: str
    figure: Figure
    reached: float
    goal: float
    turns: int

    @property
    def is_allowed(self) -> bool:
        """Whether so little is missing that the weights of words may have done it."""
        return self.turns > 0

    def __str__(self) -> str:
        of = f"{self.of}: " if self.of else ""
        bound = "most" if self.figure.is_most else "least"
        return f"{of}{self.figure} is {self.reached:.4f}; it must be at {bound} {self.goal}"


@dataclass(frozen=True, slots=True)
class Figures:
    """What many turns earned.

    Attributes:
        turns: Number of them.
        shares: Every figure that there is something to measure for, from 0 to 1.
        steps: By how much one turn, or one conversation, moves a figure at most.
        margin: Median lead of the right answers over the next; 0 if there are none.
        by_type: Mean points and number of turns, by the type the questions were given.
    """

    turns: int
    shares: Mapping[Figure, float]
    steps: Mapping[Figure, float]
    margin: float
    by_type: Mapping[str, tuple[float, int]]


def figures(judged: Sequence[Judged]) -> Figures:
    """Sum up."""
    marks = [one.mark for one in judged]
    answerable = [one.points for one in marks if not one.to_refuse]
    refused = [one.points for one in marks if one.to_refuse]
    verdicts = [one.verdict for one in marks if one.verdict is not None]
    several = [one for one in judged if one.question.is_conversation]
    shares: dict[Figure, Sequence[float]] = {
        Figure.OVERALL: _means(marks),
        Figure.ANSWERABLE: answerable,
        Figure.RIGHT_AMONG_THREE: [one.among_three for one in marks if not one.to_refuse],
        Figure.REFUSED_RIGHTLY: refused,
        Figure.FALSE_ANSWERS: [1 - points for points in refused],
        Figure.VERDICTS: verdicts,
        Figure.FALSE_DENIALS: [one.denies_falsely for one in marks],
        Figure.CONVERSATIONS: _right_throughout(several),
    }
    right = [one.margin for one in judged if one.answer["status"] == Status.ANSWERED and one.mark.points == 1]
    return Figures(
        turns=len(marks),
        shares=frozen_mapping({name: _mean(values) for name, values in shares.items() if values}),
        steps=frozen_mapping(_steps(shares, len(answerable), len(refused))),
        margin=median(right) if right else 0.0,
        by_type=frozen_mapping(_by_type(judged)),
    )


def overall(marks: Iterable[Mark]) -> float:
    """Give the mean of two means, over the turns to answer and over those to refuse; of one if that is all.

    0 for no turns.
    """
    return _mean(_means(marks))


def shortfalls(
    reached: Figures, goals: Mapping[Figure, float], *, of: str = "", allowed: int = 0
) -> tuple[Shortfall, ...]:
    """Say which figures are not what they must be.

    Args:
        of: Whose figures they are, where they are not everybody's.
        allowed: Turns that may be lost; no denial that is false is among them.
    """
    return tuple(
        Shortfall(of, name, reached.shares[name], goal, _allowed(reached, name, goal, allowed))
        for name, goal in goals.items()
        if name in reached.shares and is_missed(name, reached.shares[name], goal)
    )


def is_missed(figure: Figure, reached: float, goal: float) -> bool:
    """Whether a figure is on the wrong side of its goal."""
    rounded = round(reached, DECIMALS)
    return rounded > goal if figure.is_most else rounded < goal


def _allowed(reached: Figures, figure: Figure, goal: float, turns: int) -> int:
    """Give the turns if no more than these are missing, else 0."""
    if figure is Figure.FALSE_DENIALS:
        return 0
    # Goals are rounded to the side on which they are still reached.
    missing = abs(goal - reached.shares[figure])
    return turns if missing <= turns * reached.steps[figure] + 10**-DECIMALS else 0


def _steps(shares: Mapping[Figure, Sequence[float]], answerable: int, refused: int) -> dict[Figure, float]:
    """Give the weight of one; of the mean of two means, that of one in the smaller half."""
    counts = {name: len(values) for name, values in shares.items() if values}
    halves = [number for number in (answerable, refused) if number]
    if halves:
        counts[Figure.OVERALL] = len(halves) * min(halves)
    return {name: 1 / number for name, number in counts.items()}


def _means(marks: Iterable[Mark]) -> list[float]:
    answerable: list[float] = []
    refused: list[float] = []
    for one in marks:
        (refused if one.to_refuse else answerable).append(one.points)
    return [_mean(points) for points in (answerable, refused) if points]


def _right_throughout(judged: Sequence[Judged]) -> list[bool]:
    """Say of each conversation that was held whole whether every turn of it is right."""
    turns: dict[str, list[Judged]] = {}
    for one in judged:
        turns.setdefault(one.question.id, []).append(one)
    return [
        all(one.mark.is_right for one in held)
        for held in turns.values()
        if len(held) == len(held[0].question.turns)
    ]


def _by_type(judged: Sequence[Judged]) -> dict[str, tuple[float, int]]:
    points: dict[str, list[float]] = {}
    for one in judged:
        points.setdefault(one.question.type, []).append(one.mark.points)
    return {name: (_mean(values), len(values)) for name, values in points.items()}


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
