"""The small record on which code is tested: an edit of the shipped one breaks none of these tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from knowledge.loader import load_snapshot
from knowledge.snapshot import Snapshot

FOLDER = Path(__file__).parent / "data" / "record"
"""Three speakers, words in English and Russian, and an entry of every kind."""


@cache
def snapshot() -> Snapshot:
    """Give it ready to answer, read once.

    Not as a module is imported: each process of pytest imports all modules, of which it runs a part.
    """
    return load_snapshot(FOLDER)
