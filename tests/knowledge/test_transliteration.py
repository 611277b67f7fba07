"""Who has no keyboard of their language types it in Latin letters."""

from __future__ import annotations

import pytest

from knowledge.snapshot import Snapshot


@pytest.mark.parametrize(
    ("typed", "entry"),
    [
        ("chto skazal lavrov pro bezopasnost", "lavrov-team"),
        ("kto generalnyy sekretar", "secretary-general"),
        ("kogda osnovan sekretariat", "founded"),
        ("kto gensek shos", "secretary-general"),
        ("Lavrov o bezopasnosti", "lavrov-team"),
        ("Van I o shankhayskom dukhe", "wang-spirit"),
        ("Nurtleu: druzhba", "nurtleu-trust"),
    ],
)
def test_russian_in_latin_letters_is_understood(snapshot: Snapshot, typed: str, entry: str) -> None:
    answer = snapshot.answer(typed)

    assert answer.hits[0].entry.id == entry


def test_russian_in_latin_letters_is_answered_in_russian(snapshot: Snapshot) -> None:
    assert snapshot.answer("chto skazal lavrov pro bezopasnost").language == "ru"


def test_two_misspelt_english_words_are_not_taken_for_russian(snapshot: Snapshot) -> None:
    assert snapshot.answer("Kazahstan polical dialog").language != "ru"


def test_an_unknown_english_word_beside_a_name_is_not_taken_for_russian(snapshot: Snapshot) -> None:
    assert snapshot.answer("Lavrov on mozzarella").language == "en"


def test_what_makes_no_sense_in_either_script_is_not_answered(snapshot: Snapshot) -> None:
    assert snapshot.answer("brrzt kwolp smitz fnord").status == "none"
