"""What can come back instead of Telegram's answer, each kind by its name."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import web

Fault = Callable[[str, web.Request], Awaitable[web.StreamResponse | None]]
SECONDS_TOO_LONG = 12.0
"""Longer than an answer is waited for."""


def says(status: int, text: str, kind: str = "application/json") -> Fault:
    """Answer the same to everything."""

    async def answer(_method: str, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text=text, content_type=kind)

    return answer


def refuses(code: int, description: str, parameters: str = "{}") -> Fault:
    """Answer as Telegram refuses."""
    body = f'{{"ok":false,"error_code":{code},"description":"{description}","parameters":{parameters}}}'
    return says(code, body)


async def reset(_method: str, request: web.Request) -> web.StreamResponse:
    """Break the connection."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()


async def half(_method: str, request: web.Request) -> web.StreamResponse:
    """Answer the half, and break the connection."""
    answer = web.StreamResponse(headers={"Content-Length": "100", "Content-Type": "application/json"})
    await answer.prepare(request)
    await answer.write(b'{"ok"')
    if request.transport is not None:
        request.transport.abort()
    return answer


async def too_late(_method: str, request: web.Request) -> web.StreamResponse | None:
    """Let the caller's patience end, and do what is asked all the same: most that times out has arrived."""
    await request.read()
    await asyncio.sleep(SECONDS_TOO_LONG)
    return None


async def slow(_method: str, _request: web.Request) -> web.StreamResponse | None:
    """Take a while, and do what is asked."""
    await asyncio.sleep(1)
    return None


HTML = "<html><body><h1>502 Bad Gateway</h1></body></html>"
FAULTS: Mapping[str, Fault] = {
    "429 for a second": refuses(429, "Too Many Requests: retry after 1", '{"retry_after":1}'),
    "500": refuses(500, "Internal Server Error"),
    "502 in HTML": says(502, HTML, "text/html"),
    "reset": reset,
    "half an answer": half,
    "no answer in time": too_late,
    "slow answers": slow,
    "no JSON": says(200, "{"),
    "another JSON": says(200, "[]"),
    "HTML with 200": says(200, HTML, "text/html"),
}
POLLING: Mapping[str, Fault] = {
    "409": refuses(409, "Conflict: terminated by other getUpdates request"),
    "a webhook of somebody else": refuses(
        409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first"
    ),
}
"""What only who asks for updates is answered."""


def polls(fault: Fault) -> Fault:
    """Have something happen to who asks for updates."""

    async def answer(method: str, request: web.Request) -> web.StreamResponse | None:
        return await fault(method, request) if method == "getUpdates" else None

    return answer


def sends(fault: Fault) -> Fault:
    """Have something happen to everything else."""

    async def answer(method: str, request: web.Request) -> web.StreamResponse | None:
        return None if method == "getUpdates" else await fault(method, request)

    return answer
