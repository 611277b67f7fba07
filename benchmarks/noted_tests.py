"""A pytest plugin for `make mutants`: notes how long each test took, and whether it passed."""

from __future__ import annotations

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

FILE = "NOTED_TESTS"
"""Environment variable that names the file to write: a JSON object of test → [seconds, has passed]."""
_seconds: dict[str, float] = defaultdict(float)
_failed: set[str] = set()


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Add up the phases of a test."""
    _seconds[report.nodeid] += report.duration
    if report.failed:
        _failed.add(report.nodeid)


def pytest_sessionfinish() -> None:
    """Write what was noted."""
    noted = {test: [seconds, test not in _failed] for test, seconds in _seconds.items()}
    Path(os.environ[FILE]).write_text(json.dumps(noted), encoding="utf-8")
