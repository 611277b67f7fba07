"""Every entry on every surface in every language reads as it was last read by a person."""

from __future__ import annotations

import re

import pytest

from handlers.texts import LANGUAGES, load_locales
from tests.replies import FOLDER, SURFACES, written

HAN = r"[\u4e00-\u9fff]"


@pytest.mark.parametrize("surface", SURFACES)
def test_replies_are_those_that_were_read(surface: str) -> None:
    kept = (FOLDER / f"{surface}.txt").read_text(encoding="utf-8")

    assert written(surface) == kept, "read the change, then python -m tests.replies"


def texts_of(language: str) -> dict[str, str]:
    locale = load_locales().within(language)
    forms = {f"{key}.{form}": one for key, many in locale.plural.items() for form, one in many.items()}
    return {**locale.plain, **forms}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_has_stray_spaces(language: str) -> None:
    spaced = re.compile(r" [,.;:!?…](?!\w)|\( | \)| {2,}|\t")

    texts = texts_of(language).items()
    assert not {key: text for key, text in texts if spaced.search(re.sub(r"\n +", "\n", text))}


def test_chinese_has_its_own_marks_and_no_gaps_around_numbers() -> None:
    western = re.compile(rf"{HAN}[,.;:!?()]|[,;!?()]{HAN}")
    gaps = re.compile(rf"{HAN} [，。；：！？、]|{HAN} \d|\d {HAN}|{HAN} \{{number\}}|\{{number\}} {HAN}")

    for key, text in texts_of("zh").items():
        assert not western.search(text), key
        assert not gaps.search(text), key


def test_our_words_are_not_copied_as_a_speakers_own() -> None:
    blocks = written("copied").split("=== ")[1:]

    assert all(
        ("\n— " in block or "\n——" in block) == (block.partition("\n")[2][0] in "“«") for block in blocks
    )


@pytest.mark.parametrize("surface", SURFACES)
def test_quotation_marks_are_those_of_the_readers_language(surface: str) -> None:
    blocks = re.findall(r"^=== \S+ · (\w+)\n(.*?)(?=^=== |\Z)", written(surface), re.DOTALL | re.MULTILINE)

    assert {language for language, _ in blocks} == set(LANGUAGES)
    for language, said in blocks:
        opened = set(re.findall(r"(?:^|<blockquote>|<blockquote expandable>|: )([“«„])", said, re.MULTILINE))
        assert opened <= ({"«"} if language == "ru" else {"“"} | ({"„"} if language == "de" else set()))
