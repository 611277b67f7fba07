"""The figures of one process, for Prometheus."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot import VERSION, unrun_package
from bot.watching.traces import Span, no_span

# The whole package brings web servers, and ways to push: 2 MiB for who only counts.
unrun_package.lay("prometheus_client")

from prometheus_client.metrics import Counter, Gauge, Histogram, Info  # noqa: E402 - laid above
from prometheus_client.registry import CollectorRegistry  # noqa: E402

if TYPE_CHECKING:
    from bot.intake.contact import Contact
    from handlers.admin import Reading

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


_STAGE_SECONDS = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0, 5.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """All figures, in a registry of their own: two bots in one process do not mix.

    Attributes:
        updates: How long each update took from its beginning to its reply, by kind.
        in_hand: Updates that are being handled now.
        questions: Questions answered, by status and by where they were asked.
        stages: How long parts of the work took: finding the answer, waiting for Telegram to take it.
        too_many: How often Telegram told to wait (429).
        reloads: Edited records that were read, by what came of them: taken or refused.
        deliveries: Daily quotes of the last days, by state; those in doubt may have come twice.
        record: Which record answers.
        span: Opens a span of a trace; nothing unless traces are on.
    """

    registry: CollectorRegistry
    updates: Histogram
    in_hand: Gauge
    questions: Counter
    stages: Histogram
    too_many: Counter
    reloads: Counter
    deliveries: Gauge
    record: Info
    span: Span = no_span
    _followed: list[Gauge] = field(default_factory=list)

    def follow(self, contact: Contact) -> None:
        """Give what the intake counts itself, read anew at each look."""
        self.look_at(
            "bot_updates_unreadable",
            "Updates passed over as they can't be read.",
            lambda: contact.unreadable,
        )
        self.look_at(
            "bot_receiving", "1 while updates come, 0 while they don't.", lambda: contact.failure is None
        )
        self.look_at(
            "bot_well_timestamp_seconds",
            "When an update was handled last, or none waited.",
            lambda: contact.well_at,
        )

    def note_reading(self, reading: Reading) -> None:
        """Count an edited record."""
        self.reloads.labels("refused" if reading.faults else "taken").inc()

    def look_at(self, name: str, said: str, figure: Callable[[], float]) -> None:
        """Give a figure that somebody else keeps, read anew at each look."""
        gauge = Gauge(name, said, registry=self.registry)
        gauge.set_function(lambda: float(figure()))
        self._followed.append(gauge)

    def exposition(self) -> bytes:
        """Write all figures in Prometheus' text format."""
        from prometheus_client.exposition import generate_latest  # noqa: PLC0415 - with a web server

        return generate_latest(self.registry)


def new(span: Span = no_span) -> Metrics:
    """Make the figures of a process that begins."""
    registry = CollectorRegistry()
    Info("bot_build", "Version of the program.", registry=registry).info({"version": VERSION})
    return Metrics(
        registry,
        Histogram(
            "bot_update_seconds",
            "From an update's beginning to its reply.",
            ["kind"],
            buckets=_SECONDS,
            registry=registry,
        ),
        Gauge("bot_updates_in_hand", "Updates that are being handled now.", registry=registry),
        Counter("bot_questions", "Questions answered.", ["status", "surface"], registry=registry),
        Histogram(
            "bot_stage_seconds", "Parts of the work.", ["stage"], buckets=_STAGE_SECONDS, registry=registry
        ),
        Counter("bot_too_many_requests", "How often Telegram told to wait (429).", registry=registry),
        Counter("bot_record_reloads", "Edited records that were read.", ["outcome"], registry=registry),
        Gauge(
            "bot_deliveries",
            "Daily quotes of the last days, by state; those in doubt may have come twice.",
            ["state"],
            registry=registry,
        ),
        Info("bot_record", "Which record answers.", registry=registry),
        span,
    )
