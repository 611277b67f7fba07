"""Telegram refuses, waits and breaks off; people still get their answer, and the log stays readable."""

from __future__ import annotations

import ast
import logging

import pytest

from handlers import surfaces
from handlers.refusal import Refusal as Meant
from tests.chat import Chat
from tests.telegram.refusal import Refusal
from tests.telegram.world import ANN, BOT, GROUP, PRIVATE, World
from tests.test_kinds import PROJECT, compared_texts

NAME = f"@{BOT['username']}"
MOST_TRIES = len(surfaces.PAUSES_SECONDS) + 1
PAUSE = Refusal("Too Many Requests: retry after 1", code=429, retry_after=1)
LONG_PAUSE = Refusal("Too Many Requests: retry after 3600", code=429, retry_after=3600)


@pytest.fixture(autouse=True)
def _pauses_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    monkeypatch.setattr(surfaces, "PAUSES_SECONDS", (0.0,) * len(surfaces.PAUSES_SECONDS))


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.INFO, "handlers")
    return caplog


@pytest.mark.parametrize(
    "fault", [PAUSE, Refusal.reset(), Refusal("Bad Gateway", code=502)], ids=["429", "reset", "502"]
)
async def test_an_answer_is_tried_again(
    chat: Chat, world: World, quiet: pytest.LogCaptureFixture, fault: Refusal
) -> None:
    world.faults += [fault] * (MOST_TRIES - 1)

    assert "Sergey Lavrov" in (await chat.says("lavrov")).text
    assert not quiet.records


@pytest.mark.parametrize("fault", [PAUSE, Refusal.reset()], ids=["429", "reset"])
async def test_a_press_is_tried_again(chat: Chat, world: World, fault: Refusal) -> None:
    reply = await chat.says("lavrov")
    world.faults += [fault, fault]

    source = await chat.presses(reply, "Source")

    assert source is not None
    assert source.text.startswith("As published")


@pytest.mark.parametrize("fault", [PAUSE, Refusal.reset()], ids=["429", "reset"])
async def test_an_edit_is_tried_again(chat: Chat, world: World, fault: Refusal) -> None:
    await chat.says("lavrov", message_id=77_000)
    world.faults.append(fault)

    assert "Wang Yi" in (await chat.says("wang yi", message_id=77_000, kind="edited_message")).text


@pytest.mark.parametrize("fault", [PAUSE, Refusal.reset()], ids=["429", "reset"])
async def test_inline_results_and_guest_answers_are_tried_again(
    chat: Chat, world: World, fault: Refusal
) -> None:
    world.faults.append(fault)
    await chat.happens(world.types_inline("lavrov"))
    world.faults.append(fault)
    await chat.happens(world.asks_as_guest(f"{NAME} lavrov"))

    assert world.inline_answers
    assert world.guest_answers


@pytest.mark.parametrize(
    ("fault", "level"),
    [
        (LONG_PAUSE, "WARNING"),
        (Refusal.reset(), "WARNING"),
        (Refusal("Forbidden: bot was kicked from the group chat", code=403), "INFO"),
        (Refusal.bad("not enough rights to send text messages to the chat"), "INFO"),
        (Refusal.bad("TOPIC_CLOSED"), "INFO"),
        (Refusal.bad("message thread not found"), "INFO"),
        (Refusal.bad("chat not found"), "INFO"),
        (Refusal.bad("group chat was upgraded to a supergroup chat"), "INFO"),
    ],
    ids=lambda fault: fault.description if isinstance(fault, Refusal) else fault,
)
async def test_what_cannot_be_said_is_one_line_without_a_traceback(
    chat: Chat, world: World, quiet: pytest.LogCaptureFixture, fault: Refusal, level: str
) -> None:
    if "upgraded" in fault.description:
        fault.parameters["migrate_to_chat_id"] = -100600
    world.faults += [fault] * MOST_TRIES

    assert await chat.tries(f"lavrov {NAME}", chat=GROUP) is None
    assert [(record.levelname, record.exc_info) for record in quiet.records] == [(level, None)]


