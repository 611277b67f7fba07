"""Every language says all that English says, with the same blanks to fill in."""

from __future__ import annotations

import re
import subprocess
import sys
from string import Formatter

import pytest
from babel import Locale

from handlers.texts import LANGUAGES, load_locales
from tests.e2e.process import PROJECT

LOCALES = load_locales().by_language


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_the_same_texts_with_the_same_blanks(language: str) -> None:
    english, other = LOCALES["en"], LOCALES[language]

    assert other.plain.keys() == english.plain.keys()
    assert other.plural.keys() == english.plural.keys()
    for key, text in english.plain.items():
        assert blanks(other.plain[key]) == blanks(text), key
        assert re.findall(r"</?\w+", other.plain[key]).count("<b") == other.plain[key].count("</b>"), key


def test_numbers_take_the_form_their_language_has_for_them() -> None:
    assert LOCALES["ru"].count("count_quotes", 1) == "1 цитата"
    assert LOCALES["ru"].count("count_quotes", 3) == "3 цитаты"
    assert LOCALES["ru"].count("count_quotes", 11) == "11 цитат"
    assert LOCALES["en"].count("count_quotes", 1) == "1 quote"


def test_what_is_dropped_of_cldr_was_shown_nowhere() -> None:
    script = """
import json, sys
from datetime import UTC, datetime
from babel import Locale, dates
from handlers import texts
if "drop" in sys.argv:
    texts.drop_unused()
noon = datetime(2024, 1, 15, 12, tzinfo=UTC)
shown = []
for one in texts.load_locales().by_language.values():
    for count in range(12):
        shown.append(one.count("count_quotes", count))
    shown += [one.date(noon.date()), one.join(("a", "b", "c")), one.either(("a", "b"))]
    shown += [one.language_name(code) for code in texts.LANGUAGES]
    shown += [Locale.parse(one.language).get_display_name(code) for code in texts.LANGUAGES]
    shown.append(dates.format_datetime(noon, "long", locale=one.locale))
    shown.append(dates.format_time(noon, "short", locale=one.locale))
    shown += [dates.format_skeleton(each, noon, locale=one.locale) for each in ("MMMMd", "yMMMEd")]
    shown += dates.get_day_names("abbreviated", locale=one.locale).values()
from handlers.daily.words.places import known_places
shown += [repr(known_places().names.own)]
print(json.dumps(shown))
"""

    whole, dropped = (
        subprocess.run(
            [sys.executable, "-c", script, say], check=True, cwd=PROJECT, capture_output=True
        ).stdout
        for say in ("keep", "drop")
    )

    assert dropped == whole


def test_values_are_escaped_and_mark_up_is_not() -> None:
    assert LOCALES["en"].say("topic_header", name="<i>") == "<b>&lt;i&gt;</b>"


def test_no_text_is_left_over_from_what_is_no_longer_said() -> None:
    code = "".join(
        path.read_text("utf-8") for room in ("handlers", "bot") for path in (PROJECT / room).rglob("*.py")
    )
    said = set(re.findall(r"""["']([a-z_]+)["']""", code))
    begun = tuple(re.findall(r"""f["']([a-z_]+_)\{""", code))
    english = LOCALES["en"]

    left = {key for key in (*english.plain, *english.plural) if key not in said and not key.startswith(begun)}
    assert not left


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_of_ours_stands_within_quotation_marks(language: str) -> None:
    ours = {key: text for key, text in LOCALES[language].plain.items() if key != "daily_unknown_place"}
    # The name of a matter or a title may stand within marks: it is not what somebody said.
    filled = {key: re.sub(r"[“„«「]\{\w+\}[”“»」]", "", text) for key, text in ours.items()}
    assert not [key for key, text in filled.items() if re.search(r'[“”„«»「」]|(?<!=)"', text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_number_has_all_the_forms_its_language_knows(language: str) -> None:
    needed = {str(form) for form in Locale(language).plural_form.tags} | {"other"}

    for key, forms in LOCALES[language].plural.items():
        assert set(forms) == needed, key


def test_a_latin_word_within_chinese_stands_between_spaces() -> None:
    plain = {**LOCALES["zh"].plain, **{key: forms["other"] for key, forms in LOCALES["zh"].plural.items()}}
    words = {key: re.sub(r"<[^>]+>|\{\w+\}", "", text) for key, text in plain.items()}

    touching = r"[\u4e00-\u9fff][A-Za-z]|[A-Za-z][\u4e00-\u9fff]"
    assert not {key: found for key, text in words.items() if (found := re.findall(touching, text))}
