"""Telegram's far end, in process: the third class on the seam of the transports."""

from __future__ import annotations

import json
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from tests.telegram.refusal import Refusal
from tests.telegram.world import World


class FarEnd(BaseRequest):
    """Gives each call to a world; what the world does not know fails the test by its refusal."""

    def __init__(self, world: World) -> None:
        self.world = world

    @property
    def read_timeout(self) -> float | None:
        """Nothing is waited for."""
        return None

    async def initialize(self) -> None:
        """Open nothing."""

    async def shutdown(self) -> None:
        """Close nothing."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        *_timeouts: Any,
        **_more: Any,
    ) -> tuple[int, bytes]:
        """Answer one call as Telegram does."""
        name = url.rpartition("/")[2]
        parameters = dict(request_data.parameters) if request_data else {}
        uploads = request_data.multipart_data if request_data else {}
        files = {key: content for key, (_, content, _) in uploads.items() if isinstance(content, bytes)}
        try:
            result = self.world.call(name, json.loads(json.dumps(parameters)), files)
        except Refusal as refusal:
            if refusal.is_reset:
                raise NetworkError("ServerDisconnectedError") from None
            body: dict[str, object] = {
                "ok": False,
                "error_code": refusal.code,
                "description": refusal.description,
                "parameters": refusal.parameters,
            }
            return refusal.code, json.dumps(body).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()
