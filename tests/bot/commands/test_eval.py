"""`eval` prints how many golden questions were answered rightly, and fails below the mark."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from bot.__main__ import main
from tests import fixed_record

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


def rows(*, right: int, wrong: int) -> list[dict[str, object]]:
    """As many questions as are answered rightly, and falsely."""
    return [
        {**one, "id": f"{one['id']}-{number}"}
        for one, many in ((RIGHT, right), (WRONG, wrong))
        for number in range(many)
    ]


def test_the_figures_are_printed_by_set_mutation_and_type(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.with_suffix(".yaml").write_text("overall: 0.5\n")

    assert main(["eval", "--questions", str(questions), "--types"]) == 0

    out = capsys.readouterr().out.splitlines()
    assert out[0].split()[:2] == ["turns", "overall"]
    assert out[1].split()[:3] == ["golden", "2", "0.500"]
    assert [line.split()[1] for line in out[2:5]] == ["typos", "word_order", "politeness"]
    assert out[5].split() == ["direct", "2", "0.500"]
    assert out[-1] == "2 questions, passed"


def test_of_many_questions_each_arrives_in_one_of_the_ways(
    questions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.write_text("".join(f"{json.dumps(one)}\n" for one in rows(right=6, wrong=0)))

    main(["eval", "--questions", str(questions), "--json"])
    few = json.loads(capsys.readouterr().out)["mutations"]
    monkeypatch.setattr("bot.commands.eval.MOST_MUTATED_EACH", 5)
    main(["eval", "--questions", str(questions), "--json"])
    many = json.loads(capsys.readouterr().out)["mutations"]

    assert {one["questions"] for one in few.values()} == {6}
    assert sum(one["questions"] for one in many.values()) == 6


def test_sets_beside_the_first_are_asked_too_but_none_that_is_sealed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "record"
    shutil.copytree(fixed_record.FOLDER, folder)
    (folder / "golden" / "sealed").mkdir(parents=True)
    (folder / "golden" / "letters.jsonl").write_text(json.dumps(RIGHT) + "\n")
    (folder / "golden" / "sealed" / "letters.jsonl").write_text("nobody reads this")

    assert main(["eval", "--knowledge-dir", str(folder), "--json"]) == 0

    assert list(json.loads(capsys.readouterr().out)["sets"]) == ["golden", "letters"]


def test_a_conversation_and_its_verdicts_are_judged_turn_by_turn(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    denial = {"kind": "none", "verdict": "no", "denied": ["Sergey Lavrov"]}
    turns = [
        {"q": "What did Kazakhstan say about trust?", "expect": {"kind": "answer", "contains": ["trust"]}},
        {"q": "did Lavrov speak of trust?", "expect": denial},
    ]
    questions.write_text(json.dumps({"id": "c1", "turns": turns}))

    main(["eval", "--questions", str(questions), "--json"])

    told = json.loads(capsys.readouterr().out)
    assert [(one["id"], one["points"], one["verdict"]) for one in told["turns"]] == [
        ("c1.1", 1, None),
        ("c1.2", 1, True),
    ]
    assert told["conversations"] == 1


def test_a_set_or_a_mutation_below_its_own_mark_fails(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions.write_text("".join(f"{json.dumps(one)}\n" for one in rows(right=2, wrong=2)))
    questions.with_suffix(".yaml").write_text(
        "sets:\n  golden:\n    false_answers: 0.1\nmutations:\n  typos:\n    overall: 1\n"
    )

    assert main(["eval", "--questions", str(questions)]) == 1

    out = capsys.readouterr().out
    assert "below the mark: golden: false_answers is 1.0000; it must be at most 0.1" in out
    assert "below the mark: typos: overall is 0.5000; it must be at least 1.0" in out
    assert "`python -m bot diff HEAD` names the questions that an edit moved" in out


def test_a_set_may_lose_one_turn_and_says_so(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    questions.write_text("".join(f"{json.dumps(one)}\n" for one in rows(right=8, wrong=1)))
    questions.with_suffix(".yaml").write_text("sets:\n  golden:\n    false_answers: 0\n")

    assert main(["eval", "--questions", str(questions)]) == 0

    out = capsys.readouterr().out
    assert "nearly: golden: false_answers is 1.0000; it must be at most 0.0 or one turn from it" in out
    assert out.endswith("9 questions, passed\n")

    questions.write_text("".join(f"{json.dumps(one)}\n" for one in rows(right=8, wrong=2)))
    assert main(["eval", "--questions", str(questions)]) == 1


def test_each_turn_of_a_small_record_counts(questions: Path) -> None:
    questions.write_text("".join(f"{json.dumps(one)}\n" for one in rows(right=8, wrong=1)))
    questions.with_suffix(".yaml").write_text("overall: 1\n")

    assert main(["eval", "--questions", str(questions)]) == 1


def test_marks_do_not_go_down_with_what_may_be_lost(questions: Path) -> None:
    questions.write_text("".join(f"{json.dumps(one)}\n" for one in rows(right=8, wrong=1)))
    marks = questions.with_suffix(".yaml")
    marks.write_text("mutations:\n  typos:\n    false_answers: 0\n")

    assert main(["eval", "--questions", str(questions), "--ratchet"]) == 0

    assert "  typos:\n    overall: 0.5\n    false_answers: 0\n" in marks.read_text()


def test_what_is_wrong_with_a_turn_is_told_and_nothing_else(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    no = {"kind": "none", "verdict": "no"}
    rows = [
        {"id": "right", "type": "t", "q": "Did Lavrov mention trade?", "expect": no},
        {"id": "denied", "type": "t", "q": "Did Lavrov mention trade?", "expect": {**no, "denied": []}},
        {"id": "yes", "type": "t", "q": "Did Lavrov mention trade?", "expect": {**no, "verdict": "yes"}},
    ]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows))

    main(["eval", "--questions", str(questions), "--failures"])

    lines = [line for line in capsys.readouterr().out.splitlines() if "→" in line]
    assert lines == [
        "denied “Did Lavrov mention trade?” → none, denies falsely, nothing",
        "yes “Did Lavrov mention trade?” → none, verdict no, nothing",
    ]


def test_columns_stand_under_their_heads_whatever_is_longest(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right = {**RIGHT, "type": "a type with a rather long name"}
    questions.write_text(json.dumps(right))

    tables = []
    for more in ([], ["--types"]):
        main(["eval", "--questions", str(questions), *more])
        tables.append(capsys.readouterr().out.splitlines()[:-1])

    assert {line.index("1  ") for line in tables[0][1:]} == {tables[0][0].index("turns") + 4}
    assert {line.index("1  ") for line in tables[1][1:]} == {tables[1][0].index("turns") + 4}
    assert tables[1][0].index("turns") > tables[0][0].index("turns")


def test_the_marks_are_raised_when_asked_to(questions: Path) -> None:
    questions.with_suffix(".yaml").write_text("overall: 0.4\n")

    assert main(["eval", "--questions", str(questions), "--ratchet"]) == 0

    assert questions.with_suffix(".yaml").read_text().startswith("overall: 0.5\nfalse_answers: 1\n")


def test_where_no_figures_are_recorded_all_must_be_right(
    questions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["eval", "--questions", str(questions)]) == 1

    *_, failure, summary = capsys.readouterr().out.splitlines()
    assert failure.startswith("g2 “what did lavrof say?” → answered, lavrov")
    assert summary.startswith("2 questions, failed: 1 not as expected; no figures are recorded")
    assert "`python -m bot eval --ratchet` records these" in summary

    questions.write_text(json.dumps(RIGHT))
    assert main(["eval", "--questions", str(questions)]) == 0
    assert "1 question, passed: no figures are recorded" in capsys.readouterr().out


def test_what_nobody_recorded_is_recorded_once_something_is_right(questions: Path) -> None:
    marks, wrong = questions.with_suffix(".yaml"), f"{json.dumps(WRONG)}\n"
    questions.write_text(wrong)
    assert main(["eval", "--questions", str(questions), "--ratchet"]) == 1
    assert not marks.exists()

    questions.write_text(f"{json.dumps(RIGHT)}\n{wrong}")
    assert main(["eval", "--questions", str(questions), "--ratchet"]) == 0
    assert "\noverall: 0.5\n" in marks.read_text()


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
