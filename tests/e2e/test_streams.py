"""Standard streams that are closed, full or of another encoding: an answer or a line, never a traceback."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.bot_api_server import TOKEN, serving
from tests.e2e.process import PATIENCE_SECONDS, PROJECT, command, environment, running
from tests.telegram.world import World

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a shell")


def shell(folder: Path, redirected: str, *arguments: str, typed: bytes = b"", **more: str) -> tuple[int, str]:
    """Run a command with its streams redirected by a shell; give its code and what it complained."""
    ran = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {redirected}', "sh", *command(*arguments)],
        input=typed,
        capture_output=True,
        timeout=PATIENCE_SECONDS,
        env=environment(DATA_DIR=str(folder), **more),
        cwd=PROJECT,
        check=False,
    )
    return ran.returncode, (ran.stdout + ran.stderr).decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(("arguments", "typed"), [(("ask", "lavrov"), b""), (("run",), b"lavrov\n")])
def test_a_full_output_is_one_line(tmp_path: Path, arguments: tuple[str, ...], typed: bytes) -> None:
    code, said = shell(tmp_path, ">/dev/full", *arguments, typed=typed)

    assert (code, said.count("\n")) == (2, 1)
    assert said.startswith("standard output: ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize(
    ("arguments", "code"), [(("ask", "lavrov"), 2), (("doctor",), 2), (("nonsense",), 2)]
)
def test_where_nothing_at_all_can_be_written_the_code_tells(
    tmp_path: Path, arguments: tuple[str, ...], code: int
) -> None:
    assert shell(tmp_path, ">/dev/full 2>/dev/full", *arguments) == (code, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
async def test_a_log_that_can_not_be_written_keeps_nobody_from_an_answer(tmp_path: Path) -> None:
    async with serving(World(now=int(time.time()))) as server:
        variables = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_BASE_URL": server.url, "LOG_LEVEL": "DEBUG"}
        process = await asyncio.create_subprocess_exec(
            "/bin/sh", "-c", 'exec "$@" >&- 2>/dev/full', "sh", *command("run"),
            env=environment(DATA_DIR=str(tmp_path), **variables), cwd=PROJECT,
        )  # fmt: skip
        try:
            await server.push(
                {"update_id": server.world.number(), "message": {}}, server.world.says("lavrov?")
            )
            await server.until_sent(1)
            process.terminate()
            async with asyncio.timeout(PATIENCE_SECONDS):
                code = await process.wait()
        finally:
            if process.returncode is None:
                process.kill()

    assert code == 0


@pytest.mark.parametrize("redirected", [">&-", ">&- 2>&-", "<&- >&-", "2>/dev/full"])
@pytest.mark.parametrize(("arguments", "typed"), [(("ask", "lavrov"), b""), (("run",), b"lavrov\n")])
def test_closed_streams_end_nothing(
    tmp_path: Path, redirected: str, arguments: tuple[str, ...], typed: bytes
) -> None:
    code, said = shell(tmp_path, redirected, *arguments, typed=typed)

    assert code == 0
    assert "Traceback" not in said


def test_bytes_that_are_no_text_are_answered_too(tmp_path: Path) -> None:
    typed = b"lavrov \xff\xfe\nwhen was the secretariat founded?\n"
    code, said = shell(tmp_path, "", "run", typed=typed, PYTHONIOENCODING="utf-8:strict")

    assert code == 0
    assert "Sergey Lavrov" in said
    assert "15 January 2004" in said


def test_a_screen_without_our_letters_shows_the_others(tmp_path: Path) -> None:
    code, said = shell(tmp_path, "", "run", typed=b"lavrov\n", PYTHONIOENCODING="ascii")

    assert code == 0
    assert "Sergey Lavrov" in said


def test_who_is_ended_before_telegram_answered_leaves_no_session_open(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        variables = {
            "TELEGRAM_BOT_TOKEN": "4242:AAtoken",
            "TELEGRAM_API_BASE_URL": f"http://127.0.0.1:{silent.getsockname()[1]}/bot",
            "DATA_DIR": str(tmp_path / "data"),
        }
        with running("run", variables=variables, folder=tmp_path) as bot:
            connection, _ = silent.accept()
            bot.tell(signal.SIGTERM)
            ended = bot.ended()
            connection.close()

    assert ended.code == 0
    assert "Unclosed" not in ended.err
    assert "Traceback" not in ended.err
