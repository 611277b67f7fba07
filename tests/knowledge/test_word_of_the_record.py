"""A word of the record wins over a word of the language, whichever list of the pack it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from knowledge import loader
from knowledge.normalise import tokens
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.pack import Language
from knowledge.record.values import Alias, frozen_mapping
from knowledge.snapshot import Snapshot, build_snapshot
from tests import fixed_record

THEME, ENTRY = "trust", "nurtleu-trust"
LEAST_LETTERS = 4
"""Of a word that may name a theme: shorter ones only join others."""
COMMON = ("children", "school", "music", "garden", "football", "water", "bread")
"""Words that the program takes for those of other subjects, unless the record has them."""


def plain_words(language: Language) -> Iterator[str]:
    """Give the words of a pack that ask nothing or are said out of politeness, and do nothing else."""
    used = {
        one.text
        for role, words in language.roles.items()
        if role.startswith(("slot", "cue"))
        for one in words
    }
    for role, words in language.roles.items():
        if role in {"stop", "out-of-domain"} or role.startswith("manner"):
            yield from (
                one.text
                for one in words
                if len(tokens(one.text)) == 1 and len(one.text) >= LEAST_LETTERS and one.text not in used
            )


@pytest.fixture(scope="module")
def taken() -> tuple[Snapshot, tuple[str, ...]]:
    """The small record with all those words as names of one theme, and the words."""
    read = folder.read(fixed_record.FOLDER)
    files, _ = loader.read_files(read.texts, read.unread)
    record, languages, _ = assemble(files)
    assert record is not None
    english = next(one for one in languages if one.code == "en")
    words = tuple(dict.fromkeys((*plain_words(english), *COMMON)))
    theme = record.themes[THEME]
    named = replace(
        theme, aliases=(*theme.aliases, *(Alias(one, "en", theme.aliases[0].place) for one in words))
    )
    themes = frozen_mapping({**record.themes, THEME: named})
    return build_snapshot(replace(record, themes=themes), languages, "1"), words


def test_a_theme_is_found_by_any_word_of_the_language(taken: tuple[Snapshot, tuple[str, ...]]) -> None:
    snapshot, words = taken

    lost = [
        word
        for word in words
        if ENTRY not in {hit.entry.id for hit in snapshot.answer(f"what did Nurtleu say about {word}?").hits}
    ]

    assert len(words) > 100
    assert lost == []
