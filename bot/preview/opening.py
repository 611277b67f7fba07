"""Joins the bot for the page: the same application as on Telegram, with nothing stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot import application
from bot.preview.chat import PreviewChat
from bot.preview.request import TOKEN, PreviewRequest
from bot.preview.traced import TracedSnapshot
from bot.record_watch import RecordWatch
from bot.session_preferences import SessionPreferences
from bot.settings import Settings, cache_dir
from knowledge.answering.answer import Answer
from knowledge.compiled import load_snapshot
from knowledge.record.folder import shipped
from knowledge.snapshot import LiveSnapshot


@asynccontextmanager
async def opened(settings: Settings, folder: Path | None) -> AsyncIterator[PreviewChat]:
    """Open a chat on a record, to be followed as it is edited.

    Raises:
        RecordError: The record is broken.
    """
    given: list[Answer] = []
    read = partial(_traced, given=given)
    live = LiveSnapshot(read(folder))
    request = PreviewRequest()
    telegram = application.build_in_process(
        settings, token=TOKEN, live=live, request=request, preferences=SessionPreferences()
    )
    await telegram.initialize()
    try:
        yield PreviewChat(telegram, request, RecordWatch(live, folder or shipped(), read), given)
    finally:
        await telegram.shutdown()


def _traced(folder: Path | None, *, given: list[Answer]) -> TracedSnapshot:
    return TracedSnapshot.of(load_snapshot(folder, kept=cache_dir()), given)
