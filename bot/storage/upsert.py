"""An INSERT that can do something else where a row is there already; each database has its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from sqlalchemy.dialects import sqlite

if TYPE_CHECKING:
    from sqlalchemy import TableClause
    from sqlalchemy.dialects import postgresql

Upsert: TypeAlias = "sqlite.Insert | postgresql.Insert"


def upsert(table: TableClause, dialect: str) -> Upsert:
    """Begin an INSERT that knows `on_conflict_do_update` and `on_conflict_do_nothing`.

    Args:
        dialect: SQLAlchemy's name of the database.
    """
    if dialect == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - with all its drivers: 2 MiB

    return postgresql.insert(table)
