"""What the process holds in memory at rest, with the record that ships."""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.bot_api_server import TOKEN, serving
from tests.e2e.process import PATIENCE_SECONDS, Running, running
from tests.telegram.world import ANN, PRIVATE, World

MEBIBYTE = 2**20
MOST_AT_REST = 118 * MEBIBYTE
"""110 were measured; where libraries are mapped otherwise it is some more."""

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


def resident_bytes(process: Running) -> int:
    status = Path(f"/proc/{process.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


async def test_a_bot_at_rest_holds_little_memory(tmp_path: Path) -> None:
    """All that is done beside the first answers is over.

    The second start is looked at: at the first one after an edit Python compiles, and keeps some of that.
    """
    async with serving(World(now=int(time.time()))) as server:
        variables = {
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_BASE_URL": server.url,
            "DATA_DIR": str(tmp_path / "data"),
            "KNOWLEDGE_DIR": "",
        }
        with running("run", variables=variables, folder=tmp_path) as first:
            await server.push(server.world.says("lavrov?"))
            await server.until_sent(1)
            first.tell(signal.SIGTERM)
            await asyncio.to_thread(first.ended)
        with running("run", variables=variables, folder=tmp_path) as process:
            for number in range(20):
                who = 1000 + number
                asks = server.world.says("lavrov?", user={**ANN, "id": who}, chat={**PRIVATE, "id": who})
                await server.push(asks)
            await server.until_sent(21)
            async with asyncio.timeout(PATIENCE_SECONDS):
                # A busy machine gives it no time to come to rest for a while.
                while resident_bytes(process) >= MOST_AT_REST:  # noqa: ASYNC110
                    await asyncio.sleep(0.2)
