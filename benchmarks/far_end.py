"""Telegram's far end on loopback, as plain as can be: hands out questions, takes every message."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import cast

from aiohttp import web

TOKEN = "4242:benchmark"  # noqa: S105 - nobody's
LONGEST_POLL_SECONDS = 1.0
MOST_AT_ONCE = 100
"""Updates that Telegram hands out in one answer."""
_ME = {"id": 4242, "is_bot": True, "first_name": "Bench", "username": "bench_bot"}


@dataclass(slots=True)
class FarEnd:
    """The server, running.

    Attributes:
        taken: When messages were taken, by the monotonic clock.
    """

    url: str = ""
    taken: list[float] = field(default_factory=list)
    _waiting: dict[int, asyncio.Future[float]] = field(default_factory=dict)
    _updates: dict[int, dict[str, object]] = field(default_factory=dict)
    _came: asyncio.Event = field(default_factory=asyncio.Event)
    _number: int = 0

    async def ask(self, text: str, *, person: int | None = None) -> float:
        """Ask, and give the seconds until the answer is there.

        Args:
            person: Who; None is somebody who never asked before.
        """
        self._number += 1
        person = person or self._number
        answered: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        self._waiting[person] = answered
        chat = {"id": person, "type": "private", "first_name": "Asker"}
        message = {
            "message_id": self._number,
            "date": int(time.time()),
            "chat": chat,
            "from": {"id": person, "is_bot": False, "first_name": "Asker", "language_code": "en"},
            "text": text,
        }
        if text.startswith("/"):
            message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
        asked = time.monotonic()
        self._updates[self._number] = {"update_id": self._number, "message": message}
        self._came.set()
        return await answered - asked

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call."""
        method, form = (
            request.match_info["method"].lower(),
            cast("Mapping[str, object]", await request.post()),
        )
        match method:
            case "getme":
                return _ok(_ME)
            case "getupdates":
                return _ok(await self._next_updates(form))
            case "sendmessage" | "setmessagereaction":
                return _ok(self._take(int(str(form["chat_id"]))))
            case _:
                return _ok(result=True)

    async def _next_updates(self, form: Mapping[str, object]) -> list[dict[str, object]]:
        """Give what was not confirmed yet, as Telegram does; wait for it if there is nothing."""
        first, most = int(str(form.get("offset") or 0)), int(str(form.get("limit") or MOST_AT_ONCE))
        for number in [number for number in self._updates if number < first]:
            del self._updates[number]
        if not self._updates and str(form.get("timeout") or 0) != "0":
            self._came.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(LONGEST_POLL_SECONDS):
                    await self._came.wait()
        return list(self._updates.values())[:most]

    def _take(self, chat_id: int) -> dict[str, object]:
        now = time.monotonic()
        self.taken.append(now)
        if (answered := self._waiting.pop(chat_id, None)) is not None and not answered.done():
            answered.set_result(now)
        return {
            "message_id": len(self.taken),
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private", "first_name": "Somebody"},
            "text": "-",
        }


def _ok(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def far_end() -> AsyncIterator[FarEnd]:
    """Run it on a free port of loopback."""
    server = FarEnd()
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", server.handle)
    runner = web.AppRunner(application, handle_signals=False, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    server.url = f"http://127.0.0.1:{runner.addresses[0][1]}/bot"
    try:
        yield server
    finally:
        await runner.cleanup()
