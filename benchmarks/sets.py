"""The sets of questions that stand with the record, and the questions and conversations in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge.record.folder import shipped
from knowledge.record.golden import GoldenQuestion, read_questions
from knowledge.record.problem import RecordError

FOLDER = shipped() / "golden"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One file of questions, as golden/sets.yaml tells of it.

    Attributes:
        kind: "questions" or "conversations".
        date: Of writing, as in ISO 8601.
        for_rules: Written by those who wrote the rules, most questions for one rule.
        tuned: A rule, a word or a number was chosen on it.
        sealed: Only ever measured by `make sealed`; its questions are never shown.
    """

    name: str
    path: Path
    kind: str
    author: str
    date: str
    for_rules: bool
    tuned: bool
    sealed: bool


def read_sets() -> tuple[QuestionSet, ...]:
    """Give all sets of the shipped record, in the order of sets.yaml."""
    rows = yaml.safe_load((FOLDER / "sets.yaml").read_text(encoding="utf-8"))["sets"]
    return tuple(
        QuestionSet(
            name=("sealed " if row["sealed"] else "") + Path(row["file"]).stem,
            path=(FOLDER / row["file"]).resolve(),
            kind=row["kind"],
            author=row["author"],
            date=row["date"],
            for_rules=row.get("for_rules", False),
            tuned=row["tuned"],
            sealed=row["sealed"],
        )
        for row in rows
    )


def read_cases(questions: QuestionSet) -> tuple[GoldenQuestion, ...]:
    """Read the questions or the conversations of a set, in order.

    Raises:
        RecordError: Lines are wrong.
        SystemExit: The same of a sealed set; only the numbers of the lines are told.
    """
    try:
        return read_questions(questions.path)
    except RecordError as error:
        if not questions.sealed:
            raise
        lines = ", ".join(str(one.line) for one in error.problems)
    raise SystemExit(f"{questions.name}: wrong lines: {lines}")


def open_sets(chosen: Sequence[QuestionSet]) -> tuple[QuestionSet, ...]:
    """Leave out the sealed ones."""
    return tuple(one for one in chosen if not one.sealed)
