"""Whatever others made and ships with the program is named with its licence, and no licence is forgotten."""

from __future__ import annotations

import re

import pytest

from tests.packaging.dockerfile import PROJECT

NOTICES = (PROJECT / "THIRD-PARTY.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "file",
    [
        *(path for path in (PROJECT / "handlers" / "fonts").iterdir() if path.suffix == ".woff2"),
        *PROJECT.glob("[bhk]*/**/LICENSE*"),
        *PROJECT.glob("[bhk]*/**/*.tsv"),
    ],
    ids=lambda path: path.name,
)
def test_each_font_each_table_and_each_licence_is_named(file: object) -> None:
    assert str(file).removeprefix(f"{PROJECT}/") in NOTICES


def test_what_is_named_is_there() -> None:
    has_record = (PROJECT / "knowledge" / "data").is_dir()
    for path in re.findall(r"`((?:handlers|knowledge|\.ci)/[^`]+)`", NOTICES):
        if has_record or not path.startswith("knowledge/data/"):
            assert list(PROJECT.glob(path)), path
