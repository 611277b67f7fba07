"""Tests of what `make mutants` runs on a mutant: the files of tests that could notice it."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks import mutant_tests
from benchmarks.mutant_tests import Noted

SOURCE = "handlers/place.py"
CODE = "def first():\n    return (\n        1\n    )\n\n\ndef second():\n    return 2\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of one source and a folder of tests."""
    monkeypatch.setattr(mutant_tests, "ROOT", tmp_path)
    mutant_tests._tree.cache_clear()
    _write(tmp_path / SOURCE, CODE)
    _write(tmp_path / "tests" / "test_values.py", "")
    return tmp_path


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def _noted(name: str, *lines: int, seconds: float = 1.0) -> Noted:
    sources = {SOURCE: mutant_tests.text_hash(SOURCE)}
    return Noted(f"tests/handlers/{name}.py", "", seconds, (), {SOURCE: frozenset(lines)}, sources)


@pytest.mark.usefixtures("tree")
def test_tests_that_ran_the_statement_meet_a_mutant_the_quickest_first() -> None:
    noted = [_noted("test_slow", 2, seconds=9), _noted("test_other", 8), _noted("test_quick", 2)]
    assert mutant_tests.that_ran(SOURCE, 3, "handlers", noted) == [
        "tests/handlers/test_quick.py",
        "tests/handlers/test_slow.py",
    ]


def test_tests_that_ran_a_file_before_it_changed_may_run_the_line(tree: Path) -> None:
    noted = [_noted("test_other", 8)]
    assert mutant_tests.that_ran(SOURCE, 3, "handlers", noted) == []
    _write(tree / SOURCE, CODE + "\n# A word more.\n")
    assert mutant_tests.that_ran(SOURCE, 3, "handlers", noted) == ["tests/handlers/test_other.py"]


@pytest.mark.usefixtures("tree")
def test_tests_without_an_end_meet_no_mutant() -> None:
    noted = [_noted("test_endless", 2, seconds=math.inf), _noted("test_quick", 2)]
    assert mutant_tests.that_ran(SOURCE, 3, "handlers", noted) == ["tests/handlers/test_quick.py"]


@pytest.mark.usefixtures("tree")
def test_what_no_test_runs_in_its_own_process_is_met_by_those_that_start_one() -> None:
    assert mutant_tests.that_ran(SOURCE, 3, "bot", [_noted("test_other", 8)]) == [
        *mutant_tests.OF_PROCESS["bot"]
    ]


def test_tests_are_called_after_a_file_by_their_name(tree: Path) -> None:
    for name in ("test_place", "test_place_names", "test_other"):
        _write(tree / "tests" / "handlers" / f"{name}.py", "")
    assert mutant_tests.called_after(SOURCE, "handlers") == [
        "tests/handlers/test_place.py",
        "tests/handlers/test_place_names.py",
    ]


def test_what_was_noted_is_believed_until_the_tests_change(tree: Path) -> None:
    test = "tests/handlers/test_place.py"
    _write(tree / test, "def test_nothing(): pass\n")
    row = (
        f'{{"file": "{test}", "text": "{mutant_tests.text_hash(test)}", "seconds": 2.0, "failed": [],'
        f' "lines": {{"{SOURCE}": [2, 3]}}, "sources": {{}}}}'
    )
    (tree / "tests.handlers.test_place.json").write_text(row, encoding="utf-8")
    noted = mutant_tests.kept(test, tree)
    assert noted is not None
    assert noted.lines == {SOURCE: frozenset({2, 3})}
    _write(tree / test, "def test_something(): pass\n")
    assert mutant_tests.kept(test, tree) is None
