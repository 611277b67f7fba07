"""Where the bot's token comes from: the environment, a file, standard input; never the command line."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from bot.errors import SettingsError

_TOKEN = re.compile(r"[0-9]+:[A-Za-z0-9_-]+")
_FROM_STANDARD_INPUT = "-"
_VISIBLE_TO_OTHERS = (
    "--telegram-bot-token: others on this machine can read a command line; "
    "use the variable TELEGRAM_BOT_TOKEN, --telegram-bot-token-file FILE, or - for standard input"
)


def find(options: Namespace, environment: Mapping[str, str]) -> str:
    """Find the token, flags before environment, and see that it is one; empty if there is none.

    Raises:
        SettingsError: It stands where others can read it, or is no token, or its file can't be read.
    """
    name, value = "TELEGRAM_BOT_TOKEN", ""
    for source in (vars(options), environment):
        typed, file = ((source.get(key) or "").strip() for key in (name, f"{name}_FILE"))
        if source is not environment and typed not in {"", _FROM_STANDARD_INPUT}:
            raise SettingsError((_VISIBLE_TO_OTHERS,))
        if typed or file:
            value = _resolved(typed, file)
            break
    if value and not _TOKEN.fullmatch(value):
        raise SettingsError((f"{name}: not a token (digits, colon, letters); copy it again from @BotFather",))
    return value


def is_in_a_file(options: Namespace, environment: Mapping[str, str]) -> bool:
    """Tell whether the token that `find` gives stands in a file."""
    name = "TELEGRAM_BOT_TOKEN"
    for source in (vars(options), environment):
        typed, file = ((source.get(key) or "").strip() for key in (name, f"{name}_FILE"))
        if typed or file:
            return bool(file) and not typed
    return False


def _resolved(typed: str, file: str) -> str:
    """Give the token itself, from standard input or a file if it stands there."""
    if typed == _FROM_STANDARD_INPUT:
        typed = sys.stdin.readline().strip()
    return typed or _token_file(file)


def _token_file(path: str) -> str:
    try:
        return Path(path).expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not a text file"
        raise SettingsError((f"TELEGRAM_BOT_TOKEN_FILE: {path}: {reason}; name a readable file",)) from error
