"""Kinds are enums: what is compared in several files has one name, and a slip of it fails at once."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from handlers.callback_data import Change
from handlers.daily.schedule import Lateness
from handlers.daily.subscription import Reason, SkipReason, State
from handlers.daily.words.phrases import Daypart, Sound
from knowledge.answering.follow_up import FollowUpKind
from knowledge.answering.kinds import Intent, Status
from knowledge.normalise import Script
from knowledge.record.kinds import Cue, EntryKind, MeaningKind, Office, Slot, SmallTalk
from knowledge.record.problem import Grade

PROJECT = Path(__file__).parents[1]
KINDS: tuple[type[StrEnum], ...] = (
    Cue, EntryKind, Grade, Intent, FollowUpKind, SmallTalk, MeaningKind, Office, Script, Slot, Status,
    Change, Daypart, Lateness, Reason, SkipReason, Sound, State,
)  # fmt: skip
VALUES = frozenset(str(one) for kind in KINDS for one in kind)


def plain_texts(node: ast.expr) -> Iterator[ast.Constant]:
    """Give the texts that a side of a comparison holds."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    elif isinstance(node, ast.Set | ast.Tuple | ast.List):
        for one in node.elts:
            yield from plain_texts(one)


def compared_texts(tree: ast.Module) -> Iterator[ast.Constant]:
    """Give the texts that something is compared with, also by `match`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for side in (node.left, *node.comparators):
                yield from plain_texts(side)
        elif isinstance(node, ast.MatchValue):
            yield from plain_texts(node.value)


@pytest.mark.parametrize("room", ["knowledge", "handlers", "bot"])
def test_no_kind_is_compared_as_plain_text(room: str) -> None:
    found = [
        f"{path.relative_to(PROJECT)}:{one.lineno}: {one.value}"
        for path in sorted((PROJECT / room).rglob("*.py"))
        for one in compared_texts(ast.parse(path.read_text(encoding="utf-8")))
        if one.value in VALUES
    ]

    assert found == []


@pytest.mark.parametrize("kind", [MeaningKind, Intent, Slot])
def test_every_kind_has_its_properties_in_the_table(kind: type[StrEnum]) -> None:
    properties = [name for name, value in vars(kind).items() if isinstance(value, property)]

    assert properties
    for one in kind:
        assert all(isinstance(getattr(one, name), bool | float | None) for name in properties)
