#!/usr/bin/env python3
"""Make .venv hold what a lock file says; where it does already, do nothing."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VENV = Path(".venv")
PYTHON = VENV / "bin" / "python"
LOG = VENV / "install.log"
UNFINISHED = VENV / "unfinished"
SECONDS_BETWEEN_SIGNS_OF_LIFE = 5


def main(lock: Path) -> int:
    """Install a lock's packages into .venv of the working folder, unless its stamp says that they are there.

    Args:
        lock: A file of pinned packages, each with its hashes.

    Returns:
        0 done, 1 not installed; the reason stands on standard error.
    """
    with turn_in(Path()) as turn:
        if not is_sound():
            make_venv()
        stamp, wanted = VENV / f"{lock.stem}.stamp", key(lock)
        if stamp.exists() and stamp.read_text() == wanted:
            return 0
        started = time.monotonic()
        if not install(lock, turn):
            return 1
        stamp.write_text(wanted)
        build_ahead()
        say(f"Ready after {time.monotonic() - started:.0f} s.")
    return 0


@contextmanager
def turn_in(folder: Path) -> Iterator[int]:
    """Let two installs in one folder follow each other; a killed one gives its turn up by itself.

    The folder itself is what is locked: it is there before .venv is, and outlives one that is made anew.
    """
    turn = os.open(folder, os.O_RDONLY)
    try:
        wait_for(turn)
        yield turn
    finally:
        os.close(turn)


def wait_for(turn: int) -> None:
    """Take a turn, and say so if somebody else has it."""
    try:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another make is installing here; waiting for it.")
        fcntl.flock(turn, fcntl.LOCK_EX)


def is_sound() -> bool:
    """Say whether .venv can be built upon: no install broke off in it and it has this very Python."""
    config = VENV / "pyvenv.cfg"
    if UNFINISHED.exists() or not PYTHON.exists() or not config.exists():
        return False
    return f"version = {python_version()}." in config.read_text()


def make_venv() -> None:
    """Lay an empty .venv where none, a broken one or one of another Python was."""
    say(f"Making .venv with Python {python_version()}.")
    shutil.rmtree(VENV, ignore_errors=True)
    VENV.mkdir(exist_ok=True)
    UNFINISHED.touch()
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True, stdin=subprocess.DEVNULL)
    UNFINISHED.unlink()


def key(lock: Path) -> str:
    """Name what a stamp stands for: this Python and the lock's SHA-256."""
    return f"{python_version()} {hashlib.sha256(lock.read_bytes()).hexdigest()}\n"


def python_version() -> str:
    """Name this Python as far as installed packages depend on it, such as 3.11."""
    return f"{sys.version_info.major}.{sys.version_info.minor}"


def install(lock: Path, turn: int) -> bool:
    """Install with the first installer that manages it; say what went wrong if none does."""
    say(f"Installing the packages of {lock} into .venv.")
    if any(succeeds([*installer, "-r", str(lock)], turn) for installer in installers()):
        return True
    say(*LOG.read_text().splitlines()[-6:])
    say(f"The packages of {lock} could not be installed; all that was said stands in {LOG}.")
    return False


def build_ahead() -> None:
    """Build what the first start would else wait for: the record, kept for this user, and bytecode.

    Nothing depends on it: a start builds for itself what is not there.
    """
    say("Building the record.")
    for asked in (["bot", "ask", "hello"], ["compileall", "-q", "bot", "handlers", "knowledge"]):
        subprocess.run(
            [str(PYTHON), "-m", *asked],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )


def installers() -> Iterator[list[str]]:
    """Offer uv where there is one, for speed, and pip always.

    Both check every hash and take wheels only: what a source package needs to be built has no hash here.
    """
    exact = ["--require-hashes", "--no-deps", "--only-binary", ":all:"]
    if uv := shutil.which("uv"):
        yield [uv, "pip", "install", "--python", str(PYTHON), "--compile-bytecode", *exact]
    yield [str(PYTHON), "-m", "pip", "install", "--no-input", "--progress-bar", "off", *exact]


def succeeds(command: list[str], turn: int) -> bool:
    """Run an installer with a sign of life every few seconds; only one that was killed leaves its mark."""
    UNFINISHED.touch()
    quiet = {**os.environ, "PYTHONUNBUFFERED": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    with LOG.open("w") as log:
        # The installer holds the turn too: were we killed and it not, the next make must wait for it.
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=quiet, pass_fds=(turn,)
        )
        code = watch(process)
    if code >= 0:
        UNFINISHED.unlink()
    return code == 0


def watch(process: subprocess.Popen[bytes]) -> int:
    """Wait for an installer's exit code."""
    while True:
        try:
            return process.wait(timeout=SECONDS_BETWEEN_SIGNS_OF_LIFE)
        except subprocess.TimeoutExpired:
            say(f"  {progress(LOG.read_text())}")


def progress(log: str) -> str:
    """Tell in a few words how far an installer's log has come."""
    if "Installing collected packages" in log or "Prepared " in log:
        return "unpacking…"
    return f"{log.count('Collecting ')} packages fetched…"


def say(*lines: str) -> None:
    """Speak beside standard output, which belongs to the command that wanted the packages."""
    sys.stderr.writelines(f"{line}\n" for line in lines)
    sys.stderr.flush()


if __name__ == "__main__":
    try:
        sys.exit(main(Path(sys.argv[1])))
    except KeyboardInterrupt:
        sys.exit(130)
