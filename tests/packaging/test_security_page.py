"""The threat model names tests that exist."""

from __future__ import annotations

import re

import pytest

from tests.packaging.dockerfile import PROJECT

PAGE = (PROJECT / "docs" / "security.md").read_text(encoding="utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)


@pytest.mark.parametrize(("file", "test"), NAMED)
def test_each_test_that_it_names_exists(file: str, test: str) -> None:
    assert f"def {test}(" in (PROJECT / file).read_text(encoding="utf-8")


def test_each_threat_has_a_test() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "threat" not in line]

    assert rows
    assert all("::test_" in row for row in rows)
