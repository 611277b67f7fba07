"""Answers are scored as the project's dev questions are."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import Answer, Evidence, Hit, Status
from knowledge.evaluation import figures, judge, shortfalls
from knowledge.record.golden import Expected, GoldenQuestion
from knowledge.record.values import Entry, Record
from knowledge.snapshot import Snapshot

NOTHING = Evidence("unknown", (), (), None, 0.0)


@pytest.fixture
def record(snapshot: Snapshot) -> Record:
    return snapshot.record


def said_by(record: Record, speaker: str) -> Entry:
    return next(quote for quote in record.quotes if quote.speaker.name.english == speaker)


def points(expected: Expected, status: Status, *entries: Entry) -> float:
    question = GoldenQuestion("g1", "type", "q", expected)
    answer = Answer("q", status, tuple(Hit(entry, 1.0) for entry in entries), NOTHING, "en")
    return judge(question, answer).points


def test_the_first_answer_must_be_by_one_of_the_speakers(record: Record) -> None:
    lavrov, wang = said_by(record, "Sergey Lavrov"), said_by(record, "Wang Yi")
    expected = Expected("answer", speakers=("Sergey Lavrov",))

    assert points(expected, "answered", lavrov, wang) == 1
    assert points(expected, "answered", wang, lavrov) == 0


def test_the_first_answer_must_hold_one_of_the_marks_whatever_their_case(record: Record) -> None:
    lavrov = said_by(record, "Sergey Lavrov")

    assert points(Expected("answer", contains=("nowhere", "CSTO,  eaeu")), "answered", lavrov) == 1
    assert points(Expected("answer", contains=("nowhere",)), "answered", lavrov) == 0


def test_asking_back_with_the_right_one_among_three_is_half_right(record: Record) -> None:
    lavrov, wang = said_by(record, "Sergey Lavrov"), said_by(record, "Wang Yi")
    expected = Expected("answer", speakers=("Sergey Lavrov",))

    assert points(expected, "unsure", wang, wang, lavrov) == 0.5
    assert points(expected, "unsure", wang, wang, wang, lavrov) == 0
    assert points(expected, "none") == 0


def test_an_honest_no_is_right_where_it_is_allowed(record: Record) -> None:
    expected = Expected("answer", speakers=("Sergey Lavrov",), or_none=True)

    assert points(expected, "none") == 1
    assert points(expected, "answered", said_by(record, "Wang Yi")) == 0


def test_a_set_holds_enough_who_belong_and_nobody_else(record: Record) -> None:
    lavrov, wang = said_by(record, "Sergey Lavrov"), said_by(record, "Wang Yi")
    both = Expected("set", speakers=("Sergey Lavrov", "Wang Yi"), least=2)

    assert points(both, "answered", lavrov, wang) == 1
    assert points(both, "answered", lavrov) == 0
    assert points(Expected("set", speakers=("Wang Yi",)), "answered", wang, lavrov) == 0
    assert (
        points(Expected("set", speakers=("Wang Yi",), allow=("Sergey Lavrov",)), "answered", wang, lavrov)
        == 1
    )


def test_what_cannot_be_answered_must_not_be(record: Record) -> None:
    wang = said_by(record, "Wang Yi")

    assert points(Expected("none"), "none") == 1
    assert points(Expected("none"), "unsure", wang) == 1
    assert points(Expected("none"), "answered", wang) == 0


def test_overall_is_the_mean_of_answering_and_refusing(record: Record) -> None:
    wang = said_by(record, "Wang Yi")
    answered = Answer("q", "answered", (Hit(wang, 1.0),), NOTHING, "en")
    judged = [
        judge(GoldenQuestion("a", "direct", "q", Expected("answer", speakers=("Wang Yi",))), answered),
        judge(GoldenQuestion("b", "direct", "q", Expected("answer", speakers=("Sergey Lavrov",))), answered),
        judge(GoldenQuestion("c", "refuse", "q", Expected("none")), answered),
    ]

    reached = figures(judged)

    assert (reached.answerable, reached.refused_rightly, reached.overall) == (0.5, 0.0, 0.25)
    assert reached.false_answers == 1.0
    assert dict(reached.by_type) == {"direct": (0.5, 2), "refuse": (0.0, 1)}
    assert shortfalls(reached, {"overall": 0.25, "false_answers": 0.5, "answerable": 0.6}) == (
        "false_answers is 1.0000; it must be at most 0.5",
        "answerable is 0.5000; it must be at least 0.6",
    )


def test_no_questions_have_no_false_answers() -> None:
    reached = figures([])

    assert (reached.questions, reached.overall, reached.false_answers) == (0, 0.0, 0.0)
