"""What hurried people do to a file, each once: refused or warned of on its line, with the right advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems
from tests.knowledge.slip import Slip, edited, line_of, refused_first, warned_of

RUSSIA, FACTS = "messages/russia.yaml", "facts/secretariat.yaml"
BROKEN = {
    "a twin of a letter": Slip(
        "speakers.yaml",
        "[Wang Yi,",
        "[Wаngyi Li, Wang Yi,",
        "[Wаn",
        "a word of two alphabets",
    ),
    "a Chinese comma": Slip(
        "speakers.yaml",
        "王毅, 王外长",
        "王毅，王外长",
        "王毅，",
        "two aliases in one",
    ),
    "a semicolon": Slip(
        "speakers.yaml",
        "Wang Yi, Wang,",
        "Wang Yi; Wang,",
        "Wang Yi;",
        "two aliases in one",
    ),
    "a tab": Slip(
        RUSSIA,
        "    kind: quote\n",
        "\tkind: quote\n",
        "\tkind",
        "a tab at the beginning of a line; use spaces",
    ),
    "a comma for a colon": Slip(
        RUSSIA,
        "speaker: lavrov",
        "speaker, lavrov",
        "speaker,",
        "a key without a colon",
    ),
    "a Chinese colon": Slip(
        RUSSIA, "speaker: lavrov", "speaker：lavrov", "speaker：", "a key without a colon"
    ),
    "a text's line moved": Slip(
        RUSSIA,
        "      team, the Secretariat",
        "  team, the Secretariat",
        "  team, the",
        "a line of a text, indented too little",
    ),
    "git's marks": Slip(
        RUSSIA,
        "source: greetings\n",
        "<<<<<<< HEAD\nsource: greetings\n=======\nsource: greeting\n>>>>>>> mine\n",
        "<<<<<<< HEAD",
        "a merge that was not finished",
    ),
    "a quotation in our words": Slip(
        RUSSIA,
        'en: "Sergey Lavrov wished',
        'en: "Sergey Lavrov said «we wish» and wished',
        "«we wish»",
        "quotation marks in the en text of lavrov-wishes",
    ),
    "a twin of a letter in a key": Slip(RUSSIA, "source:", "sourсe:", "sourсe:", 'did you mean "source"?'),
    "told in itself": Slip(
        FACTS,
        "  - id: seat\n",
        "  - id: seat\n    told_in: seat\n",
        "told_in: seat",
        "told in no fact",
    ),
    "mark-up": Slip(
        "speakers.yaml",
        "en: Foreign Minister",
        "en: <b>Foreign</b> Minister",
        "<b>",
        "mark-up in a text",
    ),
    "a space of no width": Slip("speakers.yaml", "[Wang Yi,", "[Wang\u200bYi,", "\u200b", 'found "U+200B"'),
    "a soft hyphen": Slip(
        FACTS, "was established on", "was estab\u00adlished on", "\u00ad", 'found "U+00AD"'
    ),
    "a note to oneself": Slip(
        FACTS, "has its seat", "TODO has its seat", "TODO", "a text that is not finished"
    ),
    "an item moved": Slip(
        FACTS,
        "        - founding date\n",
        "          - founding date\n",
        "- founding date",
        "an item indented too far",
    ),
    "a lost dash": Slip(
        FACTS,
        "- date of establish",
        "  date of establish",
        "  date of est",
        "more words of the item above",
    ),
    "a lost quotation mark": Slip(
        FACTS,
        'ru: "Секретариат',
        "ru: Секретариат",
        "ru: Секретариат",
        "a single quotation mark",
    ),
    "a key moved by one": Slip(
        FACTS,
        "      ru:\n        - что было",
        "     ru:\n        - что было",
        "     ru:\n        - что было",
        "indented too little",
    ),
    "letters for a flag": Slip("countries.yaml", "flag: 🇨🇳", "flag: CN", "flag: CN", "a flag is one sign"),
    "English in a Russian list": Slip(
        FACTS,
        "- год основания Секретариата",
        "- the year of the foundation",
        "- the year of the",
        "a text that is not in ru",
    ),
    "a copied file's code": Slip(
        "vocabulary/ru.yaml",
        "language: ru",
        "language: en",
        "language: en",
        "the same language twice",
    ),
}
DOUBTFUL = {
    "an ask twice": Slip(
        FACTS,
        "- founding date\n",
        "- founding date\n        - Founding  date\n",
        "Founding  ",
        "the same words twice",
    ),
    "two spaces": Slip(FACTS, "has its seat", "has  its seat", "has  its", "a space too many within a text"),
}


@pytest.mark.parametrize("slip", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused_where_it_was_broken_and_that_first(folder: Path, slip: Slip) -> None:
    refused_first(folder, slip)


@pytest.mark.parametrize("slip", DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_is_doubtful_warned_of_on_its_line(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)


def test_a_language_that_the_record_is_not_in_is_named_once(folder: Path) -> None:
    text = edited(folder, "about.yaml", "format: 2\n", "format: 2\nlanguage: kk\n")
    found = [one for one in problems(folder) if "own language" in one.what]

    assert [(one.file, one.line) for one in found] == [("about.yaml", line_of(text, "language:"))]
    assert "more follow from it" in found[0].hint
