"""The contracts between the rooms break when an import points the wrong way."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT


@pytest.fixture
def rooms(tmp_path: Path) -> Path:
    """A copy of the rooms and their contracts, to break."""
    for room in ("bot", "handlers", "knowledge"):
        shutil.copytree(PROJECT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    return tmp_path


def broken_contracts(rooms: Path) -> set[str]:
    ran = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"],
        cwd=rooms,
        capture_output=True,
        text=True,
        check=False,
    )
    lines = ran.stdout.splitlines()
    assert any(line.startswith("Contracts: ") for line in lines), ran.stdout + ran.stderr
    return {line.removesuffix(" BROKEN") for line in lines if line.endswith(" BROKEN")}


def test_the_rooms_as_they_are_keep_every_contract(rooms: Path) -> None:
    assert broken_contracts(rooms) == set()


@pytest.mark.parametrize(
    ("room", "imported", "contract"),
    [
        ("knowledge", "handlers", "Imports point one way"),
        ("handlers", "bot", "Imports point one way"),
        ("knowledge", "telegram", "knowledge knows nothing of Telegram, databases, the network or pictures"),
        ("handlers", "sqlalchemy", "handlers get storage, delivery and transport handed to them"),
    ],
)
def test_an_import_that_points_the_wrong_way_breaks_a_contract(
    rooms: Path, room: str, imported: str, contract: str
) -> None:
    with (rooms / room / "__init__.py").open("a") as module:
        module.write(f"\nimport {imported}\n")

    assert contract in broken_contracts(rooms)
