"""The peer: aiogram's own echo, as its examples show it; the server's address is the argument.

It is run by a Python of its own, since it excludes libraries of ours.
"""

from __future__ import annotations

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

_TOKEN = "4242:benchmark"  # noqa: S105 - nobody's


async def _echo(message: Message) -> None:
    if message.text:
        await message.answer(message.text)


async def _run(address: str) -> None:
    dispatcher = Dispatcher()
    dispatcher.message()(_echo)
    session = AiohttpSession(api=TelegramAPIServer.from_base(address))
    await dispatcher.start_polling(Bot(_TOKEN, session=session))


if __name__ == "__main__":
    asyncio.run(_run(sys.argv[1]))
