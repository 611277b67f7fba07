"""Joins the bot for the page: the same application as on Telegram, with nothing stored."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

from bot import application
from bot.preview.stage import TOKEN, Stage
from bot.preview.talk import Talk
from bot.record_watch import RecordWatch
from bot.session_preferences import SessionPreferences
from bot.settings import Settings, cache_dir
from knowledge.compiled import load_snapshot
from knowledge.record.folder import shipped
from knowledge.snapshot import LiveSnapshot


@asynccontextmanager
async def opened(settings: Settings, folder: Path | None) -> AsyncIterator[Talk]:
    """Open a conversation on a record, to be followed as it is edited.

    Raises:
        RecordError: The record is broken.
    """
    read = partial(load_snapshot, kept=cache_dir())
    live = LiveSnapshot(read(folder))
    stage = Stage()
    telegram = application.build_in_process(
        settings, token=TOKEN, live=live, request=stage, preferences=SessionPreferences()
    )
    await telegram.initialize()
    try:
        yield Talk(telegram, stage, RecordWatch(live, folder or shipped(), read))
    finally:
        await telegram.shutdown()
