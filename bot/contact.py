"""When the Bot API server last let us hear from it, and whether it refused the token."""

from __future__ import annotations

import asyncio
import logging
import time
from dataclasses import dataclass, field
from http import HTTPStatus

from telegram.error import Conflict, TelegramError

_LOG = logging.getLogger(__name__)
REFUSALS = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})


@dataclass(slots=True)
class Contact:
    """What one connection to the Bot API server has been like.

    Attributes:
        heard_at: Seconds since 1970; when the program started, if nothing was heard yet.
        status: HTTP status of the last answer; 0 before the first.
        refused: Set once the server does not know the token.
    """

    heard_at: float = field(default_factory=time.time)
    status: int = 0
    refused: asyncio.Event = field(default_factory=asyncio.Event)
    _in_trouble: bool = False

    def hear(self, status: int) -> None:
        """Note an answer."""
        self.status = status
        if status in REFUSALS:
            self.refused.set()
        if status < HTTPStatus.INTERNAL_SERVER_ERROR:
            self.heard_at = time.time()
        if status == HTTPStatus.OK and self._in_trouble:
            self._in_trouble = False
            _LOG.info("Telegram answers again")

    def complain(self, error: TelegramError) -> None:
        """Log why polling failed, once until it works again; the library keeps trying by itself."""
        if self._in_trouble:
            return
        self._in_trouble = True
        if isinstance(error, Conflict):
            _LOG.warning("another program asks Telegram for this bot's updates; stop one of the two")
        else:
            _LOG.warning("Telegram can't be reached (%s); trying again until it can", error)
