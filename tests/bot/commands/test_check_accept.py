"""Warnings are accepted with a reason, by their words; an acceptance that nothing needs is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from knowledge.loader import problems
from knowledge.record.problem import Grade
from tests.knowledge.slip import edited

WARNED = "sources.yaml:5"
"""The title of a source is in English only."""


def accept(folder: Path, line: str, *why: str) -> int:
    return main(["check", str(folder), "--accept", line, *why])


def given(folder: Path) -> list[str]:
    return [f"{one.file}:{one.line}" for one in problems(folder, warned=True)]


def test_an_accepted_warning_is_not_given_again_wherever_its_line_moves(folder: Path) -> None:
    assert WARNED in given(folder)

    assert accept(folder, WARNED, "--why", "the source is in English") == 0
    edited(folder, "sources.yaml", "sources:\n", "# one more line\n\nsources:\n")

    assert not [one for one in given(folder) if one.startswith(("sources", "accepted"))]


def test_warnings_of_several_lines_stand_in_one_file(folder: Path) -> None:
    accept(folder, WARNED, "--why", "the source is in English")
    (other,) = given(folder)

    assert accept(folder, other, "--why", 'people say "friends" of them') == 0
    assert given(folder) == []


def test_an_acceptance_of_what_is_mended_is_named(folder: Path) -> None:
    accept(folder, WARNED, "--why", "the source is in English")
    title = '      en: "Greetings on the 20th anniversary of SCO Secretariat"\n'
    edited(folder, "sources.yaml", title, f'{title}      ru: "Поздравления"\n      zh: "祝贺信"\n')

    (fault,) = (one for one in problems(folder, warned=True) if one.file == "accepted.yaml")

    assert (fault.line, fault.grade) == (3, Grade.WARNING)
    assert "an accepted warning that is not given" in str(fault)


@pytest.mark.parametrize(
    ("line", "why", "said"),
    [
        (WARNED, (), "say why in --why"),
        ("sources.yaml:1", ("--why", "so it is"), 'no warning to accept; found "sources.yaml:1"'),
    ],
)
def test_nothing_is_accepted_without_a_reason_or_a_warning(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, why: tuple[str, ...], said: str
) -> None:
    assert accept(folder, line, *why) != 0

    assert said in "".join(capsys.readouterr())
    assert not (folder / "accepted.yaml").exists()


def test_an_error_is_given_whatever_is_accepted(folder: Path) -> None:
    accept(folder, WARNED, "--why", "the source is in English")
    edited(folder, "themes.yaml", "entries: [wang-spirit,", "entries: [wang-spirits,")

    assert "themes.yaml:10" in given(folder)
    assert not [one for one in given(folder) if one.startswith("accepted")]
