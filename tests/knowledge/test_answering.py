"""What people ask finds who said it, or an honest no, whatever record it is asked of."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import Answer
from knowledge.answering.kinds import Intent
from knowledge.record.values import Quote, Reported
from knowledge.snapshot import Snapshot


def speakers(answer: Answer) -> list[str]:
    return [hit.entry.speaker.id for hit in answer.hits if isinstance(hit.entry, Quote | Reported)]


@pytest.mark.parametrize(
    ("question", "entry"),
    [
        ("what did Lavrov say?", "lavrov-team"),
        ("what did lavrof say", "lavrov-team"),
        ("LAVROV", "lavrov-team"),
        ("the rusian minister on securty", "lavrov-team"),
        ("Что сказал министр России?", "lavrov-team"),
        ("拉夫罗夫说了什么", "lavrov-team"),
        ("what did lavrov wish the team", "lavrov-wishes"),
        ("kazakstan minster on trade", "nurtleu-trust"),
        ("when was the secretariat founded", "founded"),
        ("Когда основан секретариат?", "founded"),
        ("where is the secretariat", "seat"),
        ("who is the secretary general", "secretary-general"),
        ("what post does Nurtleu hold", "office-nurtleu"),
    ],
)
def test_a_question_finds_its_entry(snapshot: Snapshot, question: str, entry: str) -> None:
    answer = snapshot.answer(question)

    assert answer.status == "answered"
    assert answer.hits[0].entry.id == entry


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("who mentioned the Shanghai Spirit", {"wang", "nurtleu"}),
        ("quotes about culture", {"wang", "nurtleu", "lavrov"}),
        ("Кто говорил о безопасности?", {"wang", "lavrov"}),
        ("compare Kazakhstan and Russia", {"nurtleu", "lavrov"}),
        ("what did the northern countries say", {"nurtleu", "lavrov"}),
    ],
)
def test_a_set_holds_one_answer_for_each_who_belongs_and_no_other(
    snapshot: Snapshot, question: str, expected: set[str]
) -> None:
    answer = snapshot.answer(question)

    assert answer.status == "answered"
    assert sorted(speakers(answer)) == sorted(expected)


@pytest.mark.parametrize(
    "question",
    ["what did Lavrov say about Ukraine", "how do I cook plov", "", "?!", "😀🎉", "今天天气怎么样"],
)
def test_what_the_record_does_not_hold_is_not_answered(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status != "answered"


def test_a_country_without_a_message_is_named_and_those_with_one(snapshot: Snapshot) -> None:
    answer = snapshot.answer("and Iran?")

    assert answer.status == "none"
    assert answer.hits[0].entry.text == (
        "The record holds no message from Iran. It holds messages from China, Kazakhstan and Russia."
    )


def test_a_question_may_lean_on_the_one_before(snapshot: Snapshot) -> None:
    before = snapshot.answer("What did Kazakhstan say about culture?")

    assert speakers(snapshot.answer("and Russia?", previous=before)) == ["lavrov"]


@pytest.mark.parametrize(
    "text", ["Who headed the Secretariat before?", "Кто возглавлял Секретариат раньше?", "之前谁是秘书长？"]
)
def test_who_was_there_before_is_not_who_is_there(snapshot: Snapshot, text: str) -> None:
    assert "secretary-general" not in [hit.entry.id for hit in snapshot.answer(text).hits]


def test_before_with_an_object_tells_nothing_of_the_past(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Before I forget: who is the Secretary-General?")

    assert [hit.entry.id for hit in answer.hits] == ["secretary-general"]


def test_of_several_who_mean_it_whoever_says_the_word_comes_first(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Who mentioned maintaining?")

    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust", "wang-journey"]


def test_speakers_are_counted_where_no_fact_tells_how_many(snapshot: Snapshot) -> None:
    counted = snapshot.answer("How many ministers spoke of trade?")
    told = snapshot.answer("How many people said something about the Secretariat?")

    assert (counted.evidence.intent, counted.hits[0].entry.id) == (Intent.COUNT, "nurtleu-trust")
    assert (told.evidence.intent, told.hits[0].entry.id) == (Intent.FACT, "senders-count")
