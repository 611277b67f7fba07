"""A record's files with what is added: comments stay, and nothing is written that is wrong."""

from __future__ import annotations

import re
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

from bot.drafting.items import Item, as_yaml
from bot.drafting.word_lists import NotThereError, with_word
from bot.errors import BotError
from knowledge import reachability
from knowledge.loader import snapshot_of
from knowledge.record import folder
from knowledge.record.problem import Grade, Problem, RecordError
from knowledge.record.schema import FILES
from knowledge.record.section import EDITOR_LINE, find_section
from knowledge.snapshot import Snapshot

SCHEMA = "schema.json"
"""Beside the record's files: what editors hold them to."""


class DraftError(BotError):
    """What was said does not make a record; nothing was written."""


class Drafts:
    """New texts of a record's files, by name.

    Args:
        place: The record's folder.
        texts: What stands in it, packs included.
    """

    def __init__(self, place: Path, texts: dict[str, bytes]) -> None:
        self._place = place
        self._before = dict(texts)
        self._texts = dict(texts)
        self._changed: dict[str, None] = {}
        self._added: list[str] = []

    @classmethod
    def of(cls, place: Path) -> Drafts:
        """Read a record that is there.

        Raises:
            RecordError: The folder is missing.
        """
        return cls(place, folder.read(place).texts)

    def holds(self, name: str) -> bool:
        """Whether there is such a file."""
        return name in self._texts

    def put(self, name: str, value: Item) -> None:
        """Write a whole new file, whose first line tells editors its schema."""
        up = "../" * name.count("/") or "./"
        model = next(model for pattern, model in FILES if fnmatch(name, pattern))
        line = f"{EDITOR_LINE} $schema={up}{SCHEMA}#/$defs/{model.__name__}\n"
        self._added.append(name)
        self._set(name, line + as_yaml(dict(value)))

    def append(self, name: str, key: str, item: Item) -> None:
        """Add an item at the end of a file's list, indented as the others there.

        Raises:
            DraftError: The list can't be found in lines of its own.
        """
        text = self._texts[name].decode()
        section = find_section(text, key)
        found = re.search(r"(?m)^( *)- ", section.text) if section else None
        if section is None or found is None:
            raise DraftError(
                f"{name}: no list `{key}` in lines of its own; write it so, or add the item by hand"
            )
        self._added.append(str(item["id"]))
        listed = as_yaml([dict(item)], indent=len(found[1]))
        kept = section.text if section.text.endswith("\n") else f"{section.text}\n"
        self._set(name, f"{section.before}{section.comments}{kept}{listed}{section.after}")

    def list_in_theme(self, theme: str, entry: str) -> None:
        """Add an entry to the list of a theme.

        Raises:
            DraftError: The theme's entries don't stand between brackets or in lines of their own.
        """
        name = "themes.yaml"
        text = self._texts[name].decode()
        start = re.search(rf"(?m)^ *- (?:\{{)?id: {re.escape(theme)}\b", text)
        if start is None:
            raise DraftError(f"{name}: no theme {theme!r}; `new theme` adds one")
        head, rest = text[: start.end()], text[start.end() :]
        item, following = _cut(rest)
        changed, times = re.subn(r"(entries: *\[[^\]]*?)\s*\]", rf"\1, {entry}]", item, count=1)
        if not times:
            changed, times = re.subn(r"(entries:\n(?:( +)- .*\n)+)", rf"\1\2- {entry}\n", item, count=1)
        if not times:
            raise DraftError(f"{name}: the entries of {theme!r} can't be read; add {entry} by hand")
        self._set(name, head + changed + following)

    def add_word(self, name: str, item: str, key: str, *, language: str, word: str) -> None:
        """Add a word to one of an item's lists by language.

        Raises:
            DraftError: The file has no such item.
        """
        self._added.append(repr(word))
        try:
            self._set(name, with_word(self._texts[name].decode(), item, key, language, word))
        except NotThereError as error:
            raise DraftError(f"{name}: no {item!r}; add {word!r} by hand") from error

    def snapshot(self) -> Snapshot:
        """Give the record as it would be, ready to answer.

        Raises:
            DraftError: It has faults.
        """
        try:
            return snapshot_of(self._texts)
        except RecordError as error:
            raise DraftError(f"nothing was written:\n{error}") from error

    def write(self) -> tuple[str, ...]:
        """Write what was changed, each file as a whole; give their names.

        Raises:
            DraftError: The record would have faults, or questions would lead astray that did not; nothing
                is written then.
        """
        if self._changed and (lost := self._led_astray()):
            what = f"nothing was written: with {', '.join(self._added)} these lead astray, which did not"
            raise DraftError("\n".join([f"{what}; say it in other words, or mend them first:", *lost]))
        for name in self._changed:
            path = self._place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            beside = path.with_name(f".{path.name}.new")
            beside.write_bytes(self._texts[name])
            beside.replace(path)
        return tuple(self._changed)

    def _led_astray(self) -> list[str]:
        """Find the questions of the record that lead elsewhere with what is new, those of it included."""
        after = _astray(self.snapshot())
        if not after:
            return []
        try:
            before = {_without_line(one) for one in _astray(snapshot_of(self._before))}
        except RecordError:  # where a record begins, there was none before
            before = set()
        return [str(one) for one in after if _without_line(one) not in before]

    def _set(self, name: str, text: str) -> None:
        self._texts[name] = text.encode()
        self._changed[name] = None


def _astray(snapshot: Snapshot) -> list[Problem]:
    return sorted(one for one in reachability.check(snapshot) if one.grade == Grade.ERROR)


def _without_line(one: Problem) -> Problem:
    """Give a problem as it is where lines were put in above it."""
    return replace(one, line=0)


def _cut(rest: str) -> tuple[str, str]:
    """Cut a text where the next item of the list begins."""
    found = re.search(r"(?m)^ *- (?:\{)?id: ", rest)
    return (rest[: found.start()], rest[found.start() :]) if found else (rest, "")
