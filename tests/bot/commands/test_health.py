"""`health` tells by its exit code whether the bot is alive."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from bot import heartbeat
from bot.__main__ import main
from bot.heartbeat import Heartbeat


@pytest.mark.parametrize(("age", "code"), [(1, 0), (120, 1)])
def test_a_fresh_sign_of_life_is_well_and_an_old_one_is_not(tmp_path: Path, age: int, code: int) -> None:
    then = time.time() - age
    heartbeat.write(Heartbeat(os.getpid(), written_at=then, well_at=then), tmp_path)

    assert main(["health", "--data-dir", str(tmp_path)]) == code


def test_no_sign_of_life_is_not_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["health", "--data-dir", str(tmp_path)]) == 1
    assert capsys.readouterr().out.startswith("no sign of life in ")


def test_each_fault_is_a_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = time.time()
    heartbeat.write(Heartbeat(1, written_at=now, well_at=now, failure="taken", stores=False), tmp_path)

    assert main(["health", "--data-dir", str(tmp_path)]) == 1
    assert [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()] == [
        "updates",
        "database",
    ]
