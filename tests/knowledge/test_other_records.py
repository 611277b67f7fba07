"""Records of other kinds answer as well: nothing in the program is made for the shipped one."""

from __future__ import annotations

from functools import cache

import pytest

from bot.__main__ import main
from knowledge.language.own_words import in_one_language
from knowledge.loader import load_snapshot, problems
from knowledge.normalise import tokens
from knowledge.record.kinds import MeaningKind
from knowledge.snapshot import Snapshot
from tests.e2e.process import PROJECT

FOLDER = PROJECT / "tests" / "data" / "records"
RECORDS = ("library", "observatory", "rowing-club")


@cache
def record(name: str) -> Snapshot:
    """Read a record; held, it is built once for all tests here, and for the commands."""
    return load_snapshot(FOLDER / name)


@pytest.mark.parametrize("name", RECORDS)
def test_another_record_has_no_problems_and_answers_what_strangers_ask(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(name).record.entries
    assert problems(FOLDER / name) == ()
    assert main(["eval", "--knowledge-dir", str(FOLDER / name)]) == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "word", "kind", "target"),
    [
        ("was sagte die Vorsitzende", "was", MeaningKind.SLOT, "what"),
        ("was it said that women may row", "was", MeaningKind.SLOT, ""),
        ("what does the mayor want in a war", "war", MeaningKind.CUE, ""),
        ("war das Boot aus Holz", "war", MeaningKind.CUE, "whether"),
    ],
)
def test_a_word_of_two_languages_means_what_it_means_in_the_questions_own(
    text: str, word: str, kind: MeaningKind, target: str
) -> None:
    lexicon = record("rowing-club").lexicon
    items = in_one_language(tokens(text), lexicon)
    found = next(item for item in items if item.typed == word)

    assert found.targets(kind) >= ({target} if target else set())
    assert target or not found.targets(kind)


def test_a_german_record_is_searched_and_shown_in_german() -> None:
    snapshot = record("rowing-club")
    answer = snapshot.answer("Was sagte Sabine Kroll über den Bus?")

    assert answer.language == "de"
    assert answer.hits[0].entry.text.startswith("Sabine Kroll bat die Stadt")
    assert snapshot.record.about.title.within("en") == snapshot.record.about.title.original
