"""The fast client says what Telegram said, and its failures hold no address."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import nullcontext, suppress

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter, TimedOut
from yarl import URL

from bot.transports.http import MOST_BYTES, AiohttpRequest, Timeouts
from bot.transports.leaving import telling

MEBIBYTE = 1024 * 1024
TOKEN = "123456:AAF-abcdefghijklmnopqrstuvwxyz012345"


class Server:
    """A Bot API server that gives one answer, and keeps the forms it was sent."""

    def __init__(self) -> None:
        self.status = 200
        self.body: dict[str, object] = {"ok": True, "result": True}
        self.delay = 0.0
        self.forms: list[dict[str, object]] = []
        self.authorised: list[str] = []

    async def answer(self, request: web.Request) -> web.Response:
        form = await request.post()
        self.authorised += request.headers.getall("Proxy-Authorization", [])
        self.forms.append(
            {
                key: value.file.read() if isinstance(value, web.FileField) else value
                for key, value in form.items()
            }
        )
        await asyncio.sleep(self.delay)
        return web.json_response(self.body, status=self.status)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
async def address(server: Server) -> AsyncIterator[str]:
    application = web.Application()
    application.router.add_post("/{anything:.*}", server.answer)
    async with TestServer(application) as running:
        yield str(running.make_url("/bot"))


@pytest.fixture
async def bot(address: str) -> AsyncIterator[Bot]:
    request = AiohttpRequest(timeouts=Timeouts(read=0.3, connect=1))
    async with request:
        yield Bot(TOKEN, base_url=address, request=request, get_updates_request=request)


async def test_parameters_arrive_as_telegram_wants_them(bot: Bot, server: Server) -> None:
    server.body = {"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}

    message = await bot.send_message(5, "жалғыз & <b>王毅</b>", parse_mode="HTML")

    assert message.message_id == 1
    assert server.forms == [{"chat_id": "5", "text": "жалғыз & <b>王毅</b>", "parse_mode": "HTML"}]


@pytest.mark.parametrize(("but_for", "used"), [("", True), ("api.example.org", False)])
async def test_the_environment_names_the_proxy(
    but_for: str, *, used: bool, server: Server, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", str(URL(address).with_user("who").with_password("what").with_path("")))
    monkeypatch.setenv("no_proxy", but_for)
    server.body = {"ok": True, "result": True}
    async with AiohttpRequest(timeouts=Timeouts(read=0.3, connect=1)) as request:
        bot = Bot(TOKEN, base_url="http://api.example.org/bot", request=request)
        with nullcontext() if used else pytest.raises(NetworkError):
            await bot.delete_webhook()

    assert len(server.forms) == used
    assert server.authorised == (["Basic d2hvOndoYXQ="] if used else [])


async def test_a_picture_is_uploaded_with_its_caption(bot: Bot, server: Server) -> None:
    server.body = {"ok": True, "result": {"message_id": 1, "date": 1, "chat": {"id": 5, "type": "private"}}}

    await bot.send_photo(5, b"\x89PNG picture", caption="王毅", filename="card.png")

    assert server.forms == [{"chat_id": "5", "caption": "王毅", "photo": b"\x89PNG picture"}]


@pytest.mark.parametrize(
    ("status", "error"), [(400, BadRequest), (401, InvalidToken), (403, Forbidden), (502, NetworkError)]
)
async def test_refusals_become_the_librarys_errors(
    bot: Bot, server: Server, status: int, error: type[Exception]
) -> None:
    server.status = status
    server.body = {"ok": False, "error_code": status, "description": "no"}

    with pytest.raises(error):
        await bot.get_me()


async def test_too_many_requests_say_how_long_to_wait(
    bot: Bot, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    server.status = 429
    server.body = {
        "ok": False,
        "error_code": 429,
        "parameters": {"retry_after": 7},
        "description": "Too Many",
    }

    with pytest.raises(RetryAfter, match="0:00:07"):
        await bot.get_me()


async def test_a_server_that_does_not_answer_in_time_is_a_timeout(bot: Bot, server: Server) -> None:
    server.delay = 5

    with pytest.raises(TimedOut):
        await bot.get_me()


async def test_an_answer_without_an_end_is_an_error_of_the_network() -> None:
    sent = 0

    async def endless(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        answer = web.StreamResponse()
        await answer.prepare(request)
        with suppress(ConnectionError):
            while True:
                await answer.write(b" " * MEBIBYTE)
                sent += MEBIBYTE
        return answer

    application = web.Application()
    application.router.add_post("/{anything:.*}", endless)
    async with TestServer(application) as running, AiohttpRequest() as request:
        with pytest.raises(NetworkError, match="larger than any of Telegram's"):
            await request.do_request(str(running.make_url("/bot1:x/getUpdates")), "POST")

    assert sent < 2 * MOST_BYTES


async def test_a_long_poll_may_take_longer_than_other_calls(bot: Bot, server: Server) -> None:
    server.delay = 0.6
    server.body = {"ok": True, "result": []}

    assert await bot.get_updates(timeout=2) == ()


async def test_nobody_listening_is_a_network_error_without_the_token() -> None:
    request = AiohttpRequest()
    async with request:
        with pytest.raises(NetworkError) as caught:
            await Bot(TOKEN, base_url="http://127.0.0.1:1/bot", request=request).get_me()

    assert "refused" in str(caught.value).lower() or "ConnectorError" in str(caught.value)
    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_an_impossible_address_is_a_network_error_without_the_token() -> None:
    request = AiohttpRequest()
    async with request:
        with pytest.raises(NetworkError) as caught:
            await Bot(TOKEN, base_url="http://[broken/bot", request=request).get_me()

    assert TOKEN not in "".join(traceback.format_exception(caught.value))


async def test_the_listener_hears_each_status_and_the_servers_clock(address: str, server: Server) -> None:
    heard: list[tuple[int, str]] = []
    server.status = 409
    server.body = {"ok": False, "error_code": 409, "description": "Conflict"}
    request = AiohttpRequest(listener=lambda status, date: heard.append((status, date)))

    async with request:
        with pytest.raises(Exception, match="Conflict"):
            await Bot(TOKEN, base_url=address, request=request, get_updates_request=request).get_me()

    ((status, date),) = heard
    assert status == 409
    assert date.endswith("GMT")


async def test_it_says_when_a_request_leaves(bot: Bot, server: Server) -> None:
    said: list[int] = []

    with telling(lambda: said.append(len(server.forms))):
        await bot.send_message(1, "first")
        await bot.send_message(1, "second")
    await bot.send_message(1, "third")

    assert said == [0, 1]


async def test_what_finds_nobody_has_not_left() -> None:
    said: list[bool] = []
    async with AiohttpRequest() as request:
        bot = Bot(TOKEN, base_url="http://127.0.0.1:1/bot", request=request, get_updates_request=request)
        with telling(lambda: said.append(True)), pytest.raises(NetworkError):
            await bot.send_message(1, "anybody?")

    assert not said


async def test_opening_and_closing_twice_does_no_harm() -> None:
    request = AiohttpRequest()

    await request.initialize()
    await request.initialize()
    await request.shutdown()
    await request.shutdown()

    assert request.read_timeout == 10
