"""Deliveries and their planning step aside while a question is being answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

_GLANCE_SECONDS = 0.005
_MOST_GLANCES = 20
"""A tenth of a second at most: however many ask, the deliveries get on."""


@dataclass(frozen=True, slots=True)
class YieldToAnswers:
    """All of one process share its event loop, and what is done in it keeps an answer waiting.

    Attributes:
        answering: Tells whether a question is being answered just now.
    """

    answering: Callable[[], bool] = lambda: False

    async def let_answers_pass(self) -> None:
        """Wait until no question is being answered, but not for long."""
        for _ in range(_MOST_GLANCES):
            if not self.answering():
                return
            await asyncio.sleep(_GLANCE_SECONDS)
