"""The log says what happened, and the token cannot get out."""

from __future__ import annotations

import json
import logging
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import logs
from bot.settings import LogFormat, Settings, read
from tests.bot.test_settings import TOKEN

SHORT_TOKEN = "12:TEST"


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    root, hook, thread_hook = logging.getLogger(), sys.excepthook, threading.excepthook
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook = hook, thread_hook
    logging.captureWarnings(capture=False)
    for name in ("bot", "handlers", "knowledge", "__main__"):
        logging.getLogger(name).setLevel(logging.NOTSET)
    for name in ("telegram.ext", "telegram.ext.Updater", "uvicorn.error"):
        logging.getLogger(name).filters.clear()


def settings_with(log_format: LogFormat = "text") -> Settings:
    chosen = read(Namespace(), environment={"TELEGRAM_BOT_TOKEN": SHORT_TOKEN})
    return replace(chosen, log_format=log_format, database_url="postgresql://bot:pa55@host/name")


@pytest.mark.parametrize("log_format", ["text", "json"])
def test_secrets_are_masked_in_messages_arguments_and_tracebacks(
    log_format: LogFormat, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.set_up(settings_with(log_format))
    log = logging.getLogger("anything")

    def fail() -> None:
        raise ValueError(f"https://example.org/bot{SHORT_TOKEN}/getMe")

    try:
        fail()
    except ValueError:
        log.exception("could not reach %s by %s", f"/bot{TOKEN}/x", "postgresql://bot:pa55@host")

    written = capsys.readouterr().err
    assert "getMe" in written
    assert "Traceback" in written
    assert not any(secret in written for secret in (SHORT_TOKEN, TOKEN, "pa55@"))


def test_each_json_entry_is_one_line_with_time_level_and_logger(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings_with("json"))

    logging.getLogger("bot.serving").warning("two\nlines")

    (line,) = capsys.readouterr().err.splitlines()
    entry = json.loads(line)
    assert entry["level"] == "WARNING"
    assert entry["logger"] == "bot.serving"
    assert entry["message"] == "two\nlines"
    assert entry["time"].endswith("+00:00")


def test_the_librarys_own_addresses_are_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings_with())

    logging.getLogger("httpx").info("HTTP Request: POST https://example.org/bot1:x/getMe")

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    "name", ["aiosqlite", "sqlalchemy.engine.Engine", "telegram.Bot", "asyncio", "some.library.of.next.year"]
)
def test_no_library_says_more_than_warnings_at_any_level(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    logs.set_up(replace(settings_with(), log_level="DEBUG"))

    logging.getLogger(name).debug("executing SELECT … WHERE user_id = %s", 777)
    logging.getLogger(name).info("a person's words")
    logging.getLogger("bot.serving").debug("ours")

    written = capsys.readouterr().err
    assert "ours" in written
    assert "777" not in written
    assert "words" not in written


def test_who_knocks_at_a_port_fills_no_log(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings_with())

    for _ in range(3):
        logging.getLogger("uvicorn.error").warning("Invalid HTTP request received.")
        logging.getLogger("uvicorn.error").warning("Exceeded concurrency limit.")

    (line,) = capsys.readouterr().err.splitlines()
    assert line.endswith("Exceeded concurrency limit.")


def test_the_terminal_chat_has_the_screen_to_itself(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings_with(), quiet=True)

    logging.getLogger("bot").warning("not now")
    logging.getLogger("bot").error("but this")

    assert capsys.readouterr().err.endswith("bot: but this\n")


def test_tracebacks_that_nobody_caught_are_masked_too(capsys: pytest.CaptureFixture[str]) -> None:
    logs.set_up(settings_with())

    def fail() -> None:
        raise ValueError(SHORT_TOKEN)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()

    written = capsys.readouterr().err
    assert "ValueError: ***" in written
    assert SHORT_TOKEN not in written


@settings(deadline=None)
@given(before=st.text(), after=st.text())
def test_a_token_is_masked_wherever_it_stands(before: str, after: str) -> None:
    assert TOKEN not in logs.Mask([TOKEN])(before + TOKEN + after)


def test_a_token_nobody_told_of_is_known_by_its_looks() -> None:
    other = "987654321:AAHfiqksKZ8WmR2zSjiQ7_v4TMAKdiHm9T0"

    assert logs.Mask()(f"GET /bot{other}/getMe at 12:30") == "GET /bot***/getMe at 12:30"
