"""Several processes on one PostgreSQL: one limit for all, each quote once, and none needed in particular."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bot.storage.database import opened
from tests.bot.delivery.bot_api import BotApi, bot_api, network_delay
from tests.bot.delivery.processes import deliverers, finished, in_state
from tests.bot.subscribers import become_due, just_now, subscribers

LIMIT = 30
"""Telegram's, a second. What arrives within a second is what was sent within a bit more or less."""


async def deliver_all(
    processes: int, due: int, *, url: str, folder: Path
) -> tuple[BotApi, set[str], list[int]]:
    """Let several processes deliver; one is killed in the middle, and started again."""
    moment, schedule = just_now()
    async with opened(url, folder) as database:
        await become_due(database, subscribers(due, schedule=schedule), due=moment)
    async with bot_api() as api, deliverers(url, folder, api) as those:
        api.delay = network_delay(random.Random(1))  # noqa: S311
        several = [await those.start() for _ in range(processes)]
        # No measure: longer than that, and nothing more comes.
        seconds = due / 10 + 240
        await api.until(due // 3, seconds=seconds)
        await those.kill(several[0])
        in_flight = await in_state(url, folder, "sending")
        await api.until(due // 2, seconds=seconds)
        await those.start()
        await api.until(due, seconds=seconds)
        await finished(url, folder, due)
        codes = [await those.end(process) for process in [*those.running]]
    return api, in_flight, codes


async def check(processes: int, due: int, *, url: str, folder: Path) -> str:
    """Deliver, judge, and give the figures."""
    api, in_flight, codes = await deliver_all(processes, due, url=url, folder=folder)
    got = api.per_chat()
    doubled = {f"s{chat - 1001:07}" for chat, count in got.items() if count > 1}
    # The living were sending, too, when the database was looked at: theirs is not the doubt.
    assert doubled <= in_flight
    assert len(got) == due
    assert codes == [0] * processes
    assert api.most_within(1.0) <= LIMIT + 1
    span = api.accepted[-1].at - api.accepted[0].at
    return (
        f"{processes} processes: due {due}, sent {len(got)}, lost 0, doubled {len(doubled)}, "
        f"{len(api.accepted) / span:.1f} a second, at most {api.most_within(1.0)} in one"
    )


async def test_processes_share_one_limit_and_each_quote_is_sent_once(
    postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two do; four, and five thousand quotes, are in `make torture`."""
    figures = await check(2, 150, url=postgres_url, folder=tmp_path)

    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201


@pytest.mark.torture
@pytest.mark.parametrize("processes", [2, 4])
async def test_five_thousand_at_once_are_sent_at_the_limit(
    processes: int, postgres_url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = await check(processes, 5_000, url=postgres_url, folder=tmp_path)

    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201
