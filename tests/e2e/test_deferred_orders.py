"""While the database is away questions are answered, and orders are kept until they can be carried out."""

from __future__ import annotations

import asyncio
import re
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from handlers.texts import load_locales
from tests import postgres
from tests.bot.delivery.test_forgetting import tables_with
from tests.e2e.bot_api_server import TOKEN, BotApiServer, serving
from tests.e2e.process import PROJECT, running
from tests.telegram.world import ANN, PRIVATE, World

ORDER_KEPT = load_locales().within("en").say("order_kept")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres.running() as server:
        yield server.new_database("orders")


@dataclass(slots=True)
class Way:
    """The way to PostgreSQL, which can be closed and opened again."""

    socket: str
    port: int = 0
    _server: asyncio.Server | None = None
    _open: set[asyncio.StreamWriter] = field(default_factory=set)

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._join, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server
        self._server.close()
        for writer in self._open:
            writer.close()
        self._open.clear()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there = await asyncio.open_unix_connection(self.socket)
        self._open |= {writer, there}
        await asyncio.gather(_copy(reader, there), _copy(there_reader, writer), return_exceptions=True)


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while data := await reader.read(65536):
        writer.write(data)
        await writer.drain()
    writer.close()


@pytest.fixture
async def way(database: str) -> AsyncIterator[Way]:
    told = conninfo_to_dict(database)
    way = Way(f"{told['host']}/.s.PGSQL.{told.get('port') or 5432}")
    await way.open()
    yield way
    await way.close()


def people(database: str) -> int:
    with psycopg.connect(database) as connection:
        found = connection.execute("SELECT count(*) FROM subscriptions WHERE user_id = 100").fetchone()
    return int(found[0]) if found else 0


async def said(server: BotApiServer, text: str, *, user: int = 100) -> str:
    """Say something in a private chat, and give the answer."""
    before = len(server.world.order)
    person = {**ANN, "id": user, "first_name": "Xylophonquartett"}
    await server.push(server.world.says(text, user=person, chat={**PRIVATE, "id": user}))
    await server.until_sent(before + 1)
    return server.world.order[-1].text


async def test_an_order_given_while_the_database_is_away_is_carried_out_after_a_kill(
    database: str, way: Way, tmp_path: Path
) -> None:
    user = conninfo_to_dict(database).get("user") or "postgres"
    async with serving(World(now=int(time.time()))) as server:
        variables = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": server.url,
            "DATA_DIR": str(tmp_path / "data"),
            "DATABASE_URL": f"postgresql://{user}@127.0.0.1:{way.port}/orders",
        }
        with running("run", variables=variables, folder=tmp_path) as bot:
            await said(server, "/daily 9:00 Tashkent")
            assert people(database) == 1

            await way.close()
            assert await said(server, "/forget with some words") == ORDER_KEPT
            for number in range(20):
                assert "Sergey Lavrov" in await said(server, "what did lavrov say?", user=1000 + number)
            assert await said(server, "/daily 10:00 Tashkent") == ORDER_KEPT
            kept = (tmp_path / "data" / "orders.jsonl").read_text()
            assert "Xylophonquartett" not in kept
            assert "some words" not in kept
            bot.process.kill()

        await way.open()
        before = len(server.world.order)
        with running("run", variables=variables, folder=tmp_path) as bot:
            await server.until_sent(before + 2)
            bot.tell(signal.SIGTERM)
            ended = await asyncio.to_thread(bot.ended)

        assert ended.code == 0
        forgotten, subscribed = (sent.text for sent in server.world.order[before:])
        assert "deleted" in forgotten.lower()
        assert "10:00" in subscribed
        assert people(database) == 1
        assert (tmp_path / "data" / "orders.jsonl").read_text() == ""
        assert server.pending == []
    files = {re.sub(r"\d+", "N", file.name) for file in (tmp_path / "data").iterdir()}
    page = (PROJECT / "docs" / "privacy.md").read_text(encoding="utf-8")
    assert [name for name in files if f"`{name}`" not in page and not name.endswith(".lock")] == []


@pytest.mark.parametrize("count", [40, pytest.param(300, marks=pytest.mark.torture)])
async def test_killed_while_postgresql_is_stopped_it_answers_all_and_forgets_both(
    tmp_path: Path, count: int
) -> None:
    first, second = 711_000_111, 722_000_222
    with postgres.running() as postgresql:
        url = postgresql.new_database("killed")
        async with serving(World(now=int(time.time()))) as server:
            variables = {
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_BASE_URL": server.url,
                "DATA_DIR": str(tmp_path / "data"),
                "DATABASE_URL": url,
            }
            with running("run", variables=variables, folder=tmp_path) as bot:
                await said(server, "/daily 9:00 Tashkent", user=first)
                await said(server, "/daily 9:00 Tashkent", user=second)
                await said(server, "/forget", user=first)
                postgresql.stop()
                before = len(server.world.order)
                await server.push(
                    *(
                        server.world.says(
                            "what did lavrov say?", user={**ANN, "id": number}, chat={**PRIVATE, "id": number}
                        )
                        for number in range(1000, 1000 + count)
                    ),
                    server.world.says("/forget", user={**ANN, "id": second}, chat={**PRIVATE, "id": second}),
                )
                await server.until_sent(before + count // 3)
                bot.process.kill()

            with running("run", variables=variables, folder=tmp_path) as bot:
                await server.until(lambda: not server.pending)
                postgresql.start()
                await server.until(lambda: (tmp_path / "data" / "orders.jsonl").read_text() == "")
                await said(server, "lavrov", user=999)
                bot.tell(signal.SIGTERM)
                ended = await asyncio.to_thread(bot.ended)

            assert ended.code == 0
            answers = Counter(sent.chat_id for sent in server.world.order[before:] if "Lavrov" in sent.text)
            asked = range(1000, 1000 + count)
            assert all(1 <= answers[number] <= 2 for number in asked)
        address = url.replace("postgresql:", "postgresql+psycopg:")
        assert await asyncio.to_thread(tables_with, address, str(first), str(second)) == []
