"""A poll's answer: updates out of whatever comes back, one after the other, or which failure it was."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import pytest
from telegram.request import BaseRequest

from bot.intake import poll
from bot.intake.poll import Poll
from bot.intake.poll_failure import PollError, PollFailure

ONE, TWO = {"update_id": 1, "message": {"text": "a]}, {"}}, {"update_id": 2, "x": ["\ud83d", {}]}
LONG = {"update_id": 3, "message": {"text": "я" * 10_000}}
TOO_MUCH = {"update_id": 4, "message": [[]] * 40_000}


@dataclass(slots=True)
class Answering(BaseRequest):
    """Telegram's far end for one poll."""

    status: int
    body: bytes

    @property
    def read_timeout(self) -> float | None:
        return None

    async def initialize(self) -> None: ...

    async def shutdown(self) -> None: ...

    async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
        return self.status, self.body


async def came(body: bytes | str, status: int = 200) -> list[object]:
    request = Answering(status, body if isinstance(body, bytes) else body.encode())
    return list(await Poll(request, "").fetch(None, limit=100, timeout_seconds=0))


def result(*updates: object) -> str:
    return json.dumps({"ok": True, "result": updates})


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (result(), []),
        (result(ONE, TWO), [ONE, TWO]),
        (json.dumps({"ok": True, "result": [ONE, TWO]}, indent=2), [ONE, TWO]),
        (result(ONE, 7, None, [], "a"), [ONE, 7, None, [], "a"]),
        (result(ONE).encode("utf-16"), [ONE]),
        (b"\xef\xbb\xbf" + result(ONE, TWO).encode(), [ONE, TWO]),
        ('{"result": [{"update_id": 1}], "ok": true}', [{"update_id": 1}]),
        (result(ONE, TWO) + "and so on", [ONE, TWO]),
        (result(ONE, TWO)[:-12], [ONE]),
        (result(LONG, LONG, LONG), [LONG, LONG, LONG]),
    ],
)
async def test_updates_are_read_as_far_as_they_can_be(body: bytes | str, expected: list[object]) -> None:
    assert await came(body) == expected


@pytest.mark.parametrize(
    "piece",
    [
        '{"update_id": 9, "n": ' + "9" * 5000 + "}",
        '{"update_id": 9, "n": ' + "[" * 50_000 + "]" * 50_000 + "}",
        '{"update_id": 9, "n": klingon}',
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
async def test_what_is_no_json_is_given_as_bytes_among_the_others(piece: str, place: int) -> None:
    pieces = [json.dumps(ONE), json.dumps({"update_id": 2})]
    pieces.insert(place, piece)

    found = await came('{"ok": true, "result": [' + ",".join(pieces) + "]}")

    expected: list[object] = [ONE, {"update_id": 2}]
    expected.insert(place, piece.encode())
    assert found == expected


async def test_of_a_large_answer_one_that_is_too_large_is_given_as_bytes() -> None:
    assert await came(result(ONE, TOO_MUCH, TWO)) == [ONE, json.dumps(TOO_MUCH).encode(), TWO]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "no JSON"),
        ("<html>", "no JSON"),
        (b"\xff\xfe\xfd", "no JSON"),
        ('{"ok": true, "result": [{"update_id": 1, "mess', "no JSON"),
        ("null", "no list"),
        ("[]", "no list"),
        ('{"ok": true}', "no list"),
        ('{"ok": true, "result": {"update_id": 1}}', "no list"),
        ('{"ok": false, "description": "x"}', "no list"),
        ('{"ok": true, "result": "' + "x" * 200_000 + '"}', "no list"),
    ],
)
async def test_what_is_no_list_of_updates_is_said(body: bytes | str, said: str) -> None:
    with pytest.raises(PollError) as raised:
        await came(body)

    assert (raised.value.failure, raised.value.said) == (PollFailure.ODD, said)


@pytest.mark.parametrize(("told", "seconds"), [(7, 7), ("7", 7), (2**31 - 1, 0), (-1, 0), (None, 0)])
async def test_a_poll_that_is_slowed_waits_as_long_as_telegram_would_tell(told: object, seconds: int) -> None:
    with pytest.raises(PollError) as raised:
        await came(json.dumps({"ok": False, "parameters": {"retry_after": told}}), status=429)

    assert (raised.value.failure, raised.value.wait_seconds) == (PollFailure.SLOWED, seconds)


async def test_an_update_is_read_when_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a hundred odd ones are never in memory at once."""
    read: list[object] = []

    class Noting(json.JSONDecoder):
        def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
            found = super().raw_decode(s, idx)
            read.append(found[0])
            return found

    monkeypatch.setattr(poll, "_DECODER", Noting())
    found = await Poll(Answering(200, result(ONE, TWO).encode()), "").fetch(None, limit=1, timeout_seconds=0)
    assert read == []

    assert next(found) == ONE
    assert read == [ONE]
