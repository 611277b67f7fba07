"""The emulator `telegram-test-api` of the npm registry: itself where it is installed, else what it does.

Others test their bots with it. It keeps to the Bot API only roughly: it shows as text what was sent as JSON
(`link_preview_options`), says of no bot that it is one, answers polls at once, gives each update once, and
answers methods that it lacks with 500 and JSON of another shape.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from tests.e2e.process import PATIENCE_SECONDS, PROJECT

PACKAGE = PROJECT / "build" / "emulator" / "node_modules" / "telegram-test-api"
NODE = shutil.which("node")
_SCRIPT = """
const TelegramServer = require(process.argv[1]);
const probe = require("net").createServer();
probe.listen(0, "127.0.0.1", () => {
  const port = probe.address().port;
  probe.close(async () => {
    await new TelegramServer({host: "127.0.0.1", port, storeTimeout: 3600}).start();
    console.log(port);
  });
});
"""


@dataclass(slots=True)
class Imitation:
    """What the emulator does with a call, of a bot or of a test."""

    asked: list[dict[str, object]] = field(default_factory=list)
    history: list[dict[str, object]] = field(default_factory=list)
    polls: int = 0
    _number: int = 0

    async def of_bot(self, request: web.Request) -> web.Response:
        """Answer a bot."""
        said = {name: str(value) for name, value in (await request.post()).items()}
        match request.match_info["method"]:
            case "getMe":
                return _well({"username": "TestNameBot", "first_name": "Test First name", "id": 666})
            case "getUpdates":
                self.polls += 1
                given, self.asked = self.asked, []
                return _well(given)
            case "sendMessage":
                self._number += 1
                self.history.append({"messageId": self._number, "message": said})
                chat = {"id": int(said["chat_id"]), "first_name": "Bot", "type": "private"}
                # A moment in milliseconds, and all that was sent, as text.
                return _well(
                    {
                        **said,
                        "message_id": self._number,
                        "date": 1_700_000_000_000 + self._number,
                        "chat": chat,
                    }
                )
            case "editMessageText" | "editMessageReplyMarkup" | "answerCallbackQuery":
                return _well(None)
            case "deleteWebhook":
                return _well(result=True)
            case method:
                return web.json_response({"message": f"API method '{method}' is not supported."}, status=500)

    async def says(self, request: web.Request) -> web.Response:
        """Take a message that a test has somebody write."""
        self._number += 1
        message = {**await request.json(), "message_id": self._number}
        self.asked.append({"update_id": self._number, "message": message})
        return _well(None)

    async def told(self, _request: web.Request) -> web.Response:
        """Give all that the bot sent."""
        return _well(list(self.history))


def _well(result: object) -> web.Response:
    return web.json_response({"ok": True, "result": result})


@asynccontextmanager
async def imitated() -> AsyncIterator[str]:
    """Serve the imitation, and give its address."""
    imitation = Imitation()
    application = web.Application()
    application.router.add_route("*", "/bot{token}/{method}", imitation.of_bot)
    for path in ("/sendMessage", "/sendCommand"):
        application.router.add_post(path, imitation.says)
    application.router.add_post("/getUpdatesHistory", imitation.told)
    runner = web.AppRunner(application, shutdown_timeout=0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield site.name
    finally:
        await runner.cleanup()


@asynccontextmanager
async def installed() -> AsyncIterator[str]:
    """Run the package itself, and give its address."""
    process = await asyncio.create_subprocess_exec(
        str(NODE), "-e", _SCRIPT, str(PACKAGE), stdout=asyncio.subprocess.PIPE, cwd=Path("/")
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_SECONDS):
            port = int(await process.stdout.readline())
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        await process.communicate()
