"""`check` prints each problem with its place, and fails if there is one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.__main__ import main
from tests import fixed_record


def test_a_sound_record_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    assert capsys.readouterr().out.startswith(f"no problems in {fixed_record.FOLDER}")


def test_a_broken_file_is_named_with_line_and_column(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with (folder / "about.yaml").open("a") as file:
        file.write("nonsense: [\n")

    assert main(["check", "--knowledge", str(folder)]) == 1

    *lines, summary = capsys.readouterr().out.splitlines()
    assert any(line.startswith("about.yaml:") for line in lines)
    assert summary.endswith(f"in {folder}")


def test_programs_are_given_an_object(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "about.yaml").unlink()

    assert main(["check", "--knowledge", str(folder), "--json"]) == 1

    (problem, *_) = json.loads(capsys.readouterr().out)["problems"]
    assert set(problem) == {"file", "line", "column", "what", "found", "hint"}
    assert (problem["file"], problem["line"]) == ("about.yaml", 1)


def test_a_missing_folder_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--knowledge", "no/such/folder"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
