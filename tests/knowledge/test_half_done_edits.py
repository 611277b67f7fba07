"""Edits half done: names exchanged, files renamed in one place, lines without their key, words cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, refused_first, warned_of

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
}
WARNED = {
    "a format that is lost": Slip(
        ABOUT, "format: 2\n", "", "# yaml-language-server", "a record of an older format"
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
