"""The library's way out with no network behind it: each method is done here, as far as that is possible."""

from __future__ import annotations

import json
from abc import abstractmethod
from typing import ClassVar

from telegram.request import BaseRequest, RequestData


class InProcessRequest(BaseRequest):
    """What a terminal and the preview have in common."""

    __slots__ = ()
    where: ClassVar[str]
    """What lacks a method that can't be done, for the refusal."""

    @property
    def read_timeout(self) -> float | None:
        """There is nothing to wait for."""
        return None

    async def initialize(self) -> None:
        """Nothing needs opening."""

    async def shutdown(self) -> None:
        """Nothing needs closing."""

    @abstractmethod
    def result(self, name: str, data: RequestData) -> object:
        """Do one Bot API method, and give its result; None if it can't be done here."""

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002 - the library's signature
        request_data: RequestData | None = None,
        read_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        write_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        connect_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
        pool_timeout: object = BaseRequest.DEFAULT_NONE,  # noqa: ARG002
    ) -> tuple[int, bytes]:
        """Answer as Telegram does, or refuse what can't be done."""
        name = url.rsplit("/", 1)[-1]
        result = self.result(name, request_data or RequestData())
        if result is None:
            refusal = {"ok": False, "error_code": 400, "description": f"{self.where} has no {name}"}
            return 400, json.dumps(refusal).encode()
        return 200, json.dumps({"ok": True, "result": result}).encode()
