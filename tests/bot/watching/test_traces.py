"""Traces, where they are switched on: an update with its stages, and nobody's words."""

from __future__ import annotations

import sys

import pytest
from telegram import Update

from bot.transports.back_off import BackOff
from bot.watching import metrics, traces
from bot.watching.answers import WatchedSnapshot
from bot.watching.calls import WatchedFloodControl
from bot.watching.traces import TracesError
from bot.watching.updates import watched
from knowledge.snapshot import Snapshot
from tests.telegram.world import World


def test_without_the_variable_nothing_is_traced() -> None:
    assert traces.switched_on({}) is traces.no_span


def test_what_is_not_installed_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("opentelemetry")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)

    with pytest.raises(TracesError, match=r"OTEL_EXPORTER_OTLP_ENDPOINT: .* pip install '.\[otel\]'"):
        traces.switched_on({"OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318"})


async def test_an_update_is_a_span_with_its_stages_and_without_words(
    world: World, snapshot: Snapshot
) -> None:
    sdk = pytest.importorskip("opentelemetry.sdk.trace", reason="the extra otel is not installed")
    export = pytest.importorskip("opentelemetry.sdk.trace.export")
    memory = pytest.importorskip("opentelemetry.sdk.trace.export.in_memory_span_exporter")
    exporter, provider = memory.InMemorySpanExporter(), sdk.TracerProvider()
    provider.add_span_processor(export.SimpleSpanProcessor(exporter))
    figures = metrics.new(traces.spans_of(provider))
    live, control = WatchedSnapshot(snapshot, figures), WatchedFloodControl(BackOff(), figures)

    async def call() -> bool:
        return True

    async def handle(_: Update) -> None:
        live.now.answer("what did lavrov say?")
        await control.process_request(call, (), {}, "sendMessage", {"chat_id": 7}, None)
        raise ValueError("what did lavrov say?")

    update = Update.de_json(world.says("what did lavrov say?"), None)
    with pytest.raises(ValueError, match="lavrov"):
        await watched(handle, figures, ("message",))(update)

    answer, telegram, whole = exporter.get_finished_spans()
    assert [one.name for one in (answer, telegram, whole)] == ["answer", "telegram", "update"]
    assert {answer.parent.span_id, telegram.parent.span_id} == {whole.context.span_id}
    assert dict(whole.attributes) == {"update.id": update.update_id, "update.kind": "message"}
    assert "lavrov" not in "".join(one.to_json() for one in (answer, telegram, whole))
