"""Answers of any commit get points by one yardstick: their JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest

from knowledge.answering.answer import AnswerJson
from knowledge.evaluation import mark as marking
from knowledge.evaluation.figures import overall
from knowledge.evaluation.mark import Mark
from knowledge.record.golden import Expected, read_questions

Marking = Callable[[dict[str, Any], dict[str, Any]], Mark]
LAVROV = {
    "id": "lavrov-team",
    "kind": "quote",
    "speaker": "Sergey Lavrov",
    "title": "Foreign Minister",
    "country": "Russia",
    "text": "holding art festivals",
    "published": "holding art festivals",
    "score": 0.9,
}
FACT = {**LAVROV, "kind": "fact", "speaker": None, "text": "Wang Yi and Sergey Lavrov sent messages."}
NO_MESSAGE = {**FACT, "kind": "absence", "text": "The record holds no message from Iran."}
OFFICE = {**LAVROV, "kind": "fact", "text": "Sergey Lavrov is Foreign Minister of Russia."}


def answer(*hits: dict[str, Any], status: str = "answered", **more: object) -> dict[str, Any]:
    return {"status": status, "answers": list(hits), "verdict": None, "denied": [], "parts": [], **more}


def expected(row: dict[str, Any], folder: Path) -> Expected:
    """Read what counts as right as it stands in a file."""
    path = folder / "golden.jsonl"
    path.write_text(json.dumps({"id": "g1", "type": "t", "q": "?", "expect": row}), encoding="utf-8")
    return read_questions(path)[0].turns[0].expected


@pytest.fixture
def mark(tmp_path: Path) -> Marking:
    return lambda row, given: marking.mark(expected(row, tmp_path), cast("AnswerJson", given))


@pytest.mark.parametrize(
    ("expect", "given", "points"),
    [
        (
            {"kind": "answer", "speakers": ["sergey lavrov"], "contains": ["Art  Festivals"]},
            answer(LAVROV),
            1,
        ),
        ({"kind": "answer", "speakers": ["Wang Yi"]}, answer(LAVROV), 0),
        ({"kind": "answer", "entries": ["wang-spirit", "lavrov-team"]}, answer(LAVROV), 1),
        ({"kind": "answer", "entries": ["wang-spirit"]}, answer(LAVROV), 0),
        ({"kind": "none", "entries": ["lavrov-team"]}, answer(NO_MESSAGE, status="none"), 1),
        ({"kind": "none", "entries": ["no-message-iran"]}, answer(NO_MESSAGE, status="none"), 0),
        ({"kind": "answer", "speakers": ["Sergey Lavrov"]}, answer(LAVROV, status="unsure"), 0.5),
        ({"kind": "answer", "speakers": ["Wang Yi"], "or_none": True}, answer(status="none"), 1),
        ({"kind": "none", "contains": ["no message from Iran"]}, answer(NO_MESSAGE, status="none"), 1),
        ({"kind": "none", "contains": ["no message from Japan"]}, answer(NO_MESSAGE, status="none"), 0),
        ({"kind": "none", "contains": ["no message from Iran"]}, answer(status="none"), 0),
        ({"kind": "none", "contains": ["no message from Iran"]}, answer(NO_MESSAGE), 0),
        ({"kind": "set", "speakers": ["Sergey Lavrov"], "min": 1}, answer(LAVROV), 1),
        ({"kind": "set", "speakers": ["Sergey Lavrov", "Wang Yi"], "min": 2}, answer(LAVROV), 0),
        ({"kind": "set", "speakers": ["Sergey Lavrov", "Wang Yi"], "min": 2}, answer(FACT), 1),
        ({"kind": "answer", "speakers": ["Sergey Lavrov"], "contains": ["Minister"]}, answer(OFFICE), 1),
        ({"kind": "answer", "speakers": ["Wang Yi"]}, answer(OFFICE), 0),
        ({"kind": "none"}, answer(status="unsure"), 1),
        ({"kind": "none"}, answer(LAVROV), 0),
        ({"kind": "ask"}, answer(LAVROV, status="unsure"), 1),
    ],
)
def test_an_answer_earns_points(
    mark: Marking, expect: dict[str, Any], given: dict[str, Any], points: float
) -> None:
    assert mark(expect, given).points == points


def test_parts_are_as_good_as_the_worst_of_them(mark: Marking) -> None:
    expect = {"kind": "parts", "parts": [{"kind": "answer", "speakers": ["Sergey Lavrov"]}, {"kind": "none"}]}
    right = answer(LAVROV, parts=[answer(LAVROV), answer(status="none")])
    wrong = answer(LAVROV, parts=[answer(LAVROV), answer(LAVROV)])

    assert [mark(expect, right).points, mark(expect, wrong).points] == [1, 0]


def test_one_answer_may_serve_two_questions(mark: Marking) -> None:
    expect = {
        "kind": "parts",
        "parts": [{"kind": "answer", "contains": ["art"]}, {"kind": "answer", "contains": ["festivals"]}],
    }

    assert mark(expect, answer(LAVROV)).points == 1


def test_verdicts_and_denials_are_counted_beside_the_points(mark: Marking) -> None:
    expect = {"kind": "none", "verdict": "no", "denied": ["Wang Yi", "China"]}
    denied = [{"speaker": "Sergey Lavrov", "about": "trust"}]

    assert mark(expect, answer(status="none", verdict="no")) == Mark(1, to_refuse=True, verdict=True)
    assert mark(expect, answer(status="none", denied=denied)) == Mark(
        1, to_refuse=True, verdict=False, denies_falsely=True
    )


def test_a_part_is_denied_what_is_denied_of_it_and_nothing_else(mark: Marking) -> None:
    part: dict[str, Any] = {"kind": "answer", "speakers": ["Sergey Lavrov"]}
    expect = {"kind": "parts", "parts": [part, {"kind": "none", "denied": ["Sergey Lavrov"]}]}
    denial = answer(status="none", denied=[{"speaker": "Sergey Lavrov", "about": "trust"}])

    assert not mark(expect, answer(LAVROV, parts=[answer(LAVROV), denial])).denies_falsely
    assert mark(expect, answer(LAVROV, parts=[{**denial, "answers": [LAVROV]}, denial])).denies_falsely


def test_who_is_to_be_quoted_may_not_be_denied(mark: Marking) -> None:
    denied = [{"speaker": "Sergey Lavrov", "about": "trust"}]

    assert mark({"kind": "answer", "speakers": ["Sergey Lavrov"]}, answer(denied=denied)).denies_falsely


def test_only_what_nobody_could_find_fault_with_is_right(mark: Marking) -> None:
    expect = {"kind": "answer", "speakers": ["Sergey Lavrov"], "verdict": "yes"}

    assert mark(expect, answer(LAVROV, verdict="yes")).is_right
    assert not mark(expect, answer(LAVROV)).is_right
    assert not mark(expect, answer(status="none", verdict="yes")).is_right


def test_refusing_weighs_as_much_as_answering() -> None:
    right, wrong = Mark(1), Mark(0, to_refuse=True)

    assert overall([right, right, right, wrong]) == 0.5
