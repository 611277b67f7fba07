"""What is watched: figures, signs of life, and which update a line of the log is about."""

from __future__ import annotations

import json
import logging
import re
import time
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert
from telegram import Bot, Update
from telegram.error import RetryAfter

from bot.intake import held_updates, journal
from bot.intake import spool as spooled
from bot.intake.contact import Contact
from bot.intake.poll import Poll
from bot.intake.poll_failure import PollFailure
from bot.intake.service import Intake
from bot.logs import JsonFormatter, Mask, TextFormatter
from bot.remembered_preferences import RememberedPreferences
from bot.storage.database import Database
from bot.storage.preferences import StoredPreferences
from bot.storage.tables import DELIVERIES
from bot.transports.back_off import BackOff
from bot.transports.http import AiohttpRequest
from bot.watching import metrics
from bot.watching.answers import WatchedSnapshot
from bot.watching.calls import WatchedFloodControl
from bot.watching.ledger import LedgerFigures
from bot.watching.server import watchable
from bot.watching.updates import watched
from bot.webhooks import service
from bot.webhooks.address import Address
from bot.webhooks.service import Webhooks
from bot.webhooks.stored import RequeuedOrders
from handlers.admin import Reading
from handlers.memories import Memories
from knowledge.snapshot import Snapshot
from tests.packaging.dockerfile import PROJECT
from tests.telegram.world import FORUM, World

DEPLOY = PROJECT / "deploy"
KINDS = ("message", "inline_query")


def samples(figures: metrics.Metrics) -> dict[tuple[str, str], float]:
    """Read the figures as Prometheus does: name and kind of update → value."""
    families = text_string_to_metric_families(figures.exposition().decode())
    found = [sample for family in families for sample in family.samples]
    return {(one.name, one.labels.get("kind", "")): one.value for one in found}


async def nothing() -> None:
    """Refresh nothing."""


async def test_each_update_is_counted_under_its_kind(world: World) -> None:
    figures = metrics.new()

    async def handle(_: Update) -> None:
        assert samples(figures)["bot_updates_in_hand", ""] == 1

    update = Update.de_json(world.says("hello"), None)
    await watched(handle, figures, KINDS)(update)

    assert samples(figures)["bot_update_seconds_count", "message"] == 1
    assert samples(figures)["bot_updates_in_hand", ""] == 0


async def test_each_line_of_the_log_names_the_update_that_caused_it(world: World) -> None:
    entry = logging.makeLogRecord({"msg": "something", "levelname": "WARNING", "name": "bot"})
    lines: list[str] = []

    async def handle(_: Update) -> None:
        lines.extend((JsonFormatter(Mask()).format(entry), TextFormatter(Mask()).format(entry)))

    update = Update.de_json(world.says("hello"), None)
    await watched(handle, metrics.new(), KINDS)(update)

    assert json.loads(lines[0])["update"] == update.update_id
    assert lines[1].endswith(f"something (update {update.update_id})")
    assert "update" not in json.loads(JsonFormatter(Mask()).format(entry))


