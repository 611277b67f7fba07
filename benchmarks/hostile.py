"""What questions cost that are made to cost much."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass
from random import Random

from benchmarks.damage import LEAST_LETTERS
from benchmarks.generator import misspell
from benchmarks.quality import ours
from knowledge.record.folder import shipped
from knowledge.record.golden import FILE_NAME, read_questions
from knowledge.snapshot import Snapshot

LONGEST = 4096
"""Characters of one message."""
ROUNDS = 25


@dataclass(frozen=True, slots=True)
class Cost:
    """Milliseconds of processor time: the median of some rounds, nothing remembered from the one before."""

    name: str
    milliseconds: float


def measure() -> tuple[Cost, ...]:
    """Ask hostile questions, after the median of ordinary ones."""
    snapshot = ours()
    ordinary = [_cost(snapshot, one.text) for one in read_questions(shipped() / FILE_NAME)]
    costs = [Cost("an ordinary question", statistics.median(ordinary))]
    for name, text in _texts(snapshot).items():
        costs.append(Cost(name, statistics.median(_cost(snapshot, text) for _ in range(ROUNDS))))
    return tuple(costs)


def _cost(snapshot: Snapshot, text: str) -> float:
    snapshot.lexicon.vocabulary.forget()
    snapshot.lately.forget()
    began = time.process_time()
    snapshot.answer(text)
    return (time.process_time() - began) * 1000


def _texts(snapshot: Snapshot) -> dict[str, str]:
    rng = Random(3)
    words = sorted(
        {
            word
            for quote in snapshot.record.quotes
            for word in quote.published.split()
            if len(word) >= LEAST_LETTERS
        }
    )
    misspelt = [misspell(rng.choice(words), rng, 1) for _ in range(500)]
    return {
        "500 misspelt words": " ".join(misspelt),
        "4,096 characters of misspelt words": " ".join(misspelt * 2)[:LONGEST],
        "4,096 times one letter": "a" * LONGEST,
        "4,096 times one letter and a space": "a " * (LONGEST // 2),
        "4,096 Chinese characters": "安全" * (LONGEST // 2),
        "a bomb for regular expressions": ("(" * 50 + "a+" + ")+" * 50) * 20,
        "zero-width and right-to-left marks": "l\u200bavrov\u202e " * 400,
        "emoji": "😀👨‍👩‍👧‍👦" * 400,
        "mixed scripts": "lаvrоv 安全 безопасность सुरक्षा " * 120,
    }
