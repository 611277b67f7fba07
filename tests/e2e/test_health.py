"""What `health`, the container's check and `doctor` say of a running bot: what people notice."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.e2e.process import Ended, environment, run
from tests.e2e.test_daily_quote import put_aside, subscribe
from tests.e2e.test_telegram import running
from tests.packaging.dockerfile import ours
from tests.telegram.refusal import Refusal

PATIENT_TURNS = 120


def as_the_container_checks(folder: Path) -> Ended:
    check = ours()[-1].only("HEALTHCHECK").arguments
    ran = subprocess.run(
        check,
        capture_output=True,
        text=True,
        env=environment(DATA_DIR=str(folder)) | {"PATH": f"{Path(sys.executable).parent}"},
        check=False,
    )
    return Ended(ran.returncode, ran.stdout, ran.stderr)


async def until_it_says(folder: Path, text: str) -> Ended:
    """Ask as the container does, until `text` is said: a sign of life is written every ten seconds."""
    for _ in range(PATIENT_TURNS):
        said = await asyncio.to_thread(as_the_container_checks, folder)
        if text in said.out:
            return said
        await asyncio.sleep(1)
    raise AssertionError(f"it never said {text!r}, but {said.out!r}")


async def test_deliveries_that_telegram_does_not_take_are_behind_until_it_takes_them(tmp_path: Path) -> None:
    await subscribe(tmp_path, due=datetime.now(UTC) - timedelta(hours=2))
    async with running(tmp_path) as bot:
        refusals = bot.server.world.faults
        refusals.extend(Refusal("Internal Server Error", code=500) for _ in range(100_000))

        behind = await until_it_says(tmp_path, "deliveries:")
        doctor = await asyncio.to_thread(
            run, "doctor", variables={"DATA_DIR": str(tmp_path), "COLUMNS": "400"}
        )
        refusals.clear()
        well = await until_it_says(tmp_path, "alive")
        await bot.ended(signal.SIGTERM)

    assert behind.code == 1
    assert "the oldest is 12" in behind.out
    assert "OFF   running bot's deliveries: the oldest is 12" in doctor.out
    assert (well.code, len(bot.server.world.order)) == (0, 1)


async def test_a_database_that_is_gone_is_what_the_check_says(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        await until_it_says(tmp_path, "alive")
        put_aside(tmp_path)

        ill = await until_it_says(tmp_path, "database:")
        await bot.ended(signal.SIGTERM)
        over = as_the_container_checks(tmp_path)

    assert ill.code == 1
    assert (over.code, over.out) == (1, f"no sign of life in {tmp_path}; is the bot running?\n")
