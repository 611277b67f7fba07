"""Work side by side, with an end: in the background, until told to stop, within a time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress

from telegram.error import InvalidToken, TelegramError

from handlers.errors import told

_LOG = logging.getLogger(__name__)


@asynccontextmanager
async def beside(*work: Coroutine[object, object, None]) -> AsyncIterator[None]:
    """Have things done in the background meanwhile; one that fails leaves the others alone."""
    tasks = [asyncio.create_task(_logged(one)) for one in work]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _logged(work: Coroutine[object, object, None]) -> None:
    try:
        await work
    except Exception as error:  # noqa: BLE001 - the edge of a background loop
        _LOG.error("something in the background failed; the bot goes on without it: %s", told(error))


async def unless(end_wanted: asyncio.Event, work: Coroutine[object, object, object]) -> bool:
    """Do the work, or drop it once the end is wanted; give whether it was done."""
    task = asyncio.create_task(work)
    end = asyncio.create_task(end_wanted.wait())
    await asyncio.wait((task, end), return_when=asyncio.FIRST_COMPLETED)
    end.cancel()
    if task.done():
        task.result()
        return True
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    return False


async def first_of(*events: asyncio.Event) -> None:
    """Wait until one of them is set."""
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


async def within(seconds: float, work: Coroutine[object, object, object]) -> None:
    """Give a step of the ending its time and no more; the next step must have its turn."""
    try:
        async with asyncio.timeout(seconds):
            await work
    except TimeoutError:
        _LOG.warning("ended without waiting longer than %s seconds", seconds)
    except InvalidToken:
        return  # said at the end, by TokenRefusedError
    except (TelegramError, RuntimeError) as error:
        _LOG.warning("while ending: %s", error)
