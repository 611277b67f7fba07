"""The page for operators: its commands do what it says, word by word."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from bot.__main__ import COMMANDS
from bot.storage.database import opened
from bot.storage.preferences import StoredPreferences
from bot.storage.subscriptions import StoredSubscriptions
from tests.bot.subscribers import NOON, SOMEONE
from tests.packaging.dockerfile import PROJECT

PAGE = (PROJECT / "docs" / "operate.md").read_text(encoding="utf-8")


def follow(name: str, folder: Path, **variables: str) -> None:
    """Run a block of the page, with the command where an installed package has it."""
    (block,) = re.findall(rf"```sh {name}\n(.*?)```", PAGE, flags=re.DOTALL)
    command = folder / "bin" / "anniversary-bot"
    command.parent.mkdir(exist_ok=True)
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment: Mapping[str, str] = {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(PROJECT),
        "HOME": str(folder),
        **variables,
    }
    ran = subprocess.run(
        ["sh", "-eu", "-c", block], env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stderr


async def test_a_backup_made_while_the_bot_runs_brings_all_back(tmp_path: Path) -> None:
    places = {"DATA_DIR": str(tmp_path), "BACKUP": str(tmp_path / "backup.sqlite")}
    async with opened(None, tmp_path, exclusive=True) as database:
        await StoredSubscriptions(database).save(SOMEONE, now=NOON)
        await StoredPreferences(database).choose_language(7, "ru")
        follow("backup-sqlite", tmp_path, **places)
        await StoredSubscriptions(database).forget_user(SOMEONE.user_id)

    follow("restore-sqlite", tmp_path, **places)

    async with opened(None, tmp_path) as database:
        assert await StoredSubscriptions(database).get(SOMEONE.id) == SOMEONE
        assert await StoredPreferences(database).language(7) == "ru"


async def test_what_was_exported_is_imported_again(tmp_path: Path) -> None:
    async with opened(None, tmp_path) as database:
        await StoredSubscriptions(database).save(SOMEONE, now=NOON)

    follow("export-import", tmp_path, DATA_DIR=str(tmp_path), BACKUP=str(tmp_path / "copy.jsonl"))

    async with opened(None, tmp_path) as database:
        assert await StoredSubscriptions(database).of_user(SOMEONE.user_id) == (SOMEONE,)


def test_each_command_that_it_names_exists() -> None:
    named = set(re.findall(r"anniversary-bot (\w+) ", PAGE)) | set(
        re.findall(r"`anniversary-bot (\w+)`", PAGE)
    )

    assert named
    assert named <= set(COMMANDS)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?:deploy|tests)/[\w./-]+\w", PAGE))))
def test_each_file_that_it_names_is_there(path: str) -> None:
    assert (PROJECT / path).exists()


def test_each_alert_has_its_line_on_the_page() -> None:
    rules = yaml.safe_load((PROJECT / "deploy" / "prometheus" / "alerts.yaml").read_text(encoding="utf-8"))
    names = [rule["alert"] for group in rules["groups"] for rule in group["rules"]]

    assert names
    for name in names:
        assert re.search(rf"(?m)^\| [A-Za-z, ]*\b{name}\b", PAGE), name
