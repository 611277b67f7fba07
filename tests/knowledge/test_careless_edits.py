"""What hurried people do to a file, each once: refused or warned of on its line, with the right advice."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import problems

RUSSIA, FACTS = "messages/russia.yaml", "facts/secretariat.yaml"
BROKEN = {
    "a twin of a letter": (
        "speakers.yaml",
        "[Wang Yi,",
        "[Wаngyi Li, Wang Yi,",
        "[Wаn",
        "a word of two alphabets",
    ),
    "a Chinese comma": (
        "speakers.yaml",
        "王毅, 王外长",
        "王毅，王外长",
        "王毅，",
        "two aliases in one",
    ),
    "a semicolon": (
        "speakers.yaml",
        "Wang Yi, Wang,",
        "Wang Yi; Wang,",
        "Wang Yi;",
        "two aliases in one",
    ),
    "a tab": (
        RUSSIA,
        "    kind: quote\n",
        "\tkind: quote\n",
        "\tkind",
        "a tab at the beginning of a line; use spaces",
    ),
    "a comma for a colon": (
        RUSSIA,
        "speaker: lavrov",
        "speaker, lavrov",
        "speaker,",
        "a key without a colon",
    ),
    "a Chinese colon": (RUSSIA, "speaker: lavrov", "speaker：lavrov", "speaker：", "a key without a colon"),
    "a text's line moved": (
        RUSSIA,
        "      team, the Secretariat",
        "  team, the Secretariat",
        "  team, the",
        "a line of a text, indented too little",
    ),
    "git's marks": (
        RUSSIA,
        "source: greetings\n",
        "<<<<<<< HEAD\nsource: greetings\n=======\nsource: greeting\n>>>>>>> mine\n",
        "<<<<<<< HEAD",
        "a merge that was not finished",
    ),
    "a quotation in our words": (
        RUSSIA,
        'en: "Sergey Lavrov wished',
        'en: "Sergey Lavrov said «we wish» and wished',
        "«we wish»",
        "quotation marks in the en text of lavrov-wishes",
    ),
    "a twin of a letter in a key": (RUSSIA, "source:", "sourсe:", "sourсe:", 'did you mean "source"?'),
    "told in itself": (
        FACTS,
        "  - id: seat\n",
        "  - id: seat\n    told_in: seat\n",
        "told_in: seat",
        "told in no fact",
    ),
    "mark-up": (
        "speakers.yaml",
        "en: Foreign Minister",
        "en: <b>Foreign</b> Minister",
        "<b>",
        "mark-up in a text",
    ),
    "a space of no width": ("speakers.yaml", "[Wang Yi,", "[Wang\u200bYi,", "\u200b", 'found "U+200B"'),
    "a soft hyphen": (FACTS, "was established on", "was estab\u00adlished on", "\u00ad", 'found "U+00AD"'),
    "a note to oneself": (FACTS, "has its seat", "TODO has its seat", "TODO", "a text that is not finished"),
    "an item moved": (
        FACTS,
        "        - founding date\n",
        "          - founding date\n",
        "- founding date",
        "an item indented too far",
    ),
    "a lost dash": (
        FACTS,
        "- date of establish",
        "  date of establish",
        "  date of est",
        "more words of the item above",
    ),
    "a lost quotation mark": (
        FACTS,
        'ru: "Секретариат',
        "ru: Секретариат",
        "ru: Секретариат",
        "a single quotation mark",
    ),
    "a key moved by one": (
        FACTS,
        "      ru:\n        - что было",
        "     ru:\n        - что было",
        "     ru:\n        - что было",
        "indented by an odd number of spaces",
    ),
    "letters for a flag": ("countries.yaml", "flag: 🇨🇳", "flag: CN", "flag: CN", "a flag is one sign"),
    "English in a Russian list": (
        FACTS,
        "- год основания Секретариата",
        "- the year of the foundation",
        "- the year of the",
        "a text that is not in ru",
    ),
    "a copied file's code": (
        "vocabulary/ru.yaml",
        "language: ru",
        "language: en",
        "language: en",
        "the same language twice",
    ),
}
DOUBTFUL = {
    "an ask twice": (
        FACTS,
        "- founding date\n",
        "- founding date\n        - Founding  date\n",
        "Founding  ",
        "the same words twice",
    ),
    "two spaces": (FACTS, "has its seat", "has  its seat", "has  its", "two spaces within a text"),
}


def edited(folder: Path, file: str, old: str, new: str) -> str:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    after = text.replace(old, new, 1)
    path.write_text(after, encoding="utf-8")
    return after


def line_of(text: str, mark: str) -> int:
    return text[: text.index(mark)].count("\n") + 1


@pytest.mark.parametrize(("file", "old", "new", "mark", "said"), BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_refused_where_it_was_broken_and_that_first(
    folder: Path, file: str, old: str, new: str, mark: str, said: str
) -> None:
    text = edited(folder, file, old, new)
    first = problems(folder)[0]

    assert (first.file, first.line) == (file, line_of(text, mark)), str(first)
    assert said in str(first)


@pytest.mark.parametrize(("file", "old", "new", "mark", "said"), DOUBTFUL.values(), ids=DOUBTFUL)
def test_what_is_doubtful_is_warned_of_on_its_line(
    folder: Path, file: str, old: str, new: str, mark: str, said: str
) -> None:
    text = edited(folder, file, old, new)
    found = [one for one in problems(folder, warned=True) if said in str(one)]

    assert [(one.file, one.line) for one in found] == [(file, line_of(text, mark))]
    assert problems(folder) == ()


def test_a_language_that_the_record_is_not_in_is_named_once(folder: Path) -> None:
    text = edited(folder, "about.yaml", "format: 2\n", "format: 2\nlanguage: kk\n")
    found = [one for one in problems(folder) if "own language" in one.what]

    assert [(one.file, one.line) for one in found] == [("about.yaml", line_of(text, "language:"))]
    assert "more follow from it" in found[0].hint
