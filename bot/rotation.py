"""A token that was revoked while the bot ran: wait for another one in its file, and start anew with it."""

from __future__ import annotations

import logging
import os
import signal
import sys
import time
from collections.abc import Callable

from bot.errors import SettingsError, TokenRevokedError

EVERY_SECONDS = 1.0

_LOG = logging.getLogger(__name__)


def wait_and_start_anew(error: TokenRevokedError, refused: str, find: Callable[[], str]) -> None:
    """Wait until there is another token, and become a new process with the same arguments.

    What was in hand is with Telegram and in the database. SIGTERM and Ctrl-C end the process meanwhile, by 0.

    Args:
        error: What is said, once.
        refused: The token that Telegram does not know any more.
        find: Gives the one that stands in the file; while that is being written there may be none.
    """
    _LOG.error("%s, into its file: the bot goes on once another one is there", error)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit(0))
    while _found(find) in {"", refused}:
        time.sleep(EVERY_SECONDS)
    _LOG.info("another token is there: starting anew")
    os.execv(sys.executable, [sys.executable, "-m", "bot", *sys.argv[1:]])  # noqa: S606 - ourselves


def _found(find: Callable[[], str]) -> str:
    try:
        return find()
    except SettingsError:
        return ""
