"""Three processes take what Telegram delivers; one is killed, the database stops: each update is handled."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.storage.database import looked_at
from handlers.flood import MOST_A_MINUTE
from tests import postgres
from tests.e2e.process import PATIENCE_SECONDS
from tests.e2e.replicas import Replicas, replicas
from tests.telegram.courier import chat_of
from tests.telegram.world import ANN, World

Update = Mapping[str, object]
IN_HAND = 100
"""Of one process."""
LOOK_SECONDS = 0.2
"""Between two looks at what is still stored."""
_ODD_UPDATE = text(
    "INSERT INTO updates (update_id, chat_id, user_id, state, received_at, body) "
    "VALUES (0, 7, 7, 0, extract(epoch FROM now()), :body)"
)
_ODD_MEMORY = text(
    "INSERT INTO memories (kind, chat_id, second, third, user_id, kept_at, until, value) "
    "VALUES ('recent', 7, 0, 7, 7, extract(epoch FROM now()), 4e9, '[]')"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a run."""

    updates: int
    unanswered: int
    doubled: int
    out_of_order: int
    statuses: Counter[int]

    def __str__(self) -> str:
        """Say it in one line."""
        statuses = ", ".join(f"{status}: {count}" for status, count in sorted(self.statuses.items()))
        return (
            f"{self.updates} updates, unanswered {self.unanswered}, doubled {self.doubled}, "
            f"out of order {self.out_of_order}; answered at the door {statuses}"
        )


