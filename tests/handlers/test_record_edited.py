"""An edit of the record while the bot runs: old buttons stay true, and what is gone is said to be gone."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import pytest

from knowledge.snapshot import LiveSnapshot, Snapshot
from tests.chat import Chat
from tests.telegram.world import World

GONE = "lavrov-team"


def edited(snapshot: Snapshot) -> Snapshot:
    """Give the record without one of its entries, as its next version."""
    left = {key: entry for key, entry in snapshot.record.entries.items() if key != GONE}
    record = replace(snapshot.record, entries=MappingProxyType(left))
    return replace(snapshot, record=record, version="ffffffff")


@pytest.mark.parametrize("verb", ["e", "p"])
async def test_a_button_of_an_entry_that_is_gone_says_so_and_changes_nothing(
    chat: Chat, world: World, live: LiveSnapshot, snapshot: Snapshot, verb: str
) -> None:
    reply = await chat.says("lavrov")
    live.replace(edited(snapshot))

    pressed = world.calls_back(f"{verb}:{GONE}", message=world.as_message(reply))

    assert await chat.happens(pressed) is None
    assert world.alerts == ["This entry is no longer in the record."]


async def test_a_button_of_an_entry_that_stayed_still_opens(
    chat: Chat, live: LiveSnapshot, snapshot: Snapshot
) -> None:
    reply = await chat.says("wang yi")
    live.replace(edited(snapshot))

    assert await chat.presses(reply, "Source") is not None


async def test_inline_results_follow_the_edit_under_new_ids(
    chat: Chat, world: World, live: LiveSnapshot, snapshot: Snapshot
) -> None:
    await chat.happens(world.types_inline(GONE))
    before = str(world.inline_answers[-1]["results"])
    live.replace(edited(snapshot))
    await chat.happens(world.types_inline(""))
    after = str(world.inline_answers[-1]["results"])

    assert f"{snapshot.version}-{GONE}" in before
    assert f"-{GONE}" not in after
    assert "ffffffff-" in after
    assert snapshot.version not in after
