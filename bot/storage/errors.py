"""What can go wrong with the database, each as one clear line for the operator."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    PendingRollbackError,
    ResourceClosedError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from bot.errors import BotError
from handlers.person import StoreError

NO_PORT = "the port is no number"
_LOOK = "look at the database server, the address and the network"


class StorageError(BotError, StoreError):
    """The database can't do what it must; nothing stored is lost by it."""

    def __init__(self, where: str, reason: str, hint: str) -> None:
        """Say which database, what is wrong, and what to do.

        Args:
            where: Its address without the password.
            reason: What is wrong.
            hint: What the operator can do.
        """
        super().__init__(f"DATABASE_URL: {where}: {reason}; {hint}")


class AddressError(StorageError):
    """It can't be read as an address."""

    def __init__(self, where: str, reason: str) -> None:
        """Say what is the matter, and what it should look like."""
        super().__init__(
            where, reason, "it looks like postgresql://user@host:5432/name or sqlite:////DIR/FILE"
        )


class AwayError(StorageError):
    """Its server does not answer, or has cut the connection; that mostly ends by itself."""

    def __init__(self, where: str, reason: str) -> None:
        """Say where to look."""
        super().__init__(where, reason, _LOOK)


class FullError(StorageError):
    """No room is left."""


class ReadOnlyError(StorageError):
    """It can't be written."""


class CorruptError(StorageError):
    """Its file is damaged, or no database."""


class BusyError(StorageError):
    """Another process holds what only one may hold."""


class GoneError(StorageError):
    """Its file was taken away, or another one was put in its place, while it was open."""

    def __init__(self, where: str, *, is_there: bool) -> None:
        """Say which of the two: what is written into an open file without a name is lost."""
        reason = "its file was replaced by another one" if is_there else "its file is gone"
        super().__init__(
            where, reason, "nothing is kept until the right one is there and the bot started again"
        )


class SchemaError(StorageError):
    """A table or column is missing."""


class NewerSchemaError(StorageError):
    """A newer version of the program has changed the schema."""


class UnknownKindError(StorageError):
    """It is neither PostgreSQL nor SQLite."""

    def __init__(self, where: str, kind: str) -> None:
        """Name what was asked for."""
        reason = f"unknown kind of database; found {kind!r}"
        super().__init__(where, reason, "use postgresql://… or sqlite:///FILE")


_OF_CONNECTIONS = frozenset({"", "08", "53", "57"})
"""The first two signs of the codes of what mostly ends by itself; a connection never made has no code."""
_CUT = (PendingRollbackError, ResourceClosedError, PoolTimeoutError)
"""What SQLAlchemy says itself of a connection that another task saw breaking, or that nobody gets in time."""

# SQLite's result codes are the contract, its sentences are not: https://sqlite.org/rescode.html
_BY_CODE: dict[int, tuple[type[StorageError], str, str]] = {
    sqlite3.SQLITE_FULL: (FullError, "the disk is full", "make room; nothing stored is lost"),
    sqlite3.SQLITE_READONLY: (ReadOnlyError, "it can't be written", "give this user the right to write it"),
    sqlite3.SQLITE_CANTOPEN: (ReadOnlyError, "it can't be opened", "look at the folder and its rights"),
    sqlite3.SQLITE_PERM: (ReadOnlyError, "access is denied", "give this user the right to write it"),
    sqlite3.SQLITE_CORRUPT: (CorruptError, "the file is damaged", "put a backup in its place"),
    sqlite3.SQLITE_NOTADB: (CorruptError, "the file is no SQLite database", "put a backup in its place"),
    sqlite3.SQLITE_IOERR: (StorageError, "the disk fails", "look at the disk"),
    sqlite3.SQLITE_BUSY: (BusyError, "another program keeps it locked", "end that program"),
    sqlite3.SQLITE_LOCKED: (BusyError, "another program keeps it locked", "end that program"),
}
# Of these SQLite has only sentences.
_MISSING = ("no such table", "no such column")
_INCOMPLETE = (SchemaError, "a table or a column is missing", "put a backup in its place, and start again")
# https://www.postgresql.org/docs/current/errcodes-appendix.html
# A connection that was never made has no code but these words of the server's.
_BY_WORDS = {"does not exist": "3D000", "password": "28P01", "authentication": "28000"}
_BY_STATE: dict[str, tuple[type[StorageError], str, str]] = {
    "53100": (FullError, "the disk is full", "make room; nothing stored is lost"),
    "25006": (ReadOnlyError, "it can't be written", "name the primary server, not a replica"),
    "42501": (ReadOnlyError, "access is denied", "give this role its rights"),
    "28P01": (StorageError, "the password is refused", "look at user and password"),
    "28000": (StorageError, "the user is refused", "look at user and password"),
    "3D000": (StorageError, "there is no such database", "create it, or correct its name"),
    "42P01": _INCOMPLETE,
    "42703": _INCOMPLETE,
    "XX001": (CorruptError, "its data is damaged", "put a backup in its place"),
}


def shown(url: str) -> str:
    """Give a database's address without its passwords."""
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        return "unknown address"
    hidden = {name: "***" for name in parsed.query if "pass" in name.lower()}
    shown = parsed.update_query_dict(hidden).render_as_string(hide_password=True)
    return shown.replace("%2A%2A%2A", "***")


def clear(error: DBAPIError | OSError, url: str) -> StorageError:
    """Turn a driver's error into a sentence."""
    where = shown(url)
    if isinstance(error, OSError):
        return StorageError(
            where, error.strerror or type(error).__name__, "look at the folder and its rights"
        )
    original = error.orig
    code = getattr(original, "sqlite_errorcode", None)
    known = _BY_CODE.get(code & 0xFF) if isinstance(code, int) else None
    said = (str(original).splitlines() or [type(original).__name__])[0]
    state = getattr(original, "sqlstate", None) or _state_of(said)
    known = known or _BY_STATE.get(state)
    if known is None and said.startswith(_MISSING):
        known = _INCOMPLETE
    if known:
        kind, reason, hint = known
        return kind(where, reason, hint)
    if isinstance(error, OperationalError | InterfaceError) and state[:2] in _OF_CONNECTIONS:
        return AwayError(where, said)
    return StorageError(where, said, _LOOK)


def _state_of(said: str) -> str:
    found = (state for words, state in _BY_WORDS.items() if "FATAL" in said and words in said)
    return next(found, "")


@contextmanager
def cleared(url: str) -> Iterator[None]:
    """Let errors of the driver leave as `StorageError`.

    Raises:
        StorageError: The database failed.
    """
    try:
        yield
    except (DBAPIError, OSError) as error:
        raise clear(error, url) from error
    except _CUT as error:
        raise AwayError(shown(url), "the connection is lost") from error
    except (ArgumentError, NoSuchModuleError) as error:
        raise UnknownKindError(shown(url), url.partition(":")[0][:20]) from error
