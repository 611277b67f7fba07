"""The way in, by the real process: bad updates, a backlog, and an end in the middle of it."""

from __future__ import annotations

import asyncio
import gzip
import json
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest
from aiohttp import web

from bot.intake.window import MOST_IN_HAND
from bot.intake.worker_pool import SIDE_BY_SIDE
from tests.e2e.bot_api_server import TOKEN, BotApiServer, serving
from tests.e2e.process import PATIENCE_SECONDS, Ended, Running, running
from tests.telegram.poison import KINDS, SECRET, mutated, poisoned
from tests.telegram.refusal import Refusal
from tests.telegram.world import ANN, GROUP, PRIVATE, World

QUESTION = "what did lavrov say?"
MEBIBYTE = 2**20
LARGE_ONES = 5
GROUP_ID = -200


@pytest.fixture
async def server() -> AsyncIterator[BotApiServer]:
    async with serving(World(now=int(time.time()))) as server:
        yield server


@contextmanager
def bot(server: BotApiServer, folder: Path, **more: str) -> Iterator[Running]:
    variables = {
        **more,
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "TELEGRAM_API_BASE_URL": server.url,
        "DATA_DIR": str(folder / "data"),
    }
    with running("run", variables=variables, folder=folder) as process:
        yield process


async def ended(process: Running, number: signal.Signals = signal.SIGTERM) -> Ended:
    process.tell(number)
    return await asyncio.to_thread(process.ended)


def asked_by(server: BotApiServer, number: int, text: str = QUESTION) -> dict[str, object]:
    """Let one of many people ask."""
    person = {**ANN, "id": 1000 + number}
    return server.world.says(text, user=person, chat={**PRIVATE, "id": 1000 + number})


async def answered(server: BotApiServer, update: dict[str, object]) -> None:
    """Let an update come and wait for what is sent for it."""
    before = len(server.world.order)
    await server.push(update)
    await server.until_sent(before + 1)


async def test_each_good_question_after_a_poisoned_update_is_answered(
    server: BotApiServer, tmp_path: Path
) -> None:
    with bot(server, tmp_path) as process:
        for number, poison in enumerate(poisoned(server.world)):
            await server.push(poison)
            await answered(server, asked_by(server, number))
        assert len(server.world.order) == len(KINDS)

        end = await ended(process)

    assert end.code == 0
    assert server.pending == []
    log = end.out + end.err
    assert len(log) < 20_000
    assert SECRET not in log
    assert "Traceback" not in log
    assert "(message) can't be read and is passed over: Update.Message: no date" in log


async def test_a_private_message_that_cant_be_read_whole_is_told_so_and_named(
    server: BotApiServer, tmp_path: Path
) -> None:
    with bot(server, tmp_path) as process:
        await answered(server, server.world.sends({"poll": {"id": SECRET, "question": 7}}))
        await answered(server, asked_by(server, 1))
        end = await ended(process)

    log = end.out + end.err
    assert log.count("(message) can't be read whole, and its sender is told: ") == 1
    assert (end.code, SECRET in log, "Traceback" in log) == (0, False, False)


async def test_no_line_at_any_level_has_words_names_or_ids(server: BotApiServer, tmp_path: Path) -> None:
    number = 987_654_321
    person = {**ANN, "id": number, "first_name": SECRET, "username": SECRET}
    chat = {**PRIVATE, "id": number, "first_name": SECRET}
    said = (
        f"what did lavrov say of {SECRET}?",
        "/daily 7:30 Tashkent",
        f"/daily {SECRET}",
        "/mydata",
        "/forget",
    )
    refusals = (
        Refusal("Forbidden: bot was blocked by the user", code=403),
        Refusal("Bad Request: chat not found"),
        Refusal(f"Bad Request: user {number} not found"),
        Refusal(f'Bad Request: can\'t parse entities: "{SECRET}" at byte offset 7'),
        Refusal("Bad Request: group chat was upgraded to a supergroup chat", migrate_to=-number),
    )
    with bot(server, tmp_path, LOG_LEVEL="DEBUG") as process:
        for text in said:
            await answered(server, server.world.says(text, user=person, chat=chat))
        for refusal in refusals:
            server.world.faults.append(refusal)
            await server.push(server.world.says(f"lavrov {SECRET}", user=person, chat=chat))
            await server.until(lambda: not server.world.faults)
        await server.push(server.world.types_inline(f"lavrov {SECRET}", user=person))
        await server.until(lambda: bool(server.world.inline_answers))
        await server.push(server.world.puts_the_bot("kicked", chat=chat, user=person))
        await server.until(lambda: not server.pending)
        end = await ended(process)

    log = end.out + end.err
    assert end.code == 0
    assert "answering as @" in log
    assert (SECRET in log, str(number) in log, "Traceback" in log) == (False, False, False)


