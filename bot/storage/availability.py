"""Says once that the database fails, and once that it works again."""

from __future__ import annotations

import logging
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.storage.errors import BusyError, FullError, GoneError, ReadOnlyError, SchemaError, StorageError

_LOG = logging.getLogger(__name__)
_LASTING = (GoneError, SchemaError)
_STILL_READABLE = (BusyError, FullError, ReadOnlyError)
QUIET_SECONDS = 60.0
"""A database that comes and goes is said no more often than this."""
SETTLED_SECONDS = 10.0
"""On a full disk one write fits and the next does not: it has room again once none has failed for so long."""


@dataclass(slots=True)
class Availability:
    """Whether the database does what it is asked.

    Attributes:
        failure: What is wrong with it; None as long as it works.
        clock: Gives seconds that never go back.
    """

    failure: StorageError | None = None
    clock: Callable[[], float] = time.monotonic
    _failed_at: float = 0.0
    _said_at: dict[type[StorageError], float] = field(default_factory=dict)
    _is_said: bool = False

    def failed(self, error: StorageError) -> None:
        """Note a failure; said unless one of its kind is known already, or was said a moment ago."""
        kind, now = type(error), self.clock()
        is_known = type(self.failure) is kind and self._is_said
        if not is_known and now - self._said_at.get(kind, -math.inf) > QUIET_SECONDS:
            _LOG.error("%s", error)
            self._is_said, self._said_at[kind] = True, now
        self.failure, self._failed_at = error, now

    def worked(self, *, writing: bool) -> None:
        """Note that something was done, which does not end every failure: a full disk can still be read."""
        if self.failure is None or isinstance(self.failure, _LASTING):
            return
        if isinstance(self.failure, _STILL_READABLE) and not writing:
            return
        if isinstance(self.failure, FullError) and self.clock() - self._failed_at < SETTLED_SECONDS:
            return
        self.failure = None
        if self._is_said:
            _LOG.info("the database works again")
        self._is_said = False
