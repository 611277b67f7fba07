"""The endpoint takes what Telegram delivers, and nothing else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.webhooks import connection
from bot.webhooks import endpoint as endpoints
from bot.webhooks.acceptance import Acceptance
from bot.webhooks.address import Address
from bot.webhooks.connection import MOST_HEAD_BYTES
from bot.webhooks.endpoint import MOST_BYTES, Endpoint, PortError

SECRET = "s3cret"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@dataclass(slots=True)
class Receiver:
    """Keeps what comes in."""

    came: list[object] = field(default_factory=list)
    says: Acceptance = Acceptance.TAKEN
    fails: Exception | None = None

    async def receive(self, raw: object) -> Acceptance:
        self.came.append(raw)
        if self.fails:
            raise self.fails
        return self.says


@dataclass(slots=True)
class Client:
    """Calls an endpoint."""

    endpoint: Endpoint
    receiver: Receiver
    session: aiohttp.ClientSession
    port: int

    async def post(
        self,
        body: object = None,
        *,
        path: str = "/hook",
        headers: Mapping[str, str] = HEADERS,
        **more: object,
    ) -> int:
        sent = more or {"json": {"update_id": 1} if body is None else body}
        async with self.session.post(path, headers=headers, **sent) as answer:  # type: ignore[arg-type]
            return answer.status


@pytest.fixture
async def client() -> AsyncIterator[Client]:
    receiver = Receiver()
    address = Address("https://b.org/hook", frozenset({"/hook"}), SECRET)
    endpoint = Endpoint(address, receiver, lambda: None, lambda: None)
    listener = endpoints.listening("127.0.0.1", 0)
    serving = endpoints.opened(endpoint, listener)
    port = listener.getsockname()[1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield Client(endpoint, receiver, session, port)
    await serving.close()


async def test_an_update_is_taken(client: Client) -> None:
    assert await client.post({"update_id": 7, "message": {}}) == 200
    assert client.receiver.came == [{"update_id": 7, "message": {}}]


@pytest.mark.parametrize("headers", [{}, {"X-Telegram-Bot-Api-Secret-Token": "s3creT"}])
async def test_who_does_not_know_the_secret_is_turned_away_before_anything_is_read(
    client: Client, headers: dict[str, str]
) -> None:
    assert await client.post(headers=headers) == 401
    assert client.receiver.came == []
    assert client.endpoint.refused == 1


async def test_what_telegram_would_not_send_is_refused(client: Client) -> None:
    json_header = HEADERS | {"Content-Type": "application/json"}

    assert await client.post(data="update_id=1") == 415
    assert await client.post(data=b"{", headers=json_header) == 400
    assert await client.post(data=b"[1]", headers=json_header) == 400
    assert await client.post(data=BytesIO(b"[" * 100_000), headers=json_header) == 400
    assert await client.post(data=BytesIO(b" " * (MOST_BYTES + 1)), headers=json_header) == 413
    assert await client.post(path="/else") == 404
    async with client.session.get("/hook", headers=HEADERS) as answer:
        assert answer.status == 405
    assert client.receiver.came == []


async def test_a_body_without_a_length_is_bounded_too(client: Client) -> None:
    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(3):
            yield b" " * (MOST_BYTES // 2)
            await asyncio.sleep(0)

    json_header = HEADERS | {"Content-Type": "application/json"}
    assert await client.post(data=pieces(), headers=json_header) == 413


@pytest.mark.parametrize("reason", [Acceptance.AWAY, Acceptance.FULL, Acceptance.ENDING])
async def test_what_can_not_be_taken_now_comes_again(client: Client, reason: Acceptance) -> None:
    client.receiver.says = reason

    async with client.session.post("/hook", json={}, headers=HEADERS) as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "1"
    assert client.endpoint.sent_back == 1


async def test_a_load_balancer_learns_whether_to_deliver_here(client: Client) -> None:
    async with client.session.get("/readyz") as answer:
        assert answer.status == 200
    client.endpoint.unready = lambda: "ending"
    async with client.session.get("/readyz") as answer:
        assert (answer.status, await answer.text()) == (503, "ending\n")
    async with client.session.get("/healthz") as answer:
        assert answer.status == 200


async def test_a_bug_is_one_line_without_a_word_of_the_update(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.receiver.fails = ValueError("words")

    assert await client.post() == 500

    (line,) = caplog.messages
    assert "words" not in line
    assert line.startswith("an update could not be taken in: ValueError at ")


async def test_who_sends_a_head_without_an_end_is_let_go(client: Client) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(b"POST /hook HTTP/1.1\r\nX-A: ")
    with suppress(ConnectionError):
        while not reader.at_eof():
            writer.write(b"a" * MOST_HEAD_BYTES)
            await writer.drain()
    writer.close()

    assert await client.post() == 200


async def test_who_does_not_say_what_it_wants_is_let_go(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "HEAD_SECONDS", 0.01)
    reader, writer = await asyncio.open_connection("127.0.0.1", client.port)
    writer.write(b"POST /hook HTTP/1.1\r\n")

    assert await reader.read() == b""
    writer.close()


async def test_who_has_said_what_it_wants_is_waited_for_and_may_send_a_large_body(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    timers: list[asyncio.TimerHandle] = []
    begin = loop.call_later

    def noting(delay: float, *more: Any, **others: Any) -> asyncio.TimerHandle:
        timer = begin(delay, *more, **others)
        timers.extend([timer] if delay == connection.HEAD_SECONDS else [])
        return timer

    monkeypatch.setattr(connection, "HEAD_SECONDS", 12_345.0)
    monkeypatch.setattr(loop, "call_later", noting)
    for _ in range(2):
        assert await client.post({"update_id": 1, "x": "a" * 10 * MOST_HEAD_BYTES}) == 200

    assert [timer.cancelled() for timer in timers] == [True, True]


def test_a_port_that_is_taken_is_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortError, match=f"PORT: can't listen on 127.0.0.1 port {port}: .*set another"):
            endpoints.listening("127.0.0.1", port)


async def answered(body: bytes, content_type: str, secret: bytes) -> int:
    """Put a request to the application itself, without a network."""
    receiver = Receiver()
    address = Address("https://b.org/hook", frozenset({"/hook"}), SECRET)
    application = Endpoint(address, receiver, lambda: None, lambda: None).application()
    statuses: list[int] = []

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Mapping[str, object]) -> None:
        if message["type"] == "http.response.start":
            statuses.append(int(str(message["status"])))

    headers = [
        (b"x-telegram-bot-api-secret-token", secret),
        (b"content-type", content_type.encode("latin-1", "replace")),
    ]
    scope = {
        "type": "http",
        "method": "POST",
        "path": "/hook",
        "raw_path": b"/hook",
        "query_string": b"",
        "headers": headers,
        "http_version": "1.1",
    }
    await application(scope, receive, send)
    return statuses[0]


@given(
    st.binary(max_size=200) | st.text().map(str.encode),
    st.sampled_from(["application/json", "application/json; charset=utf-8", "text/plain", ""]),
    st.sampled_from([SECRET.encode(), b"", b"\xff\xfe"]),
)
def test_whatever_is_sent_gets_one_of_the_known_answers(
    body: bytes, content_type: str, secret: bytes
) -> None:
    assert asyncio.run(answered(body, content_type, secret)) in {200, 400, 401, 415}
