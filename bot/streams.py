"""Standard input, output and error, made fit to use: closed ones, and those of other encodings."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from typing import Literal, TextIO

_BROKEN = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF, errno.EFBIG, errno.EDQUOT})


def prepare() -> None:
    """Let nothing that is read or written end the program: what can't be decoded or encoded is replaced."""
    # Python has None for a stream that was closed before the start.
    sys.stdin = sys.stdin or _nowhere("r")
    sys.stdout = sys.stdout or _nowhere("w")
    sys.stderr = sys.stderr or _nowhere("w")
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def is_of_output(error: OSError) -> bool:
    """Whether writing to standard output failed: a file's error has the file's name."""
    return error.errno in _BROKEN and error.filename is None


def give_up_output() -> None:
    """Write to nowhere from now on: Python would complain once more when it flushes at exit."""
    if not _leads_nowhere(sys.stdout):
        sys.stdout = _nowhere("w")


def complain(text: str) -> None:
    """Write to standard error, as far as that can be written."""
    with suppress(OSError):
        sys.stderr.write(text)


def let_errors_go() -> None:
    """Write out what waits for standard error; if it can't be, the exit code does not depend on that."""
    try:
        sys.stderr.flush()
    except OSError:
        if not _leads_nowhere(sys.stderr):
            sys.stderr = _nowhere("w")


def _leads_nowhere(stream: TextIO) -> bool:
    """Have a stream's descriptor write to nowhere; give whether that could be done."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        return False
    return True


def _nowhere(mode: Literal["r", "w"]) -> TextIO:
    return Path(os.devnull).open(mode, encoding="utf-8")
