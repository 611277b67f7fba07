"""The Dockerfile and its .dockerignore, read as far as ours go."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

PROJECT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One line of a stage.

    Attributes:
        word: In capitals, such as COPY.
        flags: `--from=build` is `{"from": "build"}`.
        value: What follows the flags, continued lines joined.
    """

    word: str
    flags: Mapping[str, str]
    value: str

    @property
    def arguments(self) -> tuple[str, ...]:
        """The words of an exec form (a JSON list).

        Raises:
            ValueError: If a shell would have to read it.
        """
        return tuple(json.loads(self.value.removeprefix("CMD ")))


@dataclass(frozen=True, slots=True)
class Stage:
    """What stands between one FROM and the next."""

    base: str
    name: str
    instructions: tuple[Instruction, ...]

    def every(self, word: str) -> tuple[Instruction, ...]:
        """Give the instructions of one kind, in order."""
        return tuple(instruction for instruction in self.instructions if instruction.word == word)

    def only(self, word: str) -> Instruction:
        """Give the one instruction of a kind that must stand there once."""
        (instruction,) = self.every(word)
        return instruction

    @property
    def environment(self) -> dict[str, str]:
        """What all ENV lines set."""
        pairs = (pair.split("=", 1) for line in self.every("ENV") for pair in line.value.split())
        return {name: value.strip('"') for name, value in pairs}


def stages(text: str) -> tuple[Stage, ...]:
    """Read a Dockerfile; what stands before the first FROM is left out."""
    found: list[Stage] = []
    for instruction in _instructions(text):
        if instruction.word == "FROM":
            base, _, name = instruction.value.partition(" AS ")
            found.append(Stage(base, name, ()))
        elif found:
            last = found[-1]
            found[-1] = Stage(last.base, last.name, (*last.instructions, instruction))
    return tuple(found)


def ours() -> tuple[Stage, ...]:
    """Read the project's Dockerfile."""
    return stages((PROJECT / "Dockerfile").read_text())


def reaches_the_build(path: str) -> bool:
    """Say whether the project's .dockerignore lets a path of the project into the build's context."""
    lines = (PROJECT / ".dockerignore").read_text().splitlines()
    ignored = False
    for pattern in (line.strip() for line in lines if line.strip() and not line.startswith("#")):
        if _matches(PurePosixPath(path), pattern.removeprefix("!")):
            ignored = not pattern.startswith("!")
    return not ignored


def _matches(path: PurePosixPath, pattern: str) -> bool:
    """A pattern that matches a folder holds for all that lies in it; the last pattern that matches wins."""
    expression = re.escape(pattern).replace(r"\*\*/", "(.*/)?").replace(r"\*", "[^/]*")
    return any(re.fullmatch(expression, str(place)) for place in (path, *path.parents))


def _instructions(text: str) -> Iterator[Instruction]:
    lines = (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
    for line in re.sub(r"\s*\\\n\s*", " ", "\n".join(lines)).splitlines():
        word, rest = line.split(None, 1)
        flags: dict[str, str] = {}
        while flag := re.match(r"--([a-z-]+)=(\S+)\s+", rest):
            flags[flag[1]], rest = flag[2], rest[flag.end() :]
        yield Instruction(word.upper(), flags, rest)
