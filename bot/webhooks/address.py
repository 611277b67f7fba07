"""Where Telegram delivers, and the word by which it is known."""

from __future__ import annotations

import hashlib
import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.settings import Settings

PATH = "/webhook"


@dataclass(frozen=True, slots=True)
class Address:
    """What Telegram is told.

    Attributes:
        url: Where it delivers.
        paths: Under which of them the requests arrive here: a proxy may have cut the beginning off.
        secret: Stands in a header of each request that Telegram makes.
    """

    url: str
    paths: frozenset[str]
    secret: str = field(repr=False)


def address_of(settings: Settings, token: str) -> Address | None:
    """Give where Telegram should deliver; None if the bot polls.

    The secret is made from the token if none is set, so that all replicas have the same one, after a new
    token another one, and nobody has to keep it.
    """
    if settings.webhook_url is None:
        return None
    url = settings.webhook_url.rstrip("/")
    wanted = settings.webhook_path or ("" if urlsplit(url).path else PATH)
    if wanted and not url.endswith(wanted):
        url += wanted
    return Address(
        url, frozenset({urlsplit(url).path, *([wanted] if wanted else [])}), _secret(settings, token)
    )


def _secret(settings: Settings, token: str) -> str:
    if settings.webhook_secret is not None:
        return settings.webhook_secret
    made = hmac.new(token.encode(), b"webhook secret", hashlib.sha256).digest()
    return urlsafe_b64encode(made).decode().rstrip("=")
