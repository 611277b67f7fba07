"""Tells whoever sends something of the very moment at which it is given to the network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_TELL: ContextVar[Callable[[], None] | None] = ContextVar("tell", default=None)


@contextmanager
def telling(leaves: Callable[[], None]) -> Iterator[None]:
    """Let what is sent within say when it leaves: after its connection was made, before its first byte.

    Args:
        leaves: Called once for each request, or part of it; must not wait.
    """
    token = _TELL.set(leaves)
    try:
        yield
    finally:
        _TELL.reset(token)


def leaves() -> None:
    """Say that a request leaves now."""
    if tell := _TELL.get():
        tell()
