"""The Makefile keeps what help, README and .ci/run say of it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from tests.packaging.dockerfile import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()
RULES = dict(re.findall(r"^([a-z-]+):([^#=\n]*)", MAKEFILE, flags=re.MULTILINE))


def make(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make as a person does, not as the make that runs these tests."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))
    }
    return subprocess.run(
        ["make", *arguments], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


def test_make_alone_lists_every_target_with_what_it_does() -> None:
    listed = re.findall(r"^  make ([a-z-]+) +\S.*$", make().stdout, flags=re.MULTILINE)

    assert listed == list(RULES)


def test_no_target_can_be_shadowed_by_a_file_of_its_name() -> None:
    (phony,) = re.findall(r"^\.PHONY: ((?:.*\\\n)*.*)$", MAKEFILE, flags=re.MULTILINE)

    assert sorted(phony.replace("\\\n", " ").split()) == sorted(RULES)


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_every_target_that_a_page_names_exists(page: str) -> None:
    named = set(
        re.findall(r"(?:`|^\s*)make ([a-z][a-z-]*)", (PROJECT / page).read_text(), flags=re.MULTILINE)
    )

    assert named
    assert named <= set(RULES)


def test_contributors_read_of_every_target_that_measures() -> None:
    measuring = re.findall(
        r"^([a-z-]+):[^\n]*\n(?:\t[^\n]*\n)*?\t[^\n]*-m benchmarks", MAKEFILE, flags=re.MULTILINE
    )
    contributing = (PROJECT / "CONTRIBUTING.md").read_text()

    assert "mutants" in measuring
    assert [name for name in measuring if f"`make {name}" not in contributing] == []


def test_the_readme_shows_the_two_commands() -> None:
    readme = (PROJECT / "README.md").read_text()

    assert "make run" in readme
    assert "make test" in readme


def test_ci_does_all_parts_of_check_and_the_tests_last() -> None:
    steps = re.findall(
        r"\b(?:step|make --no-print-directory) ([a-z-]+)", (PROJECT / ".ci" / "run").read_text()
    )

    assert set(RULES["check"].split()) <= set(steps)
    assert steps[-1] == "test"


def test_a_missing_python_is_one_clear_line() -> None:
    ran = make("run", "PYTHON=no-such-python")

    assert ran.returncode == 2
    assert ran.stdout == ""
    (line,) = ran.stderr.splitlines()
    assert "No Python 3.11 or newer with its venv module among: no-such-python." in line


def test_a_name_on_the_path_that_is_no_working_python_is_not_taken(tmp_path: Path) -> None:
    shim = tmp_path / "python3"
    shim.write_text("#!/bin/sh\necho no such version >&2\nexit 127\n")
    shim.chmod(0o755)

    ran = make("install", f"PYTHON={shim}")

    assert ran.returncode == 2
    assert "no such version" not in ran.stderr