async def test_it_says_over_http_how_it_fares(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    figures, contact, ill = metrics.new(), Contact(), ["", "it hangs"]
    figures.follow(contact)
    contact.failure = next(iter(PollFailure))

    def why() -> str:
        return ill.pop(0)

    def unready() -> str | None:
        return contact.failure.value if contact.failure else None

    async with watchable("127.0.0.1", 0, metrics=figures, refresh=nothing, ill=why, unready=unready):
        port = re.findall(r"port (\d+)", caplog.text)[0]
        async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:

            async def get(path: str) -> tuple[int, str]:
                async with session.get(path) as answer:
                    return answer.status, await answer.text()

            assert await get("/healthz") == (200, "ok\n")
            assert await get("/healthz") == (503, "it hangs\n")
            assert (await get("/readyz"))[0] == 503
            status, text = await get("/metrics")
    assert status == 200
    assert "bot_receiving 0.0" in text


async def test_a_port_that_is_taken_leaves_the_bot_running(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    def well() -> None:
        return None

    async with watchable("127.0.0.1", 0, metrics=metrics.new(), refresh=nothing, ill=well, unready=well):
        port = int(re.findall(r"port (\d+)", caplog.text)[0])
        async with watchable(
            "127.0.0.1", port, metrics=metrics.new(), refresh=nothing, ill=well, unready=well
        ):
            assert "METRICS_PORT: can't listen" in caplog.text


def read(file: Path) -> object:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def ways_in(database: Database, folder: Path) -> tuple[Intake, Webhooks]:
    bot, contact = Bot("4242:token"), Contact()

    async def handle(_: Update) -> None:
        """Do nothing."""

    spool = spooled.opened(folder)
    with journal.opened(folder) as handled:
        intake = Intake(
            bot,
            handle,
            handle,
            database.is_there,
            frozenset,
            poll=Poll(AiohttpRequest(), ""),
            contact=contact,
            journal=handled,
            spool=spool,
            held=held_updates.opened(folder),
        )
    memory_mapper = service.MemoryMapper(Memories(), RememberedPreferences(StoredPreferences(database)))
    webhooks = service.joined(
        service.stored(bot, handle, frozenset, contact, database, memory_mapper, RequeuedOrders()),
        Address("https://b.org/hook", frozenset({"/hook"}), "secret"),
        (),
        listener=service.listening("127.0.0.1", 0),
        ill=lambda: None,
        unready=lambda: None,
    )
    return intake, webhooks


async def test_a_question_is_counted_by_status_and_surface_and_timed(
    world: World, snapshot: Snapshot
) -> None:
    figures = metrics.new()
    live = WatchedSnapshot(snapshot, figures)

    async def handle(_: Update) -> None:
        live.now.answer("what did lavrov say?")

    for update in (world.says("?"), world.types_inline("?"), world.says("?", chat=FORUM, thread=4)):
        await watched(handle, figures, KINDS)(Update.de_json(update, None))
    live.replace(snapshot)
    figures.note_reading(Reading("v", 1))
    figures.note_reading(Reading("v", 1, ("broken",)))
    live.now.answer("who won the world cup?")

    told = figures.exposition().decode()
    for surface in ("private", "inline", "topic"):
        assert f'bot_questions_total{{status="answered",surface="{surface}"}} 1.0' in told
    assert 'bot_questions_total{status="none",surface="none"} 1.0' in told
    assert 'bot_stage_seconds_count{stage="answer"} 4.0' in told
    assert 'bot_record_reloads_total{outcome="taken"} 1.0' in told
    assert 'bot_record_reloads_total{outcome="refused"} 1.0' in told


async def test_calls_are_timed_and_429s_counted() -> None:
    figures = metrics.new()
    control = WatchedFloodControl(BackOff(), figures)
    outcomes: list[Exception | None] = [RetryAfter(timedelta(seconds=0)), None]

    async def call() -> bool:
        outcome = outcomes.pop(0)
        if outcome:
            raise outcome
        return True

    assert await control.process_request(call, (), {}, "sendMessage", {"chat_id": 7}, None) is True

    told = figures.exposition().decode()
    assert "bot_too_many_requests_total 1.0" in told
    assert 'bot_stage_seconds_count{stage="telegram"} 2.0' in told


async def test_deliveries_are_counted_by_state_and_not_each_time(database: Database) -> None:
    figures, seconds = metrics.new(), [0.0]
    ledger = LedgerFigures(database, figures, clock=lambda: seconds[0])

    async def put(day: str, state: str, doubts: int) -> None:
        row = {"subscription_id": "s", "local_date": day, "due_at": int(time.time()), "state": state}
        async with database.transaction() as connection:
            await connection.execute(insert(DELIVERIES).values(**row, doubts=doubts, changed_at=time.time()))

    await put("2026-01-01", "sent", 1)
    await ledger.refresh()
    await put("2026-01-02", "sent", 0)
    await ledger.refresh()
    assert 'bot_deliveries{state="sent"} 1.0' in figures.exposition().decode()
    seconds[0] = 60
    await ledger.refresh()

    told = figures.exposition().decode()
    assert 'bot_deliveries{state="sent"} 2.0' in told
    assert 'bot_deliveries{state="in_doubt"} 1.0' in told


@pytest.mark.parametrize("file", [DEPLOY / "prometheus" / "alerts.yaml", DEPLOY / "grafana" / "bot.json"])
async def test_alerts_and_dashboard_ask_for_figures_that_there_are(
    file: Path, database: Database, tmp_path: Path
) -> None:
    figures = metrics.new()
    figures.follow(Contact())
    figures.updates.labels("message").observe(1)
    figures.stages.labels("answer").observe(1)
    figures.questions.labels("answered", "private").inc()
    figures.deliveries.labels("sent").set(1)
    figures.note_reading(Reading("v", 1))
    intake, webhooks = ways_in(database, tmp_path)
    # Both tell of what is in hand; a process has one of them.
    told = metrics.new()
    intake.tell(told.look_at)
    webhooks.tell(figures.look_at)
    webhooks.listener.close()
    whole = read(file)

    asked = set(re.findall(r"bot_\w+", json.dumps(whole)))

    assert asked
    assert asked <= {name for name, _ in (*samples(figures), *samples(told))}
