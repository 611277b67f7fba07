"""Killed at random moments and started again: nobody is forgotten, nobody gets it twice without need."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.storage.database import opened
from tests.bot.delivery.bot_api import BotApi, bot_api, network_delay
from tests.bot.delivery.processes import Deliverers, deliverers, doubts, finished, in_state, subscriptions_in
from tests.bot.subscribers import become_due, just_now, subscribers

PER_ROUND = 12
"""Subscribers due for each time the process is killed: about as many as are sent before it is."""
FIRST_CHAT = 1001


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of all rounds.

    Attributes:
        in_flight: Requests that had come to the far end at the kills, or came in afterwards, and whose asker
            had not hung up: the far end answers each connection once, and who has read the answer closes it.
        sending: Deliveries whose request was, or may have been, under way at one of the kills, by their rows.
        doubled: Subscribers who got the quote twice.
        tripled: Subscribers who got it more often.
        unexplained: Doubled, and never in flight at a kill.
    """

    database: str
    rounds: int
    due: int
    sent: int
    lost: int
    sending: int
    in_flight: int
    doubled: int
    tripled: int
    unexplained: int
    counted_as_doubtful: int
    exit_code: int
    left_in_doubt: int

    def __str__(self) -> str:
        return (
            f"{self.database}: killed {self.rounds} times; due {self.due}, sent {self.sent}, "
            f"lost {self.lost}, said to be leaving {self.sending}, in flight {self.in_flight}, "
            f"doubled {self.doubled} (not in flight {self.unexplained}), tripled {self.tripled}, "
            f"counted as doubtful {self.counted_as_doubtful}"
        )


@dataclass(frozen=True, slots=True)
class Kills:
    """What was seen at the kills, all together.

    Attributes:
        in_flight: Chats whose request was on its way, at the far end, or answered and not read to the end.
        sending: Subscriptions whose row said that they were being sent.
    """

    in_flight: list[int] = field(default_factory=list)
    sending: set[str] = field(default_factory=set)


async def crash(rounds: int, database_url: str | None, data_dir: Path, seed: int) -> Figures:
    """Kill the process so many times, then let it finish."""
    rng = random.Random(seed)  # noqa: S311 - the same moments for the same seed
    kills = Kills()
    async with bot_api() as api, deliverers(database_url, data_dir, api) as processes:
        api.delay, api.one_each = network_delay(rng), True
        for _ in range(rounds):
            await kill_at_random(processes, rng, rounds * PER_ROUND, kills)
            kills.sending.update(await in_state(database_url, data_dir, "sending"))
        last = await processes.start()
        await finished(database_url, data_dir, rounds * PER_ROUND)
        code = await processes.end(last)
    async with opened(database_url, data_dir) as database:
        sent = await subscriptions_in(database, "sent")
        doubtful, left = await doubts(database), await subscriptions_in(database, "sending", "claimed")
    return figures(database_url, rounds, api, kills, sent=sent, doubtful=doubtful, left=left, code=code)


def figures(
    database_url: str | None,
    rounds: int,
    api: BotApi,
    kills: Kills,
    *,
    sent: set[str],
    doubtful: int,
    left: set[str],
    code: int,
) -> Figures:
    got = api.per_chat()
    people = {person.chat_id: person.id for person in subscribers(rounds * PER_ROUND, first_chat=FIRST_CHAT)}
    doubled = {chat for chat, count in got.items() if count > 1}
    return Figures(
        database="PostgreSQL" if database_url else "SQLite",
        rounds=rounds,
        due=len(people),
        sent=len(got),
        lost=len(people) - len({people[chat] for chat in got} & sent),
        sending=len(kills.sending),
        in_flight=len(kills.in_flight),
        doubled=len(doubled),
        tripled=sum(count > 2 for count in got.values()),
        unexplained=len(doubled.difference(kills.in_flight)),
        counted_as_doubtful=doubtful,
        exit_code=code,
        left_in_doubt=len(left),
    )


async def all_due(rounds: int, database_url: str | None, data_dir: Path) -> None:
    """Store everyone, due a moment ago."""
    moment, schedule = just_now()
    people = subscribers(rounds * PER_ROUND, schedule=schedule, first_chat=FIRST_CHAT)
    async with opened(database_url, data_dir) as database:
        await become_due(database, people, due=moment)


async def kill_at_random(processes: Deliverers, rng: random.Random, people: int, kills: Kills) -> None:
    """Start, wait a random while, mostly until messages go out, kill, and note whose were under way.

    It stands still while they are counted. What was on its way to the far end counts too: that comes in after
    the sender's death.
    """
    api, process = processes.api, await processes.start()
    before = len(api.accepted)
    if rng.random() < 0.8 and before < people:
        await api.until(before + 1)
        await asyncio.sleep(rng.uniform(0, 0.8))
    else:
        await asyncio.sleep(rng.uniform(0, 2.5))
    processes.stop(process)
    in_flight, asked = api.in_flight(), len(api.asked)
    await processes.kill(process)
    await api.quiet()
    kills.in_flight.extend(in_flight | {one.chat_id for one in api.asked[asked:]})


async def crash_and_judge(
    rounds: int, url: str | None, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await all_due(rounds, url, folder)
    seed = random.SystemRandom().randrange(1_000_000)
    result = await crash(rounds, url, folder, seed)
    with capsys.disabled():
        print(f"\nseed {seed}", result, sep="\n")  # noqa: T201 - the issue asks for the figures
    assert (result.lost, result.tripled, result.unexplained) == (0, 0, 0), result
    assert result.doubled <= result.counted_as_doubtful <= result.sending, result
    assert (result.exit_code, result.left_in_doubt) == (0, 0), result


async def test_killed_at_random_moments_it_loses_nobody(
    database_url: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three times; a hundred times it is in `make torture`."""
    await crash_and_judge(3, database_url, tmp_path, capsys)


@pytest.mark.torture
@pytest.mark.parametrize("quarter", ["first", "second", "third", "fourth"])
async def test_killed_a_hundred_times_it_loses_nobody(
    quarter: str,  # noqa: ARG001 - each ends within ten minutes, on a busy machine too
    database_url: str | None,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    await crash_and_judge(25, database_url, tmp_path, capsys)
