"""Every page that buttons lead to: few buttons, labels that a phone can show, and always a way back."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import cast

import pytest

from handlers.button_rows import MOST_IN_ROW, MOST_ROWS
from handlers.callback_data import MOST_BYTES
from handlers.reply import MOST_CHARACTERS
from handlers.texts import LANGUAGES, load_locales
from tests.chat import Chat
from tests.telegram.world import ANN, BOT, GROUP, PRIVATE, Sent, World

OPENINGS = (
    "/start",
    "/help",
    "/settings",
    "/daily",
    "/daily every weekday",
    "/daily 8:00 CST",
    "/daily 8:00 Hyderabad",
    "/daily once a week at 8 Tashkent",
    "/daily twice a day at 8 and 20 Tashkent",
    "/daily every other day at 8 Tashkent",
    "/daily wang yi on trade 8:00 Almaty",
    "/daily 8:00 Tashkent quotes about football",
    "/speakers",
    "/topics",
    "/facts",
    "/quote",
    "/compare trust",
    "what did lavrov say about security?",
    "who mentioned trust",
    "when was the secretariat founded?",
    "what did russia say about security and trust",
    "who won the world cup",
)
MENUS = ("/settings", "/daily", "/daily every weekday", "/daily 8:00 CST", "/daily 8:00 Hyderabad")
WIDEST = {1: 50, 2: 26, 3: 20}
"""Columns that a button shows on a phone, by how many stand in its row; a Chinese character takes two."""
MOST_PAGES = 60
MOST_ALIKE = 2
"""Of payloads that differ in numbers only."""
NO_WAY_BACK = ("x:", "n", "r:", "rt:", "q:", "d:", "f", "g:", "k:", "m:")
"""What opens no menu but an answer of its own: an example, the answer again, another quote, a card."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the one on which it was opened, and the payload that did."""

    sent: Sent
    opened_from: str
    payload: str


def width(label: str) -> int:
    """Columns, flags and marks counted as two."""
    wide = sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in label)
    return (
        wide - sum(one in "\U0001f1e6\U0001f1ff" or "\U0001f1e6" <= one <= "\U0001f1ff" for one in label) // 2
    )


def presses(sent: Sent) -> dict[str, str]:
    """Give the payload of each button, and its label."""
    return {
        str(button["callback_data"]): str(button["text"])
        for row in sent.buttons
        for button in row
        if "callback_data" in button
    }


def faults(sent: Sent) -> list[str]:
    """Say what is wrong with a page's buttons and length."""
    found = []
    if len(sent.buttons) > MOST_ROWS:
        found.append(f"{len(sent.buttons)} rows")
    for row in sent.buttons:
        if len(row) > MOST_IN_ROW:
            found.append(f"{len(row)} in a row: {[one['text'] for one in row]}")
        for button in row:
            if width(str(button["text"])) > WIDEST[min(len(row), MOST_IN_ROW)]:
                found.append(f"{button['text']!r} among {len(row)}")
            if len(str(button.get("callback_data", "")).encode()) > MOST_BYTES:
                found.append(str(button["callback_data"]))
    if len(sent.text) > MOST_CHARACTERS:
        found.append(f"{len(sent.text)} characters")
    return found


@pytest.fixture(autouse=True)
def _hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many presses are too many for one person; here each shall be heard."""
    monkeypatch.setattr("handlers.flood.MOST_A_MINUTE", 100_000)


async def walk(chat: Chat, opening: str, *, language: str, seen: set[str]) -> list[Page]:
    """Open a page and press every button that is found, but those that were `seen`."""
    world = chat.world
    ann = {**ANN, "language_code": language}
    world.now += 60
    first = await chat.says(opening, user=ann)
    pages = [Page(first, "", "")]
    waiting = [(payload, first) for payload in presses(first)]
    kinds: Counter[str] = Counter()
    while waiting and len(pages) < MOST_PAGES:
        payload, sent = waiting.pop(0)
        alike = re.sub(r"[0-9a-f]{6,}|\d+", "0", payload)
        if payload in seen or kinds[alike] >= MOST_ALIKE:
            continue
        seen.add(payload)
        kinds[alike] += 1
        message = {
            "message_id": sent.message_id,
            "date": world.now,
            "chat": PRIVATE,
            "from": BOT,
            "text": sent.text,
            "reply_to_message": {
                "message_id": 1,
                "date": world.now,
                "chat": PRIVATE,
                "from": ann,
                "text": opening,
            },
        }
        before = len(world.order)
        await chat.happens(world.calls_back(payload, message=message, user=ann))
        for page in world.order[before:]:
            pages.append(Page(page, sent.text, payload))
            waiting.extend((more, page) for more in presses(page))
    return pages


async def test_every_page_that_buttons_lead_to_is_quiet_and_has_a_way_back(chat: Chat) -> None:
    backs = {texts.plain["button_back"] for texts in load_locales().by_language.values()}
    seen: set[str] = set()
    pages = [page for opening in OPENINGS for page in await walk(chat, opening, language="en", seen=seen)]
    roots = {page.sent.text for page in pages if not page.payload}
    stuck = [
        page
        for page in pages
        if page.payload
        and not page.payload.startswith(NO_WAY_BACK)
        and not backs & set(page.sent.labels)
        and not _is_turned(page, roots)
    ]

    assert not [(page.payload, fault) for page in pages for fault in faults(page.sent)]
    assert not [(page.payload, page.sent.labels) for page in stuck]


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
async def test_in_no_language_a_label_is_too_long(chat: Chat, language: str) -> None:
    seen: set[str] = set()
    openings = ("/daily 8:00 CST", "/settings", "/speakers")
    pages = [page for opening in openings for page in await walk(chat, opening, language=language, seen=seen)]

    assert not [(page.payload, fault) for page in pages for fault in faults(page.sent)]


def _is_turned(page: Page, roots: set[str]) -> bool:
    """Whether it is a page of what was opened by words, which has nothing behind it, or an entry's own."""
    is_root = page.sent.text in roots or page.payload.startswith(("h", "c:"))
    return is_root or page.payload.startswith("e:") or page.payload == "y"


