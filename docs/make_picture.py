"""Draw README's pictures of the bot: a private chat, a group, inline, the daily dialogue; and two cards.

All that is shown was sent by the real application to a Telegram in this process.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

from PIL import Image

from bot.storage.database import opened
from docs.chat_drawing import Drawing, bubble, panel, results, sheet
from knowledge.loader import load_snapshot
from knowledge.snapshot import LiveSnapshot
from tests.chat import Chat
from tests.joined import joined
from tests.telegram.world import GROUP, Sent, World

PICTURE = Path(__file__).parent / "pictures" / "conversation.svg"
CARDS = PICTURE.with_name("cards.png")
CARD_SIZE, GAP = (456, 570), 28
TITLE = "The bot in a private chat, in a group, inline in any chat, and asked for a daily quote"
THEN = datetime(2026, 1, 14, 9, 30, tzinfo=UTC)
MOST_RESULTS = 3


def draw() -> str:
    """Give the picture as SVG."""
    return asyncio.run(_drawn())


def draw_cards() -> Image.Image:
    """Give the card of one quote, light beside dark."""
    return asyncio.run(_cards())


@asynccontextmanager
async def _talking() -> AsyncIterator[Chat]:
    world = World(now=int(THEN.timestamp()))
    with TemporaryDirectory() as folder:
        async with (
            opened(None, Path(folder)) as database,
            joined(world, LiveSnapshot(load_snapshot()), database, None) as application,
        ):
            yield Chat(application, world)


async def _drawn() -> str:
    async with _talking() as chat:
        private = await _private(chat)
        inline = await _inline(chat)
        group = await _group(chat)
        daily = await _daily(chat)
    return sheet(((private, inline), (group, daily)), TITLE)


async def _cards() -> Image.Image:
    async with _talking() as chat:
        light = await chat.says("/card the 20th anniversary, Wang Yi")
        dark = await chat.presses(light, "Dark")
        files = [chat.world.pictures[one.file_id] for one in (light, dark) if one]
    width, height = CARD_SIZE
    both = Image.new("RGB", (2 * width + GAP, height), "white")
    for number, file in enumerate(files):
        both.paste(Image.open(BytesIO(file)).resize(CARD_SIZE), (number * (width + GAP), 0))
    return both


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
    draw_cards().save(CARDS, optimize=True)
