"""`make bench-updates`: questions of thousands at once, and one by one, beside libraries' echoes."""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import sys
import time
from argparse import ArgumentParser, Namespace
from asyncio.subprocess import DEVNULL, Process
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import uvloop

from benchmarks import updates_page
from benchmarks.loopback import TOKEN, Loopback, loopback
from knowledge.record import golden
from knowledge.record.folder import shipped

PROJECT = Path(__file__).parents[1]
ECHO_PTB, ECHO_AIOGRAM, OURS = "python-telegram-bot's echo", "aiogram's echo", "this bot"
_FIRST_PERSON = 1_000_001


@dataclass(frozen=True, slots=True)
class Figures:
    """What one contestant came to in one round.

    Attributes:
        first_reply: Seconds from the start of the process until a question that waited is answered.
        per_second: Updates answered a second, while all people ask at once.
        processor_ms: Of processor time an answer costs then, in milliseconds.
        median: Seconds from an update to its reply, while one asks after another.
        p99: The same, of which one in a hundred takes longer.
        resting: MiB of memory before anybody asked.
        peak: The most of it.
    """

    name: str
    first_reply: float
    per_second: float
    processor_ms: float
    median: float
    p99: float
    resting: float
    peak: float


def main() -> int:
    """Let all contestants run in turn, several rounds, and write the page with the medians."""
    options = _options()
    runs = {name: list[Figures]() for name in _commands(options)}
    for _ in range(options.rounds):
        for name, measured in runs.items():
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                measured.append(runner.run(_measured(name, options)))
            print(measured[-1], file=sys.stderr, flush=True)
    typical = [_typical(each) for each in runs.values()]
    page = updates_page.page(typical, options, len(set(_words())))
    print(page)
    if options.write:
        docs = PROJECT / "docs"
        (docs / "benchmarks-updates.md").write_text(page, encoding="utf-8")
        drawn = updates_page.picture(typical)
        (docs / "pictures" / updates_page.PICTURE).write_text(drawn, encoding="utf-8")
    return 0


def _options() -> Namespace:
    parser = ArgumentParser(prog="make bench-updates", description=__doc__)
    parser.add_argument("--people", type=int, default=2000)
    parser.add_argument("--questions", type=int, default=4000)
    parser.add_argument("--singly", type=int, default=500, help="questions asked one by one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--aiogram", metavar="PYTHON", help="a Python that has aiogram: it excludes ours")
    parser.add_argument("--only", choices=[ECHO_PTB, ECHO_AIOGRAM, OURS], help="one contestant")
    parser.add_argument("--write", action="store_true", help="write docs/benchmarks-updates.md")
    return parser.parse_args()


def _commands(options: Namespace) -> dict[str, list[str]]:
    """Give the command line of each contestant, the server's address left out."""
    commands = {
        ECHO_PTB: [sys.executable, "-m", "benchmarks.echo_ptb"],
        OURS: [sys.executable, "-m", "bot", "run"],
    }
    if options.aiogram:
        commands[ECHO_AIOGRAM] = [options.aiogram, "benchmarks/echo_aiogram.py"]
    return {name: command for name, command in commands.items() if options.only in {None, name}}


async def _measured(name: str, options: Namespace) -> Figures:
    with TemporaryDirectory() as folder:
        async with loopback() as server:
            server.ask([(1, "what did lavrov say?")])
            began = time.monotonic()
            process = await _started(name, options, server.url, Path(folder))
            try:
                await server.until_taken(1)
                first_reply = time.monotonic() - began
                # Let what is done beside the first answers be over.
                await asyncio.sleep(5)
                return await _asked(name, server, process, options, first_reply=first_reply)
            finally:
                process.send_signal(signal.SIGTERM)
                await process.wait()


async def _started(name: str, options: Namespace, url: str, folder: Path) -> Process:
    own = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": f"{url}/bot", "DATA_DIR": str(folder)}
    arguments = [] if name == OURS else [url]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), **(own if name == OURS else {})}
    return await asyncio.create_subprocess_exec(
        *_commands(options)[name], *arguments, env=environment, cwd=PROJECT, stdout=DEVNULL, stderr=DEVNULL
    )


async def _asked(
    name: str, server: Loopback, process: Process, options: Namespace, *, first_reply: float
) -> Figures:
    """Ask one by one, then all at once."""
    words = _words()
    resting = _mebibytes(process.pid, "VmRSS")
    waited = [
        await _one(server, _FIRST_PERSON + number, text)
        for number, text in enumerate(islice(cycle(words), options.singly))
    ]
    crowd = [
        (_FIRST_PERSON + options.singly + number % options.people, text)
        for number, text in enumerate(islice(cycle(words), options.questions))
    ]
    before, used, began = len(server.taken), _processor_seconds(process.pid), time.monotonic()
    server.ask(crowd)
    await server.until_taken(before + len(crowd))
    seconds = time.monotonic() - began
    return Figures(
        name=name,
        first_reply=first_reply,
        per_second=len(crowd) / seconds,
        processor_ms=1000 * (_processor_seconds(process.pid) - used) / len(crowd),
        median=statistics.median(waited),
        p99=statistics.quantiles(waited, n=100)[-1],
        resting=resting,
        peak=_mebibytes(process.pid, "VmHWM"),
    )


def _words() -> list[str]:
    return [each.text for each in golden.read_questions(shipped() / golden.FILE_NAME)]


async def _one(server: Loopback, person: int, words: str) -> float:
    before, began = len(server.taken), time.monotonic()
    server.ask([(person, words)])
    await server.until_taken(before + 1)
    waited = server.taken[-1][1] - began
    await asyncio.sleep(0.01)
    return waited


def _mebibytes(pid: int, name: str) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    (line,) = (line for line in status.splitlines() if line.startswith(f"{name}:"))
    return int(line.split()[1]) / 1024


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _typical(runs: Sequence[Figures]) -> Figures:
    """Give the round in the middle by speed."""
    return sorted(runs, key=lambda one: one.per_second)[len(runs) // 2]


if __name__ == "__main__":
    sys.exit(main())
