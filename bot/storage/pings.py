"""Connections that lay idle are tried before they are used; those in steady use are not.

SQLAlchemy's own `pool_pre_ping` asks the server before each use, which is as much work as a small statement.
Source: https://docs.sqlalchemy.org/en/20/core/pooling.html, custom pessimistic ping.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from sqlalchemy import Engine, event
from sqlalchemy.exc import DisconnectionError

if TYPE_CHECKING:
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

IDLE_SECONDS = 1.0
"""No server is down for less; what breaks sooner is told once, and that empties the whole pool."""
_BACK_AT = "bot_back_at"


def ping_the_idle(engine: Engine) -> None:
    """Let an engine ask the server only on connections that have been idle."""

    def came_back(_: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
        entry.info[_BACK_AT] = time.monotonic()

    def goes_out(connection: DBAPIConnection, entry: ConnectionPoolEntry, _: PoolProxiedConnection) -> None:
        back_at = entry.info.get(_BACK_AT)
        if back_at is None or time.monotonic() - back_at < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError("the connection broke while it was idle") from error

    event.listen(engine, "checkin", came_back)
    event.listen(engine, "checkout", goes_out)
