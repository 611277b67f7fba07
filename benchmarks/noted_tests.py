"""A pytest plugin for `make mutants`: notes which tests failed, how long they took, and what they ran."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path

import coverage
import pytest

FILE = "NOTED_TESTS"
"""Environment variable that names the file to write: {"seconds": …, "failed": …, "lines": …}."""
ROOM = "NOTED_ROOM"
"""Environment variable that names the room whose lines are noted; none are without it."""
_failed: dict[str, None] = {}
_begun = time.monotonic()
_noting: list[coverage.Coverage] = []


def pytest_load_initial_conftests() -> None:
    """Begin to note lines, before a conftest imports what is measured."""
    if room := os.environ.get(ROOM):
        noting = coverage.Coverage(
            data_file=None,
            source=[room],
            # SQLAlchemy's asynchronous engine runs what waits in greenlets.
            concurrency=["thread", "greenlet"],
            config_file=False,
        )
        noting.start()
        _noting.append(noting)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember what failed, in any of its phases."""
    if report.failed:
        _failed[report.nodeid] = None


def pytest_sessionfinish() -> None:
    """Write what was noted."""
    noted = {"seconds": time.monotonic() - _begun, "failed": [*_failed], "lines": _lines()}
    Path(os.environ[FILE]).write_text(json.dumps(noted), encoding="utf-8")


def _lines() -> Mapping[str, list[int]]:
    """Give the lines that ran, by file, relative to the tree."""
    for noting in _noting:
        noting.stop()
        data = noting.get_data()
        return {
            Path(file).relative_to(Path.cwd()).as_posix(): sorted(data.lines(file) or ())
            for file in data.measured_files()
        }
    return {}
