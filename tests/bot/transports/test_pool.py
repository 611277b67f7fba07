"""What comes over the wire is read as HTTP has it, and a connection serves as long as it can."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from telegram.error import NetworkError, TimedOut

from bot.delivery.verdict import is_doubtful, judge
from bot.transports import pool
from bot.transports.http import HttpRequest, Timeouts

ACCEPTED = b'{"ok":true,"result":true}'
WHOLE = b"HTTP/1.1 200 OK\r\nContent-Length: 25\r\n\r\n" + ACCEPTED
LAST = WHOLE.replace(b"OK\r\n", b"OK\r\nConnection: close\r\n")


@dataclass
class Wire:
    """A server that answers with the next of these, piece by piece, whatever it is asked.

    Attributes:
        answers: None for silence; after one that ends with b"" the connection is closed.
        connections: How many were opened.
        heard: What came, each up to the end of a form.
    """

    answers: list[list[bytes] | None] = field(default_factory=list)
    connections: int = 0
    heard: list[bytes] = field(default_factory=list)
    url: str = ""

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while heard := await reader.read(100_000):
                self.heard.append(heard)
                pieces = self.answers.pop(0) if self.answers else [WHOLE]
                for piece in pieces or ():
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.01)
                    if not piece:
                        return
        finally:
            writer.close()


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    wire = Wire()
    async with await asyncio.start_server(wire.talk, "127.0.0.1", 0) as server:
        wire.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/bot1:x/deleteWebhook"
        yield wire


@pytest.fixture
async def request_() -> AsyncIterator[HttpRequest]:
    async with HttpRequest(connections=2, timeouts=Timeouts(read=0.3, connect=1)) as made:
        yield made


@pytest.mark.parametrize(
    "pieces",
    [
        [WHOLE],
        [WHOLE[:20], WHOLE[20:45], WHOLE[45:]],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"19\r\n" + ACCEPTED + b"\r\n0\r\n\r\n"],
        [b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + WHOLE],
        [b"HTTP/1.1 200 OK\r\n\r\n" + ACCEPTED, b""],
        [b"HTTP/1.0 200 OK\r\n\r\n", ACCEPTED[:9], ACCEPTED[9:], b""],
    ],
)
async def test_an_answer_is_whole_however_it_comes(
    wire: Wire, request_: HttpRequest, pieces: list[bytes]
) -> None:
    wire.answers = [pieces]

    assert await request_.post(wire.url) is True


@pytest.mark.parametrize(
    "pieces",
    [
        [b""],
        [WHOLE[:20], b""],
        [b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{}", b""],
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n19\r\n{", b""],
        [b"SSH-2.0-OpenSSH_9.6\r\n"],
        [b"HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"],
    ],
)
async def test_half_an_answer_or_none_of_http_leaves_doubt(
    wire: Wire, request_: HttpRequest, pieces: list[bytes]
) -> None:
    wire.answers = [pieces]

    with pytest.raises(NetworkError) as caught:
        await request_.post(wire.url)

    assert is_doubtful(judge(caught.value, attempts=1))
    assert await request_.post(wire.url) is True, "the next request has a connection of its own"
    assert wire.connections == 2


async def test_who_could_not_be_reached_has_taken_nothing(request_: HttpRequest) -> None:
    with pytest.raises(NetworkError) as caught:
        await request_.post("http://127.0.0.1:1/bot1:x/deleteWebhook")

    assert not is_doubtful(judge(caught.value, attempts=1))


async def test_a_connection_serves_one_request_after_another(wire: Wire, request_: HttpRequest) -> None:
    for _ in range(5):
        await request_.post(wire.url)

    assert wire.connections == 1


async def test_no_more_are_open_at_once_than_may_be(wire: Wire, request_: HttpRequest) -> None:
    wire.answers = [[WHOLE[:9], WHOLE[9:]] for _ in range(8)]

    await asyncio.gather(*(request_.post(wire.url) for _ in range(8)))

    assert wire.connections == 2


@pytest.mark.parametrize("last", [[LAST], [WHOLE, b""], [WHOLE, b"HTTP/1.1 408 Request Timeout\r\n\r\n"]])
async def test_one_that_the_server_ended_is_not_used_again(
    wire: Wire, request_: HttpRequest, last: list[bytes]
) -> None:
    wire.answers = [last]

    await request_.post(wire.url)
    await asyncio.sleep(0.1)
    await request_.post(wire.url)

    assert wire.connections == 2


async def test_one_that_rested_long_is_not_used_again(
    wire: Wire, request_: HttpRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "REST_SECONDS", 0.05)

    await request_.post(wire.url)
    await asyncio.sleep(0.1)
    await request_.post(wire.url)

    assert wire.connections == 2


async def test_what_was_given_up_is_not_taken_for_the_next_answer(wire: Wire, request_: HttpRequest) -> None:
    wire.answers = [None, [WHOLE]]

    with pytest.raises(TimedOut):
        await request_.post(wire.url)
    await request_.post(wire.url)

    assert wire.connections == 2


async def test_a_server_that_still_speaks_is_waited_for(wire: Wire, request_: HttpRequest) -> None:
    wire.answers = [[*(WHOLE[place : place + 1] for place in range(len(WHOLE)))]]

    assert await request_.post(wire.url) is True, "its answer takes more than twice the time of a silence"


@pytest.mark.parametrize(
    ("granted", "begins_tls"),
    [(b"HTTP/1.1 200 Connection established\r\n\r\n", True), (b"HTTP/1.1 407 Who?\r\n\r\n", False)],
)
async def test_a_proxy_is_asked_for_a_tunnel(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, granted: bytes, *, begins_tls: bool
) -> None:
    monkeypatch.setenv("https_proxy", wire.url.replace("127", "who:what@127").partition("/bot")[0])
    monkeypatch.setenv("no_proxy", "")
    wire.answers = [[granted], [b""]]

    async with HttpRequest(timeouts=Timeouts(read=0.3, connect=1)) as request:
        with pytest.raises(NetworkError) as caught:
            await request.post("https://api.example.org/bot1:x/deleteWebhook")

    assert not is_doubtful(judge(caught.value, attempts=1))
    assert wire.heard[0].startswith(b"CONNECT api.example.org:443 HTTP/1.1\r\nHost: api.example.org:443\r\n")
    assert b"Proxy-Authorization: Basic d2hvOndoYXQ=\r\n" in wire.heard[0]
    assert [heard[:1] for heard in wire.heard[1:]] == [b"\x16"] * begins_tls, "TLS, and no token before it"
