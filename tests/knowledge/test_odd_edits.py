"""Odd things that happen to a file, each a kind of its own: its cause is named first, and once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of
from tests.knowledge.test_careless_edits import FACTS, RUSSIA

COUNTRIES, ABSENT = "countries.yaml", "absences/countries.yaml"
SEAT = '      en: "The SCO Secretariat has its seat in Beijing, China."'
ID = "  - id: seat\n"
MISPRINT = '      - {published: "miltifaceted", reading: "multifaceted"}\n'


REFUSED = {
    "another fact's translation": Slip(
        FACTS,
        "上合组织秘书处设在中国北京。",
        "上合组织秘书处由上海合作组织于2004年1月15日在北京设立。",
        '设立。"\n    asks:\n      en:\n        - which city',
        "the same words for two entries",
    ),
    "a copied block with the id of the first": Slip(
        "speakers.yaml", "id: nurtleu", "id: wang", "id: wang\n    country: kaz", 'did you mean "nurtleu"?'
    ),
    "two keys in one line": Slip(
        RUSSIA, "speaker: lavrov\n", "speaker: lavrov ", "speaker: lavrov source", "two keys in one line"
    ),
    "a dash before the first key": Slip(RUSSIA, "speaker:", "- speaker:", "- speaker", "a dash before a key"),
    "an item without its dash": Slip(
        RUSSIA, "  - id: lavrov-t", "    id: lavrov-t", "id: lavrov-t", "its dash"
    ),
    "no space behind a dash": Slip(
        RUSSIA, "  - id: lavrov-w", "  -id: lavrov-w", "-id:", "a dash without a space"
    ),
    "no space behind a colon": Slip(
        RUSSIA, "kind: quote", "kind:quote", "kind:quote", "a colon without a space"
    ),
    "a dash moved": Slip(
        RUSSIA, "  - id: lavrov-t", "- id: lavrov-t", "- id: lavrov-t", "dash stands too far"
    ),
    "the end of a document": Slip(
        RUSSIA, "source: ", "...\nsource: ", "...", "a line that ends the document"
    ),
    "an order to YAML": Slip(RUSSIA, "speaker:", "%YAML 1.2\nspeaker:", "%YAML", "gives orders to YAML"),
    "a comparison's plus": Slip(FACTS, ID, f"+{ID}", "+  - id", "a sign of a comparison"),
    "a page's mark": Slip(RUSSIA, "speaker:", "```yaml\nspeaker:", "```", "a mark of a page"),
    "a key moved into another": Slip(
        RUSSIA, "    restatements:\n", "      restatements:\n", "      restat", "a key without anything in it"
    ),
    "a text cut by a sign": Slip(
        FACTS,
        SEAT,
        "      en: It has its seat in house # 7 of Beijing.",
        "house # 7",
        "a text that ends at a #",
    ),
    "a remark in a text": Slip(
        FACTS, "in Beijing, China.", "in Beijing # check", "# check", "a remark within"
    ),
    "a sentence twice": Slip(
        FACTS,
        "has its seat in Beijing, China.",
        "has its seat in Beijing, China. The SCO Secretariat has its seat in Beijing, China.",
        "China. The SCO",
        "a sentence twice",
    ),
    "a backslash": Slip(
        FACTS, SEAT, r"      en: It has its seat\nin Beijing.", r"seat\n", "a backslash in a text"
    ),
    "an escape nobody sees": Slip(
        FACTS, "in Beijing, China", r"in Bei\u200bjing", r"Bei\u200b", 'found "U+200B"'
    ),
    "a tab by escape": Slip(FACTS, "in Beijing, China", r"in\tBeijing", "in\\t", 'found "U+0009"'),
    "a line's own end": Slip(FACTS, "in Beijing, China", "in\u2028Beijing", "in\u2028", 'found "U+2028"'),
    "a lost letter": Slip(FACTS, "in Beijing, China", "in Bei\ufffding", "Bei\ufffd", "a lost character"),
    "a font's own sign": Slip(FACTS, "in Beijing, China", "in \ue000", "\ue000", "a lost character"),
    "a joiner in English": Slip(
        FACTS, "in Beijing, China", "in Bei\u200djing", "Bei\u200d", 'found "U+200D"'
    ),
    "read in a western encoding": Slip(
        FACTS, "in Beijing, China", "in Chinaâ€™s capital", "â€™", "a garbled text"
    ),
    "read in a Cyrillic encoding": Slip(
        FACTS, "Секретариат ШОС нах", "РџРµРєРёРЅ нах", "РџРµ", "a garbled text"
    ),
    "letters lost by saving": Slip(FACTS, "Секретариат ШОС нах", "????? ШОС нах", "?????", "a garbled text"),
    "two braces": Slip(ABSENT, "from {country}.", "from {{country}}.", "{{country}}", "two braces"),
    "no name to fill in": Slip(
        ABSENT, "from {country}.", "from it.", "from it.", "does not name the country"
    ),
    "the same flag": Slip(
        COUNTRIES,
        "flag: 🇰🇿\n    name: {en: Kazakhstan,",
        "flag: 🇨🇳\n    name: {en: the Kazakhs' country,",
        "flag: 🇨🇳\n    name: {en: the Kaz",
        "the same flag twice",
    ),
    "a country twice": Slip(
        COUNTRIES, "[kazakhstan, russia]", "[russia, russia]", "[russia", "lists it twice"
    ),
    "a slot twice": Slip(
        FACTS, "slots: [where, what]", "slots: [where, where]", "[where, where]", "lists it twice"
    ),
    "an absence on the day": Slip(
        "about.yaml", "[wang-20-years]", "[no-sco-founding]", "[no-sco", "an absence on the anniversary"
    ),
    "an example twice": Slip(
        "about.yaml",
        "Compare Kazakhstan and Russia",
        "Who spoke of the Shanghai Spirit?",
        'Spirit?"\n  ru',
        "the same words twice",
    ),
    "an example of another language": Slip(
        "about.yaml",
        "Compare Kazakhstan and Russia",
        "Сравни Казахстан и Россию",
        'Россию"\n  ru',
        "not in en",
    ),
    "an address without a host": Slip(
        "sources.yaml", "    title:", "    url: https://example\n    title:", "url:", "an address is https://"
    ),
    "a year of the first century": Slip(
        "sources.yaml", "    title:", "    date: 0024-01-15\n    title:", "date:", "a day is written as"
    ),
    "a kind misspelt": Slip(
        RUSSIA, "kind: quote", "kind: qoute", "kind: qoute", 'unknown kind; found "qoute"'
    ),
    "a quote called reported": Slip(
        RUSSIA, "kind: quote", "kind: reported", "kind: reported", "of the other kind"
    ),
    "reported called a quote": Slip(
        RUSSIA, "kind: reported", "kind: quote", "kind: quote\n    text:\n", "other kind"
    ),
    "a theme's id twice": Slip(
        "themes.yaml",
        "id: charter",
        "id: shanghai-spirit",
        "spirit\n    name: {en: SCO Ch",
        "themes.yaml:5:16; rename",
    ),
    "a reference that is empty": Slip(RUSSIA, "speaker: lavrov", "speaker:", "speaker:", "speaker: is empty"),
    "no id": Slip(FACTS, "id: seat", "id: The Seat", "id: The Seat", 'is no id; found "The Seat"'),
    "a space at the end": Slip(
        COUNTRIES, "{en: China,", '{en: "China ",', '"China "', "has a space at its ends"
    ),
    "no examples": Slip(
        "about.yaml", "  zh:\n    - ", "  kk: []\n  zh:\n    - ", "kk: []", "nothing in the list"
    ),
    "a language's name": Slip(FACTS, "      ru:\n", "      russian:\n", "russian:", "unknown language"),
    "an emendation twice": Slip(RUSSIA, MISPRINT, MISPRINT * 2, "}\n    around", "emendations overlap"),
    "a meaning without words": Slip(
        "vocabulary/ru.yaml", "meanings:\n", "meanings:\n  x: []\n", "x: []", "nothing in"
    ),
    "another's id": Slip(
        "messages/china.yaml", "id: wang-spirit", "id: lavrov-team", "id: lavrov-team", "same id twice"
    ),
}
WARNED = {
    "a Chinese space": Slip(
        FACTS, "in Beijing, China", "in\u3000Beijing", "in\u3000", "a space too many within a text"
    ),
    "a word twice": Slip(FACTS, "in Beijing, China", "in in Beijing", "in in", 'a word twice; found "in in"'),
    "a number for a name": Slip(COUNTRIES, "[China, ", '["20", China, ', '"20"', "hardly a name"),
    "a question for a name": Slip(COUNTRIES, "[China, ", "[China who?, China, ", "who?", "hardly a name"),
    "a word twice in the vocabulary": Slip(
        "vocabulary/en.yaml",
        "Peking, Pekin,",
        "Peking, Pekin, Pekin,",
        "Pekin, Pekin",
        "the same words twice",
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_where_it_stands_and_said_once(folder: Path, slip: Slip) -> None:
    assert len(refused_first(folder, slip)) <= 2


@pytest.mark.parametrize("slip", WARNED.values(), ids=WARNED)
def test_it_warned_of_where_it_stands(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)


def test_a_day_to_come_is_refused_where_somebody_knows_the_day(folder: Path) -> None:
    edited(folder, FACTS, ID, f"{ID}    corrected: 2062-01-01\n")

    assert problems(folder) == ()
    (fault,) = problems(folder, today=date(2026, 11, 29))
    assert str(fault).startswith(f"{FACTS}:")
    assert "a day that is still to come" in str(fault)


def _copy(folder: Path) -> None:
    shutil.copy(folder / RUSSIA, folder / "messages/russia (1).yaml")


def _pipe(folder: Path) -> None:
    os.mkfifo(folder / "messages/pipe.yaml")


def _link(folder: Path) -> None:
    (folder / "messages/link.yaml").symlink_to("nowhere.yaml")


def _folder(folder: Path) -> None:
    (folder / "messages/new.yaml").mkdir()


def _picture(folder: Path) -> None:
    (folder / "messages/picture.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01")


def _utf_32(folder: Path) -> None:
    text = (folder / RUSSIA).read_text(encoding="utf-8")
    (folder / RUSSIA).write_bytes(text.encode("utf-32"))


def _wrong_ending(folder: Path) -> None:
    (folder / "messages/iran.txt").write_text("speaker: nobody\n", encoding="utf-8")


def _no_ending(folder: Path) -> None:
    (folder / "messages/iran").write_text("speaker: nobody\n", encoding="utf-8")


def _golden_elsewhere(folder: Path) -> None:
    (folder / "golden.json").write_text("[]\n", encoding="utf-8")


def _folder_renamed(folder: Path) -> None:
    (folder / "absences").rename(folder / "absence")


def _no_countries(folder: Path) -> None:
    (folder / COUNTRIES).unlink()


@pytest.mark.parametrize(
    ("happen", "said"),
    [
        (_copy, 'messages/russia (1).yaml:1:1: a copy of another file; found "messages/russia.yaml"'),
        (_pipe, "messages/pipe.yaml:1:1: no file"),
        (_link, "messages/link.yaml:1:1: a link that leads to no file"),
        (_folder, "messages/new.yaml:1:1: a folder, not a file"),
        (_picture, "messages/picture.yaml:1:1: no text"),
        (_utf_32, 'messages/russia.yaml:1:1: not UTF-8; found "UTF-32"'),
        (_wrong_ending, "messages/iran.txt:1:1: this file is never read"),
        (_no_ending, "messages/iran:1:1: this file is never read"),
        (_golden_elsewhere, "golden.json:1:1: this file is never read"),
        (_folder_renamed, "absence/countries.yaml:1:1: no such file in a record"),
        (_no_countries, "countries.yaml:1:1: is missing; 3 speakers name a country"),
    ],
)
def test_what_befell_a_file_is_named_once_and_first(
    folder: Path, happen: Callable[[Path], None], said: str
) -> None:
    happen(folder)
    found = [str(one) for one in problems(folder)]

    assert found[0].startswith(said), found
    assert len(found) <= 2, found


def test_remarks_for_each_other_may_stand_beside_the_data(folder: Path) -> None:
    (folder / "messages/README.md").write_text("How we write.\n", encoding="utf-8")

    assert problems(folder) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (
            '{"id": "n", "type": "x", "q": "a?", "q": "b?", "expect": {"kind": "none"}}',
            "the same field twice",
        ),
        # A comma before the end stands at another column for newer Pythons; a lost one does not.
        ('{"id": "n", "type": "x", "q": "a?", "expect": {"kind": "none"},}', "not JSON"),
        ('{"id": "n", "type": "x", "q": "a?" "expect": {"kind": "none"}}', ":36: not JSON"),
        (
            '{"id": "n", "type": "x", "q": "a?", "expect": {"kind": "set", "speakers": ["A"], "min": 2}}',
            "fewer `speakers` than `min`",
        ),
        (
            '{"id": "n", "type": "x", "q": "a?", "expect": {"kind": "parts", "parts": [{"kind": "none"}]}}',
            "write two at least",
        ),
        (
            '{"id": "n", "type": "x", "q": "what did lavrof say about security?", "expect": {"kind": "ask"}}',
            "the same question with another answer",
        ),
    ],
)
def test_a_golden_question_that_cannot_be_meant_is_refused_on_its_line(
    folder: Path, line: str, said: str
) -> None:
    golden = folder / "golden.jsonl"
    text = golden.read_text(encoding="utf-8")
    golden.write_text(f"{text}{line}\n", encoding="utf-8")

    (fault,) = problems(folder)
    assert str(fault).startswith(f"golden.jsonl:{text.count(chr(10)) + 1}:")
    assert said in str(fault)


def test_words_that_no_answer_holds_are_warned_of(folder: Path) -> None:
    golden = folder / "golden.jsonl"
    text = golden.read_text(encoding="utf-8")
    line = '{"id": "n", "type": "x", "q": "a?", "expect": {"kind": "answer", "contains": ["pigs that fly"]}}'
    golden.write_text(f"{text}{line}\n", encoding="utf-8")

    (fault,) = (one for one in problems(folder, warned=True) if one.file == golden.name)
    assert "no text of the record holds this" in str(fault)
    assert problems(folder, warned=False) == ()


def test_a_speaker_who_got_another_name_is_named_once_where_it_stands(folder: Path) -> None:
    text = edited(folder, "speakers.yaml", "name: {en: Sergey Lavrov,", "name: {en: Sergei Lavrov,")
    found = [one for one in problems(folder) if "golden" in str(one)]

    assert [(one.file, one.line) for one in found] == [("speakers.yaml", line_of(text, "Sergei Lavrov,"))]
    assert "golden questions name" in found[0].hint
