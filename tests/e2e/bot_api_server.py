"""A Bot API server on loopback over a world: what the real process talks to instead of Telegram."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import web

from tests.e2e.process import PATIENCE_SECONDS
from tests.telegram.refusal import Refusal
from tests.telegram.world import World

TOKEN = "4242:AAtheTokenThatMustNeverBeSeen"
Fault: TypeAlias = "Callable[[str, web.Request], Awaitable[web.StreamResponse | None]]"
_NUMBERS = frozenset({"offset", "limit", "timeout", "chat_id", "message_id", "message_thread_id", "user_id"})
_TEXTS = frozenset({"text", "caption", "description", "short_description"})


@dataclass(slots=True)
class BotApiServer:
    """The server, running.

    Attributes:
        url: What TELEGRAM_API_BASE_URL is set to.
        confirmed: Ids of the updates that the bot will not get again, in order.
        polls: How often the bot asked for updates.
        odd_polls: What the next polls are answered with instead of updates.
        fault: Answers in the server's place, if it gives anything; it may break the connection.
        token: Of the bot; another one is refused.
        strange: Methods and parameters that Telegram does not have; a test fails on any.
    """

    world: World
    url: str = ""
    pending: list[dict[str, object]] = field(default_factory=list)
    confirmed: list[int] = field(default_factory=list)
    polls: int = 0
    open_polls: int = 0
    odd_polls: list[web.Response] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    fault: Fault | None = None
    token: str = TOKEN
    changed: asyncio.Condition = field(default_factory=asyncio.Condition)
    closed: bool = False

    async def push(self, *updates: dict[str, object]) -> None:
        """Let updates wait for the bot."""
        async with self.changed:
            self.pending.extend(updates)
            self.changed.notify_all()

    async def close(self) -> None:
        """Let whoever still polls go."""
        async with self.changed:
            self.closed = True
            self.changed.notify_all()

    async def until_sent(self, count: int, *, timeout_seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until the bot has sent or edited that many messages."""
        async with asyncio.timeout(timeout_seconds), self.changed:
            await self.changed.wait_for(lambda: len(self.world.order) >= count)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one call."""
        if request.match_info["token"] != self.token:
            return _refused(Refusal("Unauthorized", code=401))
        method = request.match_info["method"]
        if self.fault and (answer := await self.fault(method, request)):
            return answer
        parameters, files = await _parameters(request)
        if method == "getUpdates" and self.odd_polls:
            self.polls += 1
            return self.odd_polls.pop(0)
        if method == "getUpdates":
            return web.json_response({"ok": True, "result": await self._updates(parameters)})
        try:
            result = self.world.call(method, parameters, files)
        except Refusal as refusal:
            if refusal.is_reset and request.transport is not None:
                request.transport.close()
            if "unknown parameters" in refusal.description or refusal.code == 404:
                self.strange.append(refusal.description)
            return _refused(refusal)
        async with self.changed:
            self.changed.notify_all()
        return web.json_response({"ok": True, "result": result})

    async def _updates(self, parameters: Mapping[str, object]) -> list[dict[str, object]]:
        """Long-poll: an offset confirms all updates below it."""
        offset, limit = int(str(parameters.get("offset", 0))), int(str(parameters.get("limit", 100)))
        await self._confirm(offset)
        wait = float(str(parameters.get("timeout", 0)))
        async with self.changed:
            self.open_polls += bool(wait)
            try:
                async with asyncio.timeout(wait):
                    await self.changed.wait_for(lambda: bool(self.pending) or self.closed)
            except TimeoutError:
                return []
            finally:
                self.open_polls -= bool(wait)
        return self.pending[:limit]

    async def _confirm(self, offset: int) -> None:
        async with self.changed:
            self.polls += 1
            self.confirmed += [_id(one) for one in self.pending if _id(one) < offset]
            self.pending = [one for one in self.pending if _id(one) >= offset]
            self.changed.notify_all()

    async def until(self, holds: Callable[[], bool], *, timeout_seconds: float = PATIENCE_SECONDS) -> None:
        """Wait until something has become true of the server or its world."""
        async with asyncio.timeout(timeout_seconds), self.changed:
            await self.changed.wait_for(holds)


def _id(update: Mapping[str, object]) -> int:
    return int(str(update["update_id"]))


async def _parameters(request: web.Request) -> tuple[dict[str, object], dict[str, bytes]]:
    """Read a call's parameters as Telegram does: strings, numbers, JSON in strings, and files."""
    read: dict[str, object] = {}
    files: dict[str, bytes] = {}
    for key, value in (await request.post()).items():
        if isinstance(value, str):
            read[key] = _value(key, value)
        elif isinstance(value, web.FileField):
            files[key] = value.file.read()
    return read, files


def _value(key: str, value: str) -> object:
    if key in _NUMBERS:
        return int(float(value))
    if key not in _TEXTS and value[:1] in {"{", "["}:
        return json.loads(value)
    return value


def _refused(refusal: Refusal) -> web.Response:
    body = {"ok": False, "error_code": refusal.code, "description": refusal.description}
    return web.json_response({**body, "parameters": refusal.parameters}, status=refusal.code or 500)


@asynccontextmanager
async def serving(world: World) -> AsyncIterator[BotApiServer]:
    """Serve a world on a free port of loopback."""
    server = BotApiServer(world)
    application = web.Application(client_max_size=2**24)
    application.router.add_route("*", "/bot{token}/{method}", server.handle)
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.url = f"{site.name}/bot"
    try:
        yield server
    finally:
        await server.close()
        await runner.cleanup()
