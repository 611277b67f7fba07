"""How a talk about the record that ships goes on, where the small one has no such matter."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot
from tests.turns import ids, talk


@pytest.mark.parametrize(
    ("turns", "expected"),
    [
        (("拉维感谢了谁？", "为什么感谢"), ["ravi-thanks"]),
        (("谁说会支持它", "还有谁？"), []),
        (
            ("Who thanked the Secretariat?", "what did his neighbour from Pakistan write?"),
            ["jilani-expansion"],
        ),
        (("Who are the senders?", "are they all foreign ministers?"), ["office-ravi"]),
        (("Saidov on 15 January", "when did he say so?"), ["anniversary"]),
        (("What is the Secretariat?", "and the person in charge of it is who?"), ["secretary-general"]),
        (("Who speaks of culture?", "has anybody promised them help?"), ["wang-host"]),
        (("Who speaks of stability?", "which of them mentions trust?"), ["jilani-expansion"]),
        (("Who promised support?", "and what does the third one promise?"), ["muhriddin-support"]),
        (("Who promised support?", "how does the second one's letter end?"), ["kulubaev-readiness"]),
        (("Who promised support?", "the closing words of the first, please"), ["wang-journey"]),
        (("Кто обещал поддержку?", "а с чего начинается второе письмо?"), ["kulubaev-stage"]),
        (("谁承诺了支持？", "第三位的全文"), ["muhriddin-diplomats"]),
        (("Did Lavrov speak of stability?", "so which other diplomats do?"), ["wang-journey"]),
        (("Did anybody complain?", "okay and what did Ravi write?"), ["ravi-family"]),
        (("哪些大使来信了？", "那萨义多夫写了什么？"), ["saidov-decision"]),
    ],
)
def test_the_next_turn_is_of_what_was_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...], expected: list[str]
) -> None:
    assert ids(talk(snapshot, *turns))[:1] == expected


@pytest.mark.parametrize(
    "turns",
    [
        ("When was the Secretariat founded?", "From whom did the SCO get greetings?"),
        ("Когда основан Секретариат?", "От кого Секретариат получил поздравления?"),
        ("秘书处何时成立？", "请列出向秘书处致函祝贺的人士。"),
    ],
)
def test_the_body_that_the_record_is_about_may_be_named_besides(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    assert ids(talk(snapshot, *turns)) == ["senders"]


def test_a_yes_of_all_is_never_told_by_one_of_them(snapshot: Snapshot) -> None:
    answer = talk(snapshot, "Who are the senders?", "are they all foreign ministers?")

    assert (answer.verdict, ids(answer)) == ("no", ["office-ravi"])


def test_a_word_that_two_languages_share_tells_no_language(snapshot: Snapshot) -> None:
    assert [snapshot.answer(text).language for text in ("names?", "office?")] == ["", "en"]


@pytest.mark.parametrize(
    "text",
    [
        "Which countries promised support for the Secretariat?",
        "Какие страны пообещали помогать Секретариату?",
        "哪些国家承诺支持秘书处？",
    ],
)
def test_the_body_that_the_record_is_about_narrows_no_set(snapshot: Snapshot, text: str) -> None:
    assert ids(snapshot.answer(text)) == ["wang-host", "kulubaev-readiness", "muhriddin-support"]


@pytest.mark.parametrize(
    "turns",
    [
        ("What did Jilani say?", "what's his full name?"),
        ("what is the full name of the Pakistani minister?",),
        ("吉拉尼说了什么？", "他全名叫什么"),
    ],
)
def test_the_full_name_of_a_person_is_no_abbreviation(snapshot: Snapshot, turns: tuple[str, ...]) -> None:
    assert ids(talk(snapshot, *turns)) == ["office-jilani"]
