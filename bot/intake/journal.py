"""Which updates were handled last, on disk: what a kill left unconfirmed is not handled a second time."""

from __future__ import annotations

import logging
import os
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path

FILE_NAME = "handled.bin"
_ENTRY = struct.Struct("<QL")
_PLACES = 1024
"""More than can be fetched and not confirmed; an id finds its place by itself, so the file never grows."""

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Journal:
    """Ids of updates and a number that tells each from another of its id; nothing of what they say.

    Written without waiting for the disk: it survives the process. A power cut may have some answered twice.
    """

    _file: FileIO
    _before: frozenset[tuple[int, int]] = field(default_factory=frozenset)
    _here: dict[int, tuple[int, int]] = field(default_factory=dict)
    _fails: bool = False

    def was_handled(self, update_id: int, mark: int) -> bool:
        """Whether an update was handled, lately or by the process before this one.

        Telegram repeats none that was confirmed; emulators, and servers that lost their state, do.
        """
        return (update_id, mark) in self._before or self._here.get(update_id % _PLACES) == (update_id, mark)

    def note(self, update_id: int, mark: int) -> None:
        """Write down that an update was handled."""
        self._here[update_id % _PLACES] = update_id, mark
        try:
            _write_at(self._file, _ENTRY.pack(update_id, mark), update_id % _PLACES * _ENTRY.size)
        except OSError as error:
            if not self._fails:
                _LOG.warning("handled updates can't be written down (%s)", error.strerror)
            self._fails = True


def is_in(folder: Path) -> bool:
    """Tell whether a bot has worked with this data folder before."""
    return (folder / FILE_NAME).exists()


@contextmanager
def opened(folder: Path) -> Iterator[Journal]:
    """Open the journal in the data folder, and make it if need be.

    Raises:
        OSError: It can't be opened.
    """
    path = folder / FILE_NAME
    path.touch(mode=0o600)
    with FileIO(path, "r+b") as file:
        found = file.read()
        whole = found[: len(found) - len(found) % _ENTRY.size]
        before = frozenset((update_id, mark) for update_id, mark in _ENTRY.iter_unpack(whole))
        # All of its room is taken now: a disk that fills up later does not matter.
        file.write(bytes(_PLACES * _ENTRY.size - len(found)))
        yield Journal(file, before)


def _write_at(file: FileIO, entry: bytes, place: int) -> None:
    if hasattr(os, "pwrite"):
        os.pwrite(file.fileno(), entry, place)
        return
    file.seek(place)  # Windows
    file.write(entry)
