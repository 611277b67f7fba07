"""Start the bot: on Telegram with a token, else as a chat in this terminal. It runs until it is stopped."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from types import ModuleType
from typing import cast

from bot import logs, rotation, settings, token
from bot.errors import TokenRevokedError


def add_arguments(parser: ArgumentParser) -> None:
    """Declare the command's arguments."""
    settings.add_flags(parser)


def execute(options: Namespace) -> int:
    """Run until SIGTERM, Ctrl-C or the end of the input.

    Raises:
        BotError: Settings, token, network or folders won't do.
        RecordError: The record is broken.
    """
    chosen = settings.read(options)
    if chosen.telegram_bot_token is None:
        # Imported here, as below: whoever opens the one should not wait for the other.
        from bot import terminal_chat  # noqa: PLC0415

        logs.set_up(chosen, quiet=True)
        terminal_chat.chat(chosen)
        return 0
    # httpx, which the library imports, has a command line, and that imports rich, pygments and click: 3 MiB.
    sys.modules.setdefault("httpx._main", cast("ModuleType", None))
    from bot import serving  # noqa: PLC0415

    logs.set_up(chosen)
    try:
        serving.serve(chosen, chosen.telegram_bot_token)
    except TokenRevokedError as error:
        if not token.is_in_a_file(options, os.environ):
            raise
        rotation.wait_and_start_anew(
            error, chosen.telegram_bot_token, lambda: token.find(options, os.environ)
        )
    return 0
