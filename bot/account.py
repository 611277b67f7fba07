"""The bot as the server knows it: one that leaves fields out of getMe is understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from telegram import User
from telegram.error import TelegramError
from telegram.ext import BaseRateLimiter, ExtBot
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter


class Account(ExtBot[None]):
    """The library's bot; who answers getMe is a bot, whether the server says so or not."""

    async def call(self, method: str, fields: Mapping[str, object]) -> Any:
        """Call a method with plain JSON, and give the plain result; the limiter holds this too.

        Raises:
            TelegramError: Telegram refused, or was not reached.
        """
        data = RequestData([RequestParameter(name, value, None) for name, value in fields.items()])
        limiter: BaseRateLimiter[None] | None = self.rate_limiter
        arguments = (f"{self.base_url}/{method}", data)
        if limiter is None:
            return await self.request.post(*arguments)
        return await limiter.process_request(self.request.post, arguments, {}, method, dict(fields), None)

    async def get_me(self, **more: Any) -> User:
        """Ask who the bot is.

        Raises:
            TelegramError: The server gives no id or no name.
        """
        told = await self._post("getMe", **more)
        if not isinstance(told, dict):
            raise TelegramError("getMe gave no user")
        if not isinstance(told.get("id"), int) or not isinstance(told.get("username"), str):
            raise TelegramError("getMe gave no id and no username")
        self._bot_user = User.de_json({"is_bot": True, "first_name": told["username"], **told}, self)
        return self._bot_user
