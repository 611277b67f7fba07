"""Edits that looked right: found by what stands beside them, in another language, or in the same list."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests import fixed_record
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of
from tests.knowledge.test_careless_edits import FACTS, RUSSIA
from tests.knowledge.test_disagreeing_edits import CHINA, THEMES
from tests.knowledge.test_misleading_edits import SPEAKERS

ABSENT = "absences/topics.yaml"
SEAL = "    sha256: 8d51823b"

REFUSED = {
    "a word of a quote put in another's place": Slip(
        RUSSIA, "reliable security", "reliable stability", "reliable stability", 'it was "security'
    ),
    "two words of a quote left out": Slip(
        RUSSIA,
        "team, the Secretariat has established",
        "team, the established",
        "team, the est",
        '"Secretariat has',
    ),
    "words of a quote put in others' place, which no text has": Slip(
        RUSSIA,
        "body of the\n      SCO. The Secretariat effectively facilitated the",
        "body of the\n      SCO. It oiled the",
        "It oiled",
        "is not the sealed one",
    ),
    "the line ends of the editor within a quote": Slip(
        RUSSIA, "text: >-", "text: |-", "text: |-", "write `>-`"
    ),
    "an empty line within a quote": Slip(
        RUSSIA, "      image-building", "\n      image-building", "image-building", "delete the empty line"
    ),
    "an organisation of the title that is not common": Slip(
        "organisations.yaml", "common: true", "common: false", "common: false", "write common: true"
    ),
    "another's id for an alias": Slip(
        "organisations.yaml", "[Secretariat, ", "[Secretariat, SCO, ", "[Secretariat, SCO", "on two entries"
    ),
    "a seal with a slip of the hand": Slip(
        RUSSIA, SEAL, SEAL.replace("51823", "15823"), "sha256: 8d15", "a seal with a misprint"
    ),
    "a seal within its quote": Slip(RUSSIA, SEAL, f"  {SEAL}", "sha256: 8d51", "a key within a text"),
    "a correction that is a misprint": Slip(
        CHINA, 'reading: "January"', 'reading: "Januray"', "Januray", "a correction that nobody writes"
    ),
    "a rare word's correction with a letter lost": Slip(
        RUSSIA, '"multifaceted"}', '"multifaced"}', '"multifaced"', "a correction that nobody writes"
    ),
    "English words left in a Chinese text": Slip(
        CHINA,
        "王毅表示，作为东道国，",
        "王毅表示，while being the host，",
        "while being the host",
        "a text that is not in zh",
    ),
    "Russian words left in an English text": Slip(
        CHINA,
        "as the host country, will go on",
        "как и прежде страна, will go on",
        "как и прежде",
        "a text that is not in en",
    ),
    "an English name that no text has": Slip(
        SPEAKERS, "en: Murat Nurtleu,", "en: Murat Tileuberdi,", "en: Murat Tileu", "a name that no text has"
    ),
    "two phrases without their comma": Slip(
        "vocabulary/en.yaml",
        "earlier, past,",
        "earlier minister previous minister, past,",
        "earlier minister",
        "two aliases in one",
    ),
    "an absence of what is there": Slip(
        ABSENT,
        "absences:\n",
        (
            "absences:\n  - id: no-trade\n    of_everybody: true\n    text:\n"
            '      en: "Nobody speaks of trade."\n'
            '      ru: "О торговле никто не говорит."\n      zh: "没有人谈到贸易。"\n'
            "    asks:\n      en: [who spoke of trade]\n"
        ),
        "who spoke of trade",
        "an absence of what there is",
    ),
    "Chinese among Russian aliases": Slip(
        THEMES, "ru: [Хартия ШОС, Х", "ru: [宪法, Х", "[宪法", "letters that are not of ru"
    ),
}


@pytest.mark.parametrize("slip", REFUSED.values(), ids=REFUSED)
def test_what_looks_right_is_refused_where_it_stands(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


def test_a_speaker_whose_message_is_gone_is_named_where_they_begin(folder: Path) -> None:
    (folder / CHINA).unlink()
    text = (folder / SPEAKERS).read_text(encoding="utf-8")

    (found,) = [one for one in problems(folder) if one.file == SPEAKERS]

    assert found.line == line_of(text, "- id: wang")


def test_a_misprint_of_a_quote_that_nothing_corrects_is_warned_of(folder: Path) -> None:
    warned_of(
        folder,
        Slip(
            CHINA,
            '    emendations:\n      - {published: "Janury", reading: "January"}\n',
            "",
            "Janury",
            "Janury",
        ),
    )


def test_a_quote_that_differs_is_told_on_the_line_where_it_does(folder: Path) -> None:
    published = (fixed_record.FOLDER / RUSSIA).read_text(encoding="utf-8")
    published = " ".join(published.split())
    after = edited(folder, RUSSIA, "reliable security", "reliable safety")
    (found,) = [
        one for one in problems(folder, published=published) if "lavrov-team is not verbatim" in one.what
    ]

    assert found.line == line_of(after, "reliable safety")


def test_a_kind_of_question_that_a_fact_no_longer_tells_is_refused(folder: Path) -> None:
    refused_first(
        folder,
        Slip(
            FACTS,
            "[when, where, who, what]",
            "[where, who, what]",
            "slots: [where, who, what]",
            "`slots` does not tell",
        ),
    )


def test_an_entry_with_no_more_than_a_common_word_of_its_theme_is_warned_of(folder: Path) -> None:
    warned_of(
        folder,
        Slip(
            THEMES,
            "entries: [wang-journey]\n",
            "entries: [nurtleu-trust]\n",
            "[nurtleu-trust]\n  - id: sec",
            "charter",
        ),
    )


def test_a_fact_told_in_one_that_says_little_of_it_is_warned_of(folder: Path) -> None:
    messages = "facts/messages.yaml"
    warned_of(
        folder, Slip(messages, "in: partners\n", "in: senders\n", "told_in: senders", 'mean "partners"')
    )


def test_the_ask_of_another_fact_is_refused_where_it_comes_second(folder: Path) -> None:
    text = edited(folder, FACTS, "        - what was celebrated\n", "        - how many speakers\n")

    (found,) = problems(folder)

    assert (found.file, found.line) == (FACTS, line_of(text, "how many speakers"))
