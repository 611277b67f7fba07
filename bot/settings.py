"""Environment and flags, parsed once into one frozen value, or every fault named."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args
from urllib.parse import unquote, urlsplit

from bot import token
from bot.errors import SettingsError

LogFormat: TypeAlias = Literal["text", "json"]
LogLevel: TypeAlias = Literal["DEBUG", "INFO", "WARNING", "ERROR"]

TELEGRAM = "https://api.telegram.org/bot"
TELEGRAM_FILES = "https://api.telegram.org/file/bot"
MESSAGES_PER_SECOND = 30.0
"""Telegram's limit for bulk messages; who pays for broadcasts has up to a thousand."""
MOST_MESSAGES_PER_SECOND = 1000
LARGEST_PORT = 65_535
PORT = 8080
ON = "on"
_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)+")
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
MOST_DIGITS = 16
"""Of a Telegram id, which fits into 52 bits."""
APPLICATION_NAME = "anniversary-quotes"


@dataclass(frozen=True, slots=True)
class Variable:
    """One environment variable, and the flag of the same name that wins over it.

    Attributes:
        also: Another spelling of the flag, if there is one.
    """

    name: str
    metavar: str
    help: str
    also: str | None = None

    @property
    def flag(self) -> str:
        """Give the flag as it is typed."""
        return "--" + self.name.lower().replace("_", "-")


VARIABLES = {
    variable.name: variable
    for variable in (
        Variable(
            "TELEGRAM_BOT_TOKEN",
            "-",
            "the bot's token, from the environment; the flag takes only '-' (read it from standard input), "
            "because others on this machine can read a command line",
        ),
        Variable("TELEGRAM_BOT_TOKEN_FILE", "FILE", "file that holds the token"),
        Variable("TELEGRAM_API_BASE_URL", "URL", f"Bot API server (default {TELEGRAM})"),
        Variable("TELEGRAM_API_BASE_FILE_URL", "URL", "its address for files (default: made from the other)"),
        Variable(
            "TELEGRAM_MESSAGES_PER_SECOND",
            "NUMBER",
            "most daily quotes per second (default 30, Telegram's limit for messages that nobody asked for)",
        ),
        Variable("KNOWLEDGE_DIR", "DIR", "the record (default: the one shipped)", also="--knowledge"),
        Variable("DATA_DIR", "DIR", "folder for what is stored (default: the user's data folder)"),
        Variable("DATABASE_URL", "URL", "PostgreSQL or SQLite (default: SQLite in the data folder)"),
        Variable(
            "WEBHOOK_URL",
            "URL",
            "where Telegram delivers the updates, as https://bot.example.org (default: they are polled)",
        ),
        Variable(
            "WEBHOOK_SECRET",
            "WORD",
            "the secret that marks Telegram's requests (default: made from the token); better not as a flag, "
            "because others on this machine can read a command line",
        ),
        Variable("WEBHOOK_PATH", "PATH", "path of the webhook (default: that of WEBHOOK_URL, else /webhook)"),
        Variable("WEBHOOK_HOST", "HOST", "address to take webhooks at (default 0.0.0.0)"),
        Variable("PORT", "PORT", "port to take webhooks at (default 8080)"),
        Variable(
            "ADMIN_IDS",
            "ID,ID",
            "Telegram ids of the administrators, who may use /reload and are told of faults in the record",
        ),
        Variable(
            "MISSED_QUESTIONS",
            "on|off",
            "keep unanswered questions for `python -m bot missed`: hidden until three people "
            "have asked much the same (default off)",
        ),
        Variable("METRICS_PORT", "PORT", "serve /metrics, /healthz and /readyz there (default: nowhere)"),
        Variable("METRICS_HOST", "HOST", "address to serve them on (default 127.0.0.1)"),
        Variable("LOG_FORMAT", "text|json", "how the log is written (default text)"),
        Variable("LOG_LEVEL", "LEVEL", "DEBUG, INFO, WARNING or ERROR (default INFO)"),
    )
}
"""Every variable the program reads, by name, in the order of `--help`."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose.

    Attributes:
        telegram_bot_token: None opens the terminal chat.
        telegram_api_base_url: Without the token; the library appends it.
        telegram_messages_per_second: Most deliveries a second.
        data_dir: Need not exist yet.
        webhook_url: None polls.
        webhook_secret: None has one made.
        webhook_path: None is that of `webhook_url`.
        admin_ids: Telegram ids of the administrators; nobody else learns what they may do.
        keeps_missed: Whether questions that were not answered are kept.
        metrics_port: None serves no figures; 0 takes a free port.
        database_url: None is SQLite in `data_dir`.
        knowledge_dir: None is the record shipped with the program.
    """

    telegram_bot_token: str | None = field(repr=False)
    telegram_api_base_url: str
    telegram_api_base_file_url: str
    telegram_messages_per_second: float
    data_dir: Path
    database_url: str | None = field(repr=False)
    knowledge_dir: Path | None
    webhook_url: str | None
    webhook_secret: str | None = field(repr=False)
    webhook_path: str | None
    webhook_host: str
    port: int
    admin_ids: frozenset[int]
    keeps_missed: bool
    metrics_port: int | None
    metrics_host: str
    log_format: LogFormat
    log_level: LogLevel

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must never be printed."""
        found = [one for one in (self.telegram_bot_token, self.webhook_secret) if one]
        return (*found, *passwords_in(self.database_url or ""))


def passwords_in(url: str) -> tuple[str, ...]:
    """Give the passwords of a database's address, wherever they stand in it, as typed and as meant."""
    # By hand: an address that is none, with a port that is no number for one, must not show them either.
    authority, _, query = url.partition("://")[2].partition("?")
    typed = [authority.rpartition("@")[0].partition(":")[2]]
    parameters = (parameter.partition("=") for parameter in query.split("&"))
    typed += [value for name, _, value in parameters if "pass" in name.lower()]
    return tuple(dict.fromkeys(one for each in typed if each for one in (each, unquote(each))))


