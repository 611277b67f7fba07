"""`python -m benchmarks.reload`: how much later answers come while a record is read anew.

The real process, on a Bot API server on loopback, is asked so many questions a second; meanwhile an
administrator says /reload, once for a sound record and once for a broken one. What counts is the ratio
of the two halves of one run.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import time
from argparse import ArgumentParser
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory

from benchmarks.far_end import TOKEN, FarEnd, far_end
from knowledge.record import golden
from knowledge.record.folder import shipped

ADMIN = 9_000_001
LONGEST_WAIT_SECONDS = 30.0


def main() -> int:
    """Measure both halves and print them."""
    parser = ArgumentParser(prog="python -m benchmarks.reload", description=__doc__)
    parser.add_argument("--per-second", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=10)
    options = parser.parse_args()
    print(asyncio.run(measure(options.per_second, options.seconds)))
    return 0


async def measure(per_second: int, seconds: int) -> str:
    """Give a table: asked, answered, and how long it took, without and with two reloads."""
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(shipped(), Path(name) / "record"))
        async with far_end() as server, _bot(folder, Path(name), server):
            await server.ask("hello")
            await _asked(server, per_second, 2)
            quiet = await _asked(server, per_second, seconds)
            reloads = asyncio.create_task(_reloads(server, folder))
            loud = await _asked(server, per_second, seconds)
            took = await reloads
    rows = [
        _row("nothing else", quiet, per_second * seconds),
        _row("two reloads", loud, per_second * seconds),
    ]
    ratio = f"median {median(loud) / median(quiet):.2f}, 99 % {_late(loud) / _late(quiet):.2f}"
    head = "| meanwhile | asked | answered | median ms | 99 % ms | longest ms |\n|---|---|---|---|---|---|"
    told = ", ".join(f"{one:.1f} s" for one in took)
    return "\n".join([head, *rows, f"\nRatio: {ratio}. The reloads took {told}."])


async def _reloads(server: FarEnd, folder: Path) -> list[float]:
    about = folder / "about.yaml"
    text = about.read_text(encoding="utf-8")
    took = []
    for edited in (f"# edited\n{text}", f"{text}nonsense: [\n"):
        await asyncio.sleep(1)
        about.write_text(edited, encoding="utf-8")
        took.append(await server.ask("/reload", person=ADMIN))
    return took


async def _asked(server: FarEnd, per_second: int, seconds: int) -> list[float]:
    questions = [one.text for one in golden.read_questions(shipped() / golden.FILE_NAME)]
    begun, asking = time.monotonic(), []
    for number in range(per_second * seconds):
        await asyncio.sleep(begun + number / per_second - time.monotonic())
        asking.append(asyncio.create_task(server.ask(questions[number % len(questions)])))
    done, waiting = await asyncio.wait(asking, timeout=LONGEST_WAIT_SECONDS)
    for one in waiting:
        one.cancel()
    return [one.result() for one in done]


def _row(name: str, found: list[float], asked: int) -> str:
    figures = " | ".join(f"{one * 1000:.0f}" for one in (median(found), _late(found), max(found)))
    return f"| {name} | {asked} | {len(found)} | {figures} |"


def _late(found: list[float]) -> float:
    return quantiles(found, n=100)[-1]


@asynccontextmanager
async def _bot(record: Path, data: Path, server: FarEnd) -> AsyncIterator[Process]:
    variables = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": server.url,
        "DATA_DIR": str(data),
        "KNOWLEDGE_DIR": str(record),
        "ADMIN_IDS": str(ADMIN),
        "LOG_LEVEL": "ERROR",
        "PYTHONPATH": str(Path(__file__).parents[1]),
    }
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=variables)
    try:
        yield process
    finally:
        process.terminate()
        await process.wait()


if __name__ == "__main__":
    sys.exit(main())
