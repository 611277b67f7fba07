"""What keeps updates from coming: each kind in words for the log and for `health`, with its cure."""

from __future__ import annotations

from enum import Enum


class PollFailure(Enum):
    """Why a poll brought no updates; the value is what the operator reads."""

    UNREACHABLE = "Telegram can't be reached; look at the network; trying again until it can"
    WEBHOOK = (
        "Telegram sends the updates to a webhook that another program set; stop that program and start this "
        "one again: `run` removes the webhook when it starts"
    )
    FOREIGN = "another program has set or removed the webhook; stop that program: this one sets its own again"
    UNDELIVERED = "Telegram can't deliver updates at WEBHOOK_URL; look at its address, certificate and proxy"
    TAKEN = "another program asks Telegram for this bot's updates; stop one of the two"
    SLOWED = "Telegram tells this bot to ask less often; trying again when it allows"
    ODD = "what answers is no Bot API server's list of updates; look at TELEGRAM_API_BASE_URL"
    REFUSED = "Telegram does not know the token any more; copy it again from @BotFather"

    @property
    def passes(self) -> bool:
        """Whether it mostly ends by itself, so that only its length makes it a fault."""
        return self in {PollFailure.UNREACHABLE, PollFailure.SLOWED}


class PollError(Exception):
    """A poll that brought no list of updates."""

    def __init__(
        self, failure: PollFailure, *, said: str = "", status: int = 0, wait_seconds: float = 0
    ) -> None:
        """Keep what went wrong.

        Args:
            failure: Its kind.
            said: What the network said; nothing of an update.
            status: HTTP status of the answer; 0 if there was none.
            wait_seconds: How long the server asks to wait.
        """
        super().__init__(failure.value)
        self.failure = failure
        self.said = said
        self.status = status
        self.wait_seconds = wait_seconds
