"""What README shows of the shipped record is what the program does."""

from __future__ import annotations

import re
import runpy
import shlex
from pathlib import Path

import pytest

from tests.e2e.process import PROJECT, run

README = (PROJECT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^\$ python -m bot (.+)\n(.+)$", README, flags=re.MULTILINE)


@pytest.mark.parametrize(("typed", "printed"), EXAMPLES)
def test_an_example_prints_what_readme_shows(typed: str, printed: str) -> None:
    ended = run(*shlex.split(typed), variables={"COLUMNS": "400", "KNOWLEDGE_DIR": ""})

    assert ended.code == 0
    assert ended.out.splitlines()[0] == printed


def test_readme_has_examples() -> None:
    assert len(EXAMPLES) >= 3


def test_the_picture_is_made_of_real_replies() -> None:
    made = runpy.run_path(str(PROJECT / "docs" / "make_picture.py"))

    assert Path(made["PICTURE"]).read_text(encoding="utf-8") == made["draw"]()
