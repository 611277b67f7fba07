"""What a draft needs: taken from flags, else asked for in the terminal, with completion."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.errors import UsageError


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that is asked for.

    Attributes:
        flag: Its name as a flag, without dashes.
        prompt: What it is, for help and terminal.
        default: What counts if nothing is said; None if something must be.
    """

    flag: str
    prompt: str
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """Gives the answers to fields.

    Attributes:
        options: The flags as parsed.
        is_terminal: Whether somebody is there to be asked.
        read: Reads one line after a prompt.
    """

    options: Namespace
    is_terminal: bool
    read: Callable[[str], str] = input

    def text(self, field: Field, *, known: Sequence[str] = (), default: str | None = None) -> str:
        """Give an answer, without spaces at its ends.

        Args:
            known: What the answer may be, for completion; any other is taken too.
            default: Instead of the field's own.

        Raises:
            UsageError: It is not given by a flag, and nobody is there to be asked.
        """
        given: str | None = getattr(self.options, field.flag.replace("-", "_"))
        otherwise = field.default if default is None else default
        if given is not None:
            return given.strip()
        if not self.is_terminal:
            if otherwise is None:
                raise UsageError(f"--{field.flag}: is missing; {field.prompt}")
            return otherwise
        return self._asked(field, otherwise, known)

    def _asked(self, field: Field, otherwise: str | None, known: Sequence[str]) -> str:
        _complete(known)
        shown = f" [{otherwise}]" if otherwise else " (may be left empty)" if otherwise == "" else ""
        while True:
            said = self.read(f"{field.prompt}{shown}: ").strip()
            if said or otherwise is not None:
                return said or otherwise or ""

    def listed(self, field: Field, *, known: Sequence[str] = (), default: str | None = None) -> list[str]:
        """Give an answer of several, separated by semicolons."""
        said = self.text(field, known=known, default=default)
        return [part.strip() for part in said.split(";") if part.strip()]


def in_terminal(options: Namespace) -> Asking:
    """Ask whoever sits at the terminal, if somebody does."""
    return Asking(options, is_terminal=sys.stdin.isatty() and sys.stdout.isatty())


def add_flags(parser: ArgumentParser, fields: Sequence[Field]) -> None:
    """Declare a flag for each field."""
    for field in fields:
        needed = "" if field.default is None else f" (default: {field.default or 'none'})"
        parser.add_argument(f"--{field.flag}", metavar="TEXT", help=field.prompt + needed)


def _complete(known: Sequence[str]) -> None:
    """Complete with the tab key, where Python was built with readline."""
    try:
        import readline  # noqa: PLC0415 - not on every system, and not needed to answer
    except ImportError:
        return
    readline.set_completer_delims(";")
    readline.set_completer(_completer(known))
    readline.parse_and_bind("tab: complete")


def _completer(known: Sequence[str]) -> Callable[[str, int], str | None]:
    def complete(begun: str, number: int) -> str | None:
        fitting = [one for one in known if one.casefold().startswith(begun.strip().casefold())]
        return fitting[number] if number < len(fitting) else None

    return complete
