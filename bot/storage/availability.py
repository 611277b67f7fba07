"""Says once that the database fails, and once that it works again."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from bot.storage.errors import BusyError, FullError, GoneError, ReadOnlyError, SchemaError, StorageError

_LOG = logging.getLogger(__name__)
_LASTING = (GoneError, SchemaError)
_STILL_READABLE = (BusyError, FullError, ReadOnlyError)


@dataclass(slots=True)
class Availability:
    """Whether the database does what it is asked.

    Attributes:
        trouble: What is wrong with it; None as long as it works.
    """

    trouble: StorageError | None = None

    def failed(self, error: StorageError) -> None:
        """Note a failure; said unless one of its kind is known already."""
        if self.trouble is None or type(self.trouble) is not type(error):
            _LOG.error("%s", error)
        self.trouble = error

    def worked(self, *, writing: bool) -> None:
        """Note that something was done, which does not end every trouble: a full disk can still be read."""
        if self.trouble is None or isinstance(self.trouble, _LASTING):
            return
        if isinstance(self.trouble, _STILL_READABLE) and not writing:
            return
        self.trouble = None
        _LOG.info("the database works again")
