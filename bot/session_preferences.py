"""Preferences that last as long as the process: for the terminal, where nobody comes back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SessionPreferences:
    """Fulfils `handlers.person.Preferences` in memory."""

    _languages: dict[int, str] = field(default_factory=dict)

    async def language(self, person: int) -> str | None:
        """Give the language a person chose; None if they chose none."""
        return self.chosen(person)

    def chosen(self, person: int) -> str | None:
        """Give the same without waiting."""
        return self._languages.get(person)

    async def choose_language(self, person: int, language: str) -> None:
        """Keep the language a person chose."""
        self._languages[person] = language

    async def forget(self, person: int) -> None:
        """Delete what a person chose."""
        self._languages.pop(person, None)
