"""The record in use, watched: each question it answers is counted and timed."""

from __future__ import annotations

import time
from dataclasses import dataclass, fields

from bot.watching.metrics import Metrics
from bot.watching.surface import SURFACE
from knowledge.answering.answer import Answer
from knowledge.answering.packing import HasMemory
from knowledge.snapshot import LiveSnapshot, Snapshot


@dataclass(frozen=True, slots=True)
class _Watched(Snapshot):
    """A snapshot that tells the figures what it does."""

    metrics: Metrics

    def answer(self, question: str, *, previous: HasMemory | None = None) -> Answer:
        """Answer, count and time it."""
        began = time.perf_counter()
        with self.metrics.span("answer", {"surface": SURFACE.get()}):
            found = Snapshot.answer(self, question, previous=previous)
        self.metrics.stages.labels("answer").observe(time.perf_counter() - began)
        self.metrics.questions.labels(found.status, SURFACE.get()).inc()
        return found


class WatchedSnapshot(LiveSnapshot):
    """The snapshot in use, with figures."""

    def __init__(self, snapshot: Snapshot, metrics: Metrics) -> None:
        super().__init__(_watched(snapshot, metrics))
        self._metrics = metrics
        metrics.record.info({"version": snapshot.version})

    def replace(self, snapshot: Snapshot) -> None:
        """Put a new snapshot in its place, and say which."""
        super().replace(_watched(snapshot, self._metrics))
        self._metrics.record.info({"version": snapshot.version})


def _watched(snapshot: Snapshot, metrics: Metrics) -> _Watched:
    kept = {one.name: getattr(snapshot, one.name) for one in fields(snapshot) if one.init}
    return _Watched(**kept, metrics=metrics)
