"""How quality falls with random edits of the words that carry a question, beside the peers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from benchmarks.generator import misspell
from benchmarks.peers import PEERS
from benchmarks.quality import answer_of, entries_of, ours, threshold_of
from knowledge.evaluation import figures, judge
from knowledge.golden import GoldenQuestion

MOST_EDITS = 3
LEAST_LETTERS = 5
"""Shorter words are left alone: three edits would leave nothing of them."""
COMPARED = ("rapidfuzz WRatio", "bm25s", "tantivy, fuzzy 1", "character n-grams")


@dataclass(frozen=True, slots=True)
class Curve:
    """Overall score with no, one, two and three edits in each long word."""

    name: str
    overall: tuple[float, ...]


def curves(questions: Sequence[GoldenQuestion]) -> Iterator[Curve]:
    """Score ours and the peers on ever worse spelling; each keeps its threshold for the right spelling."""
    latin = [question for question in questions if question.text.isascii()]
    edited = [_edited(latin, edits) for edits in range(MOST_EDITS + 1)]
    snapshot = ours()
    scores = [figures([judge(one, snapshot.answer(one.text)) for one in asked]).overall for asked in edited]
    yield Curve("ours", tuple(scores))
    entries = entries_of(snapshot)
    texts = [entry.text for entry in entries]
    for name in COMPARED:
        search = PEERS[name].build(texts)
        threshold = threshold_of(search, latin, entries)
        scores = [
            figures(
                [judge(one, answer_of(one.text, search(one.text), entries, threshold)) for one in asked]
            ).overall
            for asked in edited
        ]
        yield Curve(name, tuple(scores))


def _edited(questions: Sequence[GoldenQuestion], edits: int) -> list[GoldenQuestion]:
    dice = Random(edits)
    return [
        replace(
            question,
            text=" ".join(
                misspell(word, dice, edits) if len(word) >= LEAST_LETTERS and edits else word
                for word in question.text.split()
            ),
        )
        for question in questions
    ]
