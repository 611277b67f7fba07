"""The figures of one process, for Prometheus."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, Histogram, Info, generate_latest

from bot import VERSION

if TYPE_CHECKING:
    from bot.intake.contact import Contact

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Metrics:
    """All figures, in a registry of their own: two bots in one process do not mix.

    Attributes:
        updates: How long each update took from its beginning to its reply, by kind.
        in_hand: Updates that are being handled now.
        record: Which record answers.
    """

    registry: CollectorRegistry
    updates: Histogram
    in_hand: Gauge
    record: Info
    _followed: list[Gauge] = field(default_factory=list)

    def follow(self, contact: Contact) -> None:
        """Give what the intake counts itself, read anew at each look."""
        unreadable = Gauge(
            "bot_updates_unreadable", "Updates passed over as they can't be read.", registry=self.registry
        )
        unreadable.set_function(lambda: float(contact.unreadable))
        trouble = Gauge("bot_receiving", "1 while updates come, 0 while they don't.", registry=self.registry)
        trouble.set_function(lambda: float(contact.trouble is None))
        well = Gauge(
            "bot_well_timestamp_seconds",
            "When an update was handled last, or none waited.",
            registry=self.registry,
        )
        well.set_function(lambda: contact.well_at)
        self._followed.extend((unreadable, trouble, well))

    def exposition(self) -> bytes:
        """Write all figures in Prometheus' text format."""
        return generate_latest(self.registry)


def new() -> Metrics:
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
        Info("bot_record", "Which record answers.", registry=registry),
    )
