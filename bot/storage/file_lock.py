"""A lock that a file carries and that ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked(path: Path, *, wait_seconds: float = 0.0) -> Iterator[bool]:
    """Hold the lock of a file, which is made if need be; gives False if another process keeps it.

    Args:
        path: The file; it stays when the lock ends, since removing it would let two processes in.
        wait_seconds: How long to try.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
    try:
        yield _taken_within(descriptor, wait_seconds)
    finally:
        os.close(descriptor)


def _taken_within(descriptor: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while not _take(descriptor):
        if time.monotonic() >= end:
            return False
        time.sleep(0.05)
    return True


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
