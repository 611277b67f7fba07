"""A name is whole: who shares a part of a speaker's name, office or country is somebody else."""

from __future__ import annotations

import pytest

from knowledge.answering.kinds import Intent
from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    "text",
    [
        "Sergey Bubka",
        "what did sergey prokofiev say about culture",
        "Ivan Lavrov said what?",
        "Wang Meng's message",
        "What did President Murat Zyazikov wish?",
        "Foreign Minister Kuleba on security",
        "And Wang Weihua, what did he write?",
        "wang weiwei on security",
        "Did Wang Hongbin mention security?",
        "Has Sergei Glinka sent greetings?",
        "the deputy foreign minister of Russia",
        "что сказал президент России о безопасности",
        "Сергей Бубка о культуре",
        "俄罗斯总统说了什么",
        "the spokesman of China on trade",
        "What did the defence minister of Kazakhstan say?",
    ],
)
def test_a_strangers_words_are_nobodys_here(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, answer.denied) == ("none", ()), [hit.entry.id for hit in answer.hits]


@pytest.mark.parametrize(
    "text",
    [
        "Rutte's words on culture",
        "let me have Stubb\u2019s view of trade",
        "any quote by Ardern about culture?",
        "a quote by Ardern on culture",
        "a message of the Dalai on trade",
        "the words from Borrel on culture",
        "слова Зурабишвили о культуре",
        "цитату Санду про торговлю",
    ],
)
def test_whose_words_are_wanted_and_is_not_known_is_nobody_here(snapshot: Snapshot, text: str) -> None:
    answer = snapshot.answer(text)

    assert (answer.status, answer.evidence.intent) == ("none", Intent.STRANGER)


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov's words on culture",
        "Today's quote about culture, please",
        "a message of Culture and trade",
        "a quote from the Secretariat about culture",
        "Слова о Культуре",
        "a quote by Lavrof about culture",
    ],
)
def test_what_is_no_strangers_is_answered(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent != Intent.STRANGER


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Sergei Viktorovich Lavrov", "lavrov"),
        ("what did Serguei Lawrow wish?", "lavrov"),
        ("Mr Lavrov said what", "lavrov"),
        ("what did lavrov sayy", "lavrov"),
        ("слова Сергея Викторовича Лаврова", "lavrov"),
        ("Deputy Prime Minister Nurtleu", "nurtleu"),
        ("the Russian foreign minister on culture", "lavrov"),
        ("S.V. Lavrov", "lavrov"),
        ("message from 🇷🇺", "lavrov"),
        ("王毅外长说了什么", "wang"),
    ],
)
def test_another_spelling_is_still_the_speaker(snapshot: Snapshot, text: str, speaker: str) -> None:
    answer = snapshot.answer(text)

    assert answer.status == "answered"
    assert {getattr(hit.entry, "speaker").id for hit in answer.hits} == {speaker}  # noqa: B009


def test_a_known_word_behind_an_office_is_nobodys_name(snapshot: Snapshot) -> None:
    answer = snapshot.answer("what did our foreign minister wednesday say about culture")

    assert answer.evidence.intent != Intent.STRANGER


@pytest.mark.parametrize(
    "turns",
    [
        ("Что сказал Лавров о культуре?", "Что сказал Эрдоган о ШОС?"),
        ("Что сказал Лавров о культуре?", "что сказал эрдоган?"),
        ("王毅谈安全了吗？", "冯德莱恩怎么说上合组织？"),
        ("What did Lavrov say about security?", "What did Tokayev say about it?"),
        ("What did Macron say about security?",),
        ("What did Joe Biden say?",),
        ("Did Orban write?",),  # no misspelt "organ"
        ("What did Lavrov say?", "has Orban sent a message?"),
        ("Did Scholz congratulate the Secretariat?",),
        ("Что сказал Лавров?", "а меркель поздравила?"),
    ],
)
def test_who_is_not_known_is_not_taken_for_who_was_spoken_of(
    snapshot: Snapshot, turns: tuple[str, ...]
) -> None:
    answer = None
    for turn in turns:
        answer = snapshot.answer(turn, previous=answer)

    assert answer is not None
    assert (answer.status, answer.hits, answer.nearest) == ("none", (), ())


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("谢尔盖·维克托罗维奇·拉夫罗夫说了什么？", "lavrov"),
        ("穆拉特·阿布加利耶维奇·努尔特列乌谈到信任了吗", "nurtleu"),
        ("谢尔盖·库茹盖托维奇·绍伊古说了什么？", ""),
    ],
)
def test_a_patronymic_in_a_chinese_name_changes_nothing(snapshot: Snapshot, text: str, speaker: str) -> None:
    said = [hit.entry for hit in snapshot.answer(text).hits]
    named = {speaker} if speaker else set()
    assert {getattr(entry, "speaker").id for entry in said} == named  # noqa: B009


@pytest.mark.parametrize("text", ["马斯克有没有发来贺信", "马斯克是不是写了什么？"])
def test_a_stranger_may_stand_before_a_chinese_whether(snapshot: Snapshot, text: str) -> None:
    assert snapshot.answer(text).evidence.intent is Intent.STRANGER
