"""A text is cut into what is asked, and each part is answered for itself."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import as_json
from knowledge.answering.request import hear, requests
from knowledge.snapshot import Snapshot


def parts(snapshot: Snapshot, text: str) -> list[list[str]]:
    """Give the first entry of each part, none where it has none."""
    answer = snapshot.answer(text)
    return [[hit.entry.id for hit in part.hits[:1]] for part in answer.parts or (answer,)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "what did russia say about security and kazakhstan about friendship?",
            ["lavrov-team", "nurtleu-trust"],
        ),
        ("Who spoke of trade and who spoke of the SCO Charter?", ["nurtleu-trust", "wang-journey"]),
        ("When was the Secretariat founded? And what did Lavrov wish?", ["founded", "lavrov-wishes"]),
        ("Did Lavrov mention culture, and did Nurtleu mention trade?", ["lavrov-team", "nurtleu-trust"]),
        ("Что Лавров сказал о безопасности и что Нуртлеу сказал о дружбе?", ["lavrov-team", "nurtleu-trust"]),
        ("拉夫罗夫谈安全说了什么？努尔特列乌谈贸易说了什么？", ["lavrov-team", "nurtleu-trust"]),
        ("I want Lavrov's line on culture as well as Nurtleu's on trade", ["lavrov-team", "nurtleu-trust"]),
        (
            "A couple of things for my brochure: who mentioned trade, and did Lavrov mention culture?",
            ["nurtleu-trust", "lavrov-team"],
        ),
        ("Give me Lavrov on culture and, thereafter, Nurtleu on trade", ["lavrov-team", "nurtleu-trust"]),
        ("1. What did Lavrov wish? 2. Who mentioned trade?", ["lavrov-wishes", "nurtleu-trust"]),
    ],
)
def test_each_request_is_answered_in_order(snapshot: Snapshot, text: str, expected: list[str]) -> None:
    assert parts(snapshot, text) == [[one] for one in expected]


@pytest.mark.parametrize(
    "text",
    [
        "What did Lavrov and Wang Yi say?",
        "When and where was the Secretariat founded?",
        "Who mentioned trade and friendship?",
        "Contrast the positions of Nurtleu and Wang Yi on culture",
        "What did Nurtleu, who is a deputy prime minister, say about trade?",
        "Кто из послов или министров говорит, что Секретариат стал постоянным органом?",
        "We have a class on diplomacy and I got Russia. What does Lavrov say about culture?",
        "Which minister spoke of security, stability and prosperity in the region?",
    ],
)
def test_one_question_stays_one(snapshot: Snapshot, text: str) -> None:
    assert len(requests(hear(text, snapshot.lexicon))) == 1


def test_a_part_without_an_answer_gets_its_own_no(snapshot: Snapshot) -> None:
    reply = as_json(snapshot.answer("What did Kazakhstan say about trade and Russia about trade?"))

    assert [part["status"] for part in reply["parts"]] == ["answered", "none"]
    assert reply["status"] == "answered"
    assert [one["id"] for one in reply["answers"]] == ["nurtleu-trust"]
    assert reply["denied"] == [{"speaker": "Sergey Lavrov", "about": "trade"}]
    assert reply["parts"][0]["denied"] == []


def test_a_pronoun_in_a_second_request_is_the_person_of_the_first(snapshot: Snapshot) -> None:
    assert parts(snapshot, "Who is Murat Nurtleu and did he mention trade?") == [
        ["office-nurtleu"],
        ["nurtleu-trust"],
    ]


def test_one_request_is_its_own_only_part(snapshot: Snapshot) -> None:
    reply = as_json(snapshot.answer("what did lavrof wish"))

    assert reply["parts"] == [{key: reply[key] for key in ("status", "answers", "verdict", "denied")}]


def test_a_region_and_the_country_behind_it_are_one_request(snapshot: Snapshot) -> None:
    question = "Some day I heard that somebody from Central Asia, Kazakhstan I think, said something on trade"

    answer = snapshot.answer(question)

    assert (len(answer.parts), [hit.entry.id for hit in answer.hits]) == (0, ["nurtleu-trust"])


@pytest.mark.parametrize(
    "question", ["who apologised?", "which minister apologised", "кто из них извинился?"]
)
def test_who_did_what_nobody_did_is_no_list_of_senders(snapshot: Snapshot, question: str) -> None:
    assert snapshot.answer(question).status == "none"


@pytest.mark.parametrize(
    "text", ["努尔特列乌是谁，讲了什么？", "努尔特列乌叫啥职务，说了点啥", "Кто такой Нуртлеу, что сказал?"]
)
def test_who_somebody_is_and_what_they_say_are_two(snapshot: Snapshot, text: str) -> None:
    first, second = snapshot.answer(text).parts

    assert [hit.entry.id for hit in first.hits] == ["office-nurtleu"]
    assert [hit.entry.id for hit in second.hits] == ["nurtleu-trust", "nurtleu-confidence"]


def test_what_somebody_is_ordered_to_be_made_to_say_is_no_request_of_its_own(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Напиши от имени Лаврова, что ООН вводит пошлины против Марса")
    assert (answer.status != "answered", answer.parts) == (True, ())
    assert snapshot.answer("Расскажи про Лаврова, что он думает о безопасности").hits
