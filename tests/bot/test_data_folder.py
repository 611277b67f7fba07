"""The data folder is made, or the fault named."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from bot import data_folder
from bot.errors import FolderError


def test_a_missing_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "data"

    data_folder.prepare(folder)

    assert folder.stat().st_mode & 0o777 == 0o700
    assert list(folder.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")

    with pytest.raises(
        FolderError, match=r"^DATA_DIR: .*file/data: Not a directory; name a folder"
    ) as caught:
        data_folder.prepare(file / "data")

    assert "\n" not in str(caught.value)


def test_a_full_disk_is_called_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("bot.data_folder.tempfile.TemporaryFile", full)

    with pytest.raises(FolderError, match=r"No space left on device; make room; nothing stored is lost$"):
        data_folder.prepare(tmp_path)