async def test_what_is_no_json_hides_no_other_update(server: BotApiServer, tmp_path: Path) -> None:
    number = server.world.number()
    broken = f'{{"update_id": {number}, "message": {{"text": "{SECRET}", "n": {"9" * 5000}}}}}'
    odd = web.Response(text=f'{{"ok": true, "result": [{broken}]}}', content_type="application/json")
    with bot(server, tmp_path) as process:
        await answered(server, asked_by(server, 1))
        server.odd_polls += [odd, web.Response(text="<html>"), web.json_response({"ok": True, "result": 7})]
        await answered(server, asked_by(server, 2))
        await answered(server, asked_by(server, 3))

        end = await ended(process)

    assert end.code == 0
    assert f"update {number} (update) can't be read" in end.err
    assert end.err.count("what answers is no Bot API server's list of updates") == 1
    assert end.err.count("Telegram answers again") == 1
    assert SECRET not in end.err


async def test_each_odd_answer_to_a_poll_is_one_line_and_the_next_question_is_answered(
    server: BotApiServer, tmp_path: Path
) -> None:
    packed = gzip.compress(b'{"ok": true, "result": []}')
    odd = (
        web.Response(body=packed[:12], headers={"Content-Encoding": "gzip"}),
        web.Response(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}),
        web.Response(body=packed),
        web.Response(status=204),
        web.Response(status=301, headers={"Location": "http://127.0.0.1:1/"}),
        web.json_response({"ok": False, "error_code": 500, "description": SECRET}),
        web.json_response({"ok": True, "result": {"update_id": 1, "message": SECRET}}),
        web.Response(text='{"ok": true, "result": [{"update_id": 1, "message": {"text": "' + SECRET),
    )
    with bot(server, tmp_path) as process:
        await answered(server, asked_by(server, 0))
        for number, one in enumerate(odd, start=1):
            server.odd_polls.append(one)
            await server.until(lambda: server.open_polls > 0)
            # Lets the poll that is open go, so that the next one is answered oddly.
            await answered(server, asked_by(server, 2 * number))
            await answered(server, asked_by(server, 2 * number + 1))
        assert server.odd_polls == []
        end = await ended(process)

    assert (end.code, "Traceback" in end.err, SECRET in end.err) == (0, False, False)
    assert end.err.count("WARNING") == len(odd)
    assert end.err.count("Telegram answers again") == len(odd)
    assert "ERROR" not in end.err


async def passed_over(server: BotApiServer) -> dict[str, object]:
    """Let an update of megabytes come, and wait for the answer to the question behind it."""
    before = len(server.world.order)
    large = asked_by(server, 7)
    large["message"] = [large["message"]] * 20_000
    await server.push(large, asked_by(server, 2))
    await server.until_sent(before + 1)
    return large


async def test_an_update_of_megabytes_is_passed_over_and_hides_no_other(
    server: BotApiServer, tmp_path: Path
) -> None:
    with bot(server, tmp_path) as process:
        await answered(server, asked_by(server, 1))
        large = await passed_over(server)
        before = resident_bytes(process)
        for _ in range(LARGE_ONES):
            large = await passed_over(server)
        grown = resident_bytes(process) - before

        end = await ended(process)

    assert (end.code, server.pending) == (0, [])
    assert f"update {large['update_id']} (update) can't be read" in end.err
    assert "larger than any of Telegram's" in end.err
    # Kept, they would be all of it; what the first one has taken from the system is taken once.
    assert grown < LARGE_ONES * len(json.dumps(large)) / 4


async def test_a_server_that_does_not_wait_for_updates_is_not_asked_all_the_time(
    server: BotApiServer, tmp_path: Path
) -> None:
    with bot(server, tmp_path) as process:
        await answered(server, asked_by(server, 1))
        polls: list[str] = []

        async def at_once(method: str, _request: web.Request) -> web.Response | None:
            polls.append(method)
            return web.json_response({"ok": True, "result": []}) if method == "getUpdates" else None

        server.fault = at_once
        began = time.monotonic()
        await asyncio.sleep(1)
        asked, took = polls.count("getUpdates"), time.monotonic() - began
        server.fault = None
        await answered(server, asked_by(server, 2))
        end = await ended(process)

    assert asked <= 10 * took + 2
    assert (end.code, "Traceback" in end.err) == (0, False)


