"""`pip install .` gives the command, with all that it reads, wherever it is called."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import VERSION
from tests import fixed_record
from tests.packaging.dockerfile import PROJECT


@dataclass(frozen=True, slots=True)
class Installed:
    """A virtual environment that has the package, and a folder to call it from."""

    bin: Path
    elsewhere: Path

    def run(self, *command: str, record: Path | None = None) -> str:
        """Call one of its commands from elsewhere, with no variable that could help it but the record's."""
        named = {} if record is None else {"KNOWLEDGE_DIR": str(record)}
        ran = subprocess.run(
            [self.bin / command[0], *command[1:]],
            cwd=self.elsewhere,
            env={"PATH": os.environ["PATH"], "HOME": str(self.elsewhere), "LANG": "C.UTF-8", **named},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    folder = tmp_path_factory.mktemp("installed")
    source = folder / "source"
    # What is built is built beside the sources: in a copy, so that the project stays clean.
    ignored = shutil.ignore_patterns(".git", ".venv", "__pycache__", ".*_cache", "build")
    shutil.copytree(PROJECT, source, ignore=ignored)
    venv.create(folder / "venv", with_pip=False)
    ours = folder / "venv" / "bin" / "python"
    _lend_packages(ours)
    pip("--python", str(ours), "install", "--no-deps", "--no-build-isolation", "--no-index", str(source))
    shutil.rmtree(source)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return Installed(ours.parent, elsewhere)


def pip(*arguments: str) -> None:
    """Run this environment's pip."""
    command: Sequence[str] = (sys.executable, "-m", "pip", "--disable-pip-version-check", *arguments)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def _lend_packages(python: Path) -> None:
    """Let it use what is installed for the tests; it needs an index for nothing."""
    (packages,) = (python.parent.parent / "lib").glob("python3.*/site-packages")
    lent = [path for path in sys.path if path.endswith("site-packages")]
    (packages / "lent.pth").write_text("\n".join(lent))


def test_it_has_a_command_of_its_own_that_says_its_version(installed: Installed) -> None:
    assert installed.run("anniversary-bot", "--version") == f"anniversary-quotes {VERSION}\n"


@pytest.mark.skipif(
    not (PROJECT / "knowledge" / "data").is_dir(), reason="holds the shipped record, which is away"
)
def test_the_record_and_the_language_packs_come_with_it(installed: Installed) -> None:
    said = installed.run("anniversary-bot", "ask", "who is the Secretary-General?")

    assert "Zhang Ming" in said


def test_it_chats_from_any_folder_and_stores_in_the_users_folder(installed: Installed) -> None:
    installed.run("python", "-m", "bot", "run", record=fixed_record.FOLDER)

    assert not (installed.elsewhere / "bot.sqlite").exists()


def test_each_file_that_is_no_code_is_installed(installed: Installed) -> None:
    (packages,) = (installed.bin.parent / "lib").glob("python3.*/site-packages")
    data = [
        path
        for room in ("bot", "handlers", "knowledge")
        for path in (PROJECT / room).rglob("*")
        if path.is_file() and path.suffix not in {".py", ".pyc"}
    ]

    assert data
    for path in data:
        assert (packages / path.relative_to(PROJECT)).is_file(), path
