"""A theme of which thirty people speak at length is compared page by page, in the same message."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.texts import LANGUAGES
from knowledge.snapshot import Snapshot, build_snapshot
from tests.chat import Chat
from tests.telegram.world import ANN, GROUP, Sent

SPEAKERS = 30


@pytest.fixture(scope="module")
def snapshot(snapshot: Snapshot) -> Snapshot:
    """The longest quote in thirty mouths."""
    record = snapshot.record
    longest = max(record.quotes, key=lambda quote: len(quote.published))
    speakers = {f"speaker-{one}": replace(longest.speaker, id=f"speaker-{one}") for one in range(SPEAKERS)}
    quotes = {
        f"quote-{one}": replace(longest, id=f"quote-{one}", speaker=speaker)
        for one, speaker in speakers.items()
    }
    theme = replace(record.themes["trust"], entries=tuple(quotes))
    return build_snapshot(
        replace(record, speakers=speakers, entries=quotes, themes={theme.id: theme}), (), "00000000"
    )


def opened(page: Sent) -> set[str]:
    """Give the entries to which the names lead."""
    urls = (str(entity["url"]) for entity in page.entities if entity["type"] == "text_link")
    return {url.partition("?start=")[2] for url in urls if "?start=q_" in url}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_voice_is_reached_and_each_page_fits(chat: Chat, language: str) -> None:
    ann = {**ANN, "language_code": language}
    page = first = await chat.says("/compare trust", user=ann)
    seen = opened(page)
    for _ in range(3):
        turned = await chat.presses(page, "›", user=ann)
        assert turned is not None
        assert turned.message_id == first.message_id
        page = turned
        seen |= opened(page)

    assert len(seen) == SPEAKERS
    again = await chat.presses(page, "›", user=ann)
    assert again is not None
    assert again.text == first.text


async def test_pages_are_turned_back_too_and_in_a_group(chat: Chat) -> None:
    first = await chat.says("/compare@quotes_bot trust", chat=GROUP)
    second = await chat.presses(first, "Next", chat=GROUP)
    assert second is not None
    back = await chat.presses(second, "Previous", chat=GROUP)

    assert "2 of 4" in second.text
    assert back is not None
    assert back.text == first.text


async def test_a_themes_own_page_is_turned_the_same_way(chat: Chat) -> None:
    first = await chat.says("/start t_trust")
    second = await chat.presses(first, "Next")

    assert second is not None
    assert second.message_id == first.message_id
    assert not opened(first) & opened(second)