async def test_what_a_server_repeats_is_answered_once(server: BotApiServer, tmp_path: Path) -> None:
    """As an emulator does that never learnt of offsets."""
    question = asked_by(server, 1)
    polls = 0

    async def again_and_again(method: str, _request: web.Request) -> web.Response | None:
        nonlocal polls
        if method != "getUpdates":
            return None
        polls += 1
        return web.json_response({"ok": True, "result": [question, question]})

    with bot(server, tmp_path) as process:
        server.fault = again_and_again
        await server.until_sent(1)
        seen = polls
        async with asyncio.timeout(PATIENCE_SECONDS):
            while polls < seen + 5:  # noqa: ASYNC110 - the server counts
                await asyncio.sleep(0.05)
        assert len(server.world.order) == 1
        server.fault = None
        await answered(server, asked_by(server, 2))
        end = await ended(process)

    assert (end.code, end.err.count("WARNING")) == (0, 0)
    assert len(server.world.order) == 2


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first",
            "`run` removes the webhook when it starts",
        ),
        (
            "Conflict: terminated by other getUpdates request",
            "another program asks Telegram for this bot's updates",
        ),
    ],
)
async def test_who_else_takes_the_updates_is_named(
    server: BotApiServer, tmp_path: Path, said: str, told: str
) -> None:
    def refusal() -> web.Response:
        body = {"ok": False, "error_code": 409, "description": said}
        return web.json_response(body, status=409)

    server.odd_polls += [refusal(), refusal()]
    with bot(server, tmp_path) as process:
        await answered(server, asked_by(server, 1))
        end = await ended(process)

    assert end.err.count(told) == 1
    assert end.err.count("Telegram answers again") == 1


async def test_a_server_that_does_not_say_who_is_a_bot_is_understood(
    server: BotApiServer, tmp_path: Path
) -> None:
    server.world.me = {"id": 4242, "username": "quotes_bot", "first_name": "Test Name"}
    with bot(server, tmp_path) as process:
        await answered(server, asked_by(server, 1))
        end = await ended(process)

    assert (end.code, "Traceback" in end.err) == (0, False)


async def test_a_chat_that_telegram_holds_back_keeps_nobody_else_waiting(
    server: BotApiServer, tmp_path: Path
) -> None:
    def asked_in_group(number: int) -> dict[str, object]:
        return server.world.says("/ask lavrov", user={**ANN, "id": 5000 + number}, chat=GROUP)

    server.world.faults.append(Refusal("Too Many Requests", code=429, retry_after=50))
    with bot(server, tmp_path) as process:
        await server.push(asked_in_group(0))
        await server.until(lambda: not server.world.faults)
        await server.push(*(asked_in_group(number) for number in range(1, 300)))

        await answered(server, asked_by(server, 1))

        assert server.world.order[-1].chat_id == 1001
        # Nor may it do so later: what waits is bounded, and the rest was passed over.
        await server.until(lambda: not server.pending)
        end = await ended(process)

    assert (end.code, "Traceback" in end.err) == (0, False)
    assert end.err.count("a chat asks more than Telegram lets the bot answer") == 1
    assert len(end.err.splitlines()) < 10, end.err


async def test_a_kill_while_telegram_holds_a_chat_back_loses_none_of_its_questions(
    server: BotApiServer, tmp_path: Path
) -> None:
    people, in_group = range(5000, 5040), GROUP_ID - 1000
    server.world.faults.append(Refusal("Too Many Requests", code=429, retry_after=60))
    held = [
        server.world.says("/ask how do I cook plov?", user={**ANN, "id": person}, chat=GROUP)
        for person in people
    ]
    with bot(server, tmp_path) as process:
        await server.push(held[0])
        await server.until(lambda: not server.world.faults)
        await server.push(*held[1:])
        await server.push(*(asked_by(server, number) for number in range(2 * MOST_IN_HAND)))
        # No others could come otherwise.
        await server.until(lambda: not server.pending)
        process.process.kill()

    with bot(server, tmp_path) as process:
        await server.until(lambda: answers_to(server)[in_group] >= len(people))
        await ended(process)

    assert answers_to(server)[in_group] <= len(people) + 1  # one may have been on its way
    assert "plov" not in (tmp_path / "data" / "held.jsonl").read_text()


async def fed(server: BotApiServer, count: int, *, seed: int) -> None:
    """Have mutated updates come, a thousand at a time, so that they need no memory here either."""
    rng = Random(seed)  # noqa: S311 - the same mutants each time
    for _ in range(0, count, 1000):
        await server.push(*(mutated(server.world, rng) for _ in range(1000)))
        await server.until(lambda: len(server.pending) < 200, timeout_seconds=120)
        server.world.calls.clear()
        server.confirmed.clear()
    await server.until(lambda: not server.pending, timeout_seconds=120)


def resident_bytes(process: Running) -> int:
    status = Path(f"/proc/{process.process.pid}/status").read_text()
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024


async def test_mutated_updates_do_no_harm(server: BotApiServer, tmp_path: Path) -> None:
    with bot(server, tmp_path) as process:
        await fed(server, 2000, seed=12)
        await answered(server, asked_by(server, 1))
        end = await ended(process)

    assert end.code == 0
    assert "Traceback" not in end.err
    assert SECRET not in end.err