def questions(world: World, count: int, chats: int) -> list[Update]:
    """Give questions of several people, of which a tenth comes twice; each can be told by its answer."""
    made: list[Update] = []
    for number in range(count):
        who = 1_000_000 + number % chats
        person = {**ANN, "id": who}
        chat = {"id": who, "type": "private", "first_name": "Ann"}
        made.append(world.says(f"/nonsense{number}", user=person, chat=chat))
    again = random.Random(7).sample(made, count // 10)  # noqa: S311
    mixed: list[Update] = list(made)
    for one in again:
        # Not before its first time, but before or after others of its chat.
        first = mixed.index(one)
        mixed.insert(random.Random(first).randint(first + 1, len(mixed)), one)  # noqa: S311
    return mixed


def judged(world: World, updates: Sequence[Update], statuses: Counter[int]) -> Outcome:
    """Compare what was asked with what was answered, in each chat."""
    asked: dict[int, list[int]] = defaultdict(list)
    for update in updates:
        number = number_in(str(update["message"]["text"]))  # type: ignore[index]
        if number not in asked[chat_of(update)]:
            asked[chat_of(update)].append(number)
    answers: dict[int, list[int]] = defaultdict(list)
    for sent in world.order:
        answers[sent.chat_id].append(number_in(sent.text))
    unanswered = doubled = out_of_order = 0
    for chat, numbers in asked.items():
        counted = Counter(answers[chat])
        unanswered += sum(counted[number] == 0 for number in numbers)
        doubled += sum(counted[number] > 1 for number in numbers)
        first_times = list(dict.fromkeys(answers[chat]))
        out_of_order += sum(a > b for a, b in pairwise(first_times))
    total = sum(len(numbers) for numbers in asked.values())
    return Outcome(total, unanswered, doubled, out_of_order, statuses)


def number_in(text_: str) -> int:
    return int(text_.partition("/nonsense")[2].split()[0].strip(".,:;)"))


async def until_answered(those: Replicas, count: int) -> None:
    """Wait until that many different questions were answered."""
    with suppress(TimeoutError):
        await those.server.until(
            lambda: len({sent.text for sent in those.world.order}) >= count, timeout_seconds=PATIENCE_SECONDS
        )


async def with_a_kill_and_an_outage(
    count: int, chats: int, *, kill_at: int, away_seconds: float, folder: Path
) -> tuple[Outcome, str]:
    with postgres.running() as server:
        url = server.new_database("replicas")
        async with replicas(3, folder, DATABASE_URL=url) as those:
            updates = questions(those.world, count, chats)
            courier = those.courier()
            delivery = asyncio.create_task(courier.deliver(updates))
            await courier.until(kill_at)
            those.all[0].process.kill()
            await courier.until(2 * kill_at)
            await asyncio.to_thread(server.stop)
            await asyncio.sleep(away_seconds)
            await asyncio.to_thread(server.start)
            await delivery
            await until_answered(those, count)
            # What the killed one had answered and not yet put away is taken up once its claim runs out.
            left = await until_put_away(url)
            outcome = judged(those.world, updates, courier.statuses)
            logs = ""
            for one in those.all[1:]:
                one.process.terminate()
                code, log = await one.ended()
                assert code == 0, log
                logs += log
    assert left == []
    return outcome, logs


async def until_put_away(url: str) -> list[object]:
    """Wait until nothing of updates is stored beside their ids; give what still is when patience ends."""
    left = await rows(url)
    with suppress(TimeoutError):
        async with asyncio.timeout(PATIENCE_SECONDS):
            while left:
                await asyncio.sleep(LOOK_SECONDS)
                left = await rows(url)
    return left


async def rows(url: str) -> list[object]:
    """Give what is stored of updates beside their ids."""
    async with looked_at(url, Path()) as database, database.reading() as connection:
        query = "SELECT * FROM updates WHERE state < 2 OR body <> '' OR chat_id <> 0 OR user_id IS NOT NULL"
        return list((await connection.execute(text(query))).scalars())


async def test_a_kill_and_an_outage_lose_nothing_and_keep_the_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome, logs = await with_a_kill_and_an_outage(300, 60, kill_at=100, away_seconds=2, folder=tmp_path)

    with capsys.disabled():
        print(f"\n{outcome}")  # noqa: T201
    assert (outcome.unanswered, outcome.out_of_order) == (0, 0)
    assert outcome.doubled <= IN_HAND
    assert "bot/webhooks" not in logs


@pytest.mark.torture
async def test_three_thousand_updates_of_which_a_tenth_comes_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outcome, logs = await with_a_kill_and_an_outage(
        3_000, 500, kill_at=1_000, away_seconds=20, folder=tmp_path
    )

    with capsys.disabled():
        print(f"\n{outcome}")  # noqa: T201
    assert (outcome.unanswered, outcome.out_of_order) == (0, 0)
    assert outcome.doubled <= IN_HAND
    assert "bot/webhooks" not in logs


async def said(those: Replicas, at: int, update: Update) -> str:
    """Deliver an update at one process, and give what the bot then says."""
    before = len(those.world.order)
    courier = those.courier()
    courier.doors = [those.all[at].door]
    await courier.deliver([update])
    await those.server.until_sent(before + 1)
    return those.world.order[-1].text


async def test_what_one_process_was_told_the_others_know(tmp_path: Path) -> None:
    with postgres.running() as server:
        url = server.new_database("shared")
        async with replicas(2, tmp_path, DATABASE_URL=url) as those:
            world = those.world
            lavrov = await said(those, 0, world.says("what did lavrov say about security?"))
            china = await said(those, 1, world.says("and China?"))
            await said(those, 0, world.says("/settings"))
            await said(those, 0, world.presses(world.order[-1], "Language"))
            await said(those, 0, world.presses(world.order[-1], "Русский"))
            russian = await said(those, 1, world.says("/help"))
            shown = await said(those, 0, world.says("/mydata"))
            remembered = await memories(url)
            await said(those, 1, world.says("/forget"))
            forgotten = await said(those, 0, world.says("and Kazakhstan?"))
            await said(those, 0, world.says("/forget"))
            left = await memories(url)
            hasty = {**ANN, "id": 7}, {"id": 7, "type": "private", "first_name": "Ann"}
            replies = [
                await said(those, number % 2, world.says("lavrov", user=hasty[0], chat=hasty[1]))
                for number in range(MOST_A_MINUTE + 1)
            ]

    assert "Sergey Lavrov" in lavrov
    assert "Wang Yi" in china
    assert "цитат" in russian
    assert "what did lavrov say about security?" in shown
    assert remembered
    assert "Understood as" not in forgotten
    assert left == []
    assert ["a lot at once" in reply for reply in replies] == [False] * MOST_A_MINUTE + [True]


async def test_what_another_version_stored_and_this_one_can_not_read_keeps_nobody_waiting(
    tmp_path: Path,
) -> None:
    with postgres.running() as server:
        url = server.new_database("odd")
        async with replicas(1, tmp_path, DATABASE_URL=url) as those:
            chat = {"id": 7, "type": "private", "first_name": "Ann"}
            question = those.world.says("lavrov", user={**ANN, "id": 7}, chat=chat)
            async with looked_at(url, Path()) as database, database.transaction() as connection:
                await connection.execute(_ODD_UPDATE, {"body": "[" * 100_000})
                await connection.execute(_ODD_MEMORY)
            answer = await said(those, 0, question)
            those.all[0].process.terminate()
            code, log = await those.all[0].ended()
            left = await rows(url)

    assert "Sergey Lavrov" in answer
    assert left == []
    assert (code, "Traceback" in log, log.count("ERROR")) == (0, False, 0)


async def memories(url: str) -> list[object]:
    """Give whose things are remembered."""
    async with looked_at(url, Path()) as database, database.reading() as connection:
        return list((await connection.execute(text("SELECT user_id FROM memories"))).scalars())


async def test_a_process_that_is_alone_acknowledges_what_it_has_handled(tmp_path: Path) -> None:
    async with replicas(1, tmp_path) as those:
        world = those.world
        updates = questions(world, 60, 10)
        await those.courier().deliver(updates)
        outcome = judged(world, updates, Counter())
        address = world.webhook
        those.all[0].process.terminate()
        code, log = await those.all[0].ended()

    assert (outcome.unanswered, outcome.doubled, outcome.out_of_order) == (0, 0, 0)
    assert address == "https://bot.example.org/hook"
    assert world.webhook == ""
    assert code == 0
    assert "Traceback" not in log
