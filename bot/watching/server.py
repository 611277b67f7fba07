"""A small server beside the bot: /metrics, /healthz, /readyz; on loopback unless told otherwise."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

from aiohttp import web

from bot.watching.metrics import Metrics

_LOG = logging.getLogger(__name__)
_PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@asynccontextmanager
async def watchable(
    host: str,
    port: int,
    *,
    metrics: Metrics,
    refresh: Callable[[], Awaitable[None]],
    ill: Callable[[], str | None],
    unready: Callable[[], str | None],
) -> AsyncIterator[None]:
    """Serve meanwhile; a port that is taken is one line in the log, and the bot goes on without.

    Args:
        host: Address to listen on.
        port: 0 takes a free one.
        metrics: The figures.
        refresh: Reads, before they are given, those that stand elsewhere.
        ill: Why the process should be started anew; None while it is well.
        unready: Why it can't answer just now; None while it can.
    """
    runner = web.AppRunner(_application(metrics, refresh, ill, unready), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        _LOG.info("figures on %s port %s", host, runner.addresses[0][1])
    except OSError as error:
        _LOG.warning("METRICS_PORT: can't listen on %s port %s: %s", host, port, error.strerror)
    try:
        yield
    finally:
        await runner.cleanup()


def _application(
    metrics: Metrics,
    refresh: Callable[[], Awaitable[None]],
    ill: Callable[[], str | None],
    unready: Callable[[], str | None],
) -> web.Application:
    async def figures(_: web.Request) -> web.Response:
        await refresh()
        return web.Response(body=metrics.exposition(), headers={"Content-Type": _PROMETHEUS})

    async def healthz(_: web.Request) -> web.Response:
        return _told(ill())

    async def readyz(_: web.Request) -> web.Response:
        return _told(unready())

    application = web.Application(client_max_size=1024)
    application.router.add_get("/metrics", figures)
    application.router.add_get("/healthz", healthz)
    application.router.add_get("/readyz", readyz)
    return application


def _told(fault: str | None) -> web.Response:
    status = HTTPStatus.SERVICE_UNAVAILABLE if fault else HTTPStatus.OK
    return web.Response(text=f"{fault or 'ok'}\n", status=status)
