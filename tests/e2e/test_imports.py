"""What the process never imports unless somebody needs it."""

from __future__ import annotations

import subprocess
import sys

from tests.e2e.process import PROJECT

LEFT_OUT = (
    "alembic",
    "dbos",
    "http.server",
    "PIL",
    "psycopg",
    "pydantic",
    "rich",
    "pygments",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.orm",
    "starlette",
    "uvicorn",
)


def test_what_only_some_need_is_not_imported_for_all() -> None:
    script = """
import sys
sys.modules["httpx._main"] = None
import bot.serving, bot.delivery.service
print(*sys.modules)
"""

    ran = subprocess.run(
        [sys.executable, "-c", script], check=True, cwd=PROJECT, capture_output=True, text=True
    )

    assert set(LEFT_OUT) & set(ran.stdout.split()) == set()


def test_who_needs_the_orm_finds_it() -> None:
    """DBOS does; both see the very same engine."""
    script = """
from bot.storage.database import create_async_engine
import sys
assert "sqlalchemy.orm" not in sys.modules
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine as theirs
assert theirs is create_async_engine and AsyncSession.__name__ == "AsyncSession"
"""

    subprocess.run([sys.executable, "-c", script], check=True, cwd=PROJECT)
