"""What may be off with the database: not there, not to be reached, damaged, or of another version."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.diagnosis.finding import Finding, fine, off
from bot.storage import database, schema
from bot.storage.database import Database
from bot.storage.errors import StorageError, shown

PATIENCE_SECONDS = 10.0


async def of_database(database_url: str | None, data_dir: Path) -> Finding:
    """Look whether the database answers and is of a version that this program understands; change nothing."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS), database.looked_at(database_url, data_dir) as found:
            if found.file and not found.file.exists():
                return fine("database", f"none yet; the first start makes {found.file}")
            return await _of_schema(found)
    except StorageError as error:
        said, _, hint = str(error).removeprefix("DATABASE_URL: ").rpartition("; ")
        return off("database", said, hint)
    except TimeoutError:
        hint = "look at the database server, DATABASE_URL and the network"
        return off("database", f"no answer from {shown(database_url or '')}", hint)


async def _of_schema(found: Database) -> Finding:
    async with found.reading() as connection:
        version = await connection.run_sync(schema.version)
    where = shown(found.url)
    if version is None:
        return fine("database", f"{where} is empty; the first start sets it up")
    if version > schema.HEAD:
        said = f"{where}: its schema ({version}) is newer than this program's ({schema.HEAD})"
        return off("database", said, "start the newer program, or put a backup in its place")
    if version < schema.HEAD:
        return fine("database", f"{where} answers; the next start brings it up to date")
    return fine("database", f"{where} answers")
