"""`make fit`: find the weights of the score on the golden questions.

Coordinate descent: one weight at a time is made smaller or larger, and kept where the questions of at
least four of five folds are answered no worse and all together better. What the descent finds on four
folds is judged on the fifth, five times over; only then is it run on all, and the file written.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from knowledge.answering import weights
from knowledge.answering.indexing import build_index
from knowledge.answering.weights import Weights
from knowledge.evaluation.asking import ask
from knowledge.loader import load_snapshot
from knowledge.record.folder import shipped
from knowledge.record.golden import FILE_NAME, GoldenQuestion, read_questions
from knowledge.snapshot import Snapshot

FOLDS = 5
STEPS = (0.7, 0.85, 1.15, 1.3)
LEAST_GAIN = 0.5
"""Questions that a change must win."""
LEAST_FOLDS = 0.8
"""Share of the folds that must not lose by it."""

Points = tuple[float, ...]


class Trial:
    """The points of every question under some weights; each set of weights is tried once."""

    def __init__(self, snapshot: Snapshot, questions: Sequence[GoldenQuestion]) -> None:
        self._snapshot = snapshot
        self._questions = questions
        self._known: dict[Weights, Points] = {}

    def points(self, tried: Weights) -> Points:
        """Ask all questions; 0, 0.5 or 1 each."""
        if tried not in self._known:
            index = build_index(self._snapshot.record, self._snapshot.lexicon, tried)
            snapshot = replace(self._snapshot, index=index)
            self._known[tried] = tuple(one.mark.points for one in ask(snapshot, self._questions))
        return self._known[tried]


def descend(start: Weights, trial: Trial, folds: Mapping[int, Sequence[int]]) -> Weights:
    """Change one weight after another for the better, twice over."""
    best = start
    for _ in range(2):
        for name in asdict(best):
            for step in STEPS:
                tried = replace(best, **{name: round(getattr(best, name) * step, 3)})
                if _is_better(trial.points(tried), trial.points(best), folds):
                    best = tried
    return best


def _is_better(tried: Points, best: Points, folds: Mapping[int, Sequence[int]]) -> bool:
    gains = [sum(tried[number] - best[number] for number in numbers) for numbers in folds.values()]
    return sum(gains) >= LEAST_GAIN and sum(gain >= 0 for gain in gains) >= LEAST_FOLDS * len(gains)


def _folds(count: int) -> dict[int, list[int]]:
    rng = random.Random(7)
    numbers = list(range(count))
    rng.shuffle(numbers)
    return {fold: numbers[fold::FOLDS] for fold in range(FOLDS)}


def _held_out(
    start: Weights, trial: Trial, folds: Mapping[int, Sequence[int]]
) -> Iterator[tuple[float, float]]:
    """Give, for each fold, the points of it before and after a descent that did not see it."""
    for fold, numbers in folds.items():
        found = descend(start, trial, {other: rest for other, rest in folds.items() if other != fold})
        before, after = trial.points(start), trial.points(found)
        yield sum(before[one] for one in numbers), sum(after[one] for one in numbers)
        print(f"fold {fold + 1} of {FOLDS}", file=sys.stderr)


def main() -> int:
    """Fit, print, write."""
    questions = read_questions(shipped() / FILE_NAME)
    trial = Trial(load_snapshot(), questions)
    folds = _folds(len(questions))
    start = weights.fitted()
    held = list(_held_out(start, trial, folds))
    found = descend(start, trial, folds)
    print(f"questions {len(questions)}")
    print(f"held out: {sum(one for one, _ in held):.1f} before, {sum(one for _, one in held):.1f} after")
    print(f"all:      {sum(trial.points(start)):.1f} before, {sum(trial.points(found)):.1f} after")
    file = Path(weights.__file__).with_name(weights.FILE_NAME)
    file.write_text(json.dumps(asdict(found), indent=2) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
