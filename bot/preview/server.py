"""The page's server: it brings all that the page needs, and asks nobody else for anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from http import HTTPStatus
from importlib import resources

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.preview.chat import PreviewChat
from handlers.texts import FOR_EVERYBODY_ELSE, LANGUAGES, capital, load_locales

KINDS: Mapping[str, str] = {
    "index.html": "text/html; charset=utf-8",
    "page.css": "text/css; charset=utf-8",
    "page.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
_OPTIONS = "<!-- languages -->"
"""Where the page offers the languages of the interface, whatever they are."""
MOST_TYPED = 4096


def application(chat: PreviewChat, hosts: tuple[str, ...]) -> Starlette:
    """Give the server's application.

    Args:
        hosts: Names by which the page may be asked for; another page's name for this machine is none of them.
    """
    desk = _Session(chat)
    routes = [
        Route("/", desk.page),
        Route("/{name:str}.{kind:str}", desk.asset),
        Route("/state", desk.state),
        Route("/entries", desk.entries),
        Route("/picture/{name:str}", desk.picture),
        Route("/say", desk.say, methods=["POST"]),
        Route("/press", desk.press, methods=["POST"]),
        Route("/inline", desk.inline, methods=["POST"]),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts))])


@dataclass(frozen=True, slots=True)
class _Session:
    chat: PreviewChat

    async def page(self, _request: Request) -> Response:
        page = (resources.files("bot.preview") / "page" / "index.html").read_text(encoding="utf-8")
        return Response(page.replace(_OPTIONS, _options()), media_type=KINDS["index.html"], headers=HEADERS)

    async def asset(self, request: Request) -> Response:
        name = f"{request.path_params['name']}.{request.path_params['kind']}"
        return _file(name) if name in KINDS else Response(status_code=404, headers=HEADERS)

    async def state(self, _request: Request) -> Response:
        return JSONResponse(self.chat.look(), headers=HEADERS)

    async def entries(self, _request: Request) -> Response:
        return JSONResponse(self.chat.entries(), headers=HEADERS)

    async def picture(self, request: Request) -> Response:
        found = self.chat.request.pictures.get(request.path_params["name"])
        if found is None:
            return Response(status_code=404, headers=HEADERS)
        return Response(found, media_type="image/png", headers=HEADERS)

    async def say(self, request: Request) -> Response:
        asked = await _asked(request)
        return JSONResponse(await self.chat.say(asked["text"], asked["language"]), headers=HEADERS)

    async def press(self, request: Request) -> Response:
        asked = await _asked(request)
        number = int(asked["id"]) if asked["id"].isdecimal() else 0
        return JSONResponse(await self.chat.press(number, asked["data"], asked["language"]), headers=HEADERS)

    async def inline(self, request: Request) -> Response:
        asked = await _asked(request)
        return JSONResponse(await self.chat.type_inline(asked["text"], asked["language"]), headers=HEADERS)


def _options() -> str:
    locales = load_locales()
    names = {code: capital(locales.within(code).language_name(code)) for code in LANGUAGES}
    return "".join(f'<option value="{code}">{escape(name)}</option>' for code, name in names.items())


def _file(name: str) -> Response:
    content = (resources.files("bot.preview") / "page" / name).read_bytes()
    return Response(content, media_type=KINDS[name], headers=HEADERS)


async def _asked(request: Request) -> dict[str, str]:
    """Give what the page sends; only a page of this very server may send JSON here."""
    if request.headers.get("content-type") != "application/json":
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    try:
        body = await request.json()
    except ValueError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST) from error
    given = (
        {str(key): str(value)[:MOST_TYPED] for key, value in body.items()} if isinstance(body, dict) else {}
    )
    language = given.get("language", "")
    return {
        "text": "",
        "id": "",
        "data": "",
        **given,
        "language": language if language in LANGUAGES else FOR_EVERYBODY_ELSE,
    }
