"""The chat in the terminal: the same application and handlers, fed from the keyboard or a pipe."""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import partial

from telegram import Update

from bot import application
from bot.record_watch import RecordWatch
from bot.session_preferences import SessionPreferences
from bot.settings import Settings, cache_dir
from bot.transports.conversation import PERSON, Conversation
from bot.transports.screen import Screen, clean, open_screen
from bot.transports.terminal import TOKEN, TerminalRequest
from handlers.texts import Texts, load_locales
from knowledge.compiled import load_snapshot
from knowledge.record.folder import shipped
from knowledge.snapshot import LiveSnapshot

PROMPT = "› "


def chat(settings: Settings) -> None:
    """Answer each typed line until the input ends.

    Raises:
        BotError: The data folder won't do.
        RecordError: The record is broken.
    """
    read = partial(load_snapshot, kept=cache_dir())
    live = LiveSnapshot(read(settings.knowledge_dir))
    watch = RecordWatch(live, settings.knowledge_dir or shipped(), read)
    screen = open_screen(sys.stdout)
    conversation = Conversation(language=language(os.environ), now=lambda: int(time.time()))
    locales, preferences = load_locales(), SessionPreferences()

    def texts() -> Texts:
        return locales.within(preferences.chosen(PERSON) or conversation.language)

    request = TerminalRequest(screen, conversation, texts)
    # The loop runs only while a line is answered: at the prompt, Ctrl-C and the keyboard belong to Python.
    with asyncio.Runner() as runner, suppress(KeyboardInterrupt):
        telegram = application.build_in_process(
            settings, token=TOKEN, live=live, request=request, preferences=preferences
        )
        runner.run(telegram.initialize())
        try:
            for line in _greeted(screen, locales.within(conversation.language), sys.stdin.isatty()):
                if conversation.misses(line):
                    screen.note(texts().label("terminal_no_button", number=line.strip()))
                    screen.write()
                    continue
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


def _greeted(screen: Screen, texts: Texts, at_a_keyboard: bool) -> Iterator[str]:  # noqa: FBT001
    """Give the lines to answer: a greeting's first where somebody looks on."""
    if not at_a_keyboard:
        yield from _piped(screen)
        return
    screen.note(texts.label("terminal_why"))
    screen.note(texts.label("terminal_how"))
    screen.write()
    yield "/start"
    yield from _typed(screen)


def _piped(screen: Screen) -> Iterator[str]:
    """Give each line, written out again, so that whoever reads the answers knows what was asked."""
    for line in sys.stdin:
        if line.strip():
            # Bytes that are no text come as surrogates, which no Telegram ever sends.
            asked = clean(line.rstrip("\r\n"))
            screen.note(PROMPT + asked)
            yield asked


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
            yield clean(line)
