"""The program as an operator starts it: a process, its output, and how it ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests import fixed_record

PROJECT = Path(__file__).parents[2]
WARNINGS = "error,ignore:<psycopg.Connection:ResourceWarning"
"""DBOS, ended amid its launch, leaves connections to the end of the process: on a busy machine a launch takes
longer than an end waits for it."""
PATIENCE_SECONDS = 120.0
"""How long anything may take on a busy machine before it counts as hung."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process left behind."""

    code: int
    out: str
    err: str


def environment(**more: str) -> dict[str, str]:
    """Give the variables a process starts with: none of the program's own but those named."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "PYTHONPATH": str(PROJECT),
        "PYTHONWARNINGS": WARNINGS,
        "LANG": "C.UTF-8",
        "KNOWLEDGE_DIR": str(fixed_record.FOLDER),
        **more,
    }


def command(*arguments: str) -> list[str]:
    """Give the command line of one subcommand."""
    return [sys.executable, "-m", "bot", *arguments]


def run(
    *arguments: str,
    typed: str | bytes = b"",
    variables: Mapping[str, str] | None = None,
    folder: Path = PROJECT,
) -> Ended:
    """Run a subcommand to its end.

    Args:
        arguments: The subcommand and its arguments.
        typed: What it reads from standard input.
        variables: Environment variables of the program's own.
        folder: Working folder.
    """
    ran = subprocess.run(
        command(*arguments),
        input=typed.encode() if isinstance(typed, str) else typed,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        env=environment(**(variables or {})),
        cwd=folder,
        check=False,
    )
    return Ended(ran.returncode, ran.stdout.decode(), ran.stderr.decode())


@dataclass(slots=True)
class Running:
    """A process under way; what it writes goes into files, so that no pipe fills up."""

    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def err(self) -> str:
        """What it has written to standard error so far."""
        return (self.folder / "err").read_text(encoding="utf-8", errors="replace")

    @property
    def out(self) -> str:
        """What it has written to standard output so far."""
        return (self.folder / "out").read_text(encoding="utf-8", errors="replace")

    @property
    def command_line(self) -> str:
        """What the process list shows of it."""
        return Path(f"/proc/{self.process.pid}/cmdline").read_text(encoding="utf-8").replace("\0", " ")

    def until_it_says(self, text: str) -> None:
        """Wait until its log holds `text`."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while text not in self.err:
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"it never said {text!r}, but:\n{self.out}\n{self.err}")
            time.sleep(0.02)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self.process.send_signal(number)

    def ended(self, *, within_seconds: float = PATIENCE_SECONDS) -> Ended:
        """Wait for its end."""
        code = self.process.wait(within_seconds)
        return Ended(code, self.out, self.err)


@contextmanager
def running(*arguments: str, variables: Mapping[str, str], folder: Path) -> Iterator[Running]:
    """Start a subcommand and end it for sure; its output is kept in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "out").open("wb") as out, (folder / "err").open("wb") as err:
        process = subprocess.Popen(
            command(*arguments),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment(**variables),
            cwd=PROJECT,
        )
        try:
            yield Running(process, folder)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()
