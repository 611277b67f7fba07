"""What Telegram is told of the webhook."""

from __future__ import annotations

from argparse import Namespace

import pytest

from bot import settings
from bot.webhooks.address import Address, address_of

TOKEN = "4242:AAtheTokenThatMustNeverBeSeen"


def address(**variables: str) -> Address | None:
    return address_of(settings.read(Namespace(), environment=variables), TOKEN)


@pytest.mark.parametrize(
    ("variables", "url", "paths"),
    [
        ({"WEBHOOK_URL": "https://b.org"}, "https://b.org/webhook", {"/webhook"}),
        ({"WEBHOOK_URL": "https://b.org/"}, "https://b.org/webhook", {"/webhook"}),
        ({"WEBHOOK_URL": "https://b.org/tg"}, "https://b.org/tg", {"/tg"}),
        ({"WEBHOOK_URL": "https://b.org", "WEBHOOK_PATH": "/a"}, "https://b.org/a", {"/a"}),
        ({"WEBHOOK_URL": "https://b.org/x", "WEBHOOK_PATH": "/a"}, "https://b.org/x/a", {"/a", "/x/a"}),
        ({"WEBHOOK_URL": "https://b.org/x/a", "WEBHOOK_PATH": "/a"}, "https://b.org/x/a", {"/a", "/x/a"}),
    ],
)
def test_url_and_path_make_one_address(variables: dict[str, str], url: str, paths: set[str]) -> None:
    found = address(**variables)

    assert found is not None
    assert (found.url, set(found.paths)) == (url, paths)


def test_without_a_url_the_bot_polls() -> None:
    assert address(WEBHOOK_PATH="/a", PORT="80") is None


def test_a_secret_is_made_that_all_replicas_have_and_that_tells_nothing_of_the_token() -> None:
    first, second = address(WEBHOOK_URL="https://a.org"), address(WEBHOOK_URL="https://b.org")

    assert first is not None
    assert second is not None
    assert first.secret == second.secret
    assert len(first.secret) == 43
    assert first.secret not in repr(first)
    assert not any(part in first.secret for part in TOKEN.split(":"))


def test_a_secret_of_ones_own_is_taken() -> None:
    found = address(WEBHOOK_URL="https://b.org", WEBHOOK_SECRET="my-secret_1")

    assert found is not None
    assert found.secret == "my-secret_1"