def add_flags(parser: ArgumentParser, *names: str) -> None:
    """Let a command take flags for the variables named (keys of `VARIABLES`), or for all if none is."""
    group = parser.add_argument_group("settings (each also as an environment variable of the same name)")
    for name in names or VARIABLES:
        variable = VARIABLES[name]
        spellings = [variable.flag, *([variable.also] if variable.also else [])]
        group.add_argument(*spellings, dest=name, metavar=variable.metavar, help=variable.help)


def read(options: Namespace, *, environment: Mapping[str, str] = os.environ) -> Settings:
    """Turn flags and environment into settings; an empty value counts as not given.

    Raises:
        SettingsError: With every fault, one line each; values of secrets are never in it.
    """
    given = {name: _given(name, options, environment) for name in VARIABLES}
    faults = [*_misspelt(given), *_bad_urls(given), *_bad_rate(given["TELEGRAM_MESSAGES_PER_SECOND"])]
    faults += [*_bad_port("METRICS_PORT", given), *_bad_port("PORT", given), *_bad_webhook(given)]
    faults += _bad_ids(given["ADMIN_IDS"])
    found = ""
    try:
        found = token.find(options, environment)
    except SettingsError as error:
        faults.append(str(error))
    if faults:
        raise SettingsError(tuple(faults))
    base_url = given["TELEGRAM_API_BASE_URL"] or TELEGRAM
    return Settings(
        telegram_bot_token=found or None,
        telegram_api_base_url=base_url,
        telegram_api_base_file_url=given["TELEGRAM_API_BASE_FILE_URL"] or _files_beside(base_url),
        telegram_messages_per_second=float(given["TELEGRAM_MESSAGES_PER_SECOND"] or MESSAGES_PER_SECOND),
        data_dir=_folder(given["DATA_DIR"]) or default_data_dir(environment),
        database_url=given["DATABASE_URL"] or None,
        knowledge_dir=_folder(given["KNOWLEDGE_DIR"]),
        webhook_url=given["WEBHOOK_URL"] or None,
        webhook_secret=given["WEBHOOK_SECRET"] or None,
        webhook_path=given["WEBHOOK_PATH"] or None,
        webhook_host=given["WEBHOOK_HOST"] or "0.0.0.0",
        port=int(given["PORT"] or PORT),
        admin_ids=frozenset(map(int, _ids(given["ADMIN_IDS"]))),
        keeps_missed=given["MISSED_QUESTIONS"].lower() == ON,
        metrics_port=int(given["METRICS_PORT"]) if given["METRICS_PORT"] else None,
        metrics_host=given["METRICS_HOST"] or "127.0.0.1",
        log_format=cast("LogFormat", given["LOG_FORMAT"].lower() or "text"),
        log_level=cast("LogLevel", given["LOG_LEVEL"].upper() or "INFO"),
    )


def knowledge_dir(options: Namespace, *, environment: Mapping[str, str] = os.environ) -> Path | None:
    """Give the record's folder alone, for commands that need nothing else; None is the shipped one."""
    return _folder(_given("KNOWLEDGE_DIR", options, environment))


def data_dir(options: Namespace, *, environment: Mapping[str, str] = os.environ) -> Path:
    """Give the data folder alone, for commands that need nothing else."""
    return _folder(_given("DATA_DIR", options, environment)) or default_data_dir(environment)


