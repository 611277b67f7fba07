"""Questions whose right answers are known, read from JSON Lines, and the figures they must reach."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, TypeAlias, cast

from knowledge.record import source
from knowledge.record.problem import Problem, RecordError, did_you_mean
from knowledge.record.values import Record

FILE_NAME = "golden.jsonl"
"""Beside the record; the figures to reach stand in a file of the same name that ends in `.yaml`."""

Kind: TypeAlias = Literal["answer", "set", "none"]
_FIGURES = frozenset({"answerable", "right_among_three", "refused_rightly", "overall", "false_answers"})


@dataclass(frozen=True, slots=True)
class Expected:
    """What counts as right.

    Attributes:
        kind: "answer": the first answer fits; "set": the answers' speakers do; "none": nothing is claimed.
        speakers: For "answer" any one of them; for "set" those who belong. Empty: anybody.
        contains: One of these stands in the answer; empty: anything.
        least: For "set": how many of `speakers` must be there.
        allow: For "set": who may be there besides.
        or_none: For "answer": an honest no is right as well.
    """

    kind: Kind
    speakers: tuple[str, ...] = ()
    contains: tuple[str, ...] = ()
    least: int = 1
    allow: tuple[str, ...] = ()
    or_none: bool = False


@dataclass(frozen=True, slots=True)
class GoldenQuestion:
    """One question with what counts as right; `type` groups the figures, `line` is where it stands."""

    id: str
    type: str
    text: str
    expected: Expected
    line: int = field(default=0, compare=False)


_FIELDS = frozenset({"id", "type", "q", "expect"})
_EXPECTED_FIELDS = frozenset({"kind", "speakers", "contains", "min", "allow", "or_none", "why"})


def faults(folder: Path, record: Record) -> tuple[Problem, ...]:
    """Find the faults of a record's golden questions, and of the figures they must reach."""
    path = folder / FILE_NAME
    if not path.is_file():
        return ()
    try:
        questions = read_questions(path)
        read_thresholds(path)
    except RecordError as error:
        return tuple(replace(one, file=Path(one.file).name) for one in error.problems)
    names = {speaker.name.english for speaker in record.speakers.values()}
    return tuple(
        Problem(FILE_NAME, question.line, 1, "unknown speaker", name, did_you_mean(name, names))
        for question in questions
        for name in (*question.expected.speakers, *question.expected.allow)
        if name not in names
    )


def _refuse_taken(question: GoldenQuestion, lines_by_id: dict[str, int]) -> None:
    first = lines_by_id.setdefault(question.id, question.line)
    if first != question.line:
        raise ValueError(f"the id {question.id!r} stands in line {first} too")


def _known(row: dict[str, object], known: frozenset[str]) -> None:
    for name in row:
        if name not in known:
            raise ValueError(f"unknown field {name!r}; {did_you_mean(name, known)}")


def read_questions(path: Path) -> tuple[GoldenQuestion, ...]:
    """Read questions, one JSON object a line; blank lines are passed over.

    Raises:
        RecordError: The file can't be read, or lines in it are wrong; holds every such line.
    """
    questions: list[GoldenQuestion] = []
    problems: list[Problem] = []
    lines_by_id: dict[str, int] = {}
    for number, line in enumerate(_lines(path), 1):
        try:
            if line.strip():
                question = _question(json.loads(line), number)
                _refuse_taken(question, lines_by_id)
                questions.append(question)
        except (ValueError, KeyError, TypeError) as error:
            what = f"{type(error).__name__}: {error}"
            hint = 'a line is {"id", "type", "q", "expect": {"kind": "answer", "set" or "none", …}}'
            problems.append(Problem(str(path), number, 1, "not a question", what, hint))
    if problems:
        raise RecordError(problems)
    return tuple(questions)


def read_thresholds(questions: Path) -> Mapping[str, float]:
    """Read the figures that the questions in a file must reach, by name; empty if nobody wrote any down.

    `false_answers` is the most there may be; every other figure is the least.

    Raises:
        RecordError: The file is broken, or names a figure that is none.
    """
    path = questions.with_suffix(".yaml")
    if not path.is_file():
        return {}
    document, problems = source.read(path.read_bytes(), path.name)
    if document is None or not isinstance(document.value, dict):
        raise RecordError(problems or [Problem(path.name, 1, 1, "not `figure: share` lines")])
    thresholds = {}
    for name, value in document.value.items():
        place = document.place((name,))
        share = str(value)
        if name not in _FIGURES or not share.replace(".", "", 1).isdecimal() or float(share) > 1:
            known = f"write one of {', '.join(sorted(_FIGURES))} and a number from 0 to 1"
            problem = Problem(place.file, place.line, place.column, "not a figure", f"{name}: {share}", known)
            raise RecordError([problem])
        thresholds[name] = float(share)
    return thresholds


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
        raise RecordError([Problem(str(path), 1, 1, f"can't be read: {reason}")]) from error


def _question(row: object, line: int) -> GoldenQuestion:
    if not isinstance(row, dict) or not isinstance(row["expect"], dict):
        raise TypeError("not an object")
    expect = cast("dict[str, object]", row["expect"])
    _known(row, _FIELDS)
    _known(expect, _EXPECTED_FIELDS)
    kind = expect["kind"]
    if kind not in {"answer", "set", "none"}:
        raise ValueError(f"unknown kind {kind!r}")
    expected = Expected(
        kind=kind,
        speakers=_texts(expect.get("speakers", [])),
        contains=_texts(expect.get("contains", [])),
        least=int(str(expect.get("min", 1))),
        allow=_texts(expect.get("allow", [])),
        or_none=bool(expect.get("or_none", False)),
    )
    return GoldenQuestion(str(row["id"]), str(row["type"]), str(row["q"]), expected, line)


def _texts(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError(f"not a list of texts: {values!r}")
    return tuple(values)