@pytest.mark.parametrize("opening", MENUS)
async def test_every_menu_of_the_settings_leads_back_to_the_settings(chat: Chat, opening: str) -> None:
    page = await chat.says(opening)
    for _ in range(6):
        if page.text.startswith("Settings"):
            break
        changed = await chat.presses(page, "‹ Back")
        assert changed is not None, page.labels
        page = changed

    assert page.text.startswith("Settings")


@pytest.mark.parametrize("opening", ["/speakers", "/topics", "/facts"])
async def test_a_list_that_a_command_opens_leads_back_to_the_greeting(chat: Chat, opening: str) -> None:
    greeting = await chat.says("/start")
    listed = await chat.says(opening)
    back = await chat.presses(listed, "‹ Back")

    assert back is not None
    assert back.text == greeting.text


@pytest.mark.parametrize("opening", ["/speakers", "/topics", "/facts"])
async def test_from_a_list_everything_is_reached_and_left_again(chat: Chat, opening: str) -> None:
    listed = await chat.says(opening)
    number = listed.labels[0]
    opened = await chat.presses(listed, number)
    assert opened is not None
    back = await chat.presses(opened, "‹ Back")

    assert back is not None
    assert (back.text, back.labels) == (listed.text, listed.labels)


async def test_a_voice_of_a_theme_leads_back_to_the_theme(chat: Chat) -> None:
    theme = await chat.says("/start t_trust")
    voice = await chat.presses(theme, theme.labels[0])
    assert voice is not None
    back = await chat.presses(voice, "‹ Back")

    assert back is not None
    assert back.text == theme.text


async def test_a_voice_of_a_comparison_leads_back_to_it(chat: Chat) -> None:
    compared = await chat.says("/compare trust")
    voice = await chat.presses(compared, compared.labels[0])
    assert voice is not None
    back = await chat.presses(voice, "‹ Back")

    assert back is not None
    assert back.text == compared.text


async def test_the_settings_of_a_group_are_opened_by_its_administrators(chat: Chat, world: World) -> None:
    world.administrators.add((-200, 100))
    panel = await chat.presses(await chat.says("/settings", chat=GROUP), "Daily quote", chat=GROUP)
    assert panel is not None
    await chat.presses(panel, "‹ Back", chat=GROUP, user={**ANN, "id": 101})
    assert "administrator" in world.alerts[-1]
    settings = await chat.presses(panel, "‹ Back", chat=GROUP)

    assert settings is not None
    assert settings.text.startswith("Settings of this chat")
    assert cast("dict[str, object]", settings.buttons[0][0])["text"] == "Daily quote"


@pytest.mark.parametrize(
    ("language", "question"),
    [("en", "who won the cup?"), ("ru", "кто выиграл кубок?"), ("zh", "谁赢了奖杯？")],
)
async def test_in_a_group_no_example_is_cut_by_its_neighbour(
    chat: Chat, language: str, question: str
) -> None:
    ann = {**ANN, "language_code": language}
    for number in range(4):
        chat.world.now += 60
        said = await chat.says(f"/ask {question} {number}", user=ann, chat=GROUP)

        assert not faults(said)
        assert load_locales().within(language).plain["button_dismiss"] in said.labels
