"""Small talk without a word: which are answered by a reaction, and pictures that stand for words."""

from __future__ import annotations

import re

from knowledge.answering.kinds import Intent

REACTIONS = {Intent.THANKS: "🤝", Intent.AGREED: "👌"}
"""What is answered by a reaction, where those are allowed: of Telegram's free ones."""
_SAID_BY = {
    Intent.THANKS: ("🙏", "❤", "🤝", "🌹", "💐"),
    Intent.AGREED: ("👍", "👌", "👏", "🔥", "💯", "✅", "🫡"),
    Intent.HELLO: ("👋", "🙋"),
}
_SMALL_TALK = {picture: small_talk for small_talk, pictures in _SAID_BY.items() for picture in pictures}
_LOOKS = re.compile(r"[\ufe0f\U0001f3fb-\U0001f3ff\s]")
"""What chooses a picture's look or colour, and spaces between several."""


def small_talk_in_pictures(text: str) -> Intent | None:
    """Give the small talk that a message of one picture, or of the same one several times, stands for."""
    said = set(_LOOKS.sub("", text))
    return _SMALL_TALK.get(said.pop()) if len(said) == 1 else None
