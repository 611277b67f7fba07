"""CONTRIBUTING.md does what it says: its commands run in a fresh clone, word by word."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT

PAGE = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")


@pytest.fixture(params=["golden.jsonl", pytest.param("every set", marks=pytest.mark.torture)])
def clone(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """The project as it is committed, with this page, this program and this record.

    The page asks all golden questions six times over, most of a minute: in `make test` those of
    golden.jsonl, none of them changed; in `make torture` those of every set, and changed as `eval` does.
    """
    if not (PROJECT / ".git").exists():
        pytest.skip("not a clone: there is no history to compare with")
    folder = tmp_path / "clone"
    git = ["git", "-c", "user.name=Somebody", "-c", "user.email=somebody@example.org"]
    subprocess.run(["git", "clone", "--quiet", str(PROJECT), str(folder)], check=True)
    for room in ("bot", "knowledge", "handlers"):
        subprocess.run(["cp", "-r", str(PROJECT / room), str(folder)], check=True)
    if request.param == "golden.jsonl":
        _leave_one_set(folder / "knowledge" / "data")
    subprocess.run(
        [*git, "commit", "--quiet", "--all", "--allow-empty", "--message", "As it is"], cwd=folder, check=True
    )
    return folder


def _leave_one_set(record: Path) -> None:
    """Leave the questions of golden.jsonl alone, and what they must reach."""
    shutil.rmtree(record / "golden")
    goals = record / "golden.yaml"
    before, golden, _ = re.split(
        r"(?<=\nsets:\n)(  golden:\n(?:    .*\n)+)", goals.read_text(encoding="utf-8")
    )
    of_all = "".join(
        line for line in before.splitlines(keepends=True) if not line.startswith("conversations")
    )
    goals.write_text(of_all + golden, encoding="utf-8")


def follow(name: str, folder: Path) -> str:
    """Run a block of the page as it stands, and give what it printed."""
    (block,) = re.findall(rf"```sh {name}\n(.*?)```", PAGE, flags=re.DOTALL)
    command = folder.parent / "bin" / "python"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder.parent),
        "LANG": "C.UTF-8",
        **{
            f"GIT_{who}_{what}": "somebody@example.org"
            for who in ("AUTHOR", "COMMITTER")
            for what in ("NAME", "EMAIL")
        },
    }
    ran = subprocess.run(
        ["sh", "-eu", "-c", block], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, f"{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def test_a_misprint_becomes_a_proven_change(clone: Path) -> None:
    said = follow("misprint", clone)

    assert re.search(
        r"^messages/china\.yaml:8:13: the text of wang-20-years is not the sealed one", said, re.MULTILINE
    )
    assert "no problems in" in said
    assert "the same entries in other words" in said
    assert said.splitlines()[-1].startswith("0 of ")


def test_a_new_message_is_written_proven_and_merged(clone: Path) -> None:
    said = follow("message", clone)

    assert "mended: messages/exercise.yaml:" in said
    assert "lighthouse, and its keepers never sleep.” " in said.replace("\n", " ")
    assert (clone / "knowledge/data/messages/exercise.yaml").read_text(encoding="utf-8").count(
        "sha256: "
    ) == 1
