"""`upgrade` says what it did; a record newer than the program is one line of any command."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import main
from tests.e2e.process import run


def write_format(folder: Path, number: str) -> None:
    about = folder / "about.yaml"
    about.write_text(about.read_text(encoding="utf-8").replace("format: 2\n", number), encoding="utf-8")


def test_an_older_record_is_rewritten_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_format(folder, "")

    assert main(["check", "--knowledge-dir", str(folder)]) == 0
    assert f"`python -m bot upgrade {folder}` makes it one of format 2" in capsys.readouterr().out

    assert main(["upgrade", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == ["about.yaml: format 2", f"{folder} is of format 2"]

    assert main(["upgrade", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder} is of format 2 already\n"


def test_a_newer_record_is_refused_in_one_line(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_format(folder, "format: 7\n")
    place = ("--knowledge-dir", str(folder))

    codes = [main(command) for command in (["check", *place], ["ask", "when?", *place])]
    written = capsys.readouterr()
    # A process of its own: `run` sets up the log.
    ran = run("run", *place)

    assert (*codes, ran.code) == (1, 2, 2)
    assert written.out.splitlines()[-1] == f"1 problem in {folder}"
    (line,) = {*written.err.splitlines(), *ran.err.splitlines(), *written.out.splitlines()[:-1]}
    assert line.startswith("about.yaml:2:9: the record's format is newer than 2")


@pytest.mark.parametrize("folder", [[], ["no/such/folder"]])
def test_a_missing_folder_is_one_line(folder: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["upgrade", *folder]) == 2
    assert capsys.readouterr().err.count("\n") == 1
