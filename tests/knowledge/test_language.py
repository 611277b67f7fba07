"""A language is one file: adding it teaches the bot to be asked in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import load_snapshot
from knowledge.snapshot import Snapshot

GERMAN = """\
# yaml-language-server: $schema=../schema.json#/$defs/LanguageFile
code: de
name: Deutsch
script: latin
suffixes: [en, er, es, e, s, n]
stop: [hat, der, die, das, über, von, im, zu, wurde, worden, ist]
slots: {who: [wer], when: [wann], what: [was]}
cues: {say: [gesagt, sagte, sagt], mention: [sprach, erwähnte]}
concepts:
  security: [Sicherheit]
  trust: [Vertrauen]
  establish: [gegründet]
"""


def test_one_new_file_adds_a_language(folder: Path) -> None:
    before = load_snapshot(folder)
    (folder / "languages").mkdir()
    (folder / "languages" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    after = load_snapshot(folder)

    assert before.answer("Wer sprach über Vertrauen?").status != "answered"
    assert {hit.entry.id for hit in after.answer("Wer sprach über Vertrauen?").hits} == {
        "nurtleu-trust",
        "jilani-expansion",
    }
    assert after.answer("Wann wurde das Sekretariat gegründet?").hits[0].entry.id == "founded"
    assert after.answer("Was hat Lavrov über Sicherheit gesagt?").language == "de"


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("устав шос", "ru"),
        ("кто такой чжан мин", "ru"),
        ("телефон секретариата", "ru"),
        ("экономика и диалог", "ru"),
        ("юбилей", "ru"),
        ("烏茲別克外長的賀詞", "zh"),
        ("Кім достық туралы айтты?", "kk"),
    ],
)
def test_a_word_of_several_languages_does_not_change_the_language_of_the_answer(
    snapshot: Snapshot, question: str, language: str
) -> None:
    assert snapshot.answer(question).language == language


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
