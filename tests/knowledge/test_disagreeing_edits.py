"""Edits after which two places of a record no longer agree: languages, offices, names, days, questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests import fixed_record
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of
from tests.knowledge.test_careless_edits import FACTS, RUSSIA
from tests.knowledge.test_misleading_edits import ABOUT, COUNTRIES, OFFICES, SPEAKERS

KAZAKHSTAN, CHINA, ABSENT = "messages/kazakhstan.yaml", "messages/china.yaml", "absences/countries.yaml"
MESSAGES, GOLDEN, THEMES = "facts/messages.yaml", "golden.jsonl", "themes.yaml"

REFUSED = {
    "another number in words": Slip(
        MESSAGES,
        "message names six partner",
        "message names nine partner",
        "nine partner",
        "stands in en only",
    ),
    "a text cut off": Slip(
        FACTS,
        ", in Beijing, by the Shanghai Cooperation Organisation.",
        ", in Beijing, by",
        "Beijing, by",
        "breaks off",
    ),
    "another country's flag": Slip(COUNTRIES, "flag: 🇷🇺", "flag: 🇷🇸", "🇷🇸", "the flag of another country"),
    "another country in a theme's Russian name": Slip(
        THEMES,
        "{en: Culture, ru: Культура, zh: 文化}",
        "{en: culture of Kazakhstan, ru: культура Китая, zh: 哈萨克斯坦文化}",
        "культура Китая",
        "china named in ru only",
    ),
    "a foreign name half misspelt": Slip(
        FACTS, "секретарь ШОС Чжан Мин", "секретарь ШОС Чжан Мэнь", "Чжан Мэнь", "a name, misspelt"
    ),
    "a country's English name in Russian": Slip(
        COUNTRIES, "ru: Казахстан, zh", "ru: Kazakhstan, zh", "ru: Kazakhstan", "a name that is not in ru"
    ),
    "a Russian publisher in Chinese": Slip(
        "sources.yaml", 'zh: "上海合作组织秘书处"', 'zh: "Секретариат ШОС"', 'zh: "Секр', "not in zh"
    ),
    "an organisation lost in Russian": Slip(
        MESSAGES, "ООН, СНГ, ОДКБ", "ООН, ОДКБ", "ООН, ОДКБ", "cis not named in ru"
    ),
    "another person around a quote, in English": Slip(
        KAZAKHSTAN,
        'en: "The source says that the message reads so."',
        'en: "Sergey Lavrov says that the message reads so."',
        "Sergey Lavrov says",
        "lavrov named in en only",
    ),
    "a person lost in a Chinese report": Slip(
        CHINA, 'zh: "王毅', 'zh: "汪毅', "汪毅", "wang not named in zh"
    ),
    "a misspelt Chinese name in a fact": Slip(
        OFFICES, "穆拉特·努尔特列乌是", "穆拉持·努尔特列乌是", "穆拉持", "a speaker's name, misspelt"
    ),
    "a misspelt English name in a fact": Slip(
        OFFICES, "Wang Yi is Minister", "Wang Li is Minister", "Wang Li", "a speaker's name, misspelt"
    ),
    "a speaker's Russian name that is another's": Slip(
        SPEAKERS, "ru: Сергей Лавров,", "ru: Сергей Шойгу,", "Шойгу", "a name that no text has"
    ),
    "a minister of defence in a fact": Slip(
        OFFICES,
        "Sergey Lavrov is Foreign Minister",
        "Sergey Lavrov is Defence Minister",
        "is Defence",
        "another office than the speaker's",
    ),
    "an alias that is the office of the others": Slip(
        SPEAKERS,
        "[Sergey Lavrov,",
        "[foreign, Sergey Lavrov,",
        "[foreign",
        "the office of others for an alias",
    ),
    "another month of the offices": Slip(
        SPEAKERS, "zh: 2024年1月}", "zh: 2024年7月}", "2024年7月", "another day in zh"
    ),
    "another anniversary": Slip(ABOUT, "day: 15", "day: 16", "day: 16", "another day than the subject's"),
    "an English title in Russian": Slip(
        ABOUT,
        'ru: "20 лет Секретариату ШОС"',
        'ru: "20 years of the Secretariat"',
        'ru: "20 years',
        "not in ru",
    ),
    "a Chinese example in Russian": Slip(
        ABOUT, '- "Когда был создан Секретариат?"', '- "秘书处何时成立？"', "秘书处何时", "not in ru"
    ),
    "a letter of another alphabet in a reading": Slip(
        CHINA, 'reading: "January"', 'reading: "J\u0430nuary"', "reading: ", "a word of two alphabets"
    ),
    "nothing to fill in": Slip(
        ABSENT, " Послания прислали {held}.", "", 'ru: "{country}?', "a text without what is filled in"
    ),
    "a language without its colon": Slip(
        RUSSIA, 'en: "The minister noted', 'en "The minister noted', 'en "The', "a key without a colon"
    ),
    "a dash without a space, in a list": Slip(
        FACTS, "- seat of the Secretariat", "-seat of the Secretariat", "-seat", "a dash without a space"
    ),
    "an item indented into the list above it": Slip(
        FACTS, "  - id: seat", "    - id: seat", "    - id: seat", "not YAML"
    ),
}
WARNED = {
    "two letters that changed places": Slip(
        FACTS, "was established on", "was estabilshed on", "estabilshed", 'did you mean "established"?'
    ),
    "a letter lost in Russian": Slip(
        FACTS, "находится в Пекине", "наодится в Пекине", "наодится", "a word that nobody writes"
    ),
    "a question about another speaker than is expected": Slip(
        GOLDEN,
        '"what did lavrof say about security?"',
        '"what did Wang Yi say about security?"',
        "did Wang Yi say about security?",
        "another speaker than the question names",
    ),
    "a pronoun for a name in one language": Slip(
        CHINA, 'zh: "王毅表示', 'zh: "他表示', "他表示", "wang not named in zh"
    ),
    "an entry under a theme of which it does not speak": Slip(
        THEMES, "entries: [lavrov-wishes]", "entries: [nurtleu-confidence]", "[nurtleu-c", "without a word of"
    ),
    "a small word twice": Slip(FACTS, "находится в Пекине", "находится в в Пекине", "в в", "a word twice"),
    "another year in an emendation": Slip(
        CHINA,
        '{published: "Janury", reading: "January"}',
        '{published: "15 Janury 2024", reading: "15 January 2023"}',
        "2023",
        "an emendation that changes a figure",
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_what_no_longer_agrees_is_refused_on_its_line_and_first(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


@pytest.mark.parametrize("slip", WARNED.values(), ids=WARNED)
def test_what_is_mostly_a_slip_warned_of_on_its_line(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)


def test_a_place_that_one_language_of_three_does_not_name_is_refused(folder: Path) -> None:
    (folder / "vocabulary/zh.yaml").write_text(
        "language: zh\nmeanings:\n  beijing: [北京]\n", encoding="utf-8"
    )

    assert problems(folder) == ()
    text = edited(folder, FACTS, "has its seat in Beijing", "has its seat in Shanghai")
    found = [(one.file, one.line, one.what) for one in problems(folder)]
    assert found[:1] == [(FACTS, line_of(text, "seat in Shanghai"), "beijing not named in en")]


def test_an_office_may_stand_for_its_holder_in_one_language(folder: Path) -> None:
    edited(folder, OFFICES, 'ru: "Ван И — министр', 'ru: "Господин Ван И — министр')
    edited(folder, CHINA, 'ru: "Это первые', 'ru: "В Китае: это первые')

    assert problems(folder, warned=True) == problems(fixed_record.FOLDER, warned=True)


def test_a_golden_question_may_leave_out_whom_it_names(folder: Path) -> None:
    line = '{"id": "s99", "type": "theme", "q": "who besides Lavrov spoke of security?", '
    line += '"expect": {"kind": "answer", "speakers": ["Wang Yi"]}}\n'
    path = folder / GOLDEN
    path.write_text(path.read_text(encoding="utf-8") + line, encoding="utf-8")

    assert problems(folder) == ()
