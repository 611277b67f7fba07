"""Golden questions and the figures they must reach are read, or every faulty line is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.record import goals
from knowledge.record.goals import Figure, Goals
from knowledge.record.golden import Expected, GoldenQuestion, Kind, Turn, read_questions
from knowledge.record.problem import RecordError


def written(folder: Path, *rows: object) -> Path:
    path = folder / "golden.jsonl"
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return path


def row(**expect: object) -> dict[str, Any]:
    return {"id": "g1", "type": "t", "q": "q?", "expect": expect}


def test_a_line_is_a_question_with_what_counts_as_right(tmp_path: Path) -> None:
    expect = {"kind": "set", "speakers": ["A", "B"], "min": 2, "allow": ["C"], "why": "both"}
    path = written(tmp_path, {"id": "g1", "type": "theme", "q": "who?", "expect": expect}, "\n")

    expected = Expected(Kind.SET, ("A", "B"), least=2, allow=("C",))
    assert read_questions(path) == (GoldenQuestion("g1", "theme", (Turn("who?", expected),)),)


def test_a_question_may_expect_parts_a_verdict_and_denials(tmp_path: Path) -> None:
    no = {"kind": "none", "verdict": "no", "denied": ["A"]}
    path = written(tmp_path, row(kind="parts", parts=[{"kind": "answer", "contains": ["x"]}, no]))

    (question,) = read_questions(path)

    assert question.turns[0].expected.parts == (
        Expected(Kind.ANSWER, contains=("x",)),
        Expected(Kind.NONE, verdict="no", denied=("A",)),
    )
    assert question.turns[0].expected.parts[0].denied is None


def test_a_conversation_is_several_turns(tmp_path: Path) -> None:
    turns = [{"q": "hi", "expect": {"kind": "none"}}, {"q": "and he?", "expect": {"kind": "ask"}}]
    path = written(tmp_path, {"id": "c1", "language": "en", "turns": turns})

    (conversation,) = read_questions(path)

    assert [turn.text for turn in conversation.turns] == ["hi", "and he?"]
    assert (conversation.type, conversation.is_conversation) == ("conversation", True)
    assert [turn.text for turn in conversation.asking("and she?").turns] == ["hi", "and she?"]


@pytest.mark.parametrize(
    ("faulty", "column", "what"),
    [
        ("not json\n", 1, "not JSON"),
        ("[]\n", 1, "the line is no object"),
        ({"id": "g1", "type": "t", "q": "q?"}, 1, "`expect` is no object"),
        ({"id": "g1", "type": "t", "q": " ", "expect": {"kind": "none"}}, 27, "`q` is no text"),
        (row(kind="maybe"), 57, 'no such kind of answer; found "maybe"'),
        (row(), 1, "no such kind of answer"),
        (row(kind="none", speakers=["A"]), 65, "unknown field in 'none'; found \"speakers\""),
        (row(kind="answer", min=2), 67, "unknown field in 'answer'; found \"min\""),
        (row(kind="answer", speakers="A"), 67, "`speakers` is no list of texts"),
        (row(kind="set", min=0), 64, "`min` is no number from 1"),
        (row(kind="set", min=True), 64, "`min` is no number from 1"),
        (row(kind="answer", or_none="yes"), 67, "`or_none` is neither true nor false"),
        (row(kind="none", verdict="maybe"), 65, "no verdict"),
        (row(kind="parts"), 57, "`parts` is no list"),
        (row(kind="parts", parts=[{"kind": "parts", "parts": [{"kind": "none"}]}]), 94, "`parts` is no list"),
        ({"id": "c1", "turns": []}, 1, "`turns` is no list of turns"),
        ({"id": "c1", "turns": [{"q": "x", "expects": {}}]}, 35, 'unknown field; found "expects"'),
    ],
)
def test_a_faulty_line_is_named_where_its_fault_stands(
    tmp_path: Path, faulty: object, column: int, what: str
) -> None:
    path = written(tmp_path, {**row(kind="none"), "id": "right"}, faulty)

    with pytest.raises(RecordError) as caught:
        read_questions(path)

    (problem,) = caught.value.problems
    assert (problem.line, problem.column) == (2, column)
    assert what in str(problem)


def test_every_faulty_line_is_named_and_an_id_only_once(tmp_path: Path) -> None:
    path = written(tmp_path, row(kind="none"), row(kind="none"), "{\n", row(kind="maybe"))

    with pytest.raises(RecordError) as caught:
        read_questions(path)

    assert [problem.line for problem in caught.value.problems] == [2, 3, 4]
    assert "the same id twice" in str(caught.value)


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"none\.jsonl:1:1: can't be read: No such file"):
        read_questions(tmp_path / "none.jsonl")


def test_the_figures_to_reach_stand_beside_the_questions(tmp_path: Path) -> None:
    (tmp_path / "golden.yaml").write_text(
        "overall: 0.97\nsets:\n  letters:\n    false_answers: 0\nmutations:\n  typos:\n    overall: 0.9\n"
    )

    assert goals.read(tmp_path / "golden.jsonl", sets=["letters"]) == Goals(
        whole={Figure.OVERALL: 0.97},
        sets={"letters": {Figure.FALSE_ANSWERS: 0.0}},
        mutations={"typos": {Figure.OVERALL: 0.9}},
    )
    assert goals.read(tmp_path / "others.jsonl") == Goals()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("speed: 1\n", "1:8: not a figure"),
        ("overall: fast\n", "1:10: not a figure"),
        ("overall: 97\n", "1:10: not a figure"),
        (
            "overall: 0.9\nsets:\n  leters:\n    overall: 1\n",
            '3:3: unknown name in `sets`; found "leters"; did',
        ),
        ("sets:\n  letters:\n    overall: 97\n", "3:14: not a figure"),
        ("mutations:\n  typo:\n    overall: 1\n", '2:3: unknown name in `mutations`; found "typo"; did'),
        ("sets: 5\n", "1:7: `sets` holds no names"),
        ("- overall\n", "1:1: not `figure: share` lines"),
        ("a: [\n", "1:4"),
    ],
)
def test_a_figure_that_is_none_is_refused_at_its_place(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "golden.yaml").write_text(text)

    with pytest.raises(RecordError) as caught:
        goals.read(tmp_path / "golden.jsonl", sets=["letters"])

    assert str(caught.value).startswith(f"golden.yaml:{place}")
