"""SQLAlchemy's engine for asyncio, without the ORM that its package brings: 7 MiB that nobody uses."""

from __future__ import annotations

from bot import unrun_package

unrun_package.lay("sqlalchemy.ext.asyncio")

from sqlalchemy.ext.asyncio.engine import (  # noqa: E402 - what is laid above is the point
    AsyncConnection,
    AsyncEngine,
    create_async_engine,
)

__all__ = ["AsyncConnection", "AsyncEngine", "create_async_engine"]