def default_data_dir(environment: Mapping[str, str]) -> Path:
    """Give the folder where this user's programs keep their data, on Linux, macOS and Windows."""
    return _user_folder(
        environment,
        named="XDG_DATA_HOME",
        macos=("Library", "Application Support"),
        others=(".local", "share"),
    )


def cache_dir(environment: Mapping[str, str] = os.environ) -> Path:
    """Give the folder where this user's programs keep what they can make anew."""
    return _user_folder(environment, named="XDG_CACHE_HOME", macos=("Library", "Caches"), others=(".cache",))


def _user_folder(
    environment: Mapping[str, str], *, named: str, macos: tuple[str, ...], others: tuple[str, ...]
) -> Path:
    place = environment.get(named) or environment.get("LOCALAPPDATA")
    if place and Path(place).is_absolute():
        return Path(place) / APPLICATION_NAME
    home = Path(environment.get("HOME") or "~").expanduser()
    return home.joinpath(*(macos if sys.platform == "darwin" else others), APPLICATION_NAME)


def _given(name: str, options: Namespace, environment: Mapping[str, str]) -> str:
    flag: str | None = getattr(options, name, None)
    return (flag if flag is not None else environment.get(name, "")).strip()


def _folder(path: str) -> Path | None:
    return Path(path).expanduser() if path else None


def _files_beside(base_url: str) -> str:
    """A Bot API server answers to /file/bot where it answers to /bot."""
    stem = base_url.removesuffix("/").removesuffix("/bot")
    return TELEGRAM_FILES if base_url == TELEGRAM else f"{stem}/file/bot"


def _misspelt(given: Mapping[str, str]) -> Iterator[str]:
    for name, choices in (
        ("LOG_FORMAT", get_args(LogFormat)),
        ("LOG_LEVEL", get_args(LogLevel)),
        ("MISSED_QUESTIONS", (ON, "off")),
    ):
        value = given[name]
        if value and value.lower() not in {choice.lower() for choice in choices}:
            yield f"{name}: unknown value; found {value!r}; use one of {', '.join(choices)}"


def _bad_rate(value: str) -> Iterator[str]:
    if not value:
        return
    try:
        fits = 0 < float(value) <= MOST_MESSAGES_PER_SECOND
    except ValueError:
        fits = False
    if not fits:
        yield f"TELEGRAM_MESSAGES_PER_SECOND: not a rate; found {value!r}; use a number up to 1000"


def _bad_port(name: str, given: Mapping[str, str]) -> Iterator[str]:
    value = given[name]
    if value and not (value.isascii() and value.isdecimal() and int(value[:6]) <= LARGEST_PORT):
        yield f"{name}: not a port; found {value!r}; use a number up to {LARGEST_PORT}"


def _bad_webhook(given: Mapping[str, str]) -> Iterator[str]:
    url, path = given["WEBHOOK_URL"], given["WEBHOOK_PATH"]
    # Telegram itself takes https only; a Bot API server of one's own, started with --local, takes both.
    is_own = given["TELEGRAM_API_BASE_URL"] not in {"", TELEGRAM}
    if url and not _is_web_address(url, ("https", "http") if is_own else ("https",)):
        yield f"WEBHOOK_URL: not an address; found {url!r}; it looks like https://bot.example.org"
    if path and not _PATH.fullmatch(path):
        yield f"WEBHOOK_PATH: not a path; found {path!r}; it looks like /webhook"
    if given["WEBHOOK_SECRET"] and not _SECRET.fullmatch(given["WEBHOOK_SECRET"]):
        yield "WEBHOOK_SECRET: Telegram does not take it; use 1 to 256 of A-Z, a-z, 0-9, _ and -"


def _is_web_address(url: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in schemes and bool(parts.hostname) and not parts.query and not parts.fragment


def _ids(value: str) -> list[str]:
    return value.replace(",", " ").split()


def _bad_ids(value: str) -> Iterator[str]:
    for found in _ids(value):
        if not (found.isascii() and found.isdecimal() and len(found) <= MOST_DIGITS):
            yield f"ADMIN_IDS: not a Telegram id; found {found!r}; write numbers with commas between them"


def _bad_urls(given: Mapping[str, str]) -> Iterator[str]:
    for name in ("TELEGRAM_API_BASE_URL", "TELEGRAM_API_BASE_FILE_URL"):
        value = given[name]
        if value and not value.startswith(("http://", "https://")):
            yield f"{name}: not an address; found {value!r}; it looks like http://127.0.0.1:8081/bot"
    if given["DATABASE_URL"] and "://" not in given["DATABASE_URL"]:
        yield "DATABASE_URL: not a database address; it looks like postgresql://user@host/name"
