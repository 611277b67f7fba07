"""Edits that leave good YAML and say something else than was meant: refused where it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, line_of, refused_first
from tests.knowledge.test_careless_edits import FACTS, RUSSIA

SEAT = "has its seat in Beijing, China."
SOURCES, SPEAKERS = "sources.yaml", "speakers.yaml"


SLIPS = {
    "a year in one language": Slip(
        FACTS, "создан 15 января 2004", "создан 15 января 2014", "2014", "a figure that stands in ru only"
    ),
    "a figure cut short": Slip(
        FACTS,
        "исполнилось 20 лет: он был создан 15 января 2004 года",
        "исполнилось 20 лет: он был создан 15 января 200 года",
        "января 200 ",
        "a figure that stands in ru only",
    ),
    "another's file": Slip(
        RUSSIA, "speaker: lavrov", "speaker: wang", "speaker: wang", 'did you mean "lavrov"?'
    ),
    "another's name in a report": Slip(
        RUSSIA,
        'en: "Sergey Lavrov wished',
        'en: "Murat Nurtleu wished',
        "Murat",
        "a passage of lavrov that tells of another speaker",
    ),
    "curved marks for straight ones": Slip(
        SPEAKERS,
        "en: Foreign Minister",
        "en: “Foreign Minister”",
        "“Foreign",
        "quotation marks around a text",
    ),
    "marks within marks": Slip(
        SPEAKERS,
        "en: Foreign Minister",
        "en: '\"Foreign Minister\"'",
        "'\"Foreign",
        "quotation marks around a text",
    ),
    "a space behind": Slip(FACTS, f'{SEAT}"', f'{SEAT} "', SEAT, "a space at the end of a text"),
    "a space before": Slip(
        FACTS, 'en: "The SCO Secretariat has', 'en: " The SCO Secretariat has', '" The', "at its beginning"
    ),
    "a page for a name": Slip(
        SPEAKERS, "[Wang Yi,", '["https://wang.example/", Wang Yi,', "https", "an address instead of a name"
    ),
    "a mailbox for a name": Slip(
        SPEAKERS, "[Wang Yi,", '["wang@example.org", Wang Yi,', "wang@", "an address instead of a name"
    ),
    "a password in an address": Slip(
        SOURCES,
        "  - id: greetings\n",
        "  - id: greetings\n    url: https://me:word@example.org/\n",
        "me:word",
        "tells nobody's name or password",
    ),
    "no asks in a language": Slip(
        FACTS, "      ru:\n        - что такое ШОС\n", "      ru: []\n", "ru: []", "nothing in the list"
    ),
    "another vocabulary": Slip(
        "vocabulary/en.yaml",
        "language: en",
        "language: de",
        "language: de",
        "another language than the file's name has",
    ),
    "a space from a page": Slip(
        RUSSIA, "    kind: quote", "\u00a0   kind: quote", "\u00a0", "a space that YAML does not take for one"
    ),
    "a line one space to the left": Slip(
        SPEAKERS,
        "    name: {en: Wang Yi,",
        "   name: {en: Wang Yi,",
        "   name: {en: Wang Yi,",
        "indented too little",
    ),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS)
def test_a_slip_is_refused_where_it_was_made(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


def test_a_page_saved_for_a_file_is_named_and_breaks_nothing(folder: Path) -> None:
    (folder / RUSSIA).write_text("<!DOCTYPE html>\n<html><body>404</body></html>\n", encoding="utf-8")

    first = problems(folder)[0]

    assert (first.file, first.line) == (RUSSIA, 1)
    assert "a file of a record begins with a key" in first.hint


def test_a_list_for_a_file_is_named_and_breaks_nothing(folder: Path) -> None:
    (folder / SOURCES).write_text("- id: greetings\n", encoding="utf-8")

    assert problems(folder)[0].file == SOURCES


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [("on 15 January 2004, in", "on 15 January 2003, in", "2003"), (SEAT, f"{SEAT[:-1]}, at 77.", "77")],
)
def test_a_figure_that_the_source_does_not_have_is_refused(
    folder: Path, old: str, new: str, wrong: str
) -> None:
    told = " ".join((folder / FACTS).read_text(encoding="utf-8").split())
    source = f"{told} 2022 2023 {_quotes(folder)}"
    assert [one for one in problems(folder, published=source) if "figure" in one.what] == []
    text = edited(folder, FACTS, old, new)

    found = [one for one in problems(folder, published=source) if "figure" in one.what]

    assert {(one.file, one.line) for one in found} == {(FACTS, line_of(text, new))}
    assert ("a figure that the source does not have", wrong) in {(one.what, one.found) for one in found}


def _quotes(folder: Path) -> str:
    return " ".join(path.read_text(encoding="utf-8") for path in (folder / "messages").iterdir())


def test_an_ask_with_and_without_its_sign_is_listed_once(folder: Path) -> None:
    text = edited(folder, FACTS, "- headquarters\n", "- headquarters\n        - Headquarters?\n")
    found = [one for one in problems(folder, warned=True) if "same words twice" in one.what]

    assert [one.line for one in found if one.file == FACTS] == [line_of(text, "Headquarters?")]


def test_a_restatement_that_is_another_s_ask_warned_of(folder: Path) -> None:
    text = edited(folder, RUSSIA, "- may they have strength", "- founding date\n        - may they have")
    found = [one for one in problems(folder, warned=True) if "two entries" in one.what]

    assert [(one.file, one.line) for one in found] == [(RUSSIA, line_of(text, "founding date"))]


SET = """sets:
  - file: {file}
    kind: questions
    languages: [en]
    author: somebody
    date: "2024-01-15"
    {tuned}: true
    sealed: {sealed}
"""


@pytest.mark.parametrize(
    ("file", "tuned", "sealed", "line", "said"),
    [
        ("../golden.jsonl", "tunned", "false", 7, 'unknown key; found "tunned"; did you mean "tuned"?'),
        ("gone.jsonl", "tuned", "false", 2, "no such file of questions"),
        ("../golden.jsonl", "tuned", "true", 7, "a sealed set that is tuned on"),
    ],
)
def test_the_list_of_sets_names_what_is_there(
    folder: Path, file: str, tuned: str, sealed: str, line: int, said: str
) -> None:
    sets = folder / "golden" / "sets.yaml"
    sets.parent.mkdir(exist_ok=True)
    sets.write_text(SET.format(file="../golden.jsonl", tuned="tuned", sealed="false"), encoding="utf-8")
    assert problems(folder) == ()
    sets.write_text(SET.format(file=file, tuned=tuned, sealed=sealed), encoding="utf-8")

    (fault,) = problems(folder)

    assert (fault.file, fault.line) == ("golden/sets.yaml", line)
    assert said in str(fault)


def test_a_sealed_set_need_not_be_there(folder: Path) -> None:
    sets = folder / "golden" / "sets.yaml"
    sets.parent.mkdir(exist_ok=True)
    sets.write_text(
        SET.format(file="sealed/gone.jsonl", sealed="true", tuned="tuned").replace(
            "tuned: true", "tuned: false"
        ),
        encoding="utf-8",
    )

    assert problems(folder) == ()
