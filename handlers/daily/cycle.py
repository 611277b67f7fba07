"""Which quote comes next: a shuffled cycle per subscription, every quote once before any repeats."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from knowledge.record.values import About, Record


@dataclass(frozen=True, slots=True)
class Cycle:
    """How far a subscription has come.

    Attributes:
        number: From 0; each has an order of its own.
        delivered: Ids sent in this cycle, in the order of sending; some may have left the record since.
        last: The id sent last, of this cycle or the one before.
    """

    number: int = 0
    delivered: tuple[str, ...] = ()
    last: str | None = None

    def after(self, entry_id: str) -> Cycle:
        """Give the cycle once an entry was sent."""
        delivered = self.delivered if entry_id in self.delivered else (*self.delivered, entry_id)
        return Cycle(self.number, delivered, entry_id)


@dataclass(frozen=True, slots=True)
class QuoteFilter:
    """Which quotes a subscription is about; None asks for no particular speaker, or theme."""

    speaker: str | None = None
    theme: str | None = None


@dataclass(frozen=True, slots=True)
class Pick:
    """The entry to send, and the cycle it is taken from (the next one, if all had been sent)."""

    entry_id: str
    cycle: Cycle


def eligible(record: Record, wanted: QuoteFilter) -> tuple[str, ...]:
    """Give the ids of the quotes that a subscription may get, in the order of the record."""
    theme = record.themes.get(wanted.theme) if wanted.theme else None
    if wanted.theme and theme is None:
        return ()
    return tuple(
        quote.id
        for quote in record.quotes
        if (wanted.speaker is None or quote.speaker.id == wanted.speaker)
        and (theme is None or quote.id in theme.entries)
    )


def pick(seed: int, cycle: Cycle, entries: Collection[str]) -> Pick | None:
    """Choose the next entry; None if there is none at all.

    Args:
        seed: The subscription's own.
        cycle: How far it has come.
        entries: Ids that may be sent now.

    An entry's place in the order hangs on seed, cycle and its own id only. So the choice is the same
    after a restart; a new entry joins among those still to come, and one that left moves no other.
    """
    remaining = set(entries).difference(cycle.delivered)
    if remaining:
        return Pick(_first(seed, cycle.number, remaining), cycle)
    if not entries:
        return None
    following = Cycle(cycle.number + 1, (), cycle.last)
    fresh = set(entries).difference([cycle.last]) or set(entries)
    return Pick(_first(seed, following.number, fresh), following)


def pick_for(day: date, about: About, *, seed: int, cycle: Cycle, entries: Collection[str]) -> Pick | None:
    """Choose the entry for a local date: on the anniversary one of its own, else the cycle's next."""
    if (day.month, day.day) == about.anniversary and about.anniversary_entries:
        return Pick(_first(seed, day.year, about.anniversary_entries), cycle)
    return pick(seed, cycle, entries)


def _first(seed: int, number: int, entries: Collection[str]) -> str:
    return min(entries, key=lambda entry: (sha256(f"{seed}:{number}:{entry}".encode()).digest(), entry))
