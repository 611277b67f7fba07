"""Telegram as it delivers: each chat's updates in order, each again and again until it is taken."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp

Update = Mapping[str, object]
RETRY_SECONDS = 0.1


@dataclass(slots=True)
class Courier:
    """Delivers at any of several doors, as a load balancer has it.

    Attributes:
        doors: Addresses of the webhooks.
        statuses: How often each status was answered; 0 where nobody was.
        acknowledged: Ids of updates in the order in which they were taken.
    """

    doors: list[str]
    secret: str
    statuses: Counter[int] = field(default_factory=Counter)
    acknowledged: list[int] = field(default_factory=list)
    _moved: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def until(self, count: int) -> None:
        """Wait until so many were taken."""
        async with self._moved:
            await self._moved.wait_for(lambda: len(self.acknowledged) >= count)

    async def deliver(self, updates: Sequence[Update], *, connections: int = 40) -> None:
        """Deliver all, chats side by side and each chat's own one after the other."""
        by_chat: dict[int, list[Update]] = defaultdict(list)
        for update in updates:
            by_chat[chat_of(update)].append(update)
        free = asyncio.Semaphore(connections)
        connector = aiohttp.TCPConnector(limit=connections)
        async with aiohttp.ClientSession(connector=connector) as session, asyncio.TaskGroup() as group:
            for queue in by_chat.values():
                group.create_task(self._deliver_in_order(session, free, queue))

    async def _deliver_in_order(
        self, session: aiohttp.ClientSession, free: asyncio.Semaphore, queue: Sequence[Update]
    ) -> None:
        for update in queue:
            while True:
                async with free:
                    status = await self.post(session, update)
                if status == 200:
                    break
                await asyncio.sleep(RETRY_SECONDS)
            async with self._moved:
                self.acknowledged.append(int(str(update["update_id"])))
                self._moved.notify_all()

    async def post(self, session: aiohttp.ClientSession, update: Update) -> int:
        """Deliver once; give the status, 0 if nobody answered."""
        door = random.choice(self.doors)  # noqa: S311
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.secret}
        try:
            async with session.post(door, json=update, headers=headers) as answer:
                status = answer.status
        except (aiohttp.ClientError, OSError, TimeoutError):
            status = 0
        self.statuses[status] += 1
        return status


def chat_of(update: Update) -> int:
    """Give the chat of a message's update, or of a press under one."""
    pressed = update.get("callback_query")
    message = pressed["message"] if isinstance(pressed, Mapping) else update["message"]
    assert isinstance(message, Mapping)
    return int(str(message["chat"]["id"]))
