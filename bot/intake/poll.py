"""One getUpdates: raw updates out of whatever comes back, or which failure it was."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TypeAlias

from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData
from telegram.request._requestparameter import RequestParameter

from bot.intake.arrival import LARGEST_BYTES
from bot.intake.poll_failure import PollError, PollFailure
from bot.transports.outcome import wait_seconds

Raw: TypeAlias = object
"""An update as JSON gives it; bytes if it is no JSON that can be read, or too much of it."""

PATIENCE_SECONDS = 10.0
"""For the answer, on top of the time that the server is asked to wait for updates."""
_BEGINNING = re.compile(r'\s*\{\s*"ok"\s*:\s*true\s*,\s*"result"\s*:\s*\[\s*')
_NEXT = re.compile(r"\s*,\s*|\s*")
_DECODER = json.JSONDecoder()
_MARKS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]', re.DOTALL)
_DEPTH_OF_UPDATES = 3
_REFUSED = frozenset({HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND})


@dataclass(frozen=True, slots=True)
class Poll:
    """Asks for updates.

    Attributes:
        address: Of the bot at the server, token included; never shown.
        allowed: The kinds of update that are asked for.
    """

    request: BaseRequest
    address: str = field(repr=False)
    allowed: Sequence[str] = ()

    async def fetch(self, offset: int | None, *, limit: int, timeout_seconds: int) -> Iterator[Raw]:
        """Give the updates that wait, and confirm all below `offset`.

        Each is read when it is asked for: a hundred odd ones at once take megabytes, and Python does not give
        all of that back. Whoever asks for the first may get a `PollError` too.

        Args:
            offset: Id of the first update wanted; None for the first that is not confirmed.
            limit: Most of them, 1 to 100; a server may give more.
            timeout_seconds: How long the server waits for one; 0 answers at once.

        Raises:
            PollError: No list of updates came.
        """
        asked = {"limit": limit, "timeout": timeout_seconds, "allowed_updates": list(self.allowed)}
        if offset is not None:
            asked["offset"] = offset
        data = RequestData([RequestParameter.from_input(name, value) for name, value in asked.items()])
        patience = timeout_seconds + PATIENCE_SECONDS
        try:
            status, body = await self.request.do_request(
                f"{self.address}/getUpdates", "POST", data, read_timeout=patience
            )
        except TelegramError as error:
            raise PollError(PollFailure.UNREACHABLE, said=str(error)) from None
        return _updates(status, body)


def _updates(status: int, body: bytes) -> Iterator[Raw]:
    if status != HTTPStatus.OK:
        raise _refusal(status, _json(body))
    if len(body) > LARGEST_BYTES:
        return _from_large(status, body)
    try:
        text = body.decode()
    except ValueError:
        return iter(_from_odd(status, body))
    begun = _BEGINNING.match(text)
    return _in_turn(text, begun.end()) if begun else iter(_from_odd(status, body))


def _in_turn(text: str, place: int) -> Iterator[Raw]:
    """Read one update of the list after the other; what follows the list does not matter."""
    begun = place
    while place < len(text) and text[place] != "]":
        try:
            found, end = _DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            # One number of five thousand digits, or lists a thousand deep, must not hide the other updates.
            body = b'{"result": [' + text[place:].encode()
            rest = [_readable(piece) for piece in _pieces(body)]
            if not rest and place == begun:
                raise PollError(PollFailure.ODD, said="no JSON", status=HTTPStatus.OK) from None
            yield from rest
            return
        yield found
        place = _end_of(_NEXT, text, end)


def _end_of(pattern: re.Pattern[str], text: str, place: int) -> int:
    found = pattern.match(text, place)
    return found.end() if found else place


def _from_large(status: int, body: bytes) -> Iterator[Raw]:
    found = False
    for piece in _pieces(body):
        found = True
        yield _readable(piece)
    if not found:
        yield from _from_odd(status, body)


def _from_odd(status: int, body: bytes) -> Sequence[Raw]:
    """Read what does not begin as Telegram's answers do, or is not in UTF-8."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        found = [_readable(piece) for piece in _pieces(body)]
        if found:
            return found
        raise PollError(PollFailure.ODD, said="no JSON", status=status) from None
    result = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(result, list):
        raise PollError(PollFailure.ODD, said="no list", status=status)
    return result


def _refusal(status: int, answer: object) -> PollError:
    said = str(answer.get("description", "")) if isinstance(answer, dict) else ""
    if status in _REFUSED:
        return PollError(PollFailure.REFUSED, status=status)
    if status == HTTPStatus.CONFLICT:
        # https://github.com/tdlib/telegram-bot-api has one status for both, and tells them apart in words.
        failure = PollFailure.WEBHOOK if "webhook" in said.lower() else PollFailure.TAKEN
        return PollError(failure, status=status)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return PollError(PollFailure.SLOWED, status=status, wait_seconds=_wait(answer))
    return PollError(PollFailure.UNREACHABLE, said=f"HTTP status {status}", status=status)


def _wait(answer: object) -> int:
    parameters = answer.get("parameters") if isinstance(answer, dict) else None
    return wait_seconds(parameters.get("retry_after")) if isinstance(parameters, dict) else 0


def _json(body: bytes) -> object:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _readable(piece: bytes) -> Raw:
    found = _json(piece) if len(piece) <= LARGEST_BYTES else None
    return piece if found is None else found


def _pieces(body: bytes) -> Iterator[bytes]:
    """Cut the list of updates apart by its brackets, without reading what is in them."""
    depth = start = 0
    for mark in _MARKS.finditer(body):
        if mark[0] in b"[{":
            depth += 1
            start = mark.start() if depth == _DEPTH_OF_UPDATES else start
        elif mark[0] in b"]}":
            if depth == _DEPTH_OF_UPDATES:
                yield body[start : mark.end()]
            depth -= 1
