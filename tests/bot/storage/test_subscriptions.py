"""The store of subscriptions, on SQLite and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

import pytest

from bot.storage.database import Database
from bot.storage.deliveries import Deliveries
from bot.storage.ledger_rows import Key
from bot.storage.plans import Plan, Plans
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.cycle import Pick, QuoteFilter
from handlers.daily.schedule import Due, Schedule, next_due
from handlers.daily.subscription import (
    Reason,
    Skipped,
    SkipReason,
    State,
    SubscriptionStore,
    new_id,
    new_seed,
)
from tests.bot.subscribers import NOON, SOMEONE, TASHKENT


@pytest.fixture
def store(database: Database) -> SubscriptionStore:
    return StoredSubscriptions(database)


async def deliver(database: Database, due: Due, entry: str = "a-quote") -> None:
    following = next_due(TASHKENT, due.at, last_date=due.local_date)
    await Plans(database).plan([Plan((SOMEONE.id,), due, due, None, (), following)], now=due.at)
    ledger, key = Deliveries(database), Key(SOMEONE.id, due.local_date)
    job = await ledger.job(key)
    assert job is not None
    pick = Pick(entry, job.cycle)
    assert await ledger.start(key, pick, now=due.at)
    await ledger.sent(key, pick, message_id=1, now=due.at)


async def test_what_was_saved_is_found(store: SubscriptionStore) -> None:
    asked = replace(SOMEONE, thread_id=9, wanted=QuoteFilter("lavrov", "security"), chat_id=-1001234567890)

    await store.save(asked, now=NOON)

    assert await store.get("abc") == asked
    assert await store.of_chat(asked.chat_id) == (asked,)
    assert await store.of_user(asked.user_id) == (asked,)
    assert await store.get("nobody") is None


async def test_it_is_due_next_as_its_schedule_says(store: SubscriptionStore) -> None:
    await store.save(SOMEONE, now=NOON)

    outlook = await store.outlook("abc")

    assert outlook is not None
    assert outlook.next_due == datetime(2026, 11, 25, 2, 30, tzinfo=UTC)
    assert (outlook.last_delivered, outlook.missed) == (None, ())
    assert await store.outlook("nobody") is None


async def test_while_it_rests_nothing_is_due(store: SubscriptionStore) -> None:
    await store.save(SOMEONE, now=NOON)

    await store.pause("abc", reason=Reason.ASKED)
    resting = await store.get("abc")
    outlook = await store.outlook("abc")
    await store.resume("abc", now=NOON + timedelta(days=3))
    again = await store.outlook("abc")

    assert resting == replace(SOMEONE, state=State.PAUSED, reason=Reason.ASKED)
    assert outlook is not None
    assert outlook.next_due is None
    assert again is not None
    assert again.next_due == datetime(2026, 11, 28, 2, 30, tzinfo=UTC)
    assert await store.get("abc") == SOMEONE


async def test_what_is_over_is_kept_but_not_paused_again(store: SubscriptionStore) -> None:
    await store.save(SOMEONE, now=NOON)

    assert await store.end_chat(SOMEONE.chat_id, reason=Reason.BLOCKED) == 1
    await store.pause("abc", reason=Reason.ASKED)

    assert await store.get("abc") == replace(SOMEONE, state=State.ENDED, reason=Reason.BLOCKED)
    assert await store.end_chat(SOMEONE.chat_id, reason=Reason.BLOCKED) == 0


async def test_a_changed_zone_gives_no_second_quote_on_the_same_date(
    store: SubscriptionStore, database: Database
) -> None:
    await store.save(SOMEONE, now=NOON)
    due = next_due(TASHKENT, NOON)
    await deliver(database, due)

    moved = replace(SOMEONE, schedule=Schedule("America/New_York", time(23, 0)))
    await store.save(moved, now=due.at + timedelta(minutes=1))
    outlook = await store.outlook("abc")

    assert due.local_date == date(2026, 11, 25)
    assert outlook is not None
    # 25 November 23:00 in New York would be the second one of the 25th.
    assert outlook.next_due == datetime(2026, 11, 27, 4, 0, tzinfo=UTC)
    assert outlook.last_delivered == due.at


async def test_a_group_that_became_a_supergroup_is_followed(store: SubscriptionStore) -> None:
    await store.save(replace(SOMEONE, chat_id=-5), now=NOON)

    await store.move_chat(-5, -1005)

    assert [each.chat_id for each in await store.of_chat(-1005)] == [-1005]
    assert await store.of_chat(-5) == ()


async def test_who_is_forgotten_leaves_nothing(store: SubscriptionStore, database: Database) -> None:
    await store.save(SOMEONE, now=NOON)
    await store.save(replace(SOMEONE, id="other", user_id=8), now=NOON)
    due = next_due(TASHKENT, NOON)
    await deliver(database, due)

    assert await store.forget_user(SOMEONE.user_id) == 1

    assert await store.of_user(SOMEONE.user_id) == ()
    assert await store.get("other") is not None
    assert await Deliveries(database).job(Key("abc", due.local_date)) is None


async def test_a_skipped_day_is_told_and_still_is_when_the_next_one_came(
    store: SubscriptionStore, database: Database
) -> None:
    await store.save(SOMEONE, now=NOON)
    due = next_due(TASHKENT, NOON)
    following = next_due(TASHKENT, due.at, last_date=due.local_date)
    await Plans(database).plan([Plan(("abc",), due, due, SkipReason.LATE, (), following)], now=due.at)
    after_skip = await store.outlook("abc")
    await deliver(database, following)
    after_next = await store.outlook("abc")

    assert after_skip is not None
    assert after_skip.missed == (Skipped(due.local_date, SkipReason.LATE),)
    assert after_next is not None
    assert (after_next.missed, after_next.last_delivered) == (after_skip.missed, following.at)


def rng(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same dice each time


def test_ids_and_seeds_are_made_by_the_dice() -> None:
    assert new_id(rng(1)) == new_id(rng(1)) != new_id(rng(2))
    assert len(new_id(rng(1))) == 10
    assert 0 <= new_seed(rng(1)) < 2**53
