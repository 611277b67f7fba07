"""A Bot API server on loopback that records every message it accepts, and refuses what it is told to."""

from __future__ import annotations

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from telegram import Bot

from bot.transports.http import AiohttpRequest, Timeouts

TOKEN = "123456:loopback"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message that Telegram took; `at` is monotonic, in seconds."""

    at: float
    chat_id: int
    thread_id: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """What to answer instead of taking a message."""

    code: int
    description: str
    parameters: dict[str, int] = field(default_factory=dict)
    breaks: bool = False


@dataclass(slots=True)
class BotApi:
    """The far end, running.

    Attributes:
        delay: Gives the seconds before an answer; the message is taken halfway.
        refuse: Asked before a message is taken.
        asked: Every request, taken or not.
        open: How many requests of each chat are being answered just now.
        one_each: Whether to take one request from a connection, and to tell who asks to hang up afterwards.
        arrived: Set when a request has come, when its message was taken, and when it was answered.
    """

    url: str = ""
    accepted: list[Accepted] = field(default_factory=list)
    asked: list[Accepted] = field(default_factory=list)
    delay: Callable[[], float] = lambda: 0.0
    refuse: Callable[[int], Refusal | None] = lambda _: None
    open: Counter[int] = field(default_factory=Counter)
    one_each: bool = False
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _lines: list[tuple[int, asyncio.Transport]] = field(default_factory=list)

    def per_chat(self) -> Counter[int]:
        """Count the messages of each chat."""
        return Counter(message.chat_id for message in self.accepted)

    def most_within(self, seconds: float, chat_id: int | None = None) -> int:
        """Give the most messages that arrived, taken or not, in any stretch of so many seconds."""
        times = [one.at for one in self.asked if chat_id is None or one.chat_id == chat_id]
        most, start = 0, 0
        for end, moment in enumerate(times):
            while moment - times[start] >= seconds:
                start += 1
            most = max(most, end - start + 1)
        return most

    def in_flight(self) -> set[int]:
        """Give the chats whose request has come, and who asked has not hung up yet: the answer is not read.

        With `one_each` only. Whoever hangs up had read its answer to the end.
        """
        self._lines = [(chat_id, line) for chat_id, line in self._lines if not line.is_closing()]
        return {chat_id for chat_id, _ in self._lines}

    async def until(self, count: int, *, seconds: float = 60.0) -> None:
        """Wait until so many messages were taken."""
        async with asyncio.timeout(seconds):
            while len(self.accepted) < count:
                self.arrived.clear()
                await self.arrived.wait()

    async def quiet(self) -> None:
        """Wait until all that has come is answered, whoever still listens."""
        while sum(self.open.values()):
            self.arrived.clear()
            await self.arrived.wait()

    async def answer(self, request: web.Request) -> web.Response:
        """Answer one method."""
        if request.match_info["method"].lower() == "getme":
            me = {"id": 123456, "is_bot": True, "first_name": "Loopback", "username": "loopback_bot"}
            return web.json_response({"ok": True, "result": me})
        form = await request.post()
        chat_id, thread = int(str(form["chat_id"])), form.get("message_thread_id")
        self.open[chat_id] += 1
        if request.transport is not None:
            self._lines.append((chat_id, request.transport))
        try:
            response = await self._answered(request, chat_id, thread, str(form["text"]))
        finally:
            self.open[chat_id] -= 1
            self.arrived.set()
        if self.one_each:
            # Said and not done: it is the other side that closes.
            response.headers["Connection"] = "close"
        return response

    async def _answered(self, request: web.Request, chat_id: int, thread: object, text: str) -> web.Response:
        message = Accepted(time.monotonic(), chat_id, int(str(thread)) if thread else None, text)
        self.asked.append(message)
        self.arrived.set()
        half = self.delay() / 2
        await asyncio.sleep(half)
        if refusal := self.refuse(chat_id):
            return _refused(request, refusal)
        self.accepted.append(message)
        message_id = len(self.accepted)
        self.arrived.set()
        await asyncio.sleep(half)
        result = {
            "message_id": message_id,
            "date": int(time.time()),
            "chat": {"id": chat_id, "type": "private" if chat_id > 0 else "supergroup"},
            "text": message.text,
        }
        return web.json_response({"ok": True, "result": result})


def _refused(request: web.Request, refusal: Refusal) -> web.Response:
    if refusal.breaks and request.transport is not None:
        request.transport.abort()
    body = {
        "ok": False,
        "error_code": refusal.code,
        "description": refusal.description,
        **({"parameters": refusal.parameters} if refusal.parameters else {}),
    }
    return web.json_response(body, status=refusal.code)


def network_delay(rng: random.Random) -> Callable[[], float]:
    """Answer as a network does: mostly soon, sometimes late."""
    return lambda: rng.uniform(0.02, 0.15)


@asynccontextmanager
async def bot_api() -> AsyncIterator[BotApi]:
    """Run the far end on a free port of loopback."""
    api = BotApi()
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", api.answer)
    runner = web.AppRunner(application, handle_signals=False, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    _, port = runner.addresses[0][:2]
    api.url = f"http://127.0.0.1:{port}/bot"
    try:
        yield api
    finally:
        await runner.cleanup()


@asynccontextmanager
async def bot_on_api(timeouts: Timeouts | None = None) -> AsyncIterator[tuple[BotApi, Bot]]:
    """Run the far end, and a bot that talks to it by the client of ours."""
    request, polling = AiohttpRequest(timeouts=timeouts), AiohttpRequest()
    async with (
        bot_api() as api,
        Bot(TOKEN, base_url=api.url, request=request, get_updates_request=polling) as bot,
    ):
        yield api, bot
