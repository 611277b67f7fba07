"""Deliveries step aside for answers, and go on in the end."""

from __future__ import annotations

from bot.delivery.yielding import YieldToAnswers


async def test_who_meets_an_answer_waits_until_it_is_out() -> None:
    answers = iter([True, True, False])

    await YieldToAnswers(lambda: next(answers)).let_answers_pass()

    assert next(answers, "all asked") == "all asked"


async def test_who_meets_nobody_goes_on_at_once() -> None:
    answers = iter([False, True])

    await YieldToAnswers(lambda: next(answers)).let_answers_pass()

    assert next(answers)


async def test_who_meets_one_answer_after_the_other_goes_on_in_the_end() -> None:
    asked: list[bool] = []

    def always() -> bool:
        asked.append(True)
        return True

    await YieldToAnswers(always).let_answers_pass()

    assert len(asked) > 1
