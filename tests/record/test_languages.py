"""The shipped record is asked in every language, in every script, and typed as people type."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("typed", "entry", "language"),
    [
        ("上合组织密书长叫什么名字", "secretary-general", "zh"),
        ("印渡对秘书处有什么祝愿", "ravi-family", "zh"),
        ("秘书处是什么时侯成立的", "founded", "zh"),
        ("上合组织秘书长是谁", "secretary-general", "zh"),
        ("цру шы еру ыускуефкн путукфд", "secretary-general", "en"),
        ("gfrbcnfy", "jilani-expansion", "ru"),
        ("skolko meropriyatiy proveli v indii", "chairmanship-events", "ru"),
        ("wat yeer did they creat the secretarat", "founded", "en"),
        ("sirojidin muhridin on the fourign polisy trak", "muhriddin-diplomats", "en"),
    ],
)
def test_what_is_typed_otherwise_is_understood(
    snapshot: Snapshot, typed: str, entry: str, language: str
) -> None:
    answer = snapshot.answer(typed)

    assert entry in [hit.entry.id for hit in answer.hits]
    assert answer.language == language


@pytest.mark.parametrize(
    ("traditional", "simplified"),
    [
        ("誰提到了人類命運共同體", "谁提到了人类命运共同体"),
        ("烏茲別克外長的賀詞", "乌兹别克外长的贺词"),
        ("秘書處是什麼時候成立的", "秘书处是什么时候成立的"),
        ("印度擔任主席國期間辦了多少場活動", "印度担任主席国期间办了多少场活动"),
    ],
)
def test_traditional_characters_are_read_as_simplified_ones(
    snapshot: Snapshot, traditional: str, simplified: str
) -> None:
    read, expected = snapshot.answer(traditional), snapshot.answer(simplified)

    assert expected.status == "answered"
    assert read.status == "answered"
    assert [hit.entry.id for hit in read.hits] == [hit.entry.id for hit in expected.hits]


@pytest.mark.parametrize(
    ("question", "speaker"),
    [
        ("印度外交部副部长说了什么", "ravi"),
        ("Үндістан сыртқы істер министрінің орынбасары не айтты?", "ravi"),
        ("Индиянын тышкы иштер министринин орун басары эмне деди?", "ravi"),
        ("Муовини вазири корҳои хориҷии Ҳиндустон чӣ гуфт?", "ravi"),
        ("Hindiston tashqi ishlar vaziri oʻrinbosari nima dedi?", "ravi"),
        ("Ҳиндистон ташқи ишлар вазири ўринбосари нима деди?", "ravi"),
        ("भारत के उप विदेश मंत्री ने क्या कहा?", "ravi"),
        ("بھارت کے نائب وزیر خارجہ نے کیا کہا", "ravi"),
    ],
)
def test_a_title_is_known_in_every_language(snapshot: Snapshot, question: str, speaker: str) -> None:
    answer = snapshot.answer(question)

    assert answer.status == "answered"
    assert answer.hits[0].entry.id.startswith(f"{speaker}-")
