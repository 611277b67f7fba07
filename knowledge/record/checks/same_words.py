"""The same words belong to one entry: a quote under two ids, or an ask on two facts, hides one of them."""

from __future__ import annotations

from collections.abc import Iterator

from knowledge.normalise import tokens
from knowledge.record.problem import Problem, problem
from knowledge.record.values import Absence, Fact, Position, Record


def check(record: Record) -> Iterator[Problem]:
    """Find quotes that are kept twice, and asks that two entries share."""
    quotes: dict[tuple[str, ...], tuple[str, Position]] = {}
    for quote in record.quotes:
        owner, first = quotes.setdefault(tokens(quote.published), (quote.id, quote.text_place))
        if owner != quote.id:
            hint = f'"{owner}" has it at {first}; remove one'
            yield problem(quote.text_place, "the same quote under two ids", found=quote.published, hint=hint)
    asks: dict[tuple[str, ...], tuple[str, Position]] = {}
    for entry in record.entries.values():
        for ask in entry.asks if isinstance(entry, Fact | Absence) else ():
            owner, first = asks.setdefault(tokens(ask.text), (entry.id, ask.place))
            if owner != entry.id:
                hint = f'"{owner}" has it at {first}; remove one'
                yield problem(ask.place, "the same ask on two entries", found=ask.text, hint=hint)
