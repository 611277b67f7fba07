"""Golden questions are read from JSON Lines, or every faulty line is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from knowledge.record.golden import Expected, GoldenQuestion, read_questions, read_thresholds
from knowledge.record.problem import RecordError


def written(folder: Path, *rows: object) -> Path:
    path = folder / "golden.jsonl"
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return path


def test_a_line_is_a_question_with_what_counts_as_right(tmp_path: Path) -> None:
    expect = {"kind": "set", "speakers": ["A", "B"], "min": 2, "allow": ["C"]}
    path = written(tmp_path, {"id": "g1", "type": "theme", "q": "who?", "expect": expect}, "\n")

    assert read_questions(path) == (
        GoldenQuestion("g1", "theme", "who?", Expected("set", ("A", "B"), least=2, allow=("C",))),
    )


def test_every_faulty_line_is_named_with_its_number(tmp_path: Path) -> None:
    right = {"id": "g1", "type": "x", "q": "q", "expect": {"kind": "none"}}
    no_kind = {"id": "g2", "type": "x", "q": "q", "expect": {}}
    wrong_kind = {"id": "g3", "type": "x", "q": "q", "expect": {"kind": "maybe"}}
    no_list = {"id": "g4", "type": "x", "q": "q", "expect": {"kind": "answer", "speakers": "A"}}
    path = written(tmp_path, right, "not json\n", no_kind, wrong_kind, no_list)

    with pytest.raises(RecordError) as caught:
        read_questions(path)

    assert [problem.line for problem in caught.value.problems] == [2, 3, 4, 5]


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"none\.jsonl:1:1: can't be read: No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_the_figures_to_reach_stand_beside_the_questions(tmp_path: Path) -> None:
    (tmp_path / "golden.yaml").write_text("overall: 0.97\nfalse_answers: 0.02\n")

    assert read_thresholds(tmp_path / "golden.jsonl") == {"overall": 0.97, "false_answers": 0.02}
    assert read_thresholds(tmp_path / "others.jsonl") == {}


@pytest.mark.parametrize("text", ["speed: 1\n", "overall: fast\n", "- overall\n", "a: [\n"])
def test_a_figure_that_is_none_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "golden.yaml").write_text(text)

    with pytest.raises(RecordError, match=r"^golden\.yaml:\d"):
        read_thresholds(tmp_path / "golden.jsonl")
