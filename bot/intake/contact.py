"""How the bot fares with its updates: when it last did well by people, and what keeps updates from coming."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.intake.arrival import Unreadable
from bot.intake.poll_failure import PollError, PollFailure

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Contact:
    """What people would notice, and what the operator has to know.

    Attributes:
        clock: Gives seconds since 1970.
        well_at: When an update was handled, or a poll brought none as none waited; at first the start.
        failure: Why no updates come; None while they do.
        status: HTTP status of the last answer that was no list of updates; 0 if none was.
        unreadable: How many updates were passed over as they can't be read.
        refused: Set once the server does not know the token.
    """

    clock: Callable[[], float] = time.time
    well_at: float = 0.0
    failure: PollFailure | None = None
    status: int = 0
    unreadable: int = 0
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    _has_named_one_without_id: bool = False

    def __post_init__(self) -> None:
        self.well_at = self.clock()

    def did_well(self) -> None:
        """Note that an update was handled, or that none waits."""
        self.well_at = self.clock()

    def hears(self) -> None:
        """Note a poll that was answered with a list."""
        if self.failure is not None:
            self.failure = None
            _LOG.info("Telegram answers again")

    def complain(self, error: PollError) -> None:
        """Log why no updates come, once until they do or the reason is another one."""
        self.status = error.status or self.status
        if error.failure is PollFailure.REFUSED:
            self.refused.set()
        elif error.failure is not self.failure:
            _LOG.warning("%s%s", error.failure.value, f" ({error.said})" if error.said else "")
        self.failure = error.failure

    def passes_over(self, found: Unreadable, *, wholly: bool = True) -> None:
        """Name an update that can't be read, and count it; or not wholly, so that its sender is told so."""
        self.unreadable += 1
        if found.update_id is None and self._has_named_one_without_id:
            return  # It can't be confirmed, and comes again with each poll.
        self._has_named_one_without_id |= found.update_id is None
        shown = "without an id" if found.update_id is None else found.update_id
        done = "can't be read and is passed over" if wholly else "can't be read whole, and its sender is told"
        _LOG.warning("update %s (%s) %s: %s", shown, found.kind, done, found.fault)
