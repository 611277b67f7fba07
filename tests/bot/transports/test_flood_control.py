"""Answers and a 429: told to wait, the bot waits, and sends then what it had to say."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from telegram.error import RetryAfter

from bot.transports.back_off import BackOff
from bot.transports.flood_control import LONGEST_WAIT_SECONDS, FloodControl, bulk


@dataclass
class Telegram:
    """Refuses as told, once for each refusal."""

    refusals: Iterator[float | None]
    tried: list[tuple[int, float]] = field(default_factory=list)

    def call(self, chat: int) -> Callable[..., object]:
        async def calling() -> bool:
            self.tried.append((chat, time.monotonic()))
            if seconds := next(self.refusals, None):
                raise RetryAfter(timedelta(seconds=seconds))
            return True

        return calling


async def send(control: FloodControl, telegram: Telegram, chat: int) -> object:
    return await control.process_request(
        telegram.call(chat),  # type: ignore[arg-type]
        (),
        {},
        "sendMessage",
        {"chat_id": chat},
        None,
    )


async def test_an_answer_waits_as_long_as_told_and_is_sent_then() -> None:
    telegram = Telegram(iter([0.3]))

    assert await send(FloodControl(BackOff()), telegram, 7)

    (_, told), (_, sent) = telegram.tried
    assert sent - told >= 0.3


async def test_that_a_chat_has_to_wait_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    telegram = Telegram(iter([3600.0, 1800.0]))
    control = FloodControl(BackOff())

    for chat in (7, 7, 8, 8):
        with pytest.raises(RetryAfter):
            await send(control, telegram, chat)

    assert [record.getMessage() for record in caplog.records] == [
        "Telegram tells to send nothing to a chat for 3600 s"
    ]


async def test_nothing_more_goes_to_a_chat_that_was_told_to_wait_for_an_hour() -> None:
    telegram = Telegram(iter([3600.0]))
    control = FloodControl(BackOff())

    for _ in range(6):
        with pytest.raises(RetryAfter):
            await send(control, telegram, 7)
    await send(control, telegram, 8)

    assert [chat for chat, _ in telegram.tried] == [7, 8]


async def test_an_answer_that_is_told_to_wait_again_and_again_is_given_up() -> None:
    back_off = BackOff()
    back_off.told(7, LONGEST_WAIT_SECONDS + 1)

    with pytest.raises(RetryAfter):
        await send(FloodControl(back_off), Telegram(iter([])), 7)


async def test_a_hundred_answers_at_once_wait_for_no_slot() -> None:
    control, began = FloodControl(BackOff()), asyncio.Event()
    waiting = 0

    async def answer() -> bool:
        nonlocal waiting
        waiting += 1
        if waiting == 100:
            began.set()
        # All hundred are on their way before the first is answered: nobody was held back.
        await began.wait()
        return True

    await asyncio.gather(
        *(control.process_request(answer, (), {}, "sendMessage", {"chat_id": 7}, None) for _ in range(100))
    )

    assert waiting == 100


async def test_a_delivery_is_told_at_once_and_judges_for_itself() -> None:
    telegram, back_off = Telegram(iter([0.5])), BackOff()

    with bulk(), pytest.raises(RetryAfter):
        await send(FloodControl(back_off), telegram, 7)

    assert len(telegram.tried) == 1
    assert back_off.seconds(7) > 0
