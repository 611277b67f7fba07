"""The real process delivers the daily quote, once, however often it is started."""

from __future__ import annotations

import signal
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path

from bot.storage.database import opened
from bot.storage.subscriptions import StoredSubscriptions
from handlers.daily.cycle import QuoteFilter
from handlers.daily.schedule import Schedule
from handlers.daily.subscription import State, Subscription
from handlers.texts import load_locales
from knowledge.loader import load_snapshot
from tests import fixed_record
from tests.e2e.test_telegram import running

ORDER_KEPT = load_locales().within("en").say("order_kept")


async def subscribe(folder: Path, *, due: datetime, user: int = 100) -> None:
    subscription = Subscription(
        id="abcdefghij",
        chat_id=user,
        thread_id=None,
        user_id=user,
        schedule=Schedule("UTC", due.time().replace(second=0, microsecond=0)),
        wanted=QuoteFilter(),
        language="en",
        state=State.ACTIVE,
        reason=None,
        seed=7,
        created_at=due - timedelta(days=1),
    )
    async with opened(None, folder) as database:
        await StoredSubscriptions(database).save(subscription, now=due - timedelta(minutes=5))


async def test_what_fell_due_while_the_bot_was_down_comes_once(tmp_path: Path) -> None:
    await subscribe(tmp_path, due=datetime.now(UTC) - timedelta(minutes=2))
    async with running(tmp_path) as bot:
        await bot.server.until_sent(1)
        [sent] = bot.server.world.order
        code, _ = await bot.ended(signal.SIGTERM)

    assert code == 0
    assert any(quote.text in sent.text for quote in load_snapshot(fixed_record.FOLDER).record.quotes)
    assert sent.labels == ["Another one", "Source", "Card", "Stop"]

    async with running(tmp_path) as again:
        answer = await again.asked("lavrov")
        await again.ended(signal.SIGTERM)

        assert "Sergey Lavrov" in answer
        assert len(again.server.world.order) == 1


async def test_time_zones_are_those_of_the_package_not_of_the_machine(tmp_path: Path) -> None:
    machine = tmp_path / "zones"
    (machine / "Asia").mkdir(parents=True)
    japans = files("tzdata").joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    (machine / "Asia" / "Tashkent").write_bytes(japans)
    async with running(tmp_path, PYTHONTZPATH=str(machine)) as bot:
        answer = await bot.asked("/daily 7:30 Tashkent")
        await bot.ended(signal.SIGTERM)

    assert "Tashkent (UTC+5)" in answer


async def test_an_order_is_not_confirmed_once_the_database_is_gone(tmp_path: Path) -> None:
    async with running(tmp_path, LOG_LEVEL="INFO") as bot:
        assert "Tashkent" in await bot.asked("/daily 7:30 Tashkent")
        put_aside(tmp_path)

        refused = await bot.asked("/daily 8:30 Moscow")
        answered = await bot.asked("what did lavrov say?")
        code, printed = await bot.ended(signal.SIGTERM)

    assert refused == ORDER_KEPT
    assert "Sergey Lavrov" in answered
    assert code == 0
    assert printed.count("its file is gone") == 1
    assert "Traceback" not in printed


def put_aside(folder: Path) -> None:
    for file in [*folder.glob("*.sqlite*")]:
        file.rename(file.with_name(f"aside-{file.name}"))
