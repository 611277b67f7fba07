"""Edits after which readers would see another office, day, place or name than was meant, and the like."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge.loader import problems
from knowledge.record.checks.checksum import seal
from tests.knowledge.slip import Slip, edited, line_of, refused_first
from tests.knowledge.test_careless_edits import FACTS, RUSSIA

RECORDS = Path(__file__).parent.parent / "data" / "records"
SPEAKERS, ABOUT, SOURCES, COUNTRIES = "speakers.yaml", "about.yaml", "sources.yaml", "countries.yaml"
OFFICES, TELESCOPE = "facts/offices.yaml", "facts/telescope.yaml"


IN_THREE_LANGUAGES = {
    "an office lowered in Russian": Slip(
        SPEAKERS,
        "ru: министр иностранных дел",
        "ru: заместитель министра иностранных дел",
        "ru: заместитель министра",
        "another office in ru",
    ),
    "another speaker's office": Slip(
        SPEAKERS,
        "en: Minister of Foreign Affairs",
        "en: Minister of Foreign Affairs and vice premier",
        "and vice premier",
        "another speaker's office",
    ),
    "another office in a fact": Slip(
        OFFICES,
        "Sergey Lavrov is Foreign Minister",
        "Sergey Lavrov is President",
        "is President",
        "another office than the speaker's",
    ),
    "a city and a country in Russian only": Slip(
        FACTS, "находится в Пекине, в Китае", "находится в Москве, в России", "в Москве", "named in ru only"
    ),
    "a country in English only": Slip(
        OFFICES, "Affairs of China (as", "Affairs of Kazakhstan (as", "of Kazakhstan (as", "named in en only"
    ),
    "a fact about another": Slip(
        OFFICES, "speakers: [wang]", "speakers: [lavrov]", "speakers: [lavrov]", "whom it does not name"
    ),
    "another day in Russian": Slip(
        FACTS, "создан 15 января 2004 года", "создан 25 января 2004 года", "25 января", "another day in ru"
    ),
    "another day in English": Slip(
        FACTS,
        "established on 15 January 2004",
        "established on 5 January 2004",
        "5 January",
        "another day in en",
    ),
    "another month in Chinese": Slip(
        FACTS, "于2004年1月15日", "于2004年7月15日", "7月15日", "another day in zh"
    ),
    "another number in an English title": Slip(
        ABOUT, 'en: "20 years', 'en: "25 years', "25 years", "a figure that stands in en only"
    ),
    "another year of the offices": Slip(
        SPEAKERS, "ru: январь 2024 года", "ru: январь 2014 года", "2014", "a figure that stands in ru only"
    ),
    "another speaker in Russian only": Slip(
        RUSSIA, 'ru: "Министр отметил', 'ru: "Ван И отметил', "Ван И", "named in ru only"
    ),
    "another number in a title": Slip(
        ABOUT, "成立20周年", "成立25周年", "25周年", "a figure that stands in zh only"
    ),
    "a speaker of another country": Slip(
        SPEAKERS, "country: kazakhstan", "country: russia", "country: russia", "and none for another"
    ),
    "a speaker of no country": Slip(
        SPEAKERS, "    country: kazakhstan\n", "", "id: nurtleu", "a speaker without a country"
    ),
    "a flag of nobody": Slip(COUNTRIES, "🇷🇺", "🇺🇷", "🇺🇷", "a flag is one sign"),
    "a lost comma before a full name": Slip(
        SPEAKERS, "Lavrov, Sergei Lavrov,", "Lavrov Sergei Lavrov,", "Lavrov Sergei", "two aliases in one"
    ),
    "a lost comma between forms": Slip(
        SPEAKERS, "Nurtleu, Nurtileu,", "Nurtleu Nurtileu,", "Nurtleu Nurtileu", "two aliases in one"
    ),
    "a lost comma in Chinese": Slip(
        SPEAKERS, "[王毅, 王外长", "[王毅 王外长", "王毅 王外长", "two aliases in one"
    ),
    "a lost comma behind a short form": Slip(
        "organisations.yaml",
        "[SCO, Shanghai Cooperation Organisation,",
        "[SCO Shanghai Cooperation Organisation,",
        "[SCO Shanghai",
        "two aliases in one",
    ),
    "a source of the Middle Ages": Slip(
        SOURCES, "  - id: greetings\n", "  - id: greetings\n    date: 1024-01-15\n", "1024", "long before"
    ),
    "a source of a century before": Slip(
        SOURCES, "  - id: greetings\n", "  - id: greetings\n    date: 1924-01-15\n", "1924", "long before"
    ),
    "a correction before there were records": Slip(
        RUSSIA,
        "    kind: quote\n",
        "    kind: quote\n    corrected: 1926-11-29\n",
        "1926",
        "before its source",
    ),
    "a text without its sign": Slip(
        RUSSIA, "text: >-\n", "text:\n", "In the recent years", "several lines without `>-`"
    ),
    "a lost brace": Slip(
        "absences/countries.yaml", "from {country}.", "from {country.", "{country.", "without its other half"
    ),
    "a reading of another emendation": Slip(
        "messages/china.yaml",
        'reading: "January"',
        'reading: "multifaceted"',
        'reading: "multi',
        "an emendation that is another word",
    ),
    "a speaker's name for another person": Slip(
        "vocabulary/ru.yaml", "Чжан Минь, Чжань Мин]", "Чжан Минь, Ван И]", "zhang-ming", "a name among"
    ),
    "another speaker's name, though it comes first": Slip(
        SPEAKERS, "ru: Ван И, zh", "ru: Сергей Лавров, zh", "ru: Сергей Лавров, zh: 王毅", "on two entries"
    ),
    "one word for two offices": Slip(
        "vocabulary/en.yaml",
        "[defence minister]",
        "[defence minister, deputy foreign minister]",
        "[defence minister, dep",
        "two offices",
    ),
    "a merge within a text": Slip(
        RUSSIA,
        "      team, the Secretariat",
        "      <<<<<<< HEAD\n      team, the Secretariat",
        "<<<<<<<",
        "merge",
    ),
}

IN_ONE_LANGUAGE = {
    "a lost comma between two titles": Slip(
        SPEAKERS, "Mrs Ashdown, the head,", "Mrs Ashdown the head,", "Ashdown the", "two aliases in one"
    ),
    "emphasis by stars": Slip(
        TELESCOPE, "The dome stands", "The *dome* stands", "*dome*", "mark-up in a text"
    ),
    "a raised number": Slip(TELESCOPE, "212 metres high.", "212 metres high.¹", "¹", "a note in a text"),
    "a space before a comma": Slip(
        TELESCOPE, "Hill, behind", "Hill , behind", "Hill ,", "a space before a sign"
    ),
    "a seal at the left margin": Slip(
        "messages/pryor.yaml", "    sha256:", "sha256:", "sha256:", "indented too little"
    ),
    "a surname of another spelling": Slip(
        "messages/tolland.yaml", "Victor Tolland asked", "Victor Toland asked", "Toland", "misspelt"
    ),
    "another speaker's office": Slip(
        SPEAKERS,
        "{en: caretaker}",
        "{en: farmer}",
        "{en: farmer}\n    aliases: {en: [Lindqvist",
        "another speaker's office",
    ),
    "a lost comma before an article": Slip(
        SPEAKERS, "Karim, the pupil,", "Karim the pupil,", "Karim the pupil", "two aliases in one"
    ),
    "a lost comma in the vocabulary": Slip(
        "vocabulary/en.yaml", "[night, nights,", "[night nights,", "night nights", "two aliases in one"
    ),
    "a fact of another day than its ask": Slip(
        TELESCOPE, "night was on 7 February 2020", "night was on 9 February 2020", "9 February", "two days"
    ),
    "a text in another language": Slip(
        "absences/topics.yaml",
        "Nobody speaks of life on other planets.",
        "Niemand spricht vom Leben auf anderen Planeten.",
        "Niemand",
        "a text that is not in en",
    ),
    "a misspelt name in a report": Slip(
        "messages/tolland.yaml", "Victor Tolland asked", "Victor Tollund asked", "Tollund", "misspelt"
    ),
    "a Greek letter": Slip(SPEAKERS, "[Tolland,", "[Τolland,", "Τolland", "a word of two alphabets"),
    "a note's number": Slip(TELESCOPE, "Fellgate School.", "Fellgate School.[1]", "[1]", "a note in a text"),
    "emphasis": Slip(TELESCOPE, "The dome stands", "The _dome_ stands", "_dome_", "mark-up in a text"),
    "a gap": Slip(TELESCOPE, "is 212 metres", "is ___ metres", "___", "a gap in a text"),
    "a sign twice": Slip(TELESCOPE, "212 metres high.", "212 metres high..", "high..", "a sign twice"),
    "an end that is missing": Slip(
        TELESCOPE, "212 metres high.", "212 metres high:", "high:", "a text that breaks off"
    ),
    "an open bracket": Slip(TELESCOPE, "Hill, behind", "Hill (behind", "(behind", "without its other half"),
    "a remark": Slip(TELESCOPE, "is 212 metres", "is 212 (check!) metres", "(check!)", "not finished"),
    "letters printed as one": Slip(TELESCOPE, "The first night", "The ﬁrst night", "ﬁrst", "printed as one"),
    "wide figures": Slip(TELESCOPE, "is 212 metres", "is ２１２ metres", "２１２", "as wide as"),
    "a remark in a word": Slip(
        "vocabulary/en.yaml", "[shed, barn]", "[shed, barn (?)]", "(?)", "a remark in a word"
    ),
    "a bracket too many": Slip("themes.yaml", "[cold, frost,", "[cold], frost,", "[cold]", ""),
    "two brackets": Slip(
        "themes.yaml", "entries: [pryor-money]", "entries: [pryor-money]]", "money]]", "closes nothing"
    ),
    "two dashes": Slip(SPEAKERS, "  - id: ito", "  - - id: ito", "- - id", "two dashes"),
    "a lost dash": Slip(SPEAKERS, "  - id: ito", "    id: ito", "    id: ito", "an item without its dash"),
    "a value below its key": Slip(
        SPEAKERS,
        "    office: {en: farmer}",
        "    office:\n    {en: farmer}",
        "    {en: farmer}",
        "below its key",
    ),
    "a line at the left margin": Slip(
        "messages/tolland.yaml", "    around: {en", "around: {en", "around: {en", "indented too little"
    ),
    "a key within a text": Slip(
        "messages/pryor.yaml", "    sha256:", "      sha256:", "sha256:", "a key within a text"
    ),
    "a colon in a text without its sign": Slip(
        "messages/brennan.yaml",
        "text: >-\n      Astronomy is mostly standing about in the cold with a flask of soup. Whoever can "
        "wait for a cloud to\n      pass has",
        "text:\n      Astronomy is mostly standing about in the cold with a flask of soup. Whoever can wait "
        "for a cloud to\n      pass: it has",
        "text:",
        "several lines without `>-`",
    ),
    "an id of another file": Slip(
        "messages/ashdown.yaml",
        "id: ashdown-thanks",
        "id: pryor-money",
        "id: pryor-money",
        "the same id twice",
    ),
    "a speaker's id": Slip(
        SPEAKERS, "id: tolland", "id: toland", "id: toland", "no place names this speaker"
    ),
    "a speaker's name in golden questions": Slip(
        SPEAKERS, "name: {en: Ruth Ashdown}", "name: {en: The Head}", "The Head", "no golden question names"
    ),
    "another speaker's words in a golden question": Slip(
        "golden/questions.jsonl",
        '["Karim Osei"], "contains": ["fourteen months"]',
        '["Ruth Ashdown"], "contains": ["fourteen months"]',
        '"fourteen months"',
        "no speaker that is expected says this",
    ),
}


@pytest.fixture
def observatory(tmp_path: Path) -> Path:
    return Path(shutil.copytree(RECORDS / "observatory", tmp_path / "observatory"))


@pytest.mark.parametrize("slip", IN_THREE_LANGUAGES.values(), ids=IN_THREE_LANGUAGES)
def test_what_would_mislead_is_refused_on_its_line_and_first(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


@pytest.mark.parametrize("slip", IN_ONE_LANGUAGE.values(), ids=IN_ONE_LANGUAGE)
def test_the_same_holds_of_a_record_in_one_language(observatory: Path, slip: Slip) -> None:
    refused_first(observatory, slip)


def test_one_name_that_reads_like_two_is_taken_in_quotation_marks(folder: Path) -> None:
    edited(folder, SPEAKERS, "[Sergey Lavrov,", '["Lavrov Sergey Lavrov", Sergey Lavrov,')

    assert problems(folder) == ()


def test_a_source_a_little_older_than_its_subject_warned_of(folder: Path) -> None:
    text = edited(folder, SOURCES, "  - id: greetings\n", "  - id: greetings\n    date: 1999-01-15\n")
    found = [one for one in problems(folder, warned=True) if "before its subject" in one.what]

    assert [(one.file, one.line) for one in found] == [(SOURCES, line_of(text, "1999"))]
    assert problems(folder) == ()


def test_a_quote_that_tells_what_another_said_is_found(observatory: Path) -> None:
    said = "My grandfather said: never look at the sun. I have looked at everything else."
    edited(
        observatory,
        "messages/tolland.yaml",
        "passages:\n",
        f'passages:\n  - id: tolland-sun\n    kind: quote\n    text: "{said}"\n    sha256: {seal(said)}\n'
        '    around: {en: "He told of his first telescope."}\n',
    )

    assert problems(observatory) == ()


def test_a_hash_in_a_quote_within_quotation_marks_is_a_sign_as_any_other(observatory: Path) -> None:
    said = "I live on hill # 4 of the parish, and the owls know my number."
    edited(
        observatory,
        "messages/tolland.yaml",
        "passages:\n",
        f'passages:\n  - id: tolland-hill\n    kind: quote\n    text: "{said}"\n    sha256: {seal(said)}\n'
        '    around: {en: "He told where he lives."}\n',
    )

    assert problems(observatory) == ()
