"""Several processes on one PostgreSQL, to which Telegram delivers."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from asyncio.subprocess import Process
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp

from tests.e2e.bot_api_server import BotApiServer, serving
from tests.e2e.process import PATIENCE_SECONDS
from tests.e2e.test_telegram import start
from tests.telegram.courier import Courier
from tests.telegram.world import World

PATH = "/hook"


@dataclass(slots=True)
class Replica:
    """One process."""

    process: Process
    port: int

    @property
    def door(self) -> str:
        """Give where its webhook is."""
        return f"http://127.0.0.1:{self.port}{PATH}"

    async def ended(self) -> tuple[int, str]:
        """Wait for its end; give its exit code and what it has written."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            _, err = await self.process.communicate()
        return self.process.returncode or 0, err.decode()


@dataclass(slots=True)
class Replicas:
    """All of them, before one far end."""

    server: BotApiServer
    folder: Path
    variables: dict[str, str]
    all: list[Replica] = field(default_factory=list)

    @property
    def world(self) -> World:
        """Give the far end's state."""
        return self.server.world

    async def start(self, **more: str) -> Replica:
        """Start one more and wait until it takes updates."""
        port = free_port()
        variables = {"PORT": str(port), "WEBHOOK_HOST": "127.0.0.1", "LOG_LEVEL": "INFO"}
        data = self.folder / f"replica-{port}"
        data.mkdir()
        url = {"WEBHOOK_URL": "https://bot.example.org", "WEBHOOK_PATH": PATH}
        process = await start(self.server.url, data, **(url | variables | self.variables | more))
        replica = Replica(process, port)
        self.all.append(replica)
        await until_ready(replica)
        async with asyncio.timeout(PATIENCE_SECONDS):
            # It takes updates before it has told Telegram where, and by which secret.
            while not self.world.webhook:  # noqa: ASYNC110
                await asyncio.sleep(0.05)
        return replica

    def courier(self) -> Courier:
        """Give who delivers at all of them."""
        return Courier([one.door for one in self.all], self.world.secret)


def free_port() -> int:
    """Give a port that nobody gets by chance: knock at one of those too early, and you may meet yourself."""
    for port in random.sample(range(20_000, 32_000), 100):
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError("no port is free")


async def until_ready(replica: Replica) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    async with aiohttp.ClientSession(f"http://127.0.0.1:{replica.port}") as session:
        while True:
            if replica.process.returncode is not None:
                raise AssertionError((await replica.ended())[1])
            try:
                async with session.get("/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            assert time.monotonic() < deadline, "it never was ready"
            await asyncio.sleep(0.05)


@asynccontextmanager
async def replicas(count: int, folder: Path, **variables: str) -> AsyncIterator[Replicas]:
    """Start some, and end them for sure."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(serving(World(now=int(time.time()))))
        those = Replicas(server, folder, variables)
        try:
            await asyncio.gather(*(those.start() for _ in range(count)))
            yield those
        finally:
            for one in those.all:
                if one.process.returncode is None:
                    one.process.kill()
                    await one.process.communicate()
        assert server.strange == []
