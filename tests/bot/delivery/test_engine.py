"""What the engine asks of its SQLite file, whichever SQLite the machine has."""

from __future__ import annotations

import time
from pathlib import Path

from sqlalchemy import text

from bot.delivery.engine import _sqlite


def test_its_sqlite_tells_the_time_in_milliseconds(tmp_path: Path) -> None:
    """As DBOS asks for it from Python 3.12 on: SQLite before 3.42 gives nothing then."""
    engine = _sqlite(tmp_path / "engine.sqlite")
    before = time.time()

    with engine.connect() as connection:
        told = connection.execute(text("SELECT unixepoch('subsec') * 1000")).scalar()
    engine.dispose()

    assert told is not None
    assert 1000 * before - 1 <= told <= 1000 * time.time() + 1
