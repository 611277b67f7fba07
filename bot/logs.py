"""Logging, set up once; the token cannot get out."""

from __future__ import annotations

import json
import logging
import math
import re
import sys
import threading
import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from bot.settings import LogFormat, Settings

_SELDOM_SECONDS = 60.0
MASK = "***"
UPDATE: ContextVar[int | None] = ContextVar("update", default=None)
"""Id of the update that is being handled; each line that the handling writes names it."""
_LOOKS_LIKE_A_TOKEN = re.compile(r"(?<![0-9])[0-9]{6,}(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
# What we say ourselves in one line (contact.py), the library says with a traceback.
_SAID_ELSEWHERE = ("%s Invalid token", "Error while calling `get_updates` one more time")
# Whoever knocks at an open port can have the web server say these, as often as they like.
_KNOCKS = ("Invalid HTTP request", "Unsupported upgrade request", "No supported WebSocket library")
_OURS = ("bot", "handlers", "knowledge", "__main__")


class Mask:
    """Replaces secrets in a text: those it was told, and whatever looks like a bot token."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        """Remember the secrets, also as they stand in an address."""
        known = {spelling for secret in secrets if secret for spelling in (secret, quote(secret, safe=""))}
        self._secrets = tuple(sorted(known, key=len, reverse=True))

    def __call__(self, text: str) -> str:
        """Give the text without its secrets."""
        for secret in self._secrets:
            text = text.replace(secret, MASK)
        return _LOOKS_LIKE_A_TOKEN.sub(MASK, text)


class TextFormatter(logging.Formatter):
    """One entry a line for people; tracebacks follow it."""

    def __init__(self, mask: Mask) -> None:
        """Write through `mask`."""
        super().__init__("%(asctime)s %(levelname)-7s %(name)s: %(message)s")
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Mask last, so that arguments and tracebacks are covered too."""
        return self._mask(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the library's name
        """Name the update that a line is about, if it is about one."""
        update = UPDATE.get()
        return super().formatMessage(record) + (f" (update {update})" if update is not None else "")


class JsonFormatter(logging.Formatter):
    """One JSON object a line for programs: time, level, logger, message; error and update if there is one."""

    def __init__(self, mask: Mask) -> None:
        """Write through `mask`."""
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        """Mask each value before JSON escapes it."""
        written_at = datetime.fromtimestamp(record.created, tz=UTC)
        entry: dict[str, str] = {
            "time": written_at.isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        masked: dict[str, str | int] = {key: self._mask(value) for key, value in entry.items()}
        if (update := UPDATE.get()) is not None:
            masked["update"] = update
        return json.dumps(masked, ensure_ascii=False)


def set_up(settings: Settings, *, quiet: bool = False) -> None:
    """Send the log to standard error, masked, in the settings' format and from their level on.

    `quiet` is errors only, unless DEBUG was asked for: the terminal chat has the screen to itself.
    """
    mask = Mask(settings.secrets)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(settings.log_format, mask))
    level = "ERROR" if quiet and settings.log_level != "DEBUG" else settings.log_level
    # What libraries say below a warning holds people's words and ids, and addresses with the token in them.
    least = max(logging.WARNING, logging.getLevelNamesMapping()[level])
    logging.basicConfig(level=least, handlers=[handler], force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    logging.captureWarnings(capture=True)
    # A log that can't be written is no reason to write about that.
    logging.raiseExceptions = False
    for name in ("telegram.ext", "telegram.ext.Updater"):
        logging.getLogger(name).addFilter(_is_news)
    logging.getLogger("uvicorn.error").addFilter(_is_no_knock)
    logging.getLogger("uvicorn.error").addFilter(_OncePerMinute("Exceeded concurrency limit"))
    logging.getLogger("handlers.errors").addFilter(_OncePerMinute("an answer did not get through"))
    guard(mask)


class _OncePerMinute(logging.Filter):
    """Lets one kind of line pass once a minute: while nothing gets through, each answer says the same."""

    def __init__(self, message: str) -> None:
        """Know the line by its beginning."""
        super().__init__()
        self._message = message
        self._passed_at = -math.inf

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether it is another line, or the first for a minute."""
        if not str(record.msg).startswith(self._message):
            return True
        if record.created - self._passed_at < _SELDOM_SECONDS:
            return False
        self._passed_at = record.created
        return True


def _is_news(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_SAID_ELSEWHERE)


def _is_no_knock(record: logging.LogRecord) -> bool:
    return not str(record.msg).startswith(_KNOCKS)


def guard(mask: Mask) -> None:
    """Write tracebacks that nobody caught through the mask, from every thread."""

    def on_error(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        sys.stderr.write(mask("".join(traceback.format_exception(kind, error, trace))))

    def on_thread_error(failed: threading.ExceptHookArgs) -> None:
        on_error(failed.exc_type, failed.exc_value, failed.exc_traceback)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error


def _formatter(log_format: LogFormat, mask: Mask) -> logging.Formatter:
    return JsonFormatter(mask) if log_format == "json" else TextFormatter(mask)
