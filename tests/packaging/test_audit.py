"""A pinned version with a known vulnerability fails the audit, also where the network is closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT

AUDIT = PROJECT / ".ci" / "audit.py"
CLOSED = "http://127.0.0.1:9"


def audit(lock: Path) -> subprocess.CompletedProcess[str]:
    """Run the audit behind a proxy that nobody keeps."""
    closed = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), CLOSED)
    return subprocess.run(
        [sys.executable, AUDIT, lock], env=os.environ | closed, capture_output=True, text=True, check=False
    )


def test_a_version_with_a_known_vulnerability_is_named_and_fails(tmp_path: Path) -> None:
    pytest.importorskip("packaging")
    (tmp_path / "some.lock").write_text("aiohttp==3.8.0 \\\n    --hash=sha256:00\npyyaml==6.0.3 \\\n")

    ran = audit(tmp_path / "some.lock")

    assert ran.returncode == 1, ran.stderr
    assert "aiohttp 3.8.0: CVE-2024-23829" in ran.stdout
    assert "pyyaml" not in ran.stdout


def test_what_is_installed_has_no_vulnerability_that_the_saved_set_knows() -> None:
    pytest.importorskip("packaging")

    ran = audit(PROJECT / "requirements.lock")

    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_saved_set_says_of_when_it_is() -> None:
    saved = json.loads((PROJECT / ".ci" / "advisories.json").read_text(encoding="utf-8"))

    assert saved["as_of"]
    assert "CVE-2024-23829" in saved["advisories"]["aiohttp"]
