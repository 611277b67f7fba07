"""The record that ships has no fault, and editors are told its schema."""

from __future__ import annotations

import json

import pytest

from bot.__main__ import main
from knowledge.record.folder import packs, shipped
from knowledge.record.schema import FORMAT, json_schema
from knowledge.record.values import Absence
from knowledge.snapshot import Snapshot


def test_it_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith(f"no problems in {shipped()}")


def test_it_is_of_todays_format() -> None:
    assert f"\nformat: {FORMAT}\n" in (shipped() / "about.yaml").read_text(encoding="utf-8")


def test_the_committed_schema_is_the_models() -> None:
    committed = json.loads((shipped() / "schema.json").read_text(encoding="utf-8"))

    assert committed == json_schema()


def test_each_file_tells_editors_its_schema() -> None:
    for path in (*shipped().rglob("*.yaml"), *packs().glob("*.yaml")):
        if path.name not in {"golden.yaml", "sets.yaml"}:
            first = path.read_text(encoding="utf-8").splitlines()[0]
            relative, _, name = first.removeprefix("# yaml-language-server: $schema=").partition("#/$defs/")

            assert (path.parent / relative).resolve() == (shipped() / "schema.json").resolve()
            assert name in json_schema()["$defs"]


def test_undoing_the_emendations_gives_the_published_words(snapshot: Snapshot) -> None:
    for quote in snapshot.record.quotes:
        published = "".join(segment.published or segment.reading for segment in quote.segments)

        assert published == quote.published
        assert ("".join(segment.reading for segment in quote.segments) == published) == (
            not quote.emendations
        )


def test_in_russian_a_country_without_a_message_is_no_heading(snapshot: Snapshot) -> None:
    absent = snapshot.record.entries["no-message-ir"]

    assert isinstance(absent, Absence)
    assert absent.wording.within("ru").startswith("Иран? Послания оттуда в собрании нет. Послания прислали ")


@pytest.mark.parametrize(
    "asked", ["whose flags are these?", "who flagged it?", "Whose flag goes beside his name?"]
)
def test_the_word_for_a_flag_is_no_countrys_flag(asked: str, snapshot: Snapshot) -> None:
    # "er" and "es", behind a word, are endings as well as countries: Eritrea, Spain.
    assert not snapshot.answer(asked).denied
    assert [one.name for one in snapshot.answer("What did 🇪🇸 say?").denied] == ["Spain"]
