"""Cards that are known as long as the process lasts: for the terminal."""

from __future__ import annotations

from dataclasses import dataclass, field

from handlers.card.files import CardKey


@dataclass(frozen=True, slots=True)
class SessionCards:
    """Fulfils `handlers.card.files.CardFiles` in memory."""

    _known: dict[CardKey, str] = field(default_factory=dict)

    async def file_id(self, key: CardKey) -> str | None:
        """Give the file id of a card; None if it was not sent yet."""
        return self._known.get(key)

    async def keep(self, key: CardKey, file_id: str) -> None:
        """Keep the file id of a card."""
        self._known[key] = file_id
