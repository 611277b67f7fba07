"""How many speak, and what a number in somebody's words is no answer to."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    "text",
    [
        "How many countries sent greetings?",
        "How many ministers congratulated the Secretariat?",
        "Сколько министров прислали поздравления?",
        "Сколько государств поздравили Секретариат?",
        "有几个国家祝贺了秘书处？",
    ],
)
def test_a_date_in_a_greeting_is_no_number_of_those_who_sent_one(snapshot: Snapshot, text: str) -> None:
    assert [hit.entry.id for hit in snapshot.answer(text).hits] == ["senders-count"]


def test_how_many_speak_of_a_matter_is_still_counted(snapshot: Snapshot) -> None:
    answer = snapshot.answer("How many ministers speak of trust?")
    assert [hit.entry.id for hit in answer.hits] == ["nurtleu-trust"]
