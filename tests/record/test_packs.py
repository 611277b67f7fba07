"""Language packs hold what is true of a language, and nothing of the record that ships."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

import knowledge
from knowledge.loader import load_snapshot
from knowledge.normalise import bare
from knowledge.record.values import Record

PACKS = sorted((Path(knowledge.__file__).parent / "languages").glob("*.yaml"))
LARGE = ("en", "ru", "zh")
MOST_LINES = {"large": 300, "small": 120}
LEAST_LETTERS = 4
"""Of a name that is looked for: shorter ones are words of some language as well."""


@pytest.fixture(scope="module")
def record() -> Record:
    return load_snapshot(None).record


def names(record: Record) -> Iterator[str]:
    """Give what speakers, countries and organisations are called, folded and between spaces."""
    for things in (record.speakers, record.countries, record.organisations):
        for thing in things.values():
            yield from (f" {bare(one.text)} " for one in thing.aliases if len(one.text) >= LEAST_LETTERS)


def phrases(held: object) -> Iterator[str]:
    """Give all phrases of a pack but what languages are called, and the offices that are held anywhere."""
    if isinstance(held, dict):
        for key, value in held.items():
            yield from () if key in {"translate", "offices"} else phrases(value)
    elif isinstance(held, list):
        yield from (f" {bare(str(one))} " for one in held)


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: str(pack.stem))
def test_a_pack_names_nobody_and_nothing_of_the_record(pack: Path, record: Record) -> None:
    held = "|".join(phrases(yaml.safe_load(pack.read_text(encoding="utf-8"))))

    assert [name for name in names(record) if name in held] == []


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: str(pack.stem))
def test_a_pack_is_short(pack: Path) -> None:
    size = "large" if pack.stem in LARGE else "small"

    assert len(pack.read_text(encoding="utf-8").splitlines()) <= MOST_LINES[size]
