"""What can go wrong around the program, each as one line for the operator."""

from __future__ import annotations


class BotError(Exception):
    """Something the operator can mend; its text is the line, or lines, to print: where, what, what to do."""


class SettingsError(BotError):
    """Faults in the environment or the flags, all at once."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        """Join the faults.

        Args:
            faults: One line each, without the values of secrets.
        """
        super().__init__("\n".join(faults))


class TokenRefusedError(BotError):
    """Telegram does not know the token."""

    def __init__(self, status: int) -> None:
        """Name the variable.

        Args:
            status: What Telegram answered: 401 (revoked or unknown) or 404 (no token, or no Bot API server).
        """
        super().__init__(f"TELEGRAM_BOT_TOKEN: Telegram refused it ({status}); copy it again from @BotFather")


class TokenRevokedError(TokenRefusedError):
    """Telegram knew the token, and knows it no longer."""


class UnreachableError(BotError):
    """No answer from the Bot API server when the program started."""

    def __init__(self, base_url: str, *, reason: str, tries: int) -> None:
        """Say where nobody answered.

        Args:
            base_url: Address of the Bot API server, without the token.
            reason: What the network said.
            tries: How often it was tried.
        """
        super().__init__(
            f"TELEGRAM_API_BASE_URL: no answer from {base_url} in {tries} tries ({reason}); "
            "look at the network, the proxy and the address"
        )


class FolderError(BotError):
    """A folder that is missing, or that can't be written."""

    def __init__(self, variable: str, folder: object, *, reason: str, hint: str) -> None:
        """Name the folder and the variable it comes from."""
        super().__init__(f"{variable}: {folder}: {reason}; {hint}")


class UsageError(BotError):
    """A command was called in a way it can't work."""
