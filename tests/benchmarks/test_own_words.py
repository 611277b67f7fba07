"""What `make own-words` and `make counts` take away and count."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.counts import FRACTIONS, PACKS, RECORD, STATEMENTS, WHOLE, counted
from benchmarks.own_words import HEADING, KINDS, Brought, section
from benchmarks.trials import Ground
from knowledge import loader
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.values import Fact
from tests import fixed_record


@pytest.fixture(scope="module")
def ground() -> Ground:
    files, _ = loader.read_files(folder.read(fixed_record.FOLDER).texts)
    record, languages, _ = assemble(files)
    assert record is not None
    return Ground(record, tuple(languages), "")


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_is_taken_away_whole_and_counted(ground: Ground, kind: str) -> None:
    without, gone = KINDS[kind](ground)

    assert gone > 0
    assert KINDS[kind](without)[1] == 0
    assert list(without.record.entries) == list(ground.record.entries)


def test_asks_of_facts_leave_all_else_as_it_was(ground: Ground) -> None:
    without, gone = KINDS["questions that a fact answers (`asks`)"](ground)

    assert gone == sum(len(one.asks) for one in ground.record.facts)
    assert all(one.asks == () for one in without.record.entries.values() if isinstance(one, Fact))
    assert without.record.themes == ground.record.themes


def test_what_brings_most_stands_first_and_what_is_not_there_has_a_dash() -> None:
    found = {"one": {kind: Brought(0, 0.0) for kind in KINDS}}
    last = list(KINDS)[-1]
    found["one"][last] = Brought(1234, 5.25)

    page = section(found, {"one": 9}).splitlines()

    assert page[0] == HEADING
    assert f"| {last} | −5.2 (1,234) |" in page
    assert page.index(f"| {last} | −5.2 (1,234) |") == page.index("|---|---|") + 1
    assert page[-1].endswith("| – |")


def test_words_without_which_more_is_right_are_told_as_a_gain() -> None:
    first = next(iter(KINDS))
    found = {"one": {kind: Brought(20, 0.0) for kind in KINDS} | {first: Brought(20, -0.8)}}

    page = section(found, {"one": 9}).splitlines()

    assert f"| {first} | +0.8 (20) |" in page
    assert page.count("") == 2
    assert sum(line.endswith("| 0 (20) |") for line in page) == len(KINDS) - 1


def test_statements_phrases_and_numbers_are_counted_by_what_they_are() -> None:
    counts = counted(
        {
            "knowledge/answering/a.py": '"""Says."""\nLEAST = 0.5\nMOST = 40\nNONE = 0\n',
            "knowledge/languages/en.yaml": "stop: [of, the]\nslots: {who: [who, whose]}\n",
            "knowledge/data/themes.yaml": "themes:\n  - aliases: {en: [trust]}\n",
            "knowledge/data/golden.yaml": "goals: [not a phrase]\n",
        }
    )

    assert counts == Counter({STATEMENTS["answering"]: 3, FRACTIONS: 1, WHOLE: 1, PACKS: 4, RECORD: 1})
