"""The terminal's subscriptions do what the stored ones do, but for deliveries."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.session_subscriptions import SessionSubscriptions
from handlers.daily.subscription import Reason, State
from tests.bot.subscribers import NOON, SOMEONE


async def test_what_is_ordered_rests_goes_on_ends_and_is_forgotten() -> None:
    store = SessionSubscriptions()
    await store.save(SOMEONE, now=NOON)
    outlook = await store.outlook(SOMEONE.id)
    assert outlook is not None
    assert outlook.next_due is not None
    assert NOON < outlook.next_due <= NOON + timedelta(days=2)

    await store.pause(SOMEONE.id, reason=Reason.ASKED)
    assert [one.state for one in await store.of_chat(SOMEONE.chat_id)] == [State.PAUSED]
    await store.resume(SOMEONE.id, now=NOON)
    assert await store.get(SOMEONE.id) == replace(SOMEONE, state=State.ACTIVE, reason=None)
    await store.move_chat(SOMEONE.chat_id, -1)
    assert await store.end_chat(-1, reason=Reason.BLOCKED) == 1
    assert await store.end_chat(-1, reason=Reason.BLOCKED) == 0
    ended = await store.outlook(SOMEONE.id)
    assert ended is not None
    assert ended.next_due is None

    assert await store.another(SOMEONE.id, entries=("a", "b")) in {"a", "b"}
    assert await store.another("nobody", entries=("a",)) is None
    assert await store.forget_user(SOMEONE.user_id) == 1
    assert await store.of_user(SOMEONE.user_id) == ()