async def test_who_blocked_the_bot_meanwhile_is_one_line(
    chat: Chat, world: World, quiet: pytest.LogCaptureFixture
) -> None:
    reply = await chat.says("lavrov")
    world.blocked.add(100)

    assert await chat.tries("wang yi") is None
    assert len(quiet.records) == 1
    assert quiet.records[0].exc_info is None
    assert await chat.presses(reply, "Source") is not None


async def test_a_mistake_of_ours_is_one_line_that_says_where(
    chat: Chat, world: World, quiet: pytest.LogCaptureFixture
) -> None:
    world.faults.append(Refusal.bad("can't parse entities"))

    await chat.tries("lavrov")

    assert [record.levelname for record in quiet.records] == ["ERROR"]
    assert quiet.records[0].exc_info is None
    said = quiet.records[0].getMessage()
    assert "could not be handled: BadRequest (Can't parse entities) at " in said
    assert " < ask.py:" in said


async def test_a_picture_that_is_pressed_stays_and_the_page_comes_below(chat: Chat, world: World) -> None:
    await chat.says("lavrov")
    picture = {"message_id": 5, "date": world.now, "chat": PRIVATE, "from": BOT, "caption": "lavrov"}
    world.faults += [Refusal.bad("query is too old"), Refusal.bad("there is no text in the message to edit")]

    source = await chat.happens(world.calls_back("p:lavrov-team", message=picture))

    assert source is not None
    assert source.text.startswith("As published")


async def test_a_message_too_old_to_be_shown_is_answered_below(chat: Chat, world: World) -> None:
    too_old = {"message_id": 5, "date": 0, "chat": PRIVATE}

    source = await chat.happens(world.calls_back("p:lavrov-team", message=too_old))
    gone = await chat.happens(world.calls_back("d:100", message={**too_old, "chat": GROUP}))

    assert source is not None
    assert source.text.startswith("As published")
    assert gone is None


@pytest.mark.parametrize(
    "text",
    [
        "<b>lavrov</b> & <script>alert(1)</script>",
        "&lt;b&gt; &amp; <tg-spoiler>x",
        "\u202elavrov\u202c",
        "la\u200bvrov",
        "لافروف",
        "🙂",
        "🏳️‍🌈👨‍👩‍👧‍👦",
        "\u200b",
        "\u2060\u200e",
        "a" * 4096,
        "<" * 4096,
        "&amp;" * 819,
        "🙂" * 2048,
        "lavrov " * 585,
        "\n\n\n",
        "{name} %s {0}",
        "\x00\x07lavrov",
    ],
)
async def test_whatever_is_typed_gets_an_answer_that_telegram_takes(
    chat: Chat, world: World, quiet: pytest.LogCaptureFixture, text: str
) -> None:
    hostile = {**ANN, "first_name": "<b>&", "last_name": "</b>", "username": "x"}

    reply = await chat.says(text, user=hostile)
    await chat.happens(world.asks_as_guest(f"{NAME} {text}"[:4096], user=hostile))
    await chat.happens(world.types_inline(text[:256], user=hostile))
    if "Why this?" in reply.labels:
        await chat.presses(reply, "Why this?")

    assert reply.text.strip()
    assert world.guest_answers
    assert world.inline_answers
    assert not quiet.records


def test_what_telegram_refuses_by_stands_in_one_file() -> None:
    phrases = {phrase for one in Meant for phrase in one.value}
    elsewhere = [
        f"{path.relative_to(PROJECT)}: {one.value}"
        for room in ("handlers", "bot")
        for path in sorted((PROJECT / room).rglob("*.py"))
        if path.name != "refusal.py"
        for one in compared_texts(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(one.value, str) and one.value.lower() in phrases
    ]

    assert elsewhere == []
