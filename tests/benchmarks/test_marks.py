"""Answers of any commit get points by one yardstick: their JSON."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.marks import Mark, mark, overall

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


def answer(*hits: dict[str, Any], status: str = "answered", **more: object) -> dict[str, Any]:
    return {"status": status, "answers": list(hits), **more}


@pytest.mark.parametrize(
    ("expect", "given", "points"),
    [
        (
            {"kind": "answer", "speakers": ["sergey lavrov"], "contains": ["Art  Festivals"]},
            answer(LAVROV),
            1,
        ),
        ({"kind": "answer", "speakers": ["Wang Yi"]}, answer(LAVROV), 0),
        ({"kind": "answer", "speakers": ["Sergey Lavrov"]}, answer(LAVROV, status="unsure"), 0.5),
        ({"kind": "answer", "speakers": ["Wang Yi"], "or_none": True}, answer(status="none"), 1),
        ({"kind": "set", "speakers": ["Sergey Lavrov"], "min": 1}, answer(LAVROV), 1),
        ({"kind": "set", "speakers": ["Sergey Lavrov", "Wang Yi"], "min": 2}, answer(LAVROV), 0),
        ({"kind": "set", "speakers": ["Sergey Lavrov", "Wang Yi"], "min": 2}, answer(FACT), 1),
        ({"kind": "none"}, answer(status="unsure"), 1),
        ({"kind": "none"}, answer(LAVROV), 0),
        ({"kind": "ask"}, answer(LAVROV, status="unsure"), 1),
    ],
)
def test_an_answer_earns_points(expect: dict[str, Any], given: dict[str, Any], points: float) -> None:
    assert mark(expect, given).points == points


def test_parts_are_as_good_as_the_worst_of_them() -> None:
    expect = {"kind": "parts", "parts": [{"kind": "answer", "speakers": ["Sergey Lavrov"]}, {"kind": "none"}]}
    right = answer(LAVROV, parts=[answer(LAVROV), answer(status="none")])
    wrong = answer(LAVROV, parts=[answer(LAVROV), answer(LAVROV)])

    assert [mark(expect, right).points, mark(expect, wrong).points] == [1, 0]


def test_one_answer_may_serve_two_questions() -> None:
    expect = {
        "kind": "parts",
        "parts": [{"kind": "answer", "contains": ["art"]}, {"kind": "answer", "contains": ["festivals"]}],
    }

    assert mark(expect, answer(LAVROV)).points == 1


def test_verdicts_and_denials_are_counted_beside_the_points() -> None:
    expect = {"kind": "none", "verdict": "no", "denied": ["Wang Yi", "China"]}
    denied = [{"speaker": "Sergey Lavrov", "about": "trust"}]

    assert mark(expect, answer(status="none", verdict="no")) == Mark(1, to_refuse=True, verdict=True)
    assert mark(expect, answer(status="none", denied=denied)) == Mark(
        1, to_refuse=True, verdict=False, denies_falsely=True
    )


def test_what_an_older_program_does_not_tell_is_not_held_against_its_points() -> None:
    assert mark({"kind": "none", "verdict": "no"}, answer(status="none")).points == 1


def test_refusing_weighs_as_much_as_answering() -> None:
    right, wrong = Mark(1), Mark(0, to_refuse=True)

    assert overall([right, right, right, wrong]) == 0.5
