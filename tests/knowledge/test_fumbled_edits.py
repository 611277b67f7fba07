"""Edits that YAML or JSON stumbles over elsewhere, or tells of in a programmer's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of
from tests.knowledge.test_careless_edits import FACTS, RUSSIA

CHINA = "messages/china.yaml"
SEAT = 'en: "The SCO Secretariat has its seat in Beijing, China."'

REFUSED = {
    "quotation marks within quotation marks": Slip(
        CHINA,
        "that China, as the host country,",
        'that China, as the "host" country,',
        '"host"',
        "a quotation mark within a text that stands between two",
    ),
    "an apostrophe within apostrophes": Slip(
        FACTS,
        SEAT,
        "en: 'The SCO's seat: Beijing.'",
        "SCO's seat",
        "an apostrophe within a text that stands between two; found \"'The SCO's seat: Beijing.'\"; put the",
    ),
    "a curved mark that opens, and a straight one that closes": Slip(
        FACTS, SEAT, 'en: “The seat: Beijing."', "“The seat", "a curved quotation mark"
    ),
    "a colon in the first of several languages": Slip(
        FACTS, SEAT, "en: Beijing: the seat of the Secretariat.", "en: Beijing:", "a text with a colon"
    ),
    "the first language below a key, at its margin": Slip(
        "countries.yaml",
        "    aliases:\n      en: [Russia",
        "    aliases:\n    en: [Russia",
        "    en: [Russia",
        "indented too little; found",
    ),
    "an item's key at the margin of the file": Slip(
        RUSSIA, "    around:\n", "around:\n", "around:", "indent it as the lines above and below it"
    ),
    "a key deeper than the one above it": Slip(
        RUSSIA, "    emendations:\n", "      emendations:\n", "      emendations:", "as the key above it"
    ),
    "a name with two letters exchanged": Slip(
        RUSSIA, "Sergey Lavrov wished", "Sergey Lavorv wished", "Lavorv", "the speaker is Sergey Lavrov"
    ),
    "years told backwards": Slip(
        FACTS,
        "has its seat in Beijing",
        "had its seat from 2024-2004 in Beijing",
        "2024-2004",
        "a span that ends before it begins",
    ),
    "a correction with more words than the misprint": Slip(
        CHINA,
        'reading: "January"',
        'reading: "the cold January"',
        "the cold",
        "an emendation that adds words",
    ),
    "a text beside its translations": Slip(
        FACTS,
        '    text:\n      en: "The SCO Secretariat has its seat',
        '    text: "The SCO Secretariat has its seat',
        '    text: "The SCO',
        "one text, and texts by language below it",
    ),
    "an item with a number": Slip(
        FACTS, "        - headquarters\n", "        3. headquarters\n", "3. head", "begin it with `- `"
    ),
    "an item with a dot": Slip(FACTS, "  - id: seat\n", "  • id: seat\n", "•", "an item as in a letter"),
    "a remark of a program": Slip(
        FACTS, "  - id: seat\n", "  // where\n  - id: seat\n", "//", "begin a remark with #"
    ),
    "a remark of a page": Slip(
        FACTS, "  - id: seat\n", "  <!-- where -->\n  - id: seat\n", "<!--", "begin a remark with #"
    ),
    "a key that calls the kind otherwise": Slip(
        RUSSIA,
        "  - id: lavrov-wishes\n    kind:",
        "  - id: lavrov-wishes\n    sort:",
        "    sort:",
        'sort of lavrov-wishes: unknown key; found "sort"; did you mean "kind"?',
    ),
    "a key with a capital": Slip(RUSSIA, "    text: >-", "    Text: >-", "    Text:", 'did you mean "text"?'),
    "a key in another language": Slip(
        FACTS,
        "    slots: [when, where, who, what]",
        "    вопросы: [when, where, who, what]",
        "вопросы",
        'did you mean "slots"?',
    ),
    "a key misspelt that need not be there": Slip(
        "speakers.yaml", "    office:\n", "    ofice:\n", "ofice", 'did you mean "office"?'
    ),
    "a word for a number": Slip("about.yaml", "month: 1", "month: May", "May", "no number"),
    "a month too many": Slip("about.yaml", "month: 1", "month: 14", "14", "is too great; found"),
    "an unknown kind of question": Slip(
        FACTS, "slots: [when,", "slots: [wen,", "wen", 'did you mean "when"?'
    ),
    "a seal cut short": Slip(RUSSIA, "sha256: 8d51", "sha256: ", "sha256: ", "is no seal"),
    "the first language of a text beside its key": Slip(
        "sources.yaml",
        '    publisher:\n      en: "SCO Secretariat"\n      ru: ',
        '    publisher:\n    en: "SCO Secretariat"\n      ru: ',
        '    en: "SCO Secretariat',
        "indented too little",
    ),
    "the only language of a text beside its key": Slip(
        "sources.yaml",
        '    title:\n      en: "Greetings',
        '    title:\n    en: "Greetings',
        '    en: "Greetings',
        "en is indented too little",
    ),
    "a quotation mark lost between braces": Slip(
        "absences/countries.yaml",
        'name: {en: "Iran", ru:',
        'name: {en: "Iran, ru:',
        'name: {en: "Iran, ru:',
        "did not find expected ',' or '}'",
    ),
    "a key one space left of its item's": Slip(
        FACTS,
        "  - id: seat\n    slots: [where",
        "  - id: seat\n   slots: [where",
        "   slots: [where",
        "indented too little",
    ),
    "a language made a remark": Slip(FACTS, SEAT, f"# {SEAT}", "# en:", "own language"),
    "a first key made a remark": Slip(
        RUSSIA,
        "  - id: lavrov-wishes\n    kind: reported",
        "  - # id: lavrov-wishes\n    kind: reported",
        "# id:",
        "id: is missing",
    ),
    "a quote no further right than its key": Slip(
        RUSSIA,
        "    text: >-\n      In the recent",
        "    text: >-\n    In the recent",
        "    In the recent",
        "a line of a text, indented too little",
    ),
    "a line between two parts of a comparison": Slip(
        FACTS, "  - id: seat\n", "@@ -8,3 +8,4 @@\n  - id: seat\n", "@@ -8", "a sign of a comparison"
    ),
    "a comma behind an address": Slip(
        "sources.yaml",
        "  - id: greetings\n",
        "  - id: greetings\n    url: https://example.org/greetings,\n",
        "https:",
        "a comma at its end",
    ),
    "another's capital for a country without a message": Slip(
        "absences/countries.yaml", '"Belorussian"]', '"Belorussian", "Moscow"]', '"Moscow"', "two entries"
    ),
    "an id of two words": Slip(
        RUSSIA, "- id: lavrov-wishes", "- id: lavrov wishes", "lavrov wishes", "is no id"
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_it_is_named_alone_on_its_line_in_plain_words(folder: Path, slip: Slip) -> None:
    assert [one.line for one in refused_first(folder, slip)] == [
        line_of((folder / slip.file).read_text(encoding="utf-8"), slip.mark)
    ]


def test_a_line_end_that_editors_do_not_count_is_named(folder: Path) -> None:
    path = folder / RUSSIA
    path.write_bytes(path.read_bytes().replace(b"wished the", b"wished\rthe"))

    first = problems(folder)[0]

    assert (first.file, first.found) == (RUSSIA, "U+000D")
    assert path.read_bytes().split(b"\n")[first.line - 1].count(b"\r") == 1


def test_a_file_with_the_line_ends_of_windows_is_read(folder: Path) -> None:
    path = folder / RUSSIA
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))

    assert problems(folder) == ()


@pytest.mark.parametrize("name", ["themes.yaml", "organisations.yaml", FACTS])
def test_a_file_that_was_emptied_is_named(folder: Path, name: str) -> None:
    (folder / name).write_text("# yaml-language-server\n", encoding="utf-8")

    first = problems(folder)[0]

    assert (first.file, first.what) == (name, "nothing in the file")


@pytest.mark.parametrize(
    ("name", "first"), [("themes.yaml", "shanghai-spirit"), (FACTS, "seat"), (RUSSIA, "lavrov-wishes")]
)
def test_a_copy_with_another_id_is_named_alone(folder: Path, name: str, first: str) -> None:
    text = (folder / name).read_text(encoding="utf-8")
    items = text.split("  - id: ")
    copied = (
        next(one for one in items if one.startswith(f"{first}\n")).rstrip("\n").replace(first, "another", 1)
    )
    after = f"{text.rstrip()}\n  - id: {copied}\n"
    (folder / name).write_text(after, encoding="utf-8")

    (found,) = problems(folder)

    assert (found.file, found.line) == (name, line_of(after, "id: another"))
    assert found.what == "a copy with another id"


WARNED = {
    "a space before a comma": Slip(
        FACTS,
        "has its seat in Beijing, China",
        "has its seat in Beijing ,China",
        "Beijing ,",
        "a space too many",
    ),
    "another's country in a list": Slip(
        "facts/messages.yaml",
        "Wang Yi (China)",
        "Wang Yi (Kazakhstan)",
        "Wang Yi (K",
        "china not named in en",
    ),
    "a misspelt publisher": Slip(
        "sources.yaml",
        'SCO Secretariat"\n      ru',
        'SCO Secretarait"\n      ru',
        "Secretarait",
        "nobody writes",
    ),
    "a misspelt word of an example": Slip(
        "about.yaml", "say about security?", "say about securrity?", "securrity", 'did you mean "security"?'
    ),
    "a correction that begins small": Slip(
        CHINA, 'reading: "January"', 'reading: "january"', '"january"', "an emendation that begins small"
    ),
}


@pytest.mark.parametrize("slip", WARNED.values(), ids=WARNED)
def test_it_is_warned_of_where_it_stands(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)


def test_an_empty_file_is_named_once(folder: Path) -> None:
    (folder / CHINA).write_text("# to be written\n", encoding="utf-8")

    assert str(problems(folder)[0]) == f"{CHINA}:1:1: nothing in the file; write it, or take the file away"


GOLDEN = "golden.jsonl"
QUESTION = (
    '{\n  "id": "x1",\n  "type": "fact",\n  "q": "where is the seat?",\n  "expect": {"kind": "none"}\n}\n'
)


def test_a_question_written_over_several_lines_is_named_once(folder: Path) -> None:
    path = folder / GOLDEN
    text = path.read_text(encoding="utf-8")
    path.write_text(QUESTION + text, encoding="utf-8")

    assert [str(one) for one in problems(folder)] == [
        f"{GOLDEN}:1:1: a question over several lines; write it in one line"
    ]


def test_golden_questions_in_utf_16_are_read_where_a_mark_says_so(folder: Path) -> None:
    path = folder / GOLDEN
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-16"))

    assert problems(folder) == ()


def test_golden_questions_that_are_not_utf_8_are_named_where_they_are_not(folder: Path) -> None:
    path = folder / GOLDEN
    path.write_bytes(QUESTION.replace("\n", "").replace("seat", "Büro").encode("latin-1"))
    found = problems(folder)

    assert [(one.file, one.line, one.what, one.hint) for one in found] == [
        (GOLDEN, 1, "not UTF-8", "save the file as UTF-8")
    ]


@pytest.mark.parametrize(
    ("broken", "by"),
    [
        (RUSSIA, ("    kind: quote", "    kind: [quote")),
        ("about.yaml", ("title:", "titel:")),
        ("sources.yaml", ("sources:", "sources")),
        ("speakers.yaml", ("    country: china", "    contry: china")),
    ],
)
def test_a_broken_file_hides_no_unknown_id_of_another(folder: Path, broken: str, by: tuple[str, str]) -> None:
    edited(folder, "themes.yaml", "entries: [wang-spirit,", "entries: [wang-sprite,")
    edited(folder, broken, *by)

    own, *others = problems(folder)

    assert own.file == broken
    assert [(one.file, one.what, one.found) for one in others] == [
        ("themes.yaml", "unknown entry", "wang-sprite")
    ]


def test_an_ask_that_draws_those_of_another_kind_is_the_one_named(folder: Path) -> None:
    ask = "how many people work in the Secretariat"
    slip = Slip(FACTS, "        - headquarters\n", f"        - {ask}\n        - headquarters\n", ask, "")
    moved = "        - how many people work at the Secretariat\n"
    edited(folder, "absences/topics.yaml", "        - name of the ambassador\n", moved)

    assert "an ask of another kind than its fact is" in {one.what for one in refused_first(folder, slip)}
