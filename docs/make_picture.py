"""Draw docs/pictures/conversation.svg: a private chat, a group, inline and the daily dialogue, as they are.

All that is shown was sent by the real application to a Telegram in this process.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from bot.storage.database import opened
from docs.chat_drawing import Drawing, bubble, panel, results, sheet
from knowledge.loader import load_snapshot
from knowledge.snapshot import LiveSnapshot
from tests.chat import Chat
from tests.joined import joined
from tests.telegram.world import GROUP, Sent, World

PICTURE = Path(__file__).parent / "pictures" / "conversation.svg"
TITLE = "The bot in a private chat, in a group, inline in any chat, and asked for a daily quote"
THEN = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
MOST_RESULTS = 3


def draw() -> str:
    """Give the picture as SVG."""
    return asyncio.run(_drawn())


async def _drawn() -> str:
    world = World(now=int(THEN.timestamp()))
    with TemporaryDirectory() as folder:
        async with (
            opened(None, Path(folder)) as database,
            joined(world, LiveSnapshot(load_snapshot()), database, None) as application,
        ):
            chat = Chat(application, world)
            private = await _private(chat)
            inline = await _inline(chat)
            group = await _group(chat)
            daily = await _daily(chat)
    return sheet(((private, inline), (group, daily)), TITLE)


async def _private(chat: Chat) -> Drawing:
    pieces = []
    for question in ("what did the rusian minister say about securty?", "and Iran?"):
        pieces += _exchange(question, await chat.says(question))
    return panel("In a private chat", pieces)


async def _group(chat: Chat) -> Drawing:
    question = "/ask did anybody promise the Secretariat help?"
    return panel("In a group", _exchange(question, await chat.says(question, chat=GROUP)))


async def _inline(chat: Chat) -> Drawing:
    typed = "shanghai spirit"
    await chat.happens(chat.world.types_inline(typed))
    offered = cast("Sequence[dict[str, str]]", chat.world.inline_answers[-1]["results"])
    listed = [(one["title"], one["description"]) for one in offered if "description" in one]
    return panel("Inline, in any chat", [results(listed[:MOST_RESULTS], f"@quotes_bot {typed}")])


async def _daily(chat: Chat) -> Drawing:
    """Order a daily quote in words that leave the place open."""
    chat.world.now += 60
    asked = await chat.says("/daily security, every weekday at 8, CST")
    number = next(line.partition(".")[0] for line in asked.text.splitlines() if "China" in line)
    ordered = await chat.presses(asked, number)
    if ordered is None:
        raise SystemExit("no daily quote was ordered")
    return panel(
        "A quote a day",
        [*_exchange("/daily security, every weekday at 8, CST", asked), _of(ordered)],
    )


def _exchange(question: str, reply: Sent) -> tuple[Drawing, Drawing]:
    return bubble(escape(question), is_theirs=True), _of(reply)


def _of(reply: Sent) -> Drawing:
    return bubble(reply.html, keys=[[str(one["text"]) for one in row] for row in reply.buttons])


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
