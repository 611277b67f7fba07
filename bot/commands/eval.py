"""Ask the golden questions, print how many were answered rightly, and fail below the figures written down."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from bot import settings
from knowledge.evaluation import Figures, Judged, figures, judge, shortfalls
from knowledge.loader import load_snapshot
from knowledge.record import golden
from knowledge.record.folder import shipped

SHOWN_CHARACTERS = 90


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    parser.add_argument(
        "--questions",
        metavar="FILE",
        type=Path,
        help="JSON Lines (default: the record's golden.jsonl); the figures to reach stand beside it in .yaml",
    )
    parser.add_argument("--failures", action="store_true", help="list what was not fully right, always")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    settings.add_flags(parser, "KNOWLEDGE_DIR")


def execute(options: Namespace) -> int:
    """Give 0 if every figure is reached, else 1.

    Raises:
        RecordError: The record, the questions or the figures can't be read.
    """
    folder = settings.knowledge_dir(options) or shipped()
    path: Path = options.questions or folder / golden.FILE_NAME
    questions = golden.read_questions(path)
    thresholds = golden.read_thresholds(path)
    snapshot = load_snapshot(folder)
    judged = [judge(question, snapshot.answer(question.text)) for question in questions]
    reached = figures(judged)
    missed = shortfalls(reached, thresholds)
    if options.json:
        print(json.dumps({**asdict(reached), "missed": list(missed)}, ensure_ascii=False))
    else:
        print("\n".join(_lines(reached, missed)))
        if options.failures or missed:
            print("\n".join(_failure_lines(judged)))
    return 1 if missed else 0


def _lines(reached: Figures, missed: Sequence[str]) -> Iterator[str]:
    for name, (points, number) in reached.by_type.items():
        yield f"{name:18} {points:6.3f}  of {number}"
    for name, value in asdict(reached).items():
        if isinstance(value, float):
            yield f"{name:18} {value:6.3f}"
    yield from (f"below the mark: {line}" for line in missed)
    yield f"{reached.questions} questions, {'failed' if missed else 'passed'}"


def _failure_lines(judged: Sequence[Judged]) -> Iterator[str]:
    for item in judged:
        if item.points < 1:
            first = item.answer.hits[0].entry if item.answer.hits else None
            got = f"{first.id}: {first.text[:SHOWN_CHARACTERS]}" if first else "nothing"
            yield f"{item.question.id} “{item.question.text}” → {item.answer.status}, {got}"
