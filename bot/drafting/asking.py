"""What a draft needs: taken from flags, else asked for in the terminal, with completion."""

from __future__ import annotations

import re
import shlex
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from bot.errors import BotError, UsageError
from knowledge.record.problem import did_you_mean

_CODE = re.compile("[a-z]{2,3}")
_BETWEEN = re.compile(r"[;；,，、]")
_BETWEEN_QUESTIONS = re.compile(r"[;；]|(?<=[?？])[\s,，]*")
Fault: TypeAlias = Callable[[str], str]
"""What is wrong with an answer; empty if nothing is."""


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
        tell: Shows one line.
        typed: The command's words, as typed.
    """

    options: Namespace
    is_terminal: bool
    read: Callable[[str], str] = input
    tell: Callable[[str], None] = print
    typed: Sequence[str] = ()
    _said: dict[str, str] = field(default_factory=dict)

    def text(
        self,
        field: Field,
        *,
        known: Sequence[str] = (),
        default: str | None = None,
        fault: Fault = lambda _: "",
    ) -> str:
        """Give an answer, without spaces at its ends.

        Args:
            known: What the answer may be, for completion; any other is taken too.
            default: Instead of the field's own.
            fault: Says what is wrong with an answer; in the terminal it is asked for again then.

        Raises:
            UsageError: What a flag gives is wrong, or none gives it, and nobody is there to be asked.
        """
        given = self._given(field)
        otherwise = field.default if default is None else default
        if given is None and self.is_terminal:
            return self._asked(field, otherwise, known, fault)
        if given is None and otherwise is None:
            raise UsageError(f"--{field.flag}: is missing; {field.prompt}")
        said = (given if given is not None else otherwise or "").strip()
        if wrong := given is not None and fault(said):
            raise UsageError(f"--{field.flag}: {wrong}")
        return said

    def _given(self, field: Field) -> str | None:
        given: str | None = getattr(self.options, field.flag.replace("-", "_"))
        return given

    def _asked(self, field: Field, otherwise: str | None, known: Sequence[str], fault: Fault) -> str:
        _complete(known)
        shown = f" [{otherwise}]" if otherwise else " (may be left empty)" if otherwise == "" else ""
        while True:
            said = self.read(f"{field.prompt}{shown}: ").strip()
            wrong = fault(said) if said else ""
            if not said and otherwise is None:
                wrong = "this can't be left empty"
            if wrong:
                self.tell(wrong)
                continue
            if said:
                self._said[field.flag] = said
            return said or otherwise or ""

    def one_of(self, field: Field, known: Sequence[str], *, default: str | None = None) -> str:
        """Give an answer that is one of those known, or the default; where that is all, nothing is asked."""
        otherwise = field.default if default is None else default
        if otherwise is not None and set(known) <= {otherwise} and self._given(field) is None:
            return otherwise
        return self.text(field, known=known, default=default, fault=lambda said: _unknown([said], known))

    def words(self, field: Field) -> list[str]:
        """Give an answer of several words or names, separated by semicolons or commas."""
        return _parts(self.text(field))

    def questions(self, field: Field) -> list[str]:
        """Give an answer of several questions or sentences, separated by semicolons or question marks."""
        return _parts(self.text(field), _BETWEEN_QUESTIONS)

    def some_of(self, field: Field, known: Sequence[str], *, default: str | None = None) -> list[str]:
        """Give an answer of several, each one of those known."""
        said = self.text(
            field, known=known, default=default, fault=lambda said: _unknown(_parts(said), known)
        )
        return _parts(said)

    @contextmanager
    def answers_kept(self) -> Iterator[None]:
        """Say behind an error how all that was answered is given again, to be corrected."""
        try:
            yield
        except BotError as error:
            if not self._said:
                raise
            flags = [f"--{flag}={said}" for flag, said in self._said.items()]
            again = shlex.join(["python", "-m", "bot", *self.typed, *flags])
            raise BotError(f"{error}\nyour answers, to correct and give again:\n{again}") from error


def in_terminal(options: Namespace) -> Asking:
    """Ask whoever sits at the terminal, if somebody does."""
    return Asking(options, is_terminal=sys.stdin.isatty() and sys.stdout.isatty(), typed=sys.argv[1:])


def add_flags(parser: ArgumentParser, fields: Sequence[Field]) -> None:
    """Declare a flag for each field."""
    for one in fields:
        needed = "" if one.default is None else f" (default: {one.default or 'none'})"
        parser.add_argument(f"--{one.flag}", metavar="TEXT", help=one.prompt + needed)


def no_code(said: str) -> str:
    """Say that a word is no language's code; empty if it may be one."""
    return (
        ""
        if _CODE.fullmatch(said)
        else f"no code of a language; found {said!r}; write two or three small letters"
    )


def _parts(said: str, between: re.Pattern[str] = _BETWEEN) -> list[str]:
    return [part.strip() for part in between.split(said) if part.strip()]


def _unknown(said: Sequence[str], known: Sequence[str]) -> str:
    """Say which of the words is none of those known; empty if none is."""
    other = next((one for one in said if one and one not in known), None)
    return "" if other is None else f'unknown; found "{other}"; {did_you_mean(other, known)}'


def _complete(known: Sequence[str]) -> None:
    """Complete with the tab key, where Python was built with readline."""
    try:
        import readline  # noqa: PLC0415 - not on every system, and not needed to answer
    except ImportError:
        return
    readline.set_completer_delims(";,")
    readline.set_completer(_completer(known))
    readline.parse_and_bind("tab: complete")


def _completer(known: Sequence[str]) -> Callable[[str, int], str | None]:
    def complete(begun: str, number: int) -> str | None:
        fitting = [one for one in known if one.casefold().startswith(begun.strip().casefold())]
        return fitting[number] if number < len(fitting) else None

    return complete
