"""Odd answers: what was accepted counts, what was not is tried again, and nothing of it is a traceback."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot, CallbackQuery, Chat, Message, User
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TimedOut

from bot.account import Account
from bot.delivery.verdict import Retry, judge
from bot.transports.http import AiohttpRequest, Timeouts
from bot.transports.outcome import outcome, wait_seconds
from handlers import surfaces
from handlers.reply import Reply

HTML = b"<html><body><h1>502 Bad Gateway</h1><p>your words here</p></body></html>"


@dataclass
class Oddity:
    """A far end that answers with the next of these, and at last as Telegram does."""

    answers: Iterator[tuple[int, bytes]] = field(default_factory=lambda: iter(()))
    asked: list[str] = field(default_factory=list)
    delay: float = 0.0

    async def answer(self, request: web.Request) -> web.Response:
        await request.post()
        self.asked.append(request.path.rpartition("/")[2])
        await asyncio.sleep(self.delay)
        status, body = next(self.answers, (200, b'{"ok":true,"result":{"message_id":77}}'))
        return web.Response(status=status, body=body)


@pytest.fixture
def oddity(monkeypatch: pytest.MonkeyPatch) -> Oddity:
    monkeypatch.setattr(surfaces, "PAUSES_SECONDS", (0.0,) * len(surfaces.PAUSES_SECONDS))
    return Oddity()


@pytest.fixture
async def bot(oddity: Oddity) -> AsyncIterator[Bot]:
    application = web.Application()
    application.router.add_post("/{anything:.*}", oddity.answer)
    async with TestServer(application) as running, AiohttpRequest(timeouts=Timeouts(read=0.5)) as request:
        url = str(running.make_url("/bot"))
        yield Account("1:x", base_url=url, request=request, get_updates_request=request)


def asked_by(bot: Bot) -> Message:
    message = Message(5, None, Chat(100, "private"))  # type: ignore[arg-type]
    message.set_bot(bot)
    return message


ACCEPTED = {
    "a preview echoed as text": {"message_id": 9, "link_preview_options": '{"is_disabled":true}'},
    "a keyboard of a kind nobody knows": {"message_id": 9, "reply_markup": {"hologram": [1]}},
    "an id and nothing else": {"message_id": 9},
    "no id": {"date": 1},
    "a chat that is a number": {"message_id": 9, "chat": 100, "date": "yesterday"},
    "nothing": {},
    "true": True,
    "null": None,
    "a list": [1, 2],
}


@pytest.mark.parametrize("result", ACCEPTED.values(), ids=ACCEPTED.keys())
async def test_what_telegram_accepted_is_sent_once(bot: Bot, oddity: Oddity, result: object) -> None:
    oddity.answers = iter([(200, json.dumps({"ok": True, "result": result}).encode())])

    sent = await surfaces.send(asked_by(bot), Reply("hello"))

    assert sent in {0, 9}
    assert oddity.asked == ["sendMessage"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"ok":true,"result":{"message_id":12,"text":"cut off in the mid',
        b'{"ok":true}',
        b'{ "result" : {"message_id": 1}, "ok" : true, "more": ',
        b'{"ok":true,"result":{"message_id":1',
    ],
)
async def test_an_acceptance_cut_short_is_one(bot: Bot, oddity: Oddity, body: bytes) -> None:
    oddity.answers = iter([(200, body)])

    await surfaces.send(asked_by(bot), Reply("hello"))

    assert len(oddity.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        (200, HTML),
        (502, HTML),
        (502, b""),
        (200, b""),
        (200, b"[]"),
        (200, b"null"),
        (200, b'{"result": {"message_id": 1}}'),
        (200, b'{"ok": fal'),
        (503, b'"busy"'),
        (404, HTML),
        (301, b""),
        (200, b"[" * 5000),
        (200, b'{"text": "he said \\"ok\\":true'),
    ],
)
async def test_what_was_not_accepted_is_tried_again_without_a_traceback(
    bot: Bot, oddity: Oddity, caplog: pytest.LogCaptureFixture, answer: tuple[int, bytes]
) -> None:
    oddity.answers = iter([answer, answer])

    sent = await surfaces.send(asked_by(bot), Reply("hello"))

    assert sent == 77
    assert len(oddity.asked) == 3
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_who_never_answers_as_telegram_does_is_an_error_of_the_network(
    bot: Bot, oddity: Oddity
) -> None:
    oddity.answers = iter([(200, HTML)] * 99)

    with pytest.raises(NetworkError) as caught:
        await surfaces.send(asked_by(bot), Reply("hello"))

    assert "your words" not in str(caught.value)
    assert len(oddity.asked) == len(surfaces.PAUSES_SECONDS) + 1


async def test_what_nobody_answered_in_time_is_not_sent_twice(bot: Bot, oddity: Oddity) -> None:
    oddity.delay = 2.0
    message = asked_by(bot)

    with pytest.raises(TimedOut):
        await surfaces.send(message, Reply("hello"))

    assert oddity.asked == ["sendMessage"]


async def test_a_press_is_answered_whatever_the_result(bot: Bot, oddity: Oddity) -> None:
    oddity.answers = iter([(200, b'{"ok":true,"result":{"surprise":1}}')])
    query = CallbackQuery("1", User(100, "Ann", is_bot=False), "x")
    query.set_bot(bot)

    await surfaces.done(query)

    assert oddity.asked == ["answerCallbackQuery"]


async def test_a_bot_is_one_even_if_the_server_does_not_say_so(bot: Bot, oddity: Oddity) -> None:
    oddity.answers = iter([(200, b'{"ok":true,"result":{"username":"TestNameBot","first_name":"T"}}')])

    await bot.initialize()

    assert (bot.username, bot.bot.is_bot) == ("TestNameBot", True)


def refused(status: int, body: object) -> tuple[int, dict[str, object]]:
    code, said = outcome("sendMessage", status, json.dumps(body).encode())
    return code, json.loads(said)


def test_a_refusal_keeps_what_the_library_reads_of_it() -> None:
    body = {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": "7", "x": []}}

    code, said = refused(429, body)

    assert (code, said["description"], said["parameters"]) == (429, "Too Many Requests", {"retry_after": 7})


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (1, 1),
        ("35", 35),
        (0.2, 1),
        (86_400, 86_400),
        (86_401, 0),
        (10**15, 0),
        (10**400, 0),
        ("9" * 5000, 0),
        (0, 0),
        (-1, 0),
        (None, 0),
        ("soon", 0),
        ([1], 0),
        (float("nan"), 0),
        (float("inf"), 0),
    ],
)
def test_a_wait_is_a_time_that_telegram_would_tell(told: object, seconds: int) -> None:
    """A server that counts in other units holds nothing back for years, nor is it asked all the time."""
    assert wait_seconds(told) == seconds


@pytest.mark.parametrize("wait", [10**15, -1, 0])
async def test_a_wait_that_is_none_is_a_pause_before_another_try(bot: Bot, oddity: Oddity, wait: int) -> None:
    body = {"ok": False, "error_code": 429, "parameters": {"retry_after": wait}}
    oddity.answers = iter([(429, json.dumps(body).encode())])

    assert await surfaces.send(asked_by(bot), Reply("hello")) == 77


@pytest.mark.parametrize("wait", [b"9" * 5000, b"9" * 30, b"-1", "²".encode()])
def test_a_header_that_tells_no_time_is_a_second(wait: bytes) -> None:
    code, said = outcome("sendMessage", 429, HTML, retry_after=wait.decode())

    assert (code, json.loads(said)["parameters"]) == (429, {"retry_after": 1})


def test_a_refusal_tells_neither_of_whom_it_was_nor_what_was_said() -> None:
    description = 'Bad Request: can\'t parse "what did Ann say" of -1001234567890 at byte offset 17'

    _, said = refused(400, {"ok": False, "description": description})

    assert said["description"] == "Bad Request: can't parse … of … at byte offset 17"


def test_a_refusal_under_200_is_one() -> None:
    assert refused(200, {"ok": False, "error_code": 403, "description": "Forbidden: blocked"})[0] == 403


async def test_a_429_without_a_word_of_telegrams_is_one(bot: Bot, oddity: Oddity) -> None:
    oddity.answers = iter([(429, HTML)])

    with pytest.raises(RetryAfter):
        await bot.send_message(1, "hello")


@pytest.mark.parametrize(("status", "error"), [(400, BadRequest), (403, Forbidden)])
async def test_telegrams_own_refusals_stay_what_they_are(
    bot: Bot, oddity: Oddity, status: int, error: type[Exception]
) -> None:
    oddity.answers = iter([(status, b'{"ok":false,"description":["odd"],"parameters":[]}')])

    with pytest.raises(error):
        await bot.send_message(1, "hello")


@pytest.mark.parametrize(("status", "is_administrator"), [("administrator", True), ("left", False)])
async def test_a_member_is_who_the_status_says_whatever_rights_are_listed(
    bot: Bot, oddity: Oddity, status: str, *, is_administrator: bool
) -> None:
    result = {"status": status, "user": {"id": 1}, "can_fly": "yes"}
    oddity.answers = iter([(200, json.dumps({"ok": True, "result": result}).encode())])

    assert ((await bot.get_chat_member(1, 2)).status == "administrator") is is_administrator


async def test_a_pictures_id_is_kept_and_an_odd_size_is_passed_over(bot: Bot, oddity: Oddity) -> None:
    good = {"file_id": "F", "file_unique_id": "U", "width": 9, "height": 9, "file_size": "huge"}
    body = {"ok": True, "result": {"message_id": 4, "photo": [{}, good, {"file_id": 3}, None]}}
    oddity.answers = iter([(200, json.dumps(body).encode())])

    sent = await bot.send_photo(1, b"PNG")

    assert [size.file_id for size in sent.photo] == ["F"]


@pytest.mark.parametrize(("answer", "doubtful"), [((200, HTML), True), ((502, HTML), False)])
async def test_a_delivery_is_in_doubt_only_if_telegram_may_have_it(
    bot: Bot, oddity: Oddity, answer: tuple[int, bytes], *, doubtful: bool
) -> None:
    oddity.answers = iter([answer])

    with pytest.raises(NetworkError) as caught:
        await bot.send_message(1, "hello")

    verdict = judge(caught.value, attempts=1)
    assert isinstance(verdict, Retry)
    assert verdict.doubtful is doubtful
