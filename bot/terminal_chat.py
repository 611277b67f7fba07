"""The chat in the terminal: the same application and handlers, fed from the keyboard or a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress

from telegram import Update

from bot import application
from bot.record_watch import RecordWatch
from bot.session_preferences import SessionPreferences
from bot.settings import Settings
from bot.transports.conversation import Conversation
from bot.transports.screen import Screen, open_screen
from bot.transports.terminal import TOKEN, TerminalRequest
from knowledge.loader import load_snapshot, shipped
from knowledge.snapshot import LiveSnapshot

PROMPT = "› "
WHY_HERE = "No TELEGRAM_BOT_TOKEN, so this is a chat in the terminal."
HOW_TO = "Type a question; a number presses a button; Ctrl-D ends."


def hold(settings: Settings) -> None:
    """Answer each typed line until the input ends.

    Raises:
        BotError: The data folder won't do.
        RecordError: The record is broken.
    """
    live = LiveSnapshot(load_snapshot(settings.knowledge_dir))
    watch = RecordWatch(live, settings.knowledge_dir or shipped())
    screen = open_screen(sys.stdout)
    conversation = Conversation(language=language(os.environ), now=lambda: int(time.time()))
    request = TerminalRequest(screen, conversation)
    # The loop runs only while a line is answered: at the prompt, Ctrl-C and the keyboard belong to Python.
    with asyncio.Runner() as runner, suppress(KeyboardInterrupt):
        telegram = application.build(
            settings,
            token=TOKEN,
            live=live,
            request=request,
            polling_request=None,
            preferences=SessionPreferences(),
            subscriptions=None,
        )
        runner.run(telegram.initialize())
        try:
            for line in _greeted(screen, sys.stdin.isatty()):
                watch.reload_if_edited()
                update = Update.de_json(conversation.typed(line), telegram.bot)
                runner.run(telegram.process_update(update))
                screen.write()
        finally:
            runner.run(telegram.shutdown())


def language(environment: Mapping[str, str]) -> str:
    """Give the ISO 639 code of the person's language, as the environment tells it."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        code = environment.get(name, "").partition(".")[0].partition("_")[0]
        if code:
            return "en" if code in {"C", "POSIX"} else code
    return "en"


def _greeted(screen: Screen, at_a_keyboard: bool) -> Iterator[str]:  # noqa: FBT001
    """Give the lines to answer: a greeting's first where somebody looks on."""
    if not at_a_keyboard:
        for line in sys.stdin:
            yield line.rstrip("\r\n")
        return
    screen.note(WHY_HERE)
    screen.note(HOW_TO)
    screen.write()
    yield "/start"
    yield from _typed(screen)


def _typed(screen: Screen) -> Iterator[str]:
    with suppress(ImportError):
        import readline  # noqa: F401, PLC0415 - gives input() a memory and an editor; not on Windows
    while True:
        try:
            line = input(PROMPT)
        except EOFError:
            screen.write()
            return
        if line.strip():
            yield line
