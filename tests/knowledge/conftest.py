"""A copy of the small record, to break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import fixed_record

Edit = Callable[[str, str, str], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small record."""
    return Path(shutil.copytree(fixed_record.FOLDER, tmp_path / "record"))


@pytest.fixture
def edit(folder: Path) -> Edit:
    """Replace words in a file of the copy; the words must be there."""

    def replace(file: str, old: str, new: str) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace
