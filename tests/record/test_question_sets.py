"""The sets of questions are all told of, and each line of them can be asked and judged.

The sealed ones are read here too, but no failure may show a question of them: only numbers are compared.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

from benchmarks import sealed
from benchmarks.sets import FOLDER, QuestionSet, read_cases, read_sets

SETS = read_sets() if FOLDER.is_dir() else ()
LEAST = {
    "questions-en": 400,
    "questions-ru": 150,
    "questions-zh": 150,
    "questions-other": 60,
    "conversations": 40,
}
"""How a set's name begins, with the fewest questions or conversations of all such sets."""
NEARLY_HALF = 0.45
"""Of the fewest that there must be; sets that are opened or written later come on top."""


def test_every_file_is_told_of_once() -> None:
    told = Counter(one.path for one in SETS)
    there = {path.resolve() for path in FOLDER.rglob("*.jsonl")} | {FOLDER.parent / "golden.jsonl"}

    assert set(told) == there
    assert max(told.values()) == 1


def test_what_is_sealed_stands_apart_and_nothing_was_tuned_on_it() -> None:
    for one in SETS:
        assert one.sealed == (one.path.parent.name == "sealed")
        assert not (one.sealed and one.tuned)


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_are_questions_enough_of_which_nearly_half_are_sealed(name: str, least: int) -> None:
    counted = {True: 0, False: 0}
    for one in SETS:
        if one.path.stem.startswith(name):
            counted[one.sealed] += len(read_cases(one))

    assert sum(counted.values()) >= least
    assert counted[True] > NEARLY_HALF * least


@pytest.mark.parametrize("questions", SETS, ids=lambda one: one.name)
def test_each_line_can_be_judged(questions: QuestionSet) -> None:
    cases = read_cases(questions)

    several = sum(case.is_conversation for case in cases)
    assert several == (len(cases) if questions.kind == "conversations" else 0)


def test_a_second_measurement_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "benchmarks.md"
    names = [one.name for one in SETS if one.sealed]
    rows = "".join(f"| {name} | 10 |\n" for name in names)
    page.write_text(f"# Benchmarks\n\n{sealed.HEADING}\n\n{rows}")
    monkeypatch.setattr(sys, "argv", ["sealed", "--base", "HEAD", "--page", str(page)])

    assert sealed.main() == 2
    assert "measured once" in capsys.readouterr().err
