"""No claim without its proof: over speakers × matters × ways to ask, against the YAML read anew."""

from __future__ import annotations

import pytest

from knowledge.answering.answer import as_json
from knowledge.snapshot import Snapshot
from tests import claims, fixed_record


def test_nothing_is_claimed_against_the_record(snapshot: Snapshot) -> None:
    proof = claims.read(fixed_record.FOLDER)
    asked = list(claims.questions(proof))

    found = [
        fault
        for question, speaker, about in asked
        for fault in claims.false_claims(
            question, speaker, about, dict(as_json(snapshot.answer(question))), proof
        )
    ]

    assert len(asked) > 100
    assert found == []


def test_what_is_proven_is_said(snapshot: Snapshot) -> None:
    yes = snapshot.answer("Did Lavrov mention culture?")
    no = snapshot.answer("Did Lavrov mention trade?")
    who_not = snapshot.answer("Who did not mention trade?")

    assert (yes.verdict, [hit.entry.id for hit in yes.hits]) == ("yes", ["lavrov-team"])
    assert (no.verdict, no.status, [(one.name, one.about) for one in no.denied]) == (
        "no",
        "none",
        [("Sergey Lavrov", "trade")],
    )
    assert [hit.entry.id for hit in no.nearest] == ["nurtleu-trust"], "who does speak of it is offered"
    assert {one.who for one in who_not.denied} == {"wang", "lavrov"}
    assert who_not.speaking == ("nurtleu",)


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Nurtleu brings up trade, doesn't he?", "yes"),
        ("lavrov mentions culture yes or no", "yes"),
        ("Lavrov mentions trade, is that so?", "no"),
        ("The Secretariat sits in Beijing, right?", "yes"),
        ("Was stability mentioned by anyone?", "yes"),
        ("Trade, does that come up anywhere? Who by?", "yes"),
        ("Right, what does Lavrov say of culture?", None),
        ("Do Lavrov and Wang Yi agree?", None),
        ("Was it set up by Russia?", None),
        ("秘书处是由俄罗斯设立的吗？", None),
        ("Was it established in Moscow?", "no"),
        ("Nurtleu brings up trade, please", None),
    ],
)
def test_yes_or_no_may_be_asked_behind_what_is_stated(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


def test_nobody_is_quoted_for_what_they_did_not_do(snapshot: Snapshot) -> None:
    answer = snapshot.answer("Was the Secretariat established by Lavrov?")

    assert (answer.status, answer.verdict) == ("none", None)


def test_what_was_not_understood_whole_is_not_denied(snapshot: Snapshot) -> None:
    for question in (
        "Did Lavrov mention tradewinds?",
        "Did Lavrov mention trade with Africa?",
        "Did Lavrov mention fair trade rules?",
        "Did Lavrov mention jam?",
        "Who did not mention marmalade?",
    ):
        answer = snapshot.answer(question)
        assert (answer.denied, answer.verdict) == ((), None), question


def test_an_office_is_compared_with_the_one_that_is_held(snapshot: Snapshot) -> None:
    assert snapshot.answer("Is Nurtleu the foreign minister?").verdict == "yes"
    assert snapshot.answer("Is Nurtleu a deputy prime minister?").verdict == "yes"
    assert snapshot.answer("Is Lavrov the president?").verdict == "no"
    assert snapshot.answer("Is Lavrov a deputy foreign minister?").verdict == "no"


def test_a_country_that_sent_nothing_is_denied_its_message(snapshot: Snapshot) -> None:
    answer = as_json(snapshot.answer("and Iran?"))

    assert answer["denied"] == [{"speaker": "Iran", "about": "message"}]
    assert as_json(snapshot.answer("🇮🇷"))["denied"] == answer["denied"]


@pytest.mark.parametrize(
    "text",
    [
        "Did Zhang Ming see the ministers?",
        "Did the Secretary-General ask the ministers?",
        "Did Wang Yi go to Beijing?",
        "Did the Secretariat come to Beijing?",
        "王毅去北京了吗？",
        "Взял ли Чжан Мин Пекин?",
        "Was Lavrov the first to mention culture?",
        "Did Lavrov wish Kazakhstan health?",
        "Лавров пожелал здоровья президентам?",
        "Was it started by Moscow?",
    ],
)
def test_no_yes_or_no_follows_from_names_alone(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict is None


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Is Zhang Ming the Secretary-General?", "yes"),
        ("Is Zhang Ming a minister?", None),
        ("Is the Secretariat in Moscow?", "no"),
        ("Was it founded in Moscow?", "no"),
        ("Is Kazakhstan a founding member?", None),
        ("Секретариат находится в Шанхае?", "no"),
        ("秘书处在莫斯科吗？", "no"),
        ("Is Nurtleu from Kazakhstan?", "yes"),
        ("Is Nurtleu from China?", "no"),
        ("является ли Лавров министром", "yes"),
    ],
)
def test_a_fact_says_yes_or_no_to_what_it_was_written_to_answer(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Did Iran send a message?", "no"),
        ("Did Belarus congratulate them?", "no"),
        ("Did Iran attack Belarus?", None),
        ("Did Iran not send a message?", None),
    ],
)
def test_whether_a_country_sent_a_message_is_proven(
    snapshot: Snapshot, text: str, verdict: str | None
) -> None:
    assert snapshot.answer(text).verdict == verdict
