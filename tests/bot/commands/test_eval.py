"""`eval` prints how many golden questions were answered rightly, and fails below the mark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main

RIGHT = {
    "id": "g1",
    "type": "direct",
    "q": "what did lavrof say?",
    "expect": {"kind": "answer", "speakers": ["Sergey Lavrov"]},
}
WRONG = {"id": "g2", "type": "direct", "q": "what did lavrof say?", "expect": {"kind": "none"}}


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    path = tmp_path / "golden.jsonl"
    path.write_text(f"{json.dumps(RIGHT)}\n{json.dumps(WRONG)}\n")
    return path


def test_the_figures_are_printed_by_type(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--questions", str(questions)]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[0].split() == ["direct", "0.500", "of", "2"]
    assert out[-1] == "2 questions, passed"


def test_a_figure_below_the_mark_fails_and_shows_what_went_wrong(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.with_suffix(".yaml").write_text("overall: 0.9\n")

    assert main(["eval", "--questions", str(questions)]) == 1

    out = capsys.readouterr().out
    assert "below the mark: overall is 0.5000; it must be at least 0.9" in out
    assert "g2 “what did lavrof say?” → answered, lavrov" in out
    assert "2 questions, failed" in out


def test_programs_are_given_an_object(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions.with_suffix(".yaml").write_text("false_answers: 0.02\n")

    assert main(["eval", "--questions", str(questions), "--json"]) == 1

    figures = json.loads(capsys.readouterr().out)
    assert (figures["questions"], figures["overall"], figures["false_answers"]) == (2, 0.5, 1.0)
    assert figures["by_type"] == {"direct": [0.5, 2]}
    assert figures["missed"] == ["false_answers is 1.0000; it must be at most 0.02"]


def test_missing_questions_are_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--questions", "no/such/file"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
