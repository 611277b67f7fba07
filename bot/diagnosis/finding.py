"""One thing that was looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

State: TypeAlias = Literal["fine", "off", "note"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it is, and what to do about it.

    Attributes:
        state: "off" wants mending; "note" is worth knowing, no more.
        hint: Empty where nothing is to be done.
    """

    subject: str
    state: State
    said: str
    hint: str = ""


def fine(subject: str, said: str) -> Finding:
    """Nothing is to be done."""
    return Finding(subject, "fine", said)


def off(subject: str, said: str, hint: str) -> Finding:
    """Something wants mending."""
    return Finding(subject, "off", said, hint)


def note(subject: str, said: str, hint: str = "") -> Finding:
    """Worth knowing."""
    return Finding(subject, "note", said, hint)
