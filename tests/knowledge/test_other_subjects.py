"""What is asked of other subjects, or of the bot itself, gets no quote because of one word of the record."""

from __future__ import annotations

import pytest

from knowledge.answering.kinds import Intent
from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    "text",
    [
        "any cheap hotels in Beijing?",
        "write me a story about the Secretariat",
        "rhyme me a ballad about culture",
        "сколько стоит гостиница в Пекине",
        "сочини песню о доверии",
        "北京的天气怎么样",
    ],
)
def test_a_word_of_the_record_makes_no_answer_of_another_subject(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, answer.hits) == ("none", ()), [hit.entry.id for hit in answer.hits]


def test_peace_is_nobodys_word_for_security(snapshot: Snapshot) -> None:
    assert snapshot.answer("who speaks of peace?").hits == ()
    assert snapshot.answer("谁提到了和平？").hits == ()


@pytest.mark.parametrize("text", ["普京对合作说了什么？", "特朗普对安全怎么说？"])
def test_whoever_stands_before_a_chinese_about_speaks(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, answer.evidence.intent) == ("none", Intent.STRANGER)


@pytest.mark.parametrize("text", ["какие организации упомянул Лавров?", "Ван И написал первым?"])
def test_a_yes_is_said_neither_to_a_which_nor_to_a_rank(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).verdict is None


@pytest.mark.parametrize(
    "text",
    ["I think you are mistaken", "по-моему, это неверно", "я думаю, вы ошиблись"],
)
def test_a_complaint_may_begin_with_who_thinks_so(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent == Intent.COMPLAINT
