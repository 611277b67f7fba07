"""What the composition root sets for every process of the bot."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _waits_are_time_spans(monkeypatch: pytest.MonkeyPatch) -> None:
    """As `bot.application` does: otherwise the library warns at each 429."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
