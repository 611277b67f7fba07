"""Values that the stored updates are made of: one update, what is remembered, what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What is remembered; the names stand in the table."""

    RECENT = "recent"
    ANSWERED = "stands"
    SENT = "sent"
    SHOWN = "shown"
    COOLDOWN = "cooldown"
    QUESTION_RATE = "haste"


@dataclass(frozen=True, slots=True)
class MemoryKey:
    """Where something is remembered: a chat, and two numbers more; None stands for any."""

    kind: Kind
    chat: int
    second: int | None
    third: int | None


@dataclass(frozen=True, slots=True)
class Memory:
    """One thing remembered; times in seconds since 1970.

    Attributes:
        person: Whose it is; 0 for nobody's.
        value: JSON.
    """

    key: MemoryKey
    person: int
    kept_at: float
    until: float
    value: str


@dataclass(frozen=True, slots=True)
class NewUpdate:
    """An update to be stored.

    Attributes:
        person: Who sent it; None if nobody is known.
        body: Its JSON.
        keys: What its handling may look at.
    """

    update_id: int
    chat: int
    person: int | None
    body: str
    keys: tuple[MemoryKey, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedMemories:
    """What was remembered for the handling of one update."""

    memories: tuple[Memory, ...] = ()
    languages: Mapping[int, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an update that came.

    Attributes:
        is_mine: Whether this process handles it now; else it was there already, or waits for its chat.
    """

    is_mine: bool
    loaded: LoadedMemories = field(default_factory=LoadedMemories)


@dataclass(frozen=True, slots=True)
class HandledUpdate:
    """An update that was handled.

    Attributes:
        forgotten: Who has asked to be forgotten by it; None if nobody.
        goes_on: Whether this process takes the chat's next one.
    """

    update_id: int
    chat: int
    written: tuple[Memory, ...] = ()
    deleted: tuple[MemoryKey, ...] = ()
    forgotten: int | None = None
    goes_on: bool = True


@dataclass(frozen=True, slots=True)
class ClaimedUpdate:
    """An update that this process has to handle."""

    update_id: int
    chat: int
    body: str
