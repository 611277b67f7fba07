"""Deliveries step aside for answers, and go on in the end."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from bot.delivery import yielding
from bot.delivery.yielding import YieldToAnswers


async def test_who_meets_an_answer_waits_until_it_is_out() -> None:
    answers = iter([True, True, False])

    await YieldToAnswers(lambda: next(answers)).let_answers_pass()

    assert next(answers, "all asked") == "all asked"


async def test_who_meets_nobody_goes_on_at_once() -> None:
    answers = iter([False, True])

    await YieldToAnswers(lambda: next(answers)).let_answers_pass()

    assert next(answers)


async def test_who_meets_one_answer_after_the_other_goes_on_after_a_tenth_of_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pauses: list[float] = []

    async def noted(seconds: float) -> None:
        pauses.append(seconds)

    monkeypatch.setattr(yielding, "asyncio", SimpleNamespace(sleep=noted))
    await YieldToAnswers(lambda: True).let_answers_pass()

    assert sum(pauses) == pytest.approx(0.1)
    assert max(pauses) < 0.01
