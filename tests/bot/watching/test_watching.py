"""What is watched: figures, signs of life, and which update a line of the log is about."""

from __future__ import annotations

import json
import logging
import re
from pathlib import Path

import aiohttp
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families
from telegram import Update

from bot.intake.contact import Contact
from bot.intake.trouble import Trouble
from bot.logs import JsonFormatter, Mask, TextFormatter
from bot.watching import metrics
from bot.watching.server import watchable
from bot.watching.updates import watched
from tests.packaging.dockerfile import PROJECT
from tests.telegram.world import World

DEPLOY = PROJECT / "deploy"
KINDS = ("message", "inline_query")


def samples(figures: metrics.Metrics) -> dict[tuple[str, str], float]:
    """Read the figures as Prometheus does: name and kind of update → value."""
    families = text_string_to_metric_families(figures.exposition().decode())
    found = [sample for family in families for sample in family.samples]
    return {(one.name, one.labels.get("kind", "")): one.value for one in found}


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
    contact.trouble = next(iter(Trouble))

    def why() -> str:
        return ill.pop(0)

    def unready() -> str | None:
        return contact.trouble.value if contact.trouble else None

    async with watchable("127.0.0.1", 0, metrics=figures, ill=why, unready=unready):
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

    async with watchable("127.0.0.1", 0, metrics=metrics.new(), ill=well, unready=well):
        port = int(re.findall(r"port (\d+)", caplog.text)[0])
        async with watchable("127.0.0.1", port, metrics=metrics.new(), ill=well, unready=well):
            assert "METRICS_PORT: can't listen" in caplog.text


@pytest.mark.parametrize("file", [DEPLOY / "prometheus" / "alerts.yaml", DEPLOY / "grafana" / "bot.json"])
def test_alerts_and_dashboard_ask_for_figures_that_there_are(file: Path) -> None:
    figures = metrics.new()
    figures.follow(Contact())
    figures.updates.labels("message").observe(1)
    whole = yaml.safe_load(file.read_text(encoding="utf-8"))

    asked = set(re.findall(r"bot_\w+", json.dumps(whole)))

    assert asked
    assert asked <= {name for name, _ in samples(figures)}
