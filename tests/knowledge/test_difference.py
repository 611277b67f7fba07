"""Two answers to one question differ by what they say, how they say it, or how sure they are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from knowledge.answering.answer import AnswerJson
from knowledge.evaluation.asking import Judged, ask
from knowledge.evaluation.difference import LEAST_LOST, Change, differences
from knowledge.record.golden import Expected, GoldenQuestion, Kind, Turn
from knowledge.snapshot import Snapshot


@pytest.fixture
def before(snapshot: Snapshot) -> Judged:
    turn = Turn("what did Lavrov say about security?", Expected(Kind.ANSWER))
    (judged,) = ask(snapshot, [GoldenQuestion("g1", "t", (turn,))])
    return judged


def changed(judged: Judged, **fields: object) -> Judged:
    answer: AnswerJson = {**judged.answer, **fields}  # type: ignore[typeddict-item]
    return replace(judged, answer=answer)


def change(before: Judged, after: Judged) -> Change | None:
    return next((one.change for one in differences([before], [after])), None)


def test_the_same_answer_is_no_difference(before: Judged) -> None:
    assert change(before, before) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "unsure"},
        {"answers": []},
        {"verdict": "yes"},
        {"denied": [{"speaker": "Wang Yi", "about": "trust"}]},
        {"parts": []},
    ],
)
def test_another_answer_verdict_denial_or_part_is_named(before: Judged, fields: dict[str, object]) -> None:
    assert change(before, changed(before, **fields)) is Change.ANSWER


@pytest.mark.parametrize("field", ["text", "published", "title", "country"])
def test_other_words_of_the_same_entry_are_named(before: Judged, field: str) -> None:
    first, *rest = before.answer["answers"]
    other = [{**first, field: "otherwise"}, *rest]

    assert change(before, changed(before, answers=other)) is Change.WORDS


def test_a_lead_that_is_lost_is_named_and_one_that_is_won_is_not(before: Judged) -> None:
    less = replace(before, margin=before.margin - LEAST_LOST)
    hardly_less = replace(before, margin=before.margin - LEAST_LOST / 2)

    assert change(before, less) is Change.MARGIN
    assert change(before, hardly_less) is None
    assert change(less, before) is None


def test_another_score_alone_is_no_difference(before: Judged) -> None:
    first, *rest = before.answer["answers"]

    assert change(before, changed(before, answers=[{**first, "score": 0.1}, *rest])) is None
