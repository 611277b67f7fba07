"""Edits half done: names exchanged, files renamed in one place, lines without their key, words cut off."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.knowledge.slip import Slip, warned_of

ABOUT = "about.yaml"
WARNED = {
    "a format that is lost": Slip(
        ABOUT, "format: 2\n", "", "# yaml-language-server", "a record of an older format"
    ),
}


@pytest.mark.parametrize("slip", WARNED.values(), ids=WARNED)
def test_it_is_warned_of_where_it_stands(folder: Path, slip: Slip) -> None:
    warned_of(folder, slip)
