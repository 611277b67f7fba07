"""A newer program comes beside the older one, and goes again: both work on one schema."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from sqlalchemy import text

from bot.storage.database import looked_at
from bot.storage.schema import HEAD
from tests import postgres
from tests.e2e.process import PROJECT
from tests.e2e.replicas import Replicas, replicas
from tests.telegram.world import ANN

NEWER = f"{int(HEAD) + 1:04}"
MIGRATION = f"""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "{NEWER}", "{HEAD}", None, None


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("colour", sa.String(16)))
    op.create_table("colours", sa.Column("name", sa.String(16), primary_key=True))
"""


def newer_program(folder: Path) -> dict[str, str]:
    """Make a program of the next version, which adds to the schema; give the variables that start it."""
    for room in ("bot", "handlers", "knowledge"):
        shutil.copytree(PROJECT / room, folder / room)
    (folder / "bot" / "storage" / "migrations" / "versions" / f"{NEWER}_colours.py").write_text(MIGRATION)
    schema = folder / "bot" / "storage" / "schema.py"
    schema.write_text(schema.read_text().replace(f'HEAD = "{HEAD}"', f'HEAD = "{NEWER}"'))
    # Not the working folder's.
    return {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}


async def orders(those: Replicas, at: int, person: int, words: str) -> str:
    """Have a person say something to one replica; give what the bot answers."""
    before = len(those.world.order)
    courier = those.courier()
    courier.doors = [those.all[at].door]
    chat = {"id": person, "type": "private", "first_name": "Ann"}
    await courier.deliver([those.world.says(words, user={**ANN, "id": person}, chat=chat)])
    await those.server.until_sent(before + 1)
    return those.world.order[-1].text


async def revision(url: str) -> str:
    async with looked_at(url, Path()) as database, database.reading() as connection:
        return str((await connection.execute(text("SELECT version_num FROM alembic_version"))).scalar())


async def ended(those: Replicas, at: int) -> str:
    those.all[at].process.terminate()
    code, log = await those.all[at].ended()
    assert code == 0, log
    return log


async def test_old_and_new_work_on_one_schema_and_back_again(tmp_path: Path) -> None:
    newer = newer_program(tmp_path / "newer")
    with postgres.running() as server:
        url = server.new_database("rolling")
        async with replicas(1, tmp_path, DATABASE_URL=url) as those:
            first = await orders(those, 0, 1, "/daily 7:30 Tashkent")
            await those.start(**newer)
            present = await revision(url)
            beside = [
                await orders(those, 1, 1, "/daily 8:30 Tashkent"),
                await orders(those, 0, 2, "/daily 9:30 Tashkent"),
            ]
            await ended(those, 0)
            alone = await orders(those, 1, 2, "what did lavrov say?")
            # And back: the older program starts on the newer one's schema.
            await those.start()
            webhook = those.world.webhook
            await ended(those, 1)
            back = await orders(those, 2, 1, "/settings")
            log = await ended(those, 2)

    assert "7:30" in first
    assert present == NEWER
    assert ["8:30" in beside[0], "9:30" in beside[1]] == [True, True]
    assert "Sergey Lavrov" in alone
    assert webhook
    assert "8:30" in back
    assert re.search(rf"the schema is a newer program's \({NEWER}\), which lets this one work", log)
