"""Edits that contradict what stands elsewhere in the record, or what kind of text stands there."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, refused_first
from tests.knowledge.test_careless_edits import FACTS, RUSSIA
from tests.knowledge.test_disagreeing_edits import CHINA, THEMES
from tests.knowledge.test_misleading_edits import SPEAKERS

ABOUT, OFFICES, MESSAGES = "about.yaml", "facts/offices.yaml", "facts/messages.yaml"
HOST = "Wang Yi said that China, as the host country, will go on"
AROUND = '"The minister noted this when congratulating'

REFUSED = {
    "a theme that is near itself": Slip(
        THEMES,
        "    entries: [wang-journey]\n",
        "    near: [charter]\n    entries: [wang-journey]\n",
        "near: [charter]",
        "a theme that is near itself",
    ),
    "a theme that lost its entries": Slip(
        THEMES,
        "    entries: [wang-journey]\n",
        "    entries: []\n",
        "entries: []",
        "a theme of which nobody is said to speak",
    ),
    "a speech before a quote": Slip(
        RUSSIA, AROUND, "'The minister added: \"Thank you\", and went.' #", "Thank you", "quotation marks in"
    ),
    "a report in the first person": Slip(
        CHINA, HOST, HOST.replace("will go", "and we will go"), "and we will", "in the first person"
    ),
    "a Russian report in the first person": Slip(
        CHINA, "Китай как принимающая страна", "наша страна как принимающая", "наша", "in the first person"
    ),
    "a sentence for a name": Slip(
        SPEAKERS,
        "[Sergey Lavrov, Lavrov,",
        "[Lavrov spoke of mutual trust., Lavrov,",
        "spoke of",
        "a sentence",
    ),
    "a passage of another speaker": Slip(
        RUSSIA, "- id: lavrov-wishes", "- id: wang-wishes", "id: wang-wishes", "named after another speaker"
    ),
    "an ask that is the answer": Slip(
        FACTS,
        "        - what does SCO mean\n",
        "        - SCO stands for the Shanghai Cooperation Organisation\n",
        "- SCO stands",
        "an ask that is the answer",
    ),
    "a fact within one about others": Slip(
        OFFICES,
        "  - id: office-wang\n",
        "  - id: office-wang\n    told_in: partners\n",
        "told_in: partners",
        "told in a fact about others",
    ),
    "a speaker who is no longer listed": Slip(
        MESSAGES, "[wang, nurtleu, lavrov]", "[wang, lavrov]", "[wang, lavrov]", "whom it does not list"
    ),
    "the month before": Slip(ABOUT, "  month: 1\n", "  month: 12\n", "month: 12", "another month"),
    "offices of whatever time": Slip(
        SPEAKERS,
        "as_of: {en: January 2024, ru: январь 2024 года, zh: 2024年1月}\n",
        "",
        "speakers:",
        "without the time",
    ),
    "offices of another time": Slip(
        SPEAKERS,
        "{en: January 2024, ru: январь 2024 года, zh: 2024年1月}",
        "{en: January 2014, ru: январь 2014 года, zh: 2014年1月}",
        "January 2014",
        "another time than a fact tells",
    ),
    "a text that begins in its middle": Slip(
        RUSSIA, AROUND, '"he minister noted this when congratulating', "he minister", "begins small"
    ),
    "no space behind a comma": Slip(
        CHINA, "China, as the host", "China,as the host", "China,as", "no space behind a sign"
    ),
    "a line at the margin": Slip(
        FACTS, "has its seat in Beijing", "has its\nseat in Beijing", "seat in Beijing", "at the left margin"
    ),
    "a key without its colon at the beginning": Slip(
        ABOUT, "format: 2\n", "format 2\n", "format 2", "a key without a colon"
    ),
    "a hard space behind a key": Slip(
        RUSSIA, "    kind: reported", "    kind:\u00a0reported", "kind:\u00a0", "a space that YAML does not"
    ),
    "a first line that is gone": Slip(
        RUSSIA, "  - id: lavrov-team\n    kind", "    kind", "    kind", "an item without its dash"
    ),
    "a first line that is a remark": Slip(
        RUSSIA, "  - id: lavrov-team", "  # - id: lavrov-team", "# - id: lavrov", "an item without its dash"
    ),
    "a later first line that is a remark": Slip(
        THEMES, "  - id: charter", "  # - id: charter", "# - id: charter", "an item whose first line is none"
    ),
    "a dash that is gone": Slip(
        SPEAKERS, "  - id: wang", "  id: wang", "  id: wang", "an item without its dash"
    ),
    "a list that nothing opens": Slip(
        "vocabulary/en.yaml",
        "meanings:\n",
        "meanings:\n  aim:\n    aim, aims,\n    purpose\n  ]\n",
        "  aim:",
        "a list without its opening bracket",
    ),
    "a list whose key has no colon": Slip(
        "vocabulary/en.yaml",
        "meanings:\n",
        "meanings:\n  aim [\n    aim, aims,\n    purpose\n  ]\n",
        "  aim [",
        "a key without a colon",
    ),
    "a first item indented too little": Slip(
        RUSSIA,
        "        - a hard-working staff",
        "      - a hard-working staff",
        "- a hard-working",
        "an item indented too little",
    ),
    "a Chinese comma between two keys": Slip(
        CHINA, '{published: "Janury", reading', '{published: "Janury"\uff0c reading', 'Janury"\uff0c', ""
    ),
    "another kind of file in the first line": Slip(
        MESSAGES, "$defs/FactsFile", "$defs/MessageFile", "$defs", "the schema of another kind"
    ),
    "a remark between brackets": Slip(
        FACTS, "in Beijing, China.", "in Beijing, China [ask Li].", "[ask Li]", "a note in a text"
    ),
    "a number that two languages have otherwise": Slip(
        MESSAGES,
        "three messages for the anniversary",
        "six messages for the anniversary",
        "six messages",
        "a number that stands in en only",
    ),
    "a word put into a quote": Slip(
        RUSSIA, "image-building cultural", "image-building [sic] cultural", "image-building [sic]", "it was"
    ),
    "a letter put into a quote": Slip(
        RUSSIA, "special importance", "special importtance", "special import", 'it was "importance in'
    ),
    "a misprint mended in a quote": Slip(
        RUSSIA, "of miltifaceted", "of multifaceted", "of multifaceted", 'it was "miltifaceted cooperation'
    ),
    "an alias twice": Slip(
        SPEAKERS,
        "[Sergey Lavrov, Lavrov,",
        "[Sergey Lavrov, Lavrov, Lavrov,",
        "Lavrov, Lavrov",
        "words twice",
    ),
    "a theme with a letter lost": Slip(
        THEMES, "  - id: security\n", "  - id: securty\n", "id: securty", "a theme of no meaning"
    ),
    "an emendation of a report": Slip(
        RUSSIA,
        "    kind: reported\n",
        '    kind: reported\n    emendations:\n      - {published: "wished", reading: "wishes"}\n',
        '    emendations:\n      - {published: "wished',
        "emendations of lavrov-wishes: unknown key",
    ),
    "a president in one language": Slip(
        CHINA, "something the minister noted", "something the president noted", "the president", "in en only"
    ),
    "a sign that begins nothing": Slip(
        THEMES, "[security, regional security,", "[@security, regional", "[@security", "cannot start"
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_what_contradicts_is_refused_where_it_stands(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


def test_a_name_that_ends_in_a_point_is_no_sentence(folder: Path) -> None:
    edited(folder, SPEAKERS, "[Sergey Lavrov, Lavrov,", "[Sergey Lavrov, Lavrov, Mr Sergey Lavrov Esq.,")

    assert problems(folder) == ()


def test_a_theme_that_nobody_speaks_of_and_names_nothing_of_theirs_is_right(folder: Path) -> None:
    edited(
        folder,
        THEMES,
        "  - id: charter\n",
        (
            "  - id: curling\n    name: {en: curling, ru: кёрлинг, zh: 冰壶}\n"
            "    aliases: {en: [curling stones]}\n    entries: []\n  - id: charter\n"
        ),
    )

    assert problems(folder) == ()
