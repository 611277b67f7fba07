"""What Telegram answers when it will not do something."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - Telegram's word is not "error"
    """A call that Telegram refuses, in Telegram's own words."""

    def __init__(self, description: str, *, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    @classmethod
    def reset(cls) -> Refusal:
        """Break the connection instead of answering."""
        return cls("connection reset", code=0)

    @property
    def is_reset(self) -> bool:
        """Whether nothing at all is answered."""
        return self.code == 0

    @classmethod
    def bad(cls, words: str) -> Refusal:
        """Refuse what was wrongly asked."""
        return cls(f"Bad Request: {words}")
