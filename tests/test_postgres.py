"""A PostgreSQL that died is one failure with its last words, not one for each test that wants it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.postgres import Server


def test_a_server_that_died_fails_once_and_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log"
    log.write_text("FATAL: could not stat data directory: Permission denied\n")
    server = Server(f"postgresql://postgres@/postgres?host={tmp_path}", log)

    with pytest.raises(pytest.fail.Exception, match="Permission denied"):
        server.new_database("one")
    for name in ("two", "three"):
        with pytest.raises(pytest.skip.Exception):
            server.new_database(name)
    server.drop_database("one")
