"""The record that code is tested on: small, sound, and with one of every kind of thing in it."""

from __future__ import annotations

from bot.__main__ import main
from knowledge.loader import problems
from knowledge.record.values import Absence, Fact, Quote, Reported
from knowledge.snapshot import Snapshot
from tests import fixed_record


def test_it_has_no_problem_and_answers_its_golden_questions() -> None:
    assert problems(fixed_record.FOLDER) == ()
    assert main(["eval"]) == 0


def test_it_holds_every_kind_of_thing(snapshot: Snapshot) -> None:
    record = snapshot.record

    assert {type(entry) for entry in record.entries.values()} == {Quote, Reported, Fact, Absence}
    assert any(quote.emendations for quote in record.quotes)
    assert record.themes
    assert record.regions
    assert record.organisations
    assert "no-message-ir" in record.entries
    assert len(record.speakers) == 3
    assert {path.stem for path in (fixed_record.FOLDER / "vocabulary").iterdir()} == {"en", "ru"}


def test_no_test_of_code_reads_the_shipped_record() -> None:
    tests = fixed_record.FOLDER.parents[1]
    reading = ("shipped" + "()", "load_snapshot" + "()", "load_snapshot" + "(None)")

    found = [
        path.relative_to(tests).as_posix()
        for path in tests.rglob("*.py")
        if tests / "record" not in path.parents and any(call in path.read_text("utf-8") for call in reading)
    ]

    assert found == []
