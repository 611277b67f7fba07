"""One try at one delivery, with each answer that Telegram may give, on both databases."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import select, text, update
from telegram import Bot
from telegram.error import RetryAfter
from telegram.ext import ExtBot

from bot.delivery import attempt, rate_limit
from bot.delivery.attempt import CALM_AFTER_SECONDS, Attempts
from bot.delivery.in_flight import IN_FLIGHT, AttemptState, Stage, unpacked
from bot.delivery.planner import Planner
from bot.delivery.rate_limit import ALL_CHATS, RateLimiter, Slot
from bot.delivery.sender import PlainSender
from bot.delivery.yielding import YieldToAnswers
from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.delivery_state import DeliveryState
from bot.storage.errors import AwayError
from bot.storage.ledger_rows import Job, Key
from bot.storage.plans import Plans
from bot.storage.subscriptions import StoredSubscriptions
from bot.storage.tables import DELIVERIES, RATE_LIMITS
from bot.transports.back_off import BackOff
from bot.transports.flood_control import FloodControl
from bot.transports.http import AiohttpRequest, Timeouts
from handlers.daily.cycle import Pick, QuoteFilter, eligible
from handlers.daily.schedule import CATCH_UP
from handlers.daily.subscription import Reason, Skipped, SkipReason, State, Subscription
from knowledge.snapshot import Snapshot
from tests.bot.delivery.bot_api import TOKEN, BotApi, Refusal, bot_api
from tests.bot.subscribers import SOMEONE, become_due, just_now, subscribers

GROUP = -1001234567890
READ_SECONDS = 2.0
"""Patience with a far end that a test lets wait for longer."""


@dataclass(slots=True)
class Bench:
    """One subscription, due and planned, and what makes tries at it."""

    api: BotApi
    bot: Bot
    request: AiohttpRequest
    database: Database
    attempts: Attempts
    snapshot: Snapshot
    key: Key
    now: datetime

    async def plan_all(self, people: Sequence[Subscription]) -> list[Key]:
        """Let several become due, and plan their deliveries."""
        moment, schedule = just_now()
        await become_due(self.database, [replace(person, schedule=schedule) for person in people], due=moment)
        await Planner(Plans(self.database)).plan_due()
        return [Key(person.id, moment.date()) for person in people]

    async def plan(self, subscription: Subscription) -> None:
        """Let a subscription become due, and plan its delivery."""
        [self.key] = await self.plan_all([subscription])
        self.now = datetime.now(UTC)

    async def job(self) -> Job:
        """Read the delivery."""
        job = await Deliveries(self.database).job(self.key)
        assert job is not None
        return job

    async def set_row(self, **columns: object) -> None:
        """Let the delivery be so, however it came to it."""
        async with self.database.transaction() as connection:
            await connection.execute(update(DELIVERIES).values(**columns))

    async def reason(self) -> str | None:
        """Read why the delivery is as it is."""
        async with self.database.reading() as connection:
            found: str | None = (await connection.execute(text("SELECT reason FROM deliveries"))).scalar()
        return found

    async def doubts(self) -> int:
        """Read how often its outcome was unknown."""
        async with self.database.reading() as connection:
            return int((await connection.execute(text("SELECT doubts FROM deliveries"))).scalar() or 0)


@pytest.fixture
async def bench(database: Database, snapshot: Snapshot) -> AsyncIterator[Bench]:
    request = AiohttpRequest()
    async with bot_api() as api:
        back_off = BackOff()
        limiter = RateLimiter(database, back_off=back_off)
        bot = ExtBot(
            TOKEN,
            base_url=api.url,
            request=request,
            get_updates_request=AiohttpRequest(),
            rate_limiter=FloodControl(back_off),
        )
        async with bot:
            made: list[Bench] = []
            attempts = Attempts(
                Deliveries(database),
                StoredSubscriptions(database),
                PlainSender(bot, lambda: snapshot.record),
                limiter,
                lambda: snapshot.record,
                clock=lambda: made[0].now,
                calm_after_seconds=0.0,
            )
            made.append(
                Bench(api, bot, request, database, attempts, snapshot, Key("", date.min), datetime.now(UTC))
            )
            yield made[0]


async def test_the_quote_and_its_speaker_are_sent_once(bench: Bench) -> None:
    await bench.plan(replace(SOMEONE, thread_id=77, chat_id=GROUP))

    first = await bench.attempts.make(bench.key)
    second = await bench.attempts.make(bench.key)

    assert (first, second) == (None, None)
    assert [(one.chat_id, one.thread_id) for one in bench.api.accepted] == [(GROUP, 77)]
    job = await bench.job()
    assert (job.state, job.attempts) == (DeliveryState.SENT, 1)
    assert job.picked is not None
    quote = bench.snapshot.record.entries[job.picked.entry_id]
    assert bench.api.accepted[0].text.startswith(f"<blockquote>{quote.text[:20]}")
    assert job.cycle.delivered == (quote.id,)


async def test_a_try_steps_aside_for_answers_before_it_begins_and_before_it_leaves(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    noted: list[bool] = []

    def answering() -> bool:
        noted.append(bool(bench.attempts.in_flight._noted))
        return False

    attempts = replace(bench.attempts, yielding=YieldToAnswers(answering))
    assert await attempts.make(bench.key) is None

    assert noted == [False, False]


async def test_what_a_filter_asks_for_is_sent(bench: Bench) -> None:
    wanted = QuoteFilter(speaker=bench.snapshot.record.quotes[3].speaker.id)
    await bench.plan(replace(SOMEONE, wanted=wanted))

    await bench.attempts.make(bench.key)

    job = await bench.job()
    assert job.picked is not None
    assert job.picked.entry_id in eligible(bench.snapshot.record, wanted)


async def test_a_day_without_any_quote_to_send_is_skipped_and_said_so(bench: Bench) -> None:
    await bench.plan(replace(SOMEONE, wanted=QuoteFilter(speaker="nobody-here")))

    assert await bench.attempts.make(bench.key) is None

    outlook = await StoredSubscriptions(bench.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(bench.key.local_date, SkipReason.NOTHING_TO_SEND),)
    assert not bench.api.asked


async def test_who_paused_meanwhile_gets_nothing(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await StoredSubscriptions(bench.database).pause(SOMEONE.id, reason=Reason.ASKED)

    assert await bench.attempts.make(bench.key) is None

    assert (await bench.job()).state == DeliveryState.SKIPPED
    assert not bench.api.asked


async def test_who_was_forgotten_meanwhile_gets_nothing(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await StoredSubscriptions(bench.database).forget_user(SOMEONE.user_id)

    assert await bench.attempts.make(bench.key) is None
    assert not bench.api.asked


async def chats_with_a_pace(bench: Bench) -> set[int]:
    """Give the chats of which the bulk limit knows."""
    async with bench.database.reading() as connection:
        return set((await connection.execute(text("SELECT chat_id FROM paces"))).scalars())


async def test_who_is_forgotten_before_a_slot_is_taken_leaves_none_behind(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    gate = asyncio.Semaphore(0)
    waiting = asyncio.create_task(replace(bench.attempts, _gate=gate).make(bench.key))
    async with asyncio.timeout(60):
        while not gate._waiters:  # noqa: ASYNC110 - the try has read its row by then
            await asyncio.sleep(0.01)

    await StoredSubscriptions(bench.database).forget_user(SOMEONE.user_id)
    gate.release()
    await waiting

    assert SOMEONE.chat_id not in await chats_with_a_pace(bench)


async def test_who_is_forgotten_while_telegram_refuses_leaves_no_wait_behind(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 60", {"retry_after": 60})
    bench.api.delay = lambda: 1.0
    sending = asyncio.create_task(bench.attempts.make(bench.key))
    while not bench.api.asked:
        await bench.api.arrived.wait()

    await StoredSubscriptions(bench.database).forget_user(SOMEONE.user_id)
    await sending

    assert SOMEONE.chat_id not in await chats_with_a_pace(bench)


async def test_who_blocked_the_bot_has_no_subscription_any_more(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(403, "Forbidden: bot was blocked by the user")

    assert await bench.attempts.make(bench.key) is None

    ended = await StoredSubscriptions(bench.database).get(SOMEONE.id)
    assert ended is not None
    assert (ended.state, ended.reason) == (State.ENDED, "blocked")
    assert (await bench.job()).state == DeliveryState.FAILED


async def test_a_group_that_moved_gets_it_at_its_new_place(bench: Bench) -> None:
    await bench.plan(replace(SOMEONE, chat_id=-55))
    moved = Refusal(400, "Bad Request: group chat was upgraded", {"migrate_to_chat_id": GROUP})
    bench.api.refuse = lambda chat: moved if chat == -55 else None

    assert await bench.attempts.make(bench.key) == 0.0
    assert await bench.attempts.make(bench.key) is None

    assert [one.chat_id for one in bench.api.accepted] == [GROUP]
    assert ((await bench.job()).subscription.chat_id, await bench.doubts()) == (GROUP, 0)


async def test_a_closed_topic_pauses_and_tells_who_subscribed_it(bench: Bench) -> None:
    await bench.plan(replace(SOMEONE, chat_id=GROUP, thread_id=5))
    bench.api.refuse = lambda chat: Refusal(400, "Bad Request: TOPIC_CLOSED") if chat == GROUP else None

    assert await bench.attempts.make(bench.key) is None

    assert [one.chat_id for one in bench.api.accepted] == [SOMEONE.user_id]
    assert "topic-closed" in bench.api.accepted[0].text
    paused = await StoredSubscriptions(bench.database).get(SOMEONE.id)
    assert paused is not None
    assert (paused.state, paused.reason) == (State.PAUSED, "topic-closed")


async def test_who_can_not_be_told_changes_nothing(bench: Bench) -> None:
    await bench.plan(replace(SOMEONE, chat_id=GROUP, thread_id=5))
    topic, blocked = Refusal(400, "Bad Request: TOPIC_CLOSED"), Refusal(403, "Forbidden: bot was blocked")
    bench.api.refuse = lambda chat: topic if chat == GROUP else blocked

    assert await bench.attempts.make(bench.key) is None
    assert (await bench.job()).subscription.state == State.PAUSED


async def test_another_400_is_set_aside_with_its_reason(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(400, "Bad Request: message is too long")

    assert await bench.attempts.make(bench.key) is None

    assert (await bench.reason(), await bench.doubts()) == ("Message is too long", 0)
    job = await bench.job()
    assert (job.state, job.subscription.state) == (DeliveryState.FAILED, State.ACTIVE)
    outlook = await StoredSubscriptions(bench.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert [missed.reason for missed in outlook.missed] == [SkipReason.REFUSED]


async def test_429_is_waited_for_exactly_and_then_the_same_quote_is_sent(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 2", {"retry_after": 2})
    wait = await bench.attempts.make(bench.key)
    waiting = await bench.job()

    bench.api.refuse = lambda _: None
    assert await bench.attempts.make(bench.key) is None

    assert wait == 2.0
    assert waiting.state == DeliveryState.WAITING
    assert len({one.text for one in bench.api.asked}) == 1
    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.SENT, 0)


async def test_5xx_is_tried_again_with_growing_pauses(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(502, "Bad Gateway")

    pauses = [await bench.attempts.make(bench.key) for _ in range(3)]

    assert pauses == [1.0, 2.0, 4.0]
    assert await bench.doubts() == 0


async def test_a_connection_that_broke_is_tried_again_and_counted_as_doubtful(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(500, "", breaks=True)
    assert await bench.attempts.make(bench.key) == 1.0

    bench.api.refuse = lambda _: None
    assert await bench.attempts.make(bench.key) is None

    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.SENT, 1)


async def test_what_nobody_answered_in_time_is_not_sent_twice(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.request._timeouts = Timeouts(read=READ_SECONDS)
    bench.api.delay = lambda: 4 * READ_SECONDS

    assert await bench.attempts.make(bench.key) is None
    bench.api.delay = lambda: 0.0
    assert await bench.attempts.make(bench.key) is None

    assert len(bench.api.asked) == 1
    job = await bench.job()
    assert (job.state, await bench.doubts(), len(job.cycle.delivered)) == (DeliveryState.SENT, 1, 1)


async def test_what_was_being_sent_when_its_process_died_is_sent_again_and_counted(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    quote = bench.snapshot.record.quotes[0].id
    await Deliveries(bench.database).start(bench.key, Pick(quote, (await bench.job()).cycle), now=bench.now)

    assert await bench.attempts.make(bench.key) is None

    assert bench.api.per_chat() == {SOMEONE.chat_id: 1}
    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.SENT, 1)


async def begun(bench: Bench) -> AttemptState:
    """Let a process have begun to send, and died; give its note."""
    await bench.plan(SOMEONE)
    quote = bench.snapshot.record.quotes[0].id
    await Deliveries(bench.database).start(bench.key, Pick(quote, (await bench.job()).cycle), now=bench.now)
    return AttemptState(bench.key, 1, Stage.LEFT)


async def test_what_a_dead_process_had_not_let_out_yet_is_sent_without_doubt(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.READY)

    await bench.attempts.settle([noted])
    assert await bench.attempts.make(bench.key) is None

    assert bench.api.per_chat() == {SOMEONE.chat_id: 1}
    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.SENT, 0)


async def test_what_telegram_told_a_dead_process_it_has_is_not_sent_again(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.ANSWERED, message_id=77)

    await bench.attempts.settle([noted])
    assert await bench.attempts.make(bench.key) is None

    assert not bench.api.asked
    job = await bench.job()
    assert (job.state, await bench.doubts(), len(job.cycle.delivered)) == (DeliveryState.SENT, 0, 1)


@pytest.mark.parametrize("stage", [Stage.READY, Stage.ANSWERED])
@pytest.mark.parametrize("attempt", [1, 3])
async def test_a_note_says_nothing_of_another_try(bench: Bench, stage: Stage, attempt: int) -> None:
    noted = await begun(bench)
    await bench.set_row(attempts=2)

    await bench.attempts.settle([replace(noted, attempt=attempt, stage=stage)])

    assert (await bench.job()).state == DeliveryState.SENDING


async def test_a_note_that_says_nothing_hides_no_other(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.ANSWERED, message_id=77)
    gone = replace(noted, key=Key("gone", bench.key.local_date))

    await bench.attempts.settle([gone, replace(noted, attempt=2), noted])

    assert (await bench.job()).state == DeliveryState.SENT


async def test_what_had_left_when_its_process_died_stays_in_doubt(bench: Bench) -> None:
    await bench.attempts.settle([await begun(bench)])

    assert (await bench.job()).state == DeliveryState.SENDING


async def cut_off(bench: Bench) -> None:
    """Let a process die while the far end has its request and does not answer."""
    before = len(bench.api.asked)
    bench.api.delay = lambda: 3600.0
    sending = asyncio.create_task(bench.attempts.make(bench.key))
    while len(bench.api.asked) == before:
        await bench.api.arrived.wait()
        bench.api.arrived.clear()
    sending.cancel()
    await asyncio.wait([sending])
    bench.api.delay = lambda: 0.0


async def test_what_a_far_end_dropped_with_its_dead_sender_arrives_all_the_same(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await cut_off(bench)

    assert await bench.attempts.make(bench.key) is None

    assert bench.api.per_chat() == {SOMEONE.chat_id: 1}
    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.SENT, 1)


async def test_what_was_cut_off_twice_is_not_sent_a_third_time(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await cut_off(bench)
    await cut_off(bench)

    assert await bench.attempts.make(bench.key) is None

    assert len(bench.api.asked) == 2
    job = await bench.job()
    assert (job.state, await bench.doubts(), len(job.cycle.delivered)) == (DeliveryState.SENT, 2, 1)
    assert await bench.reason() == "cut off twice"


async def test_two_deaths_and_two_dropped_requests_are_the_one_way_to_lose_a_quote_and_it_is_said(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """Nobody can tell it from two that have arrived: the Bot API has no key by which to ask, or to repeat.

    To send once more would come three times to all of those, of whom there are hundreds for one of these.
    """
    await bench.plan(SOMEONE)
    for age in (0.0, 2 * CALM_AFTER_SECONDS):
        process = replace(bench.attempts, calm_after_seconds=10.0, _began=time.monotonic() - age)
        await cut_off(replace(bench, attempts=process))

    assert await bench.attempts.make(bench.key) is None

    assert (len(bench.api.asked), bench.api.accepted) == (2, [])
    outlook = await StoredSubscriptions(bench.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(bench.key.local_date, SkipReason.UNCONFIRMED),)
    assert (
        caplog.text.count(f"delivery {bench.key.subscription_id} was cut off twice; it may have arrived") == 1
    )


async def test_processes_that_die_young_cut_off_nothing_twice(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await cut_off(bench)

    pauses = [await replace(bench.attempts, calm_after_seconds=3600.0).make(bench.key) for _ in range(3)]
    assert all(pause and pause > 3000 for pause in pauses)
    assert await bench.attempts.make(bench.key) is None

    assert len(bench.api.asked) == 2
    assert bench.api.per_chat() == {SOMEONE.chat_id: 1}


async def test_what_was_cut_off_twice_and_lost_by_the_engine_is_not_planned_anew(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await cut_off(bench)
    await cut_off(bench)

    await bench.attempts.take_back([bench.key])

    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.SENT, 2)


async def test_what_may_have_arrived_waits_until_the_process_has_lived_ten_seconds(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await bench.set_row(state=DeliveryState.WAITING, doubts=1)
    began = time.monotonic()
    young = replace(bench.attempts, calm_after_seconds=CALM_AFTER_SECONDS, _began=began)

    pause = await young.make(bench.key)

    assert pause is not None
    assert 10.0 - (time.monotonic() - began) <= pause <= 10.0
    assert not bench.api.asked


async def test_it_waits_for_the_last_half_second_too(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    await bench.plan(SOMEONE)
    await bench.set_row(state=DeliveryState.WAITING, doubts=1)
    young = replace(bench.attempts, calm_after_seconds=CALM_AFTER_SECONDS, _began=100.0)

    monkeypatch.setattr(attempt, "time", SimpleNamespace(monotonic=lambda: 109.5))

    assert await young.make(bench.key) == 0.5


async def test_what_is_cut_off_now_waits_for_that_age_too(bench: Bench) -> None:
    await begun(bench)
    young = replace(bench.attempts, calm_after_seconds=3600.0)

    pauses = [await young.make(bench.key), await young.make(bench.key)]

    assert all(pause and 3000 < pause <= 3600 for pause in pauses)
    assert not bench.api.asked
    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.WAITING, 1)


async def test_a_quote_without_doubt_waits_for_no_age(bench: Bench) -> None:
    await bench.plan(SOMEONE)

    assert await replace(bench.attempts, calm_after_seconds=3600.0).make(bench.key) is None

    assert len(bench.api.accepted) == 1


async def test_a_note_of_what_telegram_has_ends_the_doubt_about_it(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.ANSWERED, message_id=77)
    await Deliveries(bench.database).doubt(bench.key, now=bench.now)

    await bench.attempts.settle([noted])

    assert (await bench.job()).state == DeliveryState.SENT


async def test_a_note_of_what_is_over_changes_nothing(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.ANSWERED, message_id=77)
    await bench.set_row(state=DeliveryState.FAILED)

    await bench.attempts.settle([noted])

    job = await bench.job()
    assert (job.state, job.cycle.delivered) == (DeliveryState.FAILED, ())


async def test_a_note_of_what_was_forgotten_changes_nothing(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.ANSWERED, message_id=77)
    await StoredSubscriptions(bench.database).forget_user(SOMEONE.user_id)

    await bench.attempts.settle([noted])

    assert await Deliveries(bench.database).job(bench.key) is None


async def test_what_had_not_left_is_sent_at_once(bench: Bench) -> None:
    noted = replace(await begun(bench), stage=Stage.READY)
    young = replace(bench.attempts, calm_after_seconds=3600.0)

    await young.settle([noted])
    assert await young.make(bench.key) is None

    assert len(bench.api.accepted) == 1


async def test_what_the_engine_lost_is_planned_anew_and_in_doubt_if_it_was_being_sent(bench: Bench) -> None:
    await begun(bench)

    await bench.attempts.take_back([bench.key])

    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.DUE, 1)


async def test_what_the_engine_lost_while_it_waited_in_doubt_is_planned_anew_and_in_no_more_doubt(
    bench: Bench,
) -> None:
    await begun(bench)
    await Deliveries(bench.database).doubt(bench.key, now=bench.now)

    await bench.attempts.take_back([bench.key])

    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.DUE, 1)


async def test_what_was_forgotten_is_not_taken_back_and_hides_no_other(bench: Bench) -> None:
    await begun(bench)

    await bench.attempts.take_back([Key("gone", bench.key.local_date), bench.key])

    assert (await bench.job()).state == DeliveryState.DUE


def noted_in(folder: Path) -> list[Stage]:
    [file] = folder.glob("in-flight-*.bin")
    return [noted.stage for noted in unpacked(file.read_bytes())]


@pytest.mark.parametrize(
    ("refusal", "stage"),
    [
        (Refusal(400, "Bad Request: message is too long"), Stage.READY),
        (Refusal(500, "", breaks=True), Stage.LEFT),
        (None, Stage.ANSWERED),
    ],
)
async def test_what_is_known_of_a_try_is_noted_before_its_row(
    bench: Bench, tmp_path: Path, refusal: Refusal | None, stage: Stage
) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: refusal
    bench.api.delay = lambda: 0.5
    with bench.attempts.in_flight.kept_in(tmp_path):
        trying = asyncio.create_task(bench.attempts.make(bench.key))
        async with asyncio.timeout(30):
            while not bench.api.asked:
                await bench.api.arrived.wait()
            assert noted_in(tmp_path) == [Stage.LEFT]
            async with bench.database.transaction() as connection:
                # Nobody can write the row now.
                await connection.execute(text("UPDATE deliveries SET reason = reason"))
                while noted_in(tmp_path) != [stage]:  # noqa: ASYNC110 - it is a file that is waited for
                    await asyncio.sleep(0.01)
                if stage is Stage.LEFT:
                    await bench.api.quiet()
                    assert noted_in(tmp_path) == [stage]
            await trying

        assert noted_in(tmp_path) == []


async def test_each_try_is_noted_by_its_number_before_anything_of_it_is_written(
    bench: Bench, tmp_path: Path
) -> None:
    await bench.plan(SOMEONE)
    seen: list[tuple[Stage, int]] = []

    def look() -> datetime:
        """Tell the time, which is asked for whenever a row is written."""
        [file] = tmp_path.glob("in-flight-*.bin")
        seen.extend((noted.stage, noted.attempt) for noted in unpacked(file.read_bytes()))
        return bench.now

    attempts = replace(bench.attempts, clock=look)
    with attempts.in_flight.kept_in(tmp_path):
        bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 1", {"retry_after": 1})
        await attempts.make(bench.key)
        first, seen = [*seen], []
        bench.api.refuse = lambda _: None
        await attempts.make(bench.key)

    assert set(first) == {(Stage.READY, 1)}
    assert seen == [(Stage.READY, 2), (Stage.ANSWERED, 2)]
    assert (await bench.job()).attempts == 2


async def test_an_answer_is_noted_before_its_connection_is_closed(bench: Bench, tmp_path: Path) -> None:
    await bench.plan(SOMEONE)
    bench.api.one_each = True
    with bench.attempts.in_flight.kept_in(tmp_path):
        trying = asyncio.create_task(bench.attempts.make(bench.key))
        async with asyncio.timeout(30):
            while not bench.api.accepted:
                await bench.api.arrived.wait()
                bench.api.arrived.clear()
            async with bench.database.transaction() as connection:
                # Nobody can write the row now.
                await connection.execute(text("UPDATE deliveries SET reason = reason"))
                while bench.api.in_flight():  # noqa: ASYNC110 - each turn of the loop is looked at
                    await asyncio.sleep(0)
                assert noted_in(tmp_path) == [Stage.ANSWERED]
        await trying


async def test_sixteen_and_no_more_are_under_way_at_one_time(bench: Bench) -> None:
    keys = await bench.plan_all(subscribers(20))
    most = 0

    def delay() -> float:
        nonlocal most
        most = max(most, bench.api.open.total())
        return 0.5

    bench.api.delay = delay
    quick = replace(bench.attempts, limiter=RateLimiter(bench.database, per_second=10_000))
    await asyncio.gather(*(quick.make(key) for key in keys))

    assert len(bench.api.accepted) == 20
    assert most <= 16


async def test_sixteen_are_under_way_at_one_time(bench: Bench) -> None:
    keys = await bench.plan_all(subscribers(20))
    bench.api.delay = lambda: 3600.0
    bench.request._timeouts = Timeouts(read=3600.0)
    quick = replace(bench.attempts, limiter=RateLimiter(bench.database, per_second=10_000))
    waiting = [asyncio.create_task(quick.make(key)) for key in keys]
    async with asyncio.timeout(60):
        while len(bench.api.asked) < 16:
            bench.api.arrived.clear()
            await bench.api.arrived.wait()

    assert quick._gate.locked()
    for task in waiting:
        task.cancel()
    await asyncio.wait(waiting)


async def test_however_many_wait_for_one_chat_another_passes(bench: Bench) -> None:
    in_one_chat = [replace(one, chat_id=GROUP) for one in subscribers(IN_FLIGHT + 2)]
    *held, other = await bench.plan_all([*in_one_chat, replace(SOMEONE, id="other")])
    await bench.attempts.limiter.back_off(GROUP, 3600.0)
    waiting = [asyncio.create_task(bench.attempts.make(key)) for key in held]
    await asyncio.sleep(0)

    async with asyncio.timeout(60):
        assert await bench.attempts.make(other) is None

    assert [one.chat_id for one in bench.api.asked] == [SOMEONE.chat_id]
    for task in waiting:
        task.cancel()
    await asyncio.wait(waiting)


async def test_a_second_try_beside_the_first_sends_nothing(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.delay = lambda: 0.3

    both = await asyncio.gather(bench.attempts.make(bench.key), bench.attempts.make(bench.key))

    assert [*both] == [None, None]
    assert len(bench.api.asked) == 1
    assert await bench.doubts() == 0


async def test_a_second_try_while_the_first_is_with_telegram_does_not_take_it_for_a_dead_ones(
    bench: Bench,
) -> None:
    await bench.plan(SOMEONE)
    bench.api.delay = lambda: 0.3
    first = asyncio.create_task(bench.attempts.make(bench.key))
    while not bench.api.asked:
        await bench.api.arrived.wait()

    assert await bench.attempts.make(bench.key) is None
    assert await first is None

    assert len(bench.api.asked) == 1
    assert await bench.doubts() == 0


async def test_telegram_away_all_day_is_given_up_and_said_so(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(500, "", breaks=True)
    await bench.set_row(attempts=8)

    bench.now += CATCH_UP + timedelta(minutes=5)
    assert await bench.attempts.make(bench.key) is None

    outlook = await StoredSubscriptions(bench.database).outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.missed == (Skipped(bench.key.local_date, SkipReason.UNREACHABLE),)
    assert ((await bench.job()).state, await bench.doubts()) == (DeliveryState.FAILED, 1)


async def test_what_is_late_already_gets_four_minutes_of_tries_all_the_same(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(502, "Bad Gateway")
    await bench.set_row(attempts=7)

    bench.now += CATCH_UP + timedelta(minutes=5)
    assert await bench.attempts.make(bench.key) == 128.0

    assert (await bench.job()).state == DeliveryState.WAITING


@pytest.mark.parametrize(("beyond", "is_given_up"), [(0, False), (1, True)])
async def test_the_next_try_must_still_be_within_the_catch_up(
    bench: Bench, *, beyond: int, is_given_up: bool
) -> None:
    await bench.plan(SOMEONE)
    bench.api.refuse = lambda _: Refusal(502, "Bad Gateway")
    await bench.set_row(attempts=8)

    # The pause after the ninth try takes 256 seconds.
    bench.now = (await bench.job()).due_at + CATCH_UP - timedelta(seconds=256 - beyond)
    pause = await bench.attempts.make(bench.key)

    assert pause == (None if is_given_up else 256.0)


async def test_what_left_the_record_between_two_tries_is_replaced(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    await Deliveries(bench.database).start(
        bench.key, Pick("left-the-record", (await bench.job()).cycle), now=bench.now
    )

    assert await bench.attempts.make(bench.key) is None

    job = await bench.job()
    assert job.picked is not None
    assert job.picked.entry_id in bench.snapshot.record.entries


async def test_once_drained_nothing_leaves_any_more(bench: Bench) -> None:
    await bench.plan(SOMEONE)

    await bench.attempts.drain()

    assert (await bench.job()).state == DeliveryState.DUE
    assert not bench.api.asked


async def test_what_has_left_is_written_down_before_the_process_ends(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    bench.api.delay = lambda: 0.5
    sending = asyncio.create_task(bench.attempts.make(bench.key))
    while not bench.api.asked:
        await bench.api.arrived.wait()

    await bench.attempts.drain()

    assert (await bench.job()).state == DeliveryState.SENT
    await sending


async def test_what_was_about_to_leave_when_the_process_ends_is_not_in_doubt(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    closing = asyncio.Event()

    def ends_now() -> datetime:
        """Tell the time, which is asked for first when the row is to say that it leaves."""
        closing.set()
        return bench.now

    sending = asyncio.create_task(replace(bench.attempts, clock=ends_now, _closing=closing).make(bench.key))
    async with asyncio.timeout(60):
        while (await bench.job()).state != DeliveryState.CLAIMED:  # noqa: ASYNC110 - it is a row that is waited for
            await asyncio.sleep(0.01)
    async with asyncio.timeout(60):
        while len(bench.attempts.in_flight._free) < IN_FLIGHT:  # noqa: ASYNC110 - the try has let go of its place by then
            await asyncio.sleep(0)
    assert not sending.done()
    sending.cancel()

    assert not bench.api.asked
    assert ((await bench.job()).attempts, await bench.doubts()) == (1, 0)


async def test_its_row_says_so_a_tenth_of_a_second_before_it_leaves(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    await bench.plan(SOMEONE)
    seen: list[tuple[float, DeliveryState]] = []
    wait_for = bench.attempts.limiter.wait_for

    async def watched(slot: Slot, *, early_seconds: float = 0.0, unless: asyncio.Event | None = None) -> Slot:
        seen.append((early_seconds, (await bench.job()).state))
        return await wait_for(slot, early_seconds=early_seconds, unless=unless)

    monkeypatch.setattr(bench.attempts.limiter, "wait_for", watched)
    await bench.attempts.make(bench.key)

    assert seen == [(0.1, DeliveryState.DUE), (0.0, DeliveryState.SENDING)]


async def test_a_database_that_fails_while_telegram_tells_to_wait_does_not_end_the_try(bench: Bench) -> None:
    await bench.plan(SOMEONE)
    gate = bench.database.gate

    def refuse(_: int) -> Refusal:
        gate.closed_by = AwayError("somewhere", "it is away")
        return Refusal(429, "Too Many Requests: retry after 60", {"retry_after": 60})

    bench.api.refuse = refuse
    trying = asyncio.create_task(bench.attempts.make(bench.key))
    async with asyncio.timeout(60):
        while bench.database.availability.failure is None:  # noqa: ASYNC110 - it is a failure that is waited for
            await asyncio.sleep(0.01)
    gate.closed_by = None

    assert await trying == 60.0
    assert (await bench.job()).state == DeliveryState.WAITING


async def test_what_has_happened_is_written_down_with_growing_pauses_however_often_it_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[int] = []

    async def noted(tries: int) -> None:
        pauses.append(tries)

    async def write() -> None:
        if len(pauses) < 4:
            raise AwayError("somewhere", "it is away")

    monkeypatch.setattr(attempt, "pause_after_failure", noted)
    await attempt._surely(write)

    assert pauses == [0, 1, 2, 3]


async def test_a_429_for_one_chat_holds_up_no_other(bench: Bench) -> None:
    told, other = await bench.plan_all(subscribers(2))
    wait = Refusal(429, "Too Many Requests: retry after 60", {"retry_after": 60})
    bench.api.refuse = lambda chat: wait if chat == 1001 else None

    assert await bench.attempts.make(told) == 60.0
    assert await bench.attempts.make(other) is None

    assert list(bench.api.per_chat()) == [1002]


async def test_a_429_for_all_holds_all_until_telegram_takes_messages_again(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    one, two, three = await bench.plan_all(subscribers(3))
    bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 2", {"retry_after": 2})
    await bench.attempts.make(one)
    told_at = time.monotonic()
    await bench.attempts.make(two)
    bench.api.refuse = lambda _: None

    await bench.attempts.make(three)

    assert bench.api.accepted[0].at >= told_at + 2
    assert caplog.text.count("nothing leaves meanwhile") == 1


async def test_who_is_held_when_the_process_ends_is_not_in_doubt(bench: Bench) -> None:
    one, two, three = await bench.plan_all(subscribers(3))
    bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 600", {"retry_after": 600})
    await bench.attempts.make(one)
    await bench.attempts.make(two)
    waiting = asyncio.create_task(bench.attempts.make(three))
    await asyncio.sleep(0.5)

    async with asyncio.timeout(60):
        await bench.attempts.drain()
    waiting.cancel()

    assert len(bench.api.asked) == 2
    assert await bench.doubts() == 0


async def test_of_who_waits_for_a_slot_when_the_process_ends_nothing_is_written(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await bench.plan_all(subscribers(2))
    slow = replace(bench.attempts, limiter=RateLimiter(bench.database, per_second=0.01))
    await slow.make(one)
    waits, until = asyncio.Event(), rate_limit._until

    async def noted(moment: float, unless: asyncio.Event | None) -> None:
        waits.set()
        await until(moment, unless)

    monkeypatch.setattr(rate_limit, "_until", noted)
    waiting = asyncio.create_task(slow.make(two))
    async with asyncio.timeout(60):
        await waits.wait()
        await slow.drain()
    waiting.cancel()

    job = await Deliveries(bench.database).job(two)
    assert job is not None
    assert (job.state, job.attempts) == (DeliveryState.DUE, 0)


async def test_who_waits_for_the_others_to_leave_takes_no_slot_at_the_end(bench: Bench) -> None:
    keys = await bench.plan_all(subscribers(IN_FLIGHT + 4))
    bench.api.delay = lambda: 3600.0
    bench.request._timeouts = Timeouts(read=3600.0)
    quick = replace(bench.attempts, limiter=RateLimiter(bench.database, per_second=10_000))
    trying = [asyncio.create_task(quick.make(key)) for key in keys]
    async with asyncio.timeout(60):
        while len(bench.api.asked) < IN_FLIGHT:
            bench.api.arrived.clear()
            await bench.api.arrived.wait()
    asked = {one.chat_id for one in bench.api.asked}

    draining = asyncio.create_task(quick.drain())
    await asyncio.sleep(0)
    for task, key in zip(trying, keys, strict=True):
        if key.subscription_id in {one.id for one in subscribers(IN_FLIGHT + 4) if one.chat_id in asked}:
            task.cancel()
    async with asyncio.timeout(60):
        await draining
    for task in trying:
        task.cancel()
    await asyncio.wait(trying)

    async with bench.database.reading() as connection:
        slots = (await connection.execute(select(RATE_LIMITS.c.chat_id))).scalars().all()
    assert {*slots} == {ALL_CHATS, *asked}


async def test_an_answer_takes_no_slot_from_the_deliveries(bench: Bench) -> None:
    [key] = await bench.plan_all(subscribers(1))
    for chat in range(5000, 5060):
        await bench.bot.send_message(chat, "an answer")

    async with bench.database.reading() as connection:
        assert (await connection.execute(text("SELECT count(*) FROM paces"))).scalar() == 0
    assert await bench.attempts.make(key) is None


async def test_what_telegram_tells_an_answer_holds_for_the_delivery_to_that_chat(bench: Bench) -> None:
    bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 900", {"retry_after": 900})
    with pytest.raises(RetryAfter):
        await bench.bot.send_message(1001, "an answer")

    told, other = await bench.attempts.limiter.reserve(1001), await bench.attempts.limiter.reserve(1002)

    assert not told.among_all
    assert told.at > time.monotonic() + 800
    assert other.among_all


async def test_what_telegram_tells_a_delivery_holds_for_the_answer_to_that_chat(bench: Bench) -> None:
    [key] = await bench.plan_all(subscribers(1))
    bench.api.refuse = lambda _: Refusal(429, "Too Many Requests: retry after 900", {"retry_after": 900})
    await bench.attempts.make(key)

    with pytest.raises(RetryAfter):
        await bench.bot.send_message(1001, "an answer")

    assert len(bench.api.asked) == 1
