"""A webhook that can't be had ends the process, in one line: nobody would notice one that hears nothing."""

from __future__ import annotations

import asyncio
import socket
from pathlib import Path

import pytest
from aiohttp import web

from tests.e2e.bot_api_server import serving
from tests.e2e.process import PATIENCE_SECONDS
from tests.e2e.replicas import free_port
from tests.e2e.test_telegram import start
from tests.telegram.faults import refuses
from tests.telegram.world import World

NO_HOST = refuses(400, "Bad Request: bad webhook: Failed to resolve host: Name or service not known")


async def refused(method: str, request: web.Request) -> web.StreamResponse | None:
    return await NO_HOST(method, request) if method == "setWebhook" else None


async def ended(folder: Path, port: int) -> tuple[int | None, list[str]]:
    async with serving(World()) as server:
        server.fault = refused
        process = await start(
            server.url,
            folder,
            WEBHOOK_URL="https://bot.example.org",
            WEBHOOK_HOST="127.0.0.1",
            PORT=str(port),
            LOG_LEVEL="WARNING",
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            _, err = await process.communicate()
    return process.returncode, err.decode().splitlines()


@pytest.mark.parametrize("is_taken", [False, True])
async def test_an_address_or_a_port_that_can_not_be_had_is_one_line_and_2(
    tmp_path: Path, *, is_taken: bool
) -> None:
    port = free_port()
    if is_taken:
        with socket.create_server(("127.0.0.1", port)):
            code, lines = await ended(tmp_path, port)
        beginning = f"PORT: can't listen on 127.0.0.1 port {port}: "
    else:
        code, lines = await ended(tmp_path, port)
        beginning = "WEBHOOK_URL: Telegram does not take https://bot.example.org/webhook ("

    assert (code, len(lines)) == (2, 1), lines
    assert lines[0].startswith(beginning)
