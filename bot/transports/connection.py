"""One connection to an HTTP server, over which requests go one after another."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ssl import SSLContext
from typing import cast

from httptools import HttpParserError, HttpResponseParser

_TELL_THE_LENGTH = frozenset({b"content-length", b"transfer-encoding"})
"""Headers that say where a body ends; without them it ends with the connection."""


class DisconnectedError(Exception):
    """The server closed the connection before its answer was whole."""


@dataclass(frozen=True, slots=True)
class Response:
    """What came back.

    Attributes:
        headers: By their names in small letters.
    """

    status: int
    headers: Mapping[bytes, bytes]
    body: bytes

    def header(self, name: bytes) -> str:
        """Give a header; "" if it is not there."""
        return self.headers.get(name, b"").decode("latin-1")


class Connection(asyncio.Protocol):
    """Is told by the event loop of the bytes that come, and by httptools of what they are.

    Attributes:
        is_open: Whether another request may be sent.
        rests_since: When its last answer had come, by the event loop's clock.
    """

    def __init__(self) -> None:
        self.is_open = False
        self.rests_since = 0.0
        self._transport: asyncio.Transport | None = None
        self._answer: asyncio.Future[Response] | None = None
        self._room: asyncio.Future[None] | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._heard_at = 0.0
        self._is_for_a_tunnel = False
        self._begin()

    def _begin(self) -> None:
        self._parser = HttpResponseParser(self)
        self._headers: dict[bytes, bytes] = {}
        self._body: list[bytes] = []
        self._has_headers = False

    async def ask(
        self, request: bytes, *, read_seconds: float | None, is_for_a_tunnel: bool = False
    ) -> Response:
        """Send a request, and give what it is answered; where that fails the connection is closed.

        Args:
            request: As it goes over the wire.
            read_seconds: Longest silence of the server; None waits for ever.
            is_for_a_tunnel: Whether the answer ends with its headers.

        Raises:
            TimeoutError: The server was silent.
            DisconnectedError: It went away.
            OSError: The connection broke.
            HttpParserError: What came is no HTTP.
        """
        loop = asyncio.get_running_loop()
        if self._transport is None or not self.is_open:
            raise DisconnectedError
        self._answer, self._is_for_a_tunnel = loop.create_future(), is_for_a_tunnel
        try:
            self._transport.write(request)
            if self._room is not None:
                await self._room
            if read_seconds is not None:
                self._heard_at = loop.time()
                self._silence = loop.call_later(read_seconds, self._look, loop, read_seconds)
            return await self._answer
        except BaseException:
            self.close()
            raise
        finally:
            self._answer = None
            if self._silence is not None:
                self._silence.cancel()
            self.rests_since = loop.time()

    async def secure(self, context: SSLContext, host: str) -> None:
        """Go on by TLS, with who is at the other end of a tunnel.

        Raises:
            OSError: That one is not who they should be, or the connection broke.
        """
        if self._transport is None:
            raise DisconnectedError
        loop = asyncio.get_running_loop()
        self._transport = await loop.start_tls(self._transport, self, context, server_hostname=host)
        self._begin()

    def close(self) -> None:
        """Send nothing more."""
        self.is_open = False
        if self._transport is not None:
            self._transport.close()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin: the server is reached."""
        self._transport = cast("asyncio.Transport", transport)
        self.is_open = True

    def data_received(self, data: bytes) -> None:
        """Read on; what nobody asked for ends the connection."""
        if self._answer is None:
            self.close()
            return
        self._heard_at = asyncio.get_running_loop().time() if self._silence else 0.0
        try:
            self._parser.feed_data(data)
        except HttpParserError as error:
            self._fail(error)

    def connection_lost(self, exc: Exception | None) -> None:
        """Take what came for the whole, where nothing told its length; else what was asked has failed."""
        self.is_open = False
        self.resume_writing()
        if exc is None and self._has_headers and self._headers.keys().isdisjoint(_TELL_THE_LENGTH):
            self.on_message_complete()
        self._fail(exc or DisconnectedError())

    def pause_writing(self) -> None:
        """Let who sends wait: the server takes no more for now."""
        self._room = asyncio.get_running_loop().create_future()

    def resume_writing(self) -> None:
        """Let who sends go on."""
        if self._room is not None and not self._room.done():
            self._room.set_result(None)
        self._room = None

    def on_header(self, name: bytes, value: bytes) -> None:
        """Keep a header."""
        self._headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        """Take note that only the body is missing."""
        self._has_headers = True
        if self._is_for_a_tunnel:
            self.on_message_complete()

    def on_body(self, body: bytes) -> None:
        """Keep a piece of the body."""
        self._body.append(body)

    def on_message_complete(self) -> None:
        """Hand over the answer, unless it only says that there will be one."""
        response = Response(self._parser.get_status_code(), self._headers, b"".join(self._body))
        self._headers, self._body, self._has_headers = {}, [], False
        if response.status < HTTPStatus.OK:
            return
        if self._answer is not None and not self._answer.done():
            if not (self._parser.should_keep_alive() or self._is_for_a_tunnel):
                self.close()
            self._answer.set_result(response)

    def _fail(self, error: Exception) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    def _look(self, loop: asyncio.AbstractEventLoop, seconds: float) -> None:
        """Give up a server that was silent for so long."""
        left = self._heard_at + seconds - loop.time()
        if left > 0:
            self._silence = loop.call_later(left, self._look, loop, seconds)
        else:
            self._fail(TimeoutError())
