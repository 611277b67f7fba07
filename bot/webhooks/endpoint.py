"""The endpoint: a small web server that takes what Telegram delivers, and nothing else."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hmac import compare_digest
from http import HTTPStatus

import uvicorn
from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.errors import BotError
from bot.webhooks.acceptance import Acceptance, Receiver
from bot.webhooks.address import Address
from bot.webhooks.connection import Connection
from handlers.errors import told

MOST_BYTES = 1024 * 1024
"""An update is seldom larger than a hundredth of it."""
MOST_AT_ONCE = 100
"""Bodies that are in memory at one time. Telegram opens no more connections to one address."""
READ_SECONDS = 10.0
RETRY_AFTER_SECONDS = 1
_SECRET = "x-telegram-bot-api-secret-token"  # noqa: S105 - the header's name
_STATUS = {
    Acceptance.TAKEN: HTTPStatus.OK,
    Acceptance.FULL: HTTPStatus.SERVICE_UNAVAILABLE,
    Acceptance.AWAY: HTTPStatus.SERVICE_UNAVAILABLE,
    Acceptance.ENDING: HTTPStatus.SERVICE_UNAVAILABLE,
}

_LOG = logging.getLogger(__name__)


class PortError(BotError):
    """The port can't be listened on."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        """Say which one, and why."""
        super().__init__(
            f"PORT: can't listen on {host} port {port}: {reason}; end what uses it, or set another"
        )


class RefusedError(Exception):
    """A request that Telegram would not make."""

    def __init__(self, status: HTTPStatus) -> None:
        """Keep what it is answered."""
        super().__init__(status.phrase)
        self.status = status


@dataclass(slots=True)
class Endpoint:
    """What is answered to each request.

    Attributes:
        ill: Why the process should be started anew; None while it is well.
        unready: Why it can't answer just now; None while it can.
        refused: How many requests did not come from Telegram.
    """

    address: Address
    receiver: Receiver
    ill: Callable[[], str | None]
    unready: Callable[[], str | None]
    refused: int = 0
    sent_back: int = 0
    _bodies: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))
    _was_sent_back: Acceptance | None = None

    def application(self) -> Starlette:
        """Give the routes: the webhook, and the two that a load balancer asks."""
        hooks = [Route(path or "/", self.deliver, methods=["POST"]) for path in sorted(self.address.paths)]
        return Starlette(
            routes=[*hooks, Route("/healthz", self.healthz), Route("/readyz", self.readyz)],
        )

    async def deliver(self, request: Request) -> Response:
        """Take one update; 200 means that it need not come again, 503 that it must."""
        try:
            self._look_at(request)
            async with self._bodies:
                raw = await self._read(request)
                acceptance = await self.receiver.receive(raw)
        except RefusedError as error:
            self._refuse(error.status)
            return PlainTextResponse(f"{error.status.phrase}\n", error.status)
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        except Exception as error:  # noqa: BLE001 - a bug of ours: the server would log its traceback each time
            _LOG.error("an update could not be taken in: %s", told(error))
            return Response(status_code=HTTPStatus.INTERNAL_SERVER_ERROR)
        self._note(acceptance)
        headers = {} if acceptance is Acceptance.TAKEN else {"Retry-After": str(RETRY_AFTER_SECONDS)}
        return Response(status_code=_STATUS[acceptance], headers=headers)

    async def healthz(self, _: Request) -> Response:
        """Say whether the process should be started anew."""
        return _told(self.ill())

    async def readyz(self, _: Request) -> Response:
        """Say whether updates should be delivered here."""
        return _told(self.unready())

    def _look_at(self, request: Request) -> None:
        """Turn away before anything is read.

        Raises:
            RefusedError: Telegram would not ask like this.
        """
        known = request.headers.get(_SECRET, "").encode()
        if not compare_digest(known, self.address.secret.encode()):
            raise RefusedError(HTTPStatus.UNAUTHORIZED)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise RefusedError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        length = request.headers.get("content-length", "")
        if length.isdecimal() and int(length) > MOST_BYTES:
            raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    async def _read(self, request: Request) -> object:
        """Read an update.

        Raises:
            RefusedError: It is none, is too large, or comes too slowly.
        """
        body = bytearray()
        try:
            async with asyncio.timeout(READ_SECONDS):
                async for piece in request.stream():
                    body += piece
                    if len(body) > MOST_BYTES:
                        raise RefusedError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        except TimeoutError:
            raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
        try:
            raw: object = json.loads(body)
        except (ValueError, RecursionError):
            raise RefusedError(HTTPStatus.BAD_REQUEST) from None
        if not isinstance(raw, dict):
            raise RefusedError(HTTPStatus.BAD_REQUEST)
        return raw

    def _refuse(self, status: HTTPStatus) -> None:
        self.refused += 1
        if self.refused == 1:
            _LOG.warning(
                "a request at the webhook was not Telegram's (%s); others are only counted", status.value
            )

    def _note(self, acceptance: Acceptance) -> None:
        if acceptance is Acceptance.TAKEN:
            if self._was_sent_back is not None:
                _LOG.info("updates are taken in again")
            self._was_sent_back = None
            return
        self.sent_back += 1
        if acceptance is not self._was_sent_back and acceptance is not Acceptance.ENDING:
            _LOG.warning("updates are sent back to Telegram, which repeats them: %s", acceptance.value)
        self._was_sent_back = acceptance


def _told(fault: str | None) -> Response:
    status = HTTPStatus.SERVICE_UNAVAILABLE if fault else HTTPStatus.OK
    return PlainTextResponse(f"{fault or 'ok'}\n", status)


class _Server(uvicorn.Server):
    """Leaves the signals to the bot."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def listening(host: str, port: int) -> socket.socket:
    """Take the port.

    Raises:
        PortError: It can't be taken.
    """
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise PortError(host, port, error.strerror or type(error).__name__) from None


@dataclass(frozen=True, slots=True)
class Serving:
    """An endpoint that is open."""

    server: uvicorn.Server
    work: asyncio.Task[None]

    async def close(self) -> None:
        """Take no new connection, and let those that deliver finish, but not for long."""
        self.server.should_exit = True
        await asyncio.gather(self.work, return_exceptions=True)


def opened(endpoint: Endpoint, listener: socket.socket) -> Serving:
    """Begin to serve; it goes on in the background until closed."""
    config = uvicorn.Config(
        endpoint.application(),
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_keep_alive=75,
        limit_concurrency=10 * MOST_AT_ONCE,
        timeout_graceful_shutdown=1,
    )
    server = _Server(config)
    host, port = listener.getsockname()[:2]
    _LOG.info("taking webhooks on %s port %s", host, port)
    return Serving(server, asyncio.create_task(server.serve(sockets=[listener])))
