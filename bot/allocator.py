"""The C library's allocator, told to give back what is free: a process of many months must not grow."""

from __future__ import annotations

import ctypes
import sys

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""Names of glibc's <malloc.h>."""
LARGE_BYTES = 256 * 1024
"""From this size on a block is taken from the kernel, and given back, by itself. By default glibc raises it
to 32 MiB as soon as one such block was freed, and keeps twice as much free at its top."""
MOST_FREE_BYTES = 512 * 1024
"""Kept at the top: with less, each thing that is packed takes its memory from the kernel anew."""


def settle() -> None:
    """Keep one arena and little that is free; where the C library is not glibc, nothing happens.

    An arena a thread costs some MiB each, and nothing is won: Python's threads take turns. To be called
    before there are any.
    """
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        for parameter, value in (
            (_ARENA_MAX, 1),
            (_MMAP_THRESHOLD, LARGE_BYTES),
            (_TRIM_THRESHOLD, MOST_FREE_BYTES),
        ):
            mallopt(parameter, value)
