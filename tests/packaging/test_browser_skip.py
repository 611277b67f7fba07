"""Where there is no Playwright or no Chromium, the browser tests are skipped by name, and counted."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT

MISSING = 'raise ModuleNotFoundError("No module named playwright", name="playwright")\n'


@pytest.mark.parametrize(
    ("lacks", "told"), [("playwright", "make test-browser"), ("chromium", "apt install chromium")]
)
def test_what_is_missing_and_how_it_is_installed_is_said(tmp_path: Path, lacks: str, told: str) -> None:
    (tmp_path / "playwright").mkdir()
    if lacks == "playwright":
        (tmp_path / "playwright" / "__init__.py").write_text(MISSING)
    else:
        (tmp_path / "playwright" / "__init__.py").write_text("")
        (tmp_path / "playwright" / "sync_api.py").write_text("class expect:\n    set_options = dict\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-n0", "-q", "-p", "no:cacheprovider", "tests/browser"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PATH": str(tmp_path)},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "SKIPPED [" in ran.stdout
    assert told in ran.stdout
    assert " skipped" in ran.stdout.splitlines()[-1]
