"""People of any kind: who holds no office and speaks for no country is shown by what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.printing.plain import entry_lines
from handlers.callback_data import Call, Verb
from handlers.entries import attribution, headed
from handlers.help import about
from handlers.pages import Pages
from handlers.rendering import senders
from handlers.texts import load_locales
from knowledge.loader import load_snapshot
from knowledge.snapshot import LiveSnapshot, Snapshot

TEXTS = load_locales().within("en")
PEOPLE = """
speakers:
  - {id: wang, name: {en: Wilma Quist}, office: {en: caretaker}}
  - {id: nurtleu, name: {en: Otto Brand}}
  - {id: lavrov, country: russia, name: {en: Ida Marsh}}
"""


@pytest.fixture
def people(folder: Path) -> Snapshot:
    """The small record, spoken by people without offices as of any day."""
    (folder / "speakers.yaml").write_text(PEOPLE, encoding="utf-8")
    countries = folder / "countries.yaml"
    only = countries.read_text("utf-8").partition("  - id: russia")[2].partition("  - id:")[0]
    countries.write_text("countries:\n  - id: russia" + only.partition("regions:")[0], encoding="utf-8")
    about_file = folder / "about.yaml"
    text = about_file.read_text("utf-8")
    examples = 'examples:\n  en: ["Who spoke of the Shanghai Spirit?"]\nanniversary:'
    begun = text.partition("examples:")[0] + examples + text.partition("anniversary:")[2]
    about_file.write_text(begun, encoding="utf-8")
    return load_snapshot(folder)


def test_a_person_is_shown_by_what_the_record_tells(people: Snapshot) -> None:
    shown = {one.id: attribution(one, TEXTS) for one in people.record.speakers.values()}

    assert shown == {
        "wang": "— <b>Wilma Quist</b>, caretaker",
        "nurtleu": "— <b>Otto Brand</b>",
        "lavrov": "— <b>Ida Marsh</b>, Russia 🇷🇺",
    }


def test_lists_and_the_command_line_need_no_country(people: Snapshot) -> None:
    speakers = people.record.speakers
    listed = Pages(LiveSnapshot(people)).open(Call(Verb.SPEAKERS), TEXTS, username="bot")

    assert [headed(one, TEXTS) for one in speakers.values()] == [
        "Wilma Quist, caretaker",
        "Otto Brand",
        "Ida Marsh, Russia",
    ]
    assert "Wilma Quist, caretaker" in str(listed)
    assert any("— Otto Brand [" in line for line in entry_lines(people.record.entries["nurtleu-trust"], 80))


def test_senders_are_countries_and_people_of_none(people: Snapshot) -> None:
    assert senders(TEXTS, people.record) == ("Russia", "Wilma Quist", "Otto Brand")
    assert "as of" not in about(people, TEXTS)
