"""Telegram over aiohttp: several times the updates a second of the library's own client (docs/decisions)."""

from __future__ import annotations

import json
from asyncio import sleep, timeout
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    TCPConnector,
    TraceConfig,
    encode_basic_auth,
)
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.transports.leaving import leaves
from bot.transports.outcome import UNREADABLE, outcome

Seconds: TypeAlias = float | None
Listener: TypeAlias = Callable[[int, str], None]

MOST_BYTES = 32 * 1024 * 1024
"""Of an answer: a hundred updates, the most that come at once, take an eighth of it."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long to wait for each part of a request, in seconds; None waits for ever."""

    connect: Seconds = 5.0
    write: Seconds = 5.0
    write_files: Seconds = 20.0
    read: Seconds = 10.0
    pool: Seconds = 5.0


@dataclass(frozen=True, slots=True)
class Proxy:
    """What stands between here and a server; nothing, if it has no address."""

    url: URL | None = None
    headers: Mapping[str, str] | None = field(default=None, repr=False)


class AiohttpRequest(BaseRequest):
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
        self._session: ClientSession | None = None
        self._proxies: dict[str, Proxy] = {}

    @property
    def read_timeout(self) -> float | None:
        """Seconds to wait for an answer; the library adds them to those of a long poll."""
        return self._timeouts.read

    async def initialize(self) -> None:
        """Open the pool; once, however often called."""
        if self._session is None or self._session.closed:
            self._session = ClientSession(
                connector=TCPConnector(limit=self._connections),
                headers={"User-Agent": self.USER_AGENT},
                trace_configs=[_says_when_it_leaves()],
            )

    async def shutdown(self) -> None:
        """Close the pool."""
        if self._session is not None:
            await self._session.close()
            # aiohttp's advice: sockets are closed one turn of the loop later.
            await sleep(0)
            self._session = None

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
        except ConnectionTimeoutError as error:
            # Nothing left, so that it is safe to try again: unlike what timed out on its way.
            raise NetworkError(_reason(error)) from None
        except TimeoutError as error:
            raise TimedOut(f"no answer in time ({type(error).__name__})") from None
        except (ClientError, OSError, ValueError) as error:
            # Not chained: aiohttp keeps the address, and the token with it, in its errors.
            raise NetworkError(_reason(error)) from None

    async def _exchange(
        self, url: str, method: str, data: RequestData | None, *, timeouts: Timeouts
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("AiohttpRequest is not initialized")
        proxy = self._proxy_for(URL(url))
        async with self._session.request(
            method,
            url,
            proxy=proxy.url,
            proxy_headers=proxy.headers,
            data=_body(data),
            headers=_headers(data, proxy, is_plain=url.startswith("http:")),
            allow_redirects=False,
            timeout=ClientTimeout(
                total=None,
                connect=_sum(timeouts.pool, timeouts.connect),
                sock_connect=timeouts.connect,
                sock_read=timeouts.read,
            ),
        ) as response:
            body = await _answer(response)
            if self._listener:
                self._listener(response.status, response.headers.get("Date", ""))
            if method == "GET":
                return response.status, body
            retry_after = response.headers.get("Retry-After", "")
            return outcome(url.rpartition("/")[2], response.status, body, retry_after=retry_after)

    def _proxy_for(self, url: URL) -> Proxy:
        """Give the way to a server that the environment names.

        aiohttp's `trust_env` reads environment and `.netrc` anew for each request, in two threads: a quarter
        of what it takes to send an answer.
        """
        server = f"{url.scheme}://{url.host}"
        if server not in self._proxies:
            self._proxies[server] = _proxy_of(url)
        return self._proxies[server]


async def _answer(response: ClientResponse) -> bytes:
    """Read an answer to its end.

    Raises:
        NetworkError: It has none within what Telegram could ever send.
    """
    body = bytearray()
    async for piece in response.content.iter_any():
        body += piece
        if len(body) > MOST_BYTES:
            response.close()
            raise NetworkError(f"{UNREADABLE} (larger than any of Telegram's)")
    return bytes(body)


def _proxy_of(url: URL) -> Proxy:
    named = getproxies().get(url.scheme)
    if not named or not url.host or proxy_bypass(url.host):
        return Proxy()
    address = URL(named)
    if address.user is None:
        return Proxy(address)
    known_as = encode_basic_auth(address.user, address.password or "")
    return Proxy(address.with_user(None), {"Proxy-Authorization": known_as})


def _headers(data: RequestData | None, proxy: Proxy, *, is_plain: bool) -> Mapping[str, str]:
    """Give a request's own headers; a proxy finds its password among them where no tunnel is opened."""
    own = _FORM if data is not None and not data.contains_files else {}
    return {**own, **(proxy.headers or {})} if is_plain else own


def _says_when_it_leaves() -> TraceConfig:
    async def leaving(*_: object) -> None:
        leaves()

    trace = TraceConfig()
    # Of a form this comes right before its bytes; the signal for headers comes while they still wait.
    trace.on_request_chunk_sent.append(leaving)
    return trace


def _body(data: RequestData | None) -> bytes | FormData | None:
    if data is None:
        return None
    parameters = {name: _text(value) for name, value in data.parameters.items()}
    if not data.contains_files:
        # As `urllib.parse.urlencode` does it, in a fifteenth of the time.
        return URL.build(query=parameters).raw_query_string.encode()
    form = FormData()
    for name, value in parameters.items():
        form.add_field(name, value)
    for name, (filename, content, mime_type) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=mime_type)
    return form


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _chosen(given: object, default: Seconds) -> Seconds:
    return given if given is None or isinstance(given, (int, float)) else default


def _sum(*seconds: Seconds) -> Seconds:
    return None if None in seconds else sum(part for part in seconds if part is not None)


def _reason(error: Exception) -> str:
    """Say what broke, in words that hold no address."""
    said = getattr(error, "strerror", None) or getattr(error, "os_error", None)
    return f"{type(error).__name__}: {said}" if said else type(error).__name__
