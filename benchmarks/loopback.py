"""A Bot API server that costs as little as can be: what is measured is the bot before it."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

TOKEN = "4242:benchmark"  # noqa: S105 - nobody's
_ME = {"id": 4242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}
_NUMBER = {name: re.compile(name.encode() + rb'["=:\s]*(-?\d+)') for name in ("chat_id", "offset", "limit")}
"""As a form, as JSON, and in parts: each client writes it otherwise."""
_LONGEST_POLL_SECONDS = 1.0


@dataclass(slots=True)
class Loopback:
    """The server, running.

    Attributes:
        taken: Of each message: who got it, and when, by the monotonic clock.
    """

    url: str = ""
    taken: list[tuple[int, float]] = field(default_factory=list)
    _pending: list[dict[str, object]] = field(default_factory=list)
    _number: int = 0
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _sent: asyncio.Event = field(default_factory=asyncio.Event)

    def ask(self, asked: Sequence[tuple[int, str]]) -> None:
        """Let people ask at once: pairs of person and words."""
        for person, words in asked:
            self._number += 1
            self._pending.append(_update(self._number, person, words))
        self._news.set()

    async def until_taken(self, count: int) -> None:
        """Wait until so many messages have come."""
        while len(self.taken) < count:
            self._sent.clear()
            await self._sent.wait()

    async def handle(self, request: web.BaseRequest) -> web.Response:
        """Answer one call."""
        method, body = request.path.rpartition("/")[2].lower(), await request.read()
        match method:
            case "sendmessage" | "setmessagereaction":
                # Thanks are answered by a reaction.
                return self._take(_number("chat_id", body, 0))
            case "getupdates":
                return await self._updates(body)
            case "getme":
                return _ok(_ME)
            case _:
                return _ok(result=True)

    def _take(self, chat_id: int) -> web.Response:
        self.taken.append((chat_id, time.monotonic()))
        self._sent.set()
        chat = {"id": chat_id, "type": "private", "first_name": "Somebody"}
        return _ok({"message_id": len(self.taken), "date": 1_800_000_000, "chat": chat, "text": "-"})

    async def _updates(self, body: bytes) -> web.Response:
        offset = _number("offset", body, 0)
        self._pending = [one for one in self._pending if int(str(one["update_id"])) >= offset]
        if not self._pending:
            self._news.clear()
            try:
                async with asyncio.timeout(_LONGEST_POLL_SECONDS):
                    await self._news.wait()
            except TimeoutError:
                pass
        return _ok(self._pending[: _number("limit", body, 100)])


def _number(name: str, body: bytes, default: int) -> int:
    found = _NUMBER[name].search(body)
    return int(found[1]) if found else default


def _update(number: int, person: int, words: str) -> dict[str, object]:
    who = {"id": person, "is_bot": False, "first_name": "Asker", "language_code": "en"}
    chat = {"id": person, "type": "private", "first_name": "Asker"}
    message = {"message_id": number, "date": int(time.time()), "chat": chat, "from": who, "text": words}
    return {"update_id": number, "message": message}


def _ok(result: object) -> web.Response:
    return web.Response(body=json.dumps({"ok": True, "result": result}), content_type="application/json")


@asynccontextmanager
async def loopback() -> AsyncIterator[Loopback]:
    """Run it on a free port."""
    server = Loopback()
    runner = web.ServerRunner(web.Server(server.handle), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield server
    finally:
        await runner.cleanup()
