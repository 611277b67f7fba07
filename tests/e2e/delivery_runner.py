"""The delivery alone as a process, until it is told to end.

Arguments: DATABASE_URL, data folder, Bot API server, and most messages a second.
"""

from __future__ import annotations

import asyncio
import logging
import signal
import sys
from pathlib import Path

from telegram import Bot

from bot.delivery.rate_limit import RateLimiter
from bot.delivery.sender import PlainSender
from bot.delivery.service import delivering, join
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import opened
from bot.transports.http import AiohttpRequest
from knowledge.compiled import load_snapshot
from tests import fixed_record


async def run(database_url: str, data_dir: Path, base_url: str, per_second: float) -> None:
    """Deliver until SIGTERM."""
    end = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, end.set)
    record = load_snapshot(fixed_record.FOLDER, kept=data_dir).record
    request = AiohttpRequest()
    bot = Bot("123456:loopback", base_url=base_url, request=request, get_updates_request=AiohttpRequest())
    async with opened(database_url or None, data_dir, exclusive=True) as database, bot:
        delivery = join(
            database,
            sender=PlainSender(bot, lambda: record),
            record=lambda: record,
            limiter=RateLimiter(database, per_second=per_second),
            yielding=YieldToAnswers(),
            folder=data_dir,
        )
        async with delivering(delivery):
            await end.wait()


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(message)s")
    asyncio.run(run(sys.argv[1], Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])))
