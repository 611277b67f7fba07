"""`python -m benchmarks.reload`: how much later answers come while a record is read anew.

The real process, on a Bot API server on loopback, is asked so many questions a second; meanwhile an
administrator says /reload, once for a sound record and once for a broken one. What counts is the ratio
of the two halves of a round, of several rounds the median: other work on the machine comes and goes.
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
    """Measure both halves of each round and print them."""
    parser = ArgumentParser(prog="python -m benchmarks.reload", description=__doc__)
    parser.add_argument("--per-second", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=4, help="of the quiet half of a round")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    print(asyncio.run(measure(options.per_second, options.seconds, rounds=options.rounds)))
    return 0


async def measure(per_second: int, seconds: int, *, rounds: int) -> str:
    """Give a table with a row a half: asked, answered, and how long it took; and the ratio of the halves."""
    rows, ratios, longest = [], [], []
    with TemporaryDirectory() as name:
        folder = Path(shutil.copytree(shipped(), Path(name) / "record"))
        async with far_end() as server, _bot(folder, Path(name), server):
            await server.ask("hello")
            await _asked(server, per_second, asyncio.create_task(asyncio.sleep(2)))
            for _ in range(rounds):
                asked, quiet = await _asked(server, per_second, asyncio.create_task(asyncio.sleep(seconds)))
                rows.append(_row("nothing else", quiet, asked))
                reloads = asyncio.create_task(_reloads(server, folder))
                asked, loud = await _asked(server, per_second, reloads)
                rows.append(_row("two reloads", loud, asked))
                ratios.append((median(loud) / median(quiet), _late(loud) / _late(quiet)))
                longest.append(max(reloads.result()))
    middle, late = (median(each) for each in zip(*ratios, strict=True))
    head = "| meanwhile | asked | answered | median ms | 99 % ms | longest ms |\n|---|---|---|---|---|---|"
    told = f"Ratio, median of {rounds} rounds: median {middle:.2f}, 99 % {late:.2f}"
    return "\n".join([head, *rows, f"\n{told}. A reload took {median(longest):.1f} s."])


async def _reloads(server: FarEnd, folder: Path) -> list[float]:
    """Have a sound edit and a broken one read, and give how long each took."""
    about = folder / "about.yaml"
    text = about.read_text(encoding="utf-8")
    took = []
    for edited in (f"# edited\n{text}", f"{text}nonsense: [\n"):
        about.write_text(edited, encoding="utf-8")
        took.append(await server.ask("/reload", person=ADMIN))
    # The next round's edit is another one than this.
    about.write_text(f"# edited\n{text}", encoding="utf-8")
    return took


async def _asked(server: FarEnd, per_second: int, meanwhile: asyncio.Task[object]) -> tuple[int, list[float]]:
    """Ask until something else is done; give how many were asked, and how long each answer took."""
    questions = [one.text for one in golden.read_questions(shipped() / golden.FILE_NAME)]
    begun = time.monotonic()
    asking: list[asyncio.Task[float]] = []
    while not meanwhile.done():
        await asyncio.sleep(begun + len(asking) / per_second - time.monotonic())
        asking.append(asyncio.create_task(server.ask(questions[len(asking) % len(questions)])))
    done, waiting = await asyncio.wait(asking, timeout=LONGEST_WAIT_SECONDS)
    for one in waiting:
        one.cancel()
    return len(asking), [one.result() for one in done]


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
