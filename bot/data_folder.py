"""The folder for what is stored, made and tried before anything relies on it."""

from __future__ import annotations

import errno
import tempfile
from pathlib import Path

from bot.errors import FolderError

_FULL = (errno.ENOSPC, errno.EDQUOT)


def prepare(folder: Path) -> None:
    """Make the folder if need be, for this user alone, and prove that it takes a file.

    Raises:
        FolderError: It can't be made or written.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as trial:
            trial.write(b"can this be written?")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        is_full = error.errno in _FULL
        hint = "make room; nothing stored is lost" if is_full else "name a folder that this user can write"
        raise FolderError("DATA_DIR", folder, reason=reason, hint=hint) from error
