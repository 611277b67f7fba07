"""Telegram over HTTP: several times the updates a second of the library's own client (docs/decisions)."""

from __future__ import annotations

from asyncio import sleep, timeout
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias
from urllib.request import getproxies, proxy_bypass

from httptools import HttpParserError
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transports.connection import DisconnectedError
from bot.transports.form import encoded
from bot.transports.outcome import outcome
from bot.transports.pool import ConnectError, Pool, Route, credentials

Seconds: TypeAlias = float | None
Listener: TypeAlias = Callable[[int, str], None]


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for each part of a request, in seconds; None waits for ever."""

    connect: Seconds = 5.0
    write: Seconds = 5.0
    write_files: Seconds = 20.0
    read: Seconds = 10.0
    pool: Seconds = 5.0


class Target(NamedTuple):
    """Where requests to one address go.

    Attributes:
        route: To the server.
        head: What each of them begins with, behind GET or POST.
        method: Of the Bot API.
    """

    route: Route
    head: str
    method: str


class HttpRequest(BaseRequest):
    """Sends requests through one pool of connections; no address is ever logged, the token stands in it."""

    def __init__(
        self,
        *,
        connections: int = 64,
        timeouts: Timeouts | None = None,
        listener: Listener | None = None,
    ) -> None:
        """Prepare, without opening anything yet.

        Args:
            connections: Most of them open at once.
            timeouts: Waiting times where a call brings none of its own.
            listener: Told of each response: HTTP status, and the server's clock as its Date header says it.
        """
        self._connections = connections
        self._timeouts = timeouts or Timeouts()
        self._listener = listener
        self._pool: Pool | None = None
        # Which proxy the environment names is read once for each address, not for each request.
        self._target = lru_cache(maxsize=64)(_target)

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer; the library adds them to those of a long poll."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the pool; once, however often called."""
        if self._pool is None:
            self._pool = Pool(self._connections)

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._pool is not None:
            self._pool.close()
            # Sockets are closed one turn of the loop later.
            await sleep(0)
            self._pool = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,
        write_timeout: object = BaseRequest.DEFAULT_NONE,
        connect_timeout: object = BaseRequest.DEFAULT_NONE,
        pool_timeout: object = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Send one request and give the status and body of what came back.

        Raises:
            TimedOut: Nothing came in time.
            NetworkError: The connection could not be made, or broke; or what answered was not Telegram.
        """
        with_files = request_data is not None and request_data.contains_files
        timeouts = Timeouts(
            connect=_chosen(connect_timeout, self._timeouts.connect),
            write=_chosen(write_timeout, self._timeouts.write_files if with_files else self._timeouts.write),
            read=_chosen(read_timeout, self._timeouts.read),
            pool=_chosen(pool_timeout, self._timeouts.pool),
        )
        try:
            async with timeout(_sum(timeouts.pool, timeouts.connect, timeouts.write, timeouts.read)):
                return await self._exchange(url, method, request_data, timeouts=timeouts)
        except TimeoutError as error:
            raise TimedOut(f"no answer in time ({type(error).__name__})") from None
        except (ConnectError, DisconnectedError, HttpParserError, OSError, ValueError) as error:
            # Not chained: what is below may hold the address, and the token with it.
            raise NetworkError(_reason(error)) from None

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, *, timeouts: Timeouts
    ) -> tuple[int, bytes]:
        if self._pool is None:
            raise RuntimeError("HttpRequest is not initialized")
        target = self._target(url)
        told, body = "", b""
        if data is not None:
            kind, body = encoded(data)
            told = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n"
        response = await self._pool.ask(
            target.route,
            f"{method} {target.head}{told}\r\n".encode() + body,
            connect_seconds=_sum(timeouts.pool, timeouts.connect),
            read_seconds=timeouts.read,
        )
        if self._listener:
            self._listener(response.status, response.header(b"date"))
        if method == "GET":
            return response.status, response.body
        retry_after = response.header(b"retry-after")
        return outcome(target.method, response.status, response.body, retry_after=retry_after)


def _target(address: str) -> Target:
    """Read an address.

    Raises:
        ValueError: It is none of HTTP.
    """
    url = URL(address)
    if not url.raw_host or not url.port or url.scheme not in {"http", "https"}:
        raise ValueError
    proxy = _proxy_for(url)
    is_told_whole = proxy is not None and url.scheme == "http"
    host = f"[{url.raw_host}]" if ":" in url.raw_host else url.raw_host
    place = host if url.is_default_port() else f"{host}:{url.port}"
    lines = (
        f"{f'http://{place}' if is_told_whole else ''}{url.raw_path_qs} HTTP/1.1",
        f"Host: {place}",
        f"User-Agent: {BaseRequest.USER_AGENT}",
        "Accept: */*",
        credentials(proxy) if is_told_whole else "",
    )
    route = Route(url.raw_host, url.port, url.scheme == "https", proxy)
    return Target(route, "\r\n".join(lines), address.rpartition("/")[2])


def _proxy_for(url: URL) -> URL | None:
    """Give the proxy that the environment names for a server."""
    named = getproxies().get(url.scheme)
    return URL(named) if named and url.host and not proxy_bypass(url.host) else None


def _chosen(given: object, default: Seconds) -> Seconds:
    return given if given is None or isinstance(given, (int, float)) else default


def _sum(*seconds: Seconds) -> Seconds:
    return None if None in seconds else sum(part for part in seconds if part is not None)


def _reason(error: Exception) -> str:
    """Say what broke, in words that hold no address."""
    said = str(error) if isinstance(error, ConnectError) else getattr(error, "strerror", None)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