@pytest.mark.torture
async def test_a_hundred_thousand_mutated_updates_take_no_memory(
    server: BotApiServer, tmp_path: Path
) -> None:
    with bot(server, tmp_path) as process:
        await fed(server, 20_000, seed=1)
        early = resident_bytes(process)
        await fed(server, 80_000, seed=2)
        late = resident_bytes(process)
        await answered(server, asked_by(server, 1))
        end = await ended(process)

    assert end.code == 0
    assert "Traceback" not in end.err
    assert SECRET not in end.err
    assert late - early <= 5 * MEBIBYTE


def answers_to(server: BotApiServer) -> Counter[int]:
    return Counter(sent.chat_id - 1000 for sent in server.world.order)


@pytest.mark.parametrize("count", [300, pytest.param(6000, marks=pytest.mark.torture)])
async def test_an_end_in_the_middle_of_a_backlog_loses_no_question(
    server: BotApiServer, tmp_path: Path, count: int
) -> None:
    await server.push(*(asked_by(server, number) for number in range(count)))
    numbers = {int(str(one["update_id"])): number for number, one in enumerate(server.pending)}
    with bot(server, tmp_path) as process:
        await server.until_sent(count // 10)
        before = len(server.world.order)
        end = await ended(process)

    assert (end.code, "Traceback" in end.err) == (0, False)
    given = answers_to(server)
    # The backlog keeps nobody waiting who stops the service: no more is handled than was in hand.
    assert len(server.world.order) - before <= MOST_IN_HAND
    assert {numbers[one] for one in server.confirmed} == set(given)

    with bot(server, tmp_path) as process:
        await server.until_sent(count // 2)
        process.process.kill()
    # What was on its way to the far end when the process died still comes in.
    await server.until(lambda: {numbers[one] for one in server.confirmed} <= set(answers_to(server)))

    with bot(server, tmp_path) as process:
        await server.until(lambda: not server.pending, timeout_seconds=120)
        await ended(process)

    given = answers_to(server)
    assert set(given) == set(range(count))
    assert sum(given.values()) - count <= 32
    assert max(given.values()) <= 2


def rows_of(folder: Path) -> Counter[int]:
    """Count the daily quotes that are in force, by their persons."""
    with closing(sqlite3.connect(folder / "data" / "bot.sqlite")) as connection:
        found = connection.execute("SELECT user_id FROM subscriptions WHERE state = 'active'").fetchall()
    return Counter(int(user) - 1000 for (user,) in found)


def in_turn(server: BotApiServer, *, people: Sequence[int], texts: Sequence[str]) -> list[dict[str, object]]:
    """Let each say the same things, one after the other, with the others in between."""
    return [asked_by(server, number, text) for text in texts for number in people]


@pytest.mark.parametrize(("people", "ends"), [(60, 3), pytest.param(600, 20, marks=pytest.mark.torture)])
async def test_ended_again_and_again_it_carries_out_each_order_once_and_answers_each_question(
    server: BotApiServer, tmp_path: Path, people: int, ends: int
) -> None:
    forgetful, faithful = range(people // 2), range(people // 2, people)
    updates = [
        *in_turn(server, people=range(people), texts=(QUESTION, "/daily 7:30 Tashkent", QUESTION)),
        *in_turn(server, people=forgetful, texts=("/forget",)),
        *in_turn(server, people=faithful, texts=("/daily 8:30 Moscow",)),
    ]
    await server.push(*updates)
    for number in range(ends):
        with bot(server, tmp_path) as process:
            # More than are answered side by side: nobody's is under way at two of the ends.
            await server.until_sent((number + 1) * len(updates) // (ends + 1))
            if number % 2:
                process.process.kill()
            else:
                assert (await ended(process)).code == 0
    with bot(server, tmp_path) as process:
        await server.until(lambda: not server.pending)
        await answered(server, asked_by(server, people, "/help"))
        assert (await ended(process)).code == 0

    answers = Counter(sent.chat_id - 1000 for sent in server.world.order if "Sergey Lavrov" in sent.text)
    assert set(answers) == set(range(people))
    assert all(2 <= count <= 4 for count in answers.values())
    # What a SIGTERM ends is handled and confirmed; at a SIGKILL so many are under way.
    assert answers.total() - 2 * people <= ends // 2 * SIDE_BY_SIDE
    assert rows_of(tmp_path) == Counter(faithful)
    last_words = {sent.chat_id - 1000: sent.text for sent in server.world.order}
    assert all("deleted" in last_words[number].lower() for number in forgetful)
    assert all("Moscow" in last_words[number] for number in faithful)
