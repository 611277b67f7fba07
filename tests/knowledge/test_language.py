"""A language is one file: adding it teaches the bot to be asked in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import load_snapshot
from knowledge.record.kinds import MeaningKind
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


def test_a_text_of_many_meanings_is_kept_once(folder: Path) -> None:
    lexicon = load_snapshot(folder).lexicon
    items = lexicon.recognise(lexicon.vocabulary.words(), fuzzy=False)

    meant = [sense.meaning for item in items for sense in item.senses]
    texts = [text for one in meant for text in (one.target, one.alias, one.language)]

    assert len({id(text) for text in texts}) == len(set(texts))


def test_one_new_file_adds_a_language(folder: Path) -> None:
    before = load_snapshot(folder)
    (folder / "languages").mkdir()
    (folder / "languages" / "de.yaml").write_text(GERMAN, encoding="utf-8")
    after = load_snapshot(folder)

    assert before.answer("Wer sprach über Vertrauen?").status != "answered"
    assert {hit.entry.id for hit in after.answer("Wer sprach über Vertrauen?").hits} == {"nurtleu-trust"}
    assert after.answer("Wann wurde das Sekretariat gegründet?").hits[0].entry.id == "founded"
    assert after.answer("Was hat Lavrov über Sicherheit gesagt?").language == "de"


@pytest.mark.parametrize("key", ["out_of_domain", "elsewhere"])
def test_words_of_other_subjects_are_known_by_the_old_name_of_their_list_too(folder: Path, key: str) -> None:
    (folder / "languages").mkdir()
    (folder / "languages" / "de.yaml").write_text(f"{GERMAN}{key}: [Zwirbelkamm]\n", encoding="utf-8")

    (item,) = load_snapshot(folder).lexicon.recognise(("zwirbelkamm",), fuzzy=False)

    assert item.kinds == {MeaningKind.OUT_OF_DOMAIN}


def test_one_word_of_other_subjects_tells_no_language(snapshot: Snapshot) -> None:
    # German counts it among its common words; who asks may speak any language.
    assert snapshot.answer("Putin?").language == ""
    assert snapshot.answer("Putin kommt?").language == "de"
    assert snapshot.answer("погода?").language == "ru"


def test_what_is_all_in_chinese_characters_is_chinese(snapshot: Snapshot) -> None:
    assert snapshot.answer("先暂停").language == "zh"


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


def test_a_spelling_that_is_the_right_one_already_stays_as_it_is(snapshot: Snapshot) -> None:
    vocabulary = snapshot.lexicon.vocabulary
    spellings = {one for one in vocabulary._spellings.values() if len(one) > 1}

    assert "programme" in spellings
    assert {one: vocabulary.canonical(one) for one in spellings} == {one: one for one in spellings}
