"""Connections to servers, kept for the next request; opened by TLS, and through a proxy, where need be."""

from __future__ import annotations

import asyncio
import os
import socket
import ssl
from base64 import b64encode
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from http import HTTPStatus
from typing import Any

from aiohappyeyeballs import start_connection
from yarl import URL

from bot.transports.connection import Connection, Response
from bot.transports.leaving import leaves

REST_SECONDS = 15.0
"""A connection that rests longer is not used again: the server may be about to close it."""
KNOWN_SECONDS = 10.0
"""So long the addresses of a name are not asked for again."""
NEXT_ADDRESS_SECONDS = 0.25
"""After so long without an answer another address of the server is tried as well: RFC 8305."""


class ConnectError(Exception):
    """No connection was made: nothing was sent."""


@dataclass(frozen=True, slots=True)
class Route:
    """How a server is reached.

    Attributes:
        proxy: What stands between; None where nothing does.
    """

    host: str
    port: int
    is_secure: bool
    proxy: URL | None = field(default=None, repr=False)


@dataclass(slots=True)
class Pool:
    """Connections, as many as there may be at once.

    Attributes:
        most: Requests that are under way at one time; others wait.
    """

    most: int
    _places: asyncio.Semaphore = field(init=False)
    _resting: dict[Route, list[Connection]] = field(default_factory=lambda: defaultdict(list))
    _addresses: dict[tuple[str, int], tuple[float, list[Any]]] = field(default_factory=dict)
    _looking_up: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_closed: bool = False

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.most)

    async def ask(
        self, route: Route, request: bytes, *, connect_seconds: float | None, read_seconds: float | None
    ) -> Response:
        """Send a request over a connection of its own, and give what it is answered.

        Args:
            connect_seconds: Longest wait for a connection; None waits for ever.
            read_seconds: Longest silence of the server.

        Raises:
            ConnectError: There was no connection in time, or none could be made.
            TimeoutError: The server was silent.
            DisconnectedError: It went away.
            OSError: The connection broke.
            HttpParserError: What came is no HTTP.
        """
        connection = await self._taken(route, connect_seconds)
        try:
            leaves()
            response = await connection.ask(request, read_seconds=read_seconds)
            if self.is_closed:
                connection.close()
            elif connection.is_open:
                self._resting[route].append(connection)
            return response
        finally:
            self._places.release()

    def close(self) -> None:
        """Close all that rests; what is under way is closed when it ends."""
        self.is_closed = True
        for connections in self._resting.values():
            for one in connections:
                one.close()
        self._resting.clear()

    async def _taken(self, route: Route, seconds: float | None) -> Connection:
        if not self._places.locked() and (rested := self._rested(route)) is not None:
            await self._places.acquire()
            return rested
        try:
            async with asyncio.timeout(seconds):
                await self._places.acquire()
                try:
                    return self._rested(route) or await self._opened(route)
                except BaseException:
                    self._places.release()
                    raise
        except TimeoutError:
            raise ConnectError("none in time") from None
        except OSError as error:
            raise ConnectError(_reason(error)) from None

    def _rested(self, route: Route) -> Connection | None:
        """Give the connection that was used last, if it can be used again."""
        resting = self._resting[route]
        latest = asyncio.get_running_loop().time() - REST_SECONDS
        while resting:
            connection = resting.pop()
            if connection.is_open and connection.rests_since > latest:
                return connection
            connection.close()
        return None

    async def _opened(self, route: Route) -> Connection:
        """Make a new connection.

        Raises:
            OSError: The server, or the proxy, is not reached.
            ConnectError: The proxy does not let us through.
        """
        if route.proxy is None:
            return await self._reached(route.host, route.port, is_secure=route.is_secure)
        proxy = Route(route.proxy.raw_host or "", route.proxy.port or 0, route.proxy.scheme == "https")
        connection = await self._reached(proxy.host, proxy.port, is_secure=proxy.is_secure)
        if route.is_secure:
            await _through(connection, route)
        return connection

    async def _reached(self, host: str, port: int, *, is_secure: bool) -> Connection:
        loop = asyncio.get_running_loop()
        reached = await start_connection(
            await self._addresses_of(host, port), happy_eyeballs_delay=NEXT_ADDRESS_SECONDS, interleave=1
        )
        reached.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        _, connection = await loop.create_connection(
            Connection,
            sock=reached,
            ssl=_trusted() if is_secure else None,
            server_hostname=host if is_secure else None,
        )
        return connection

    async def _addresses_of(self, host: str, port: int) -> list[Any]:
        loop = asyncio.get_running_loop()
        async with self._looking_up:
            until, known = self._addresses.get((host, port), (0.0, []))
            if until < loop.time():
                known = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
                self._addresses[host, port] = loop.time() + KNOWN_SECONDS, known
        return known


async def _through(connection: Connection, route: Route) -> None:
    """Have a proxy join us with a server, and go on by TLS."""
    there = f"{f'[{route.host}]' if ':' in route.host else route.host}:{route.port}"
    head = f"CONNECT {there} HTTP/1.1\r\nHost: {there}\r\n{credentials(route.proxy)}\r\n"
    response = await connection.ask(head.encode(), read_seconds=None, is_for_a_tunnel=True)
    if response.status != HTTPStatus.OK:
        connection.close()
        raise ConnectError(f"the proxy answers HTTP {response.status}")
    await connection.secure(_trusted(), route.host)


def _reason(error: OSError) -> str:
    """Say why nobody was reached; asyncio's own words are of calls."""
    if error.errno and not isinstance(error, (socket.gaierror, ssl.SSLError)):
        return os.strerror(error.errno)
    return error.strerror or type(error).__name__


def credentials(proxy: URL | None) -> str:
    """Give the header by which a proxy knows us; "" if it asks for none."""
    if proxy is None or proxy.user is None:
        return ""
    known_as = b64encode(f"{proxy.user}:{proxy.password or ''}".encode()).decode()
    return f"Proxy-Authorization: Basic {known_as}\r\n"


@cache
def _trusted() -> ssl.SSLContext:
    """Give what says whom to trust: as the system, or SSL_CERT_FILE, has it."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
