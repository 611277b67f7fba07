"""Edits half done: names exchanged, files renamed in one place, lines without their key, words cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from knowledge.record.problem import Grade
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of

ABOUT, COUNTRIES, ORGANISATIONS, SPEAKERS, THEMES = (
    f"{name}.yaml" for name in ("about", "countries", "organisations", "speakers", "themes")
)
FACTS, MESSAGE, WORDS = "facts/messages.yaml", "messages/kazakhstan.yaml", "vocabulary/en.yaml"
BELARUS = """  - id: belarus
    flag: 🇧🇾
    name: {en: Belarus, ru: Беларусь, zh: 白俄罗斯}
    aliases:
      en: [Belarusian]
"""
SET = """sets:
  - file: questions-en-1.jsonl
    kind: questions
    languages: [en]
    author: somebody
    date: "2024-01-15"
    tuned: true
    sealed: false
"""
QUESTION = '{"id": "n", "type": "x", "q": "lavrov", "expect": {"kind": "answer"}}\n'

REFUSED = {
    "a country that is among the absent ones, and nobody speaks for it": Slip(
        COUNTRIES, "regions:\n", f"{BELARUS}regions:\n", "{en: Belarus", "a country without a speaker"
    ),
    "the language of the readers for that of the quotes": Slip(
        ABOUT,
        "format: 2\n",
        "format: 2\nlanguage: ru\n",
        "language: ru",
        "another language than that of the quotes",
    ),
    "an office for a name": Slip(
        SPEAKERS,
        "{en: Murat Nurtleu,",
        "{en: Deputy Prime Minister and Foreign Minister,",
        "{en: Deputy",
        "an office where a name belongs",
    ),
    "a name as passports have it": Slip(
        SPEAKERS, "ru: Сергей Лавров,", "ru: ЛАВРОВ Сергей,", "ru: ЛАВРОВ", "write Лавров"
    ),
    "aliases pasted without their key": Slip(
        ORGANISATIONS,
        "    aliases:\n      en: [NATO,",
        "      en: [NATO,",
        "      en: [NATO,",
        "texts by language without their key",
    ),
    "ids without commas": Slip(
        THEMES,
        "entries: [wang-spirit, nurtleu-trust]",
        "entries: [wang-spirit nurtleu-trust, wang-20-years]",
        "entries: [wang-spirit nurtleu",
        "is no id",
    ),
    "the title of a source for its id": Slip(
        MESSAGE,
        "source: greetings",
        "source: Greetings on the anniversary of the Secretariat",
        "source: Greetings",
        "is no id",
    ),
    "a list within a list": Slip(
        ORGANISATIONS,
        "en: [CIS, Commonwealth of Independent States]",
        "en: [[CIS, Commonwealth of Independent States]]",
        "[[CIS",
        "a list where one text belongs",
    ),
    "a language by its name": Slip(
        WORDS, "language: en", "language: English", "language: English", "unknown language"
    ),
    "the first item of a list without its dash": Slip(
        FACTS,
        "        - who sent messages\n",
        "        who sent messages\n",
        "        who sent messages",
        "an item without its dash",
    ),
    "a word of the vocabulary within the marks of a word processor": Slip(
        WORDS, "[Beijing, Peking,", "[“Beijing”, Peking,", "“Beijing”", "quotation marks around a text"
    ),
}
WARNED = {
    "a format that is lost": Slip(
        ABOUT, "format: 2\n", "", "# yaml-language-server", "a record of an older format"
    ),
    "an ask twice": Slip(
        FACTS,
        "        - list of the speakers\n",
        "        - list of the speakers\n        - who sent messages  # again\n",
        "# again",
        "the same words twice",
    ),
    "a restatement that a remark cuts": Slip(
        MESSAGE,
        "        - it organises and connects many kinds of work\n",
        "        - it organises # and connects many kinds of work\n",
        "organises #",
        "words that end at a #",
    ),
    "a question among the words for a meaning": Slip(
        WORDS, "beijing: [Beijing,", "beijing: [where is it?, Beijing,", "where is it?", "hardly a name"
    ),
    "a letter lost within the name of an organisation": Slip(
        ORGANISATIONS,
        "name: {en: Commonwealth of Independent States,",
        "name: {en: Commonwelth of Independent States,",
        "Commonwelth",
        "a name that differs from its alias",
    ),
    "a correction from before what is told of": Slip(
        FACTS,
        "    slots: [who, which, what]\n",
        "    slots: [who, which, what]\n    corrected: 2003-05-01\n",
        "corrected:",
        "a correction from before its subject",
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_on_its_line_before_all_else(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


@pytest.mark.parametrize("slip", WARNED.values(), ids=WARNED)
def test_it_is_warned_of_where_it_stands(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)


def test_names_that_are_exchanged_are_named_where_they_stand_and_not_in_the_messages(folder: Path) -> None:
    edited(folder, SPEAKERS, "zh: 王毅}", "zh: 谢尔盖·拉夫罗夫}")
    edited(folder, SPEAKERS, "ru: Сергей Лавров, zh: 谢尔盖·拉夫罗夫}", "ru: Сергей Лавров, zh: 王毅}")

    assert {one.file for one in problems(folder)} == {SPEAKERS}


def test_a_name_of_several_words_begins_as_the_others_of_its_list(folder: Path) -> None:
    path = folder / THEMES
    text = path.read_text(encoding="utf-8").replace("name: {en: ", "name: {en: the ")
    path.write_text(text, encoding="utf-8")

    warned_of(
        folder, Slip(THEMES, "{en: the Trade,", "{en: The Trade,", "{en: The", "a name in another case")
    )


def test_a_set_renamed_is_named_where_it_is_told_of_before_its_figures(folder: Path) -> None:
    golden = folder / "golden"
    golden.mkdir()
    (golden / "sets.yaml").write_text(SET, encoding="utf-8")
    (golden / "questions-en-first.jsonl").write_text(QUESTION, encoding="utf-8")
    edited(
        folder, "golden.yaml", "overall: 1.0\n", "sets:\n  questions-en-1:\n    overall: 1\noverall: 1.0\n"
    )

    (fault,) = problems(folder)

    assert (fault.file, fault.line) == ("golden/sets.yaml", 2)
    assert 'did you mean "questions-en-first.jsonl"?' in str(fault)


def test_a_file_of_words_has_the_name_of_its_language_and_no_country(folder: Path) -> None:
    (folder / "vocabulary/ru.yaml").rename(folder / "vocabulary/by.yaml")

    (fault,) = problems(folder)

    assert (fault.file, fault.line) == ("vocabulary/by.yaml", 2)
    assert "give the file the name ru.yaml" in str(fault)


def test_a_question_asked_twice_counts_once(folder: Path) -> None:
    text = (folder / FACTS).read_text(encoding="utf-8")
    (folder / FACTS).write_text(
        text.replace("        - who sent messages\n", "        - who sent messages\n" * 20), encoding="utf-8"
    )

    found = [one for one in problems(folder, warned=True) if one.file == FACTS]

    assert {(one.what, one.grade) for one in found} == {("the same words twice", Grade.WARNING)}
    assert found[0].line == line_of(text, "- who sent messages") + 1
