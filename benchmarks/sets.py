"""The sets of questions that stand with the record, and the questions and conversations in them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge.record.folder import shipped

FOLDER = shipped() / "golden"


@dataclass(frozen=True, slots=True)
class QuestionSet:
    """One file of questions, as golden/sets.yaml tells of it.

    Attributes:
        kind: "questions" or "conversations".
        date: Of writing, as in ISO 8601.
        tuned: A rule, a word or a number was chosen on it.
        sealed: Only ever measured by `make sealed`; its questions are never shown.
    """

    name: str
    path: Path
    kind: str
    author: str
    date: str
    tuned: bool
    sealed: bool


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, and what counts as a right reply: the `expect` of the file."""

    text: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One question, or a conversation of several turns."""

    id: str
    turns: tuple[Turn, ...]


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
            tuned=row["tuned"],
            sealed=row["sealed"],
        )
        for row in rows
    )


def read_cases(questions: QuestionSet) -> tuple[Case, ...]:
    """Read the questions or the conversations of a set, in order."""
    lines = questions.path.read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        Case(row["id"], tuple(Turn(turn["q"], turn["expect"]) for turn in row.get("turns", [row])))
        for row in rows
    )


def open_sets(chosen: Sequence[QuestionSet]) -> tuple[QuestionSet, ...]:
    """Leave out the sealed ones."""
    return tuple(one for one in chosen if not one.sealed)
