"""What the bot does beside its answers."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest

from bot import serving
from knowledge.snapshot import LiveSnapshot, Snapshot


async def test_what_nobody_asks_any_more_is_let_go(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "AGE_SECONDS", 0.01)
    words = "what did my uncle Balthasar say about culture?"
    snapshot.answer(words)
    with suppress(TimeoutError):
        async with asyncio.timeout(1):
            await serving.age(LiveSnapshot(snapshot))

    assert snapshot.lately.get(words, "requests", lambda: None) is None
