"""Edits that nobody noticed: keys among languages, ids of two things, and names where they do not belong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of
from tests.knowledge.test_careless_edits import RUSSIA

SOURCES, THEMES = "sources.yaml", "themes.yaml"
PUBLISHER = """    publisher:
      en: "SCO Secretariat"
      ru: "Секретариат ШОС"
      zh: "上海合作组织秘书处"
"""
LETTERS = """  - id: letters
    title:
      en: "Letters"
    publisher:
      en: "Embassies"
      ru: "Посольства"
      zh: "使馆"
"""


def indented(text: str) -> str:
    """Give each line two spaces more."""
    return "".join(f"  {line}" for line in text.splitlines(keepends=True))


REFUSED = {
    "a key that must be there, indented as a language": Slip(
        SOURCES, PUBLISHER, indented(PUBLISHER), "      publisher:", "publisher is indented too far"
    ),
    "a list indented as a language": Slip(
        RUSSIA,
        "    around:\n",
        "    around:\n      restatements: {en: [wealth and safety]}\n",
        "      restatements: {",
        "restatements is indented too far",
    ),
    "a key indented as a list of aliases": Slip(
        "speakers.yaml",
        "    aliases:\n      en: [Wang Yi,",
        "    aliases:\n      country: china\n      en: [Wang Yi,",
        "      country: china",
        "country is indented too far",
    ),
    "a region with the id of a country": Slip(
        "countries.yaml", "- id: north", "- id: russia  # twice", "russia  # twice", "the same id twice"
    ),
}
WARNED = {
    "a source without a message": Slip(
        SOURCES, PUBLISHER, PUBLISHER + LETTERS, "- id: letters", "a source that nothing is taken from"
    ),
    "a speaker among the words for something else": Slip(
        "vocabulary/en.yaml",
        "  security: [",
        "  security: [Lavrov, ",
        "security: [Lavrov",
        'it is a name of "lavrov"',
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_on_its_line_before_all_else(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


@pytest.mark.parametrize("slip", [one for one in REFUSED.values() if "too far" in one.said])
def test_what_follows_from_a_key_indented_too_far_is_not_told(folder: Path, slip: Slip) -> None:
    assert [one.what for one in refused_first(folder, slip)] == [slip.said]


@pytest.mark.parametrize("slip", WARNED.values(), ids=WARNED)
def test_it_is_warned_of_where_it_stands(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)


def names_begin_small(folder: Path) -> None:
    """Write the English names of the themes as they stand within a sentence."""
    path = folder / THEMES
    text = path.read_text(encoding="utf-8")
    small = re.sub(r"name: \{en: \w[a-z ]+,", lambda name: name[0].lower(), text)
    path.write_text(small, encoding="utf-8")


def test_the_one_name_that_begins_large_is_warned_of(folder: Path) -> None:
    names_begin_small(folder)
    warned_of(
        folder,
        Slip(THEMES, "{en: trade,", "{en: Trade,", "{en: Trade,", "a name in another case than its alias"),
    )


def test_names_that_mostly_begin_large_are_left_alone(folder: Path) -> None:
    edited(folder, THEMES, "{en: Trade,", "{en: trade,")

    assert not [one for one in problems(folder, warned=True) if "in another case" in one.what]


def test_a_speaker_renamed_is_named_before_those_who_are_denied(folder: Path) -> None:
    golden = folder / "golden.jsonl"
    denied = '{"id": "n", "type": "x", "q": "a?", "expect": {"kind": "none", "denied": ["Sergey Lavrov"]}}'
    golden.write_text(f"{golden.read_text(encoding='utf-8')}{denied}\n", encoding="utf-8")
    text = edited(folder, "speakers.yaml", "name: {en: Sergey Lavrov,", "name: {en: Sergey Lavrow,")

    found = problems(folder, warned=True)
    (fault,) = (one for one in found if "golden" in str(one))
    assert (fault.file, fault.line) == ("speakers.yaml", line_of(text, "Sergey Lavrow,"))
