"""These tests hold the record that ships, and nothing else does; without its folder they are skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.loader import load_snapshot
from knowledge.record.folder import shipped
from knowledge.snapshot import Snapshot

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip all that is in this folder if the shipped record is not there."""
    if (shipped() / "about.yaml").is_file():
        return
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.skip(f"holds the shipped record, and {shipped()} is not there"))


@pytest.fixture(autouse=True)
def _small_record(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands read what they read if nobody says another record."""
    monkeypatch.delenv("KNOWLEDGE_DIR", raising=False)


@pytest.fixture(scope="session")
def snapshot() -> Snapshot:
    """The shipped record, read once."""
    return load_snapshot()
