"""Days of a subscription in a real database: what was sent, through restarts and edits of the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from bot.delivery.planner import Planner
from bot.storage.database import opened
from bot.storage.deliveries import Deliveries
from bot.storage.plans import Plans
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.cycle import pick_for
from tests import fixed_record
from tests.bot.subscribers import NOON, SOMEONE

TEN = tuple(f"quote-{number}" for number in range(10))


async def day(folder: Path, number: int, entries: Sequence[str]) -> str:
    """Start the program on one day, let it deliver, and end it; give what was sent."""
    now = NOON.replace(hour=3) + timedelta(days=number)
    async with opened(None, folder) as database:
        ledger, store = Deliveries(database), StoredSubscriptions(database)
        if number == 0:
            await store.save(SOMEONE, now=now - timedelta(days=1))
        await Planner(Plans(database), clock=lambda: now).plan_due()
        [waiting] = await ledger.waiting(now, limit=10)
        job = await ledger.job(waiting.key)
        assert job is not None
        pick = pick_for(
            job.key.local_date,
            fixed_record.snapshot().record.about,
            seed=job.subscription.seed,
            cycle=job.cycle,
            entries=entries,
        )
        assert pick is not None
        await ledger.start(job.key, pick, now=now)
        await ledger.sent(job.key, pick, message_id=number, now=now)
    return pick.entry_id


async def test_every_quote_comes_once_before_any_repeats_though_each_day_is_a_restart(tmp_path: Path) -> None:
    sent = [await day(tmp_path, number, TEN) for number in range(30)]

    assert [set(sent[start : start + 10]) for start in (0, 10, 20)] == [set(TEN)] * 3
    assert sent[:10] != sent[10:20], "each cycle is shuffled anew"
    assert sent[9] != sent[10]


async def test_what_was_shown_besides_is_not_repeated_by_a_later_day(tmp_path: Path) -> None:
    sent: list[str | None] = [await day(tmp_path, 0, TEN)]
    async with opened(None, tmp_path) as database:
        for _ in range(4):
            others = [one for one in TEN if one != sent[-1]]
            sent.append(await StoredSubscriptions(database).another(SOMEONE.id, entries=others))
    sent += [await day(tmp_path, number, TEN) for number in range(1, 6)]

    assert sorted(map(str, sent)) == sorted(TEN)


async def test_a_new_quote_joins_and_a_removed_one_leaves_within_the_cycle(tmp_path: Path) -> None:
    sent = [await day(tmp_path, number, TEN) for number in range(4)]
    gone = next(one for one in TEN if one not in sent)
    edited = (*(one for one in TEN if one != gone), "quote-new")
    sent += [await day(tmp_path, number, edited) for number in range(4, 20)]

    assert set(sent[:10]) == set(sent[10:20]) == set(edited)


async def test_the_anniversarys_own_message_comes_on_its_day_and_uses_up_no_other(tmp_path: Path) -> None:
    month, of_month = fixed_record.snapshot().record.about.anniversary
    number = (date(NOON.year + 1, month, of_month) - NOON.date()).days
    sent = [await day(tmp_path, one, TEN) for one in range(number + 9)]
    own = sent.pop(number)

    assert own in fixed_record.snapshot().record.about.anniversary_entries
    assert not set(sent) & set(fixed_record.snapshot().record.about.anniversary_entries)
    for start in range(0, len(sent) - 9, 10):
        assert set(sent[start : start + 10]) == set(TEN)
