"""The parts of a record as YAML: speakers, passages, facts, themes."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import count
from typing import TypeAlias

import yaml

from knowledge.record.kinds import Slot
from knowledge.snapshot import Snapshot

Node: TypeAlias = "str | int | list[Node] | dict[str, Node]"
Item: TypeAlias = dict[str, Node]
MOST_OF_AN_ID = 32
_WIDTH = 100
_MARKED = re.compile('["“„«]([^"“”„«»]+)["“”»]')


def id_of(name: str, taken: Collection[str] = ()) -> str:
    """Make an id of a name, in Latin letters: "Карл Мор" gives "karl-mor"; another than those taken."""
    from anyascii import anyascii  # noqa: PLC0415 - not needed to answer

    plain = (
        re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")[: MOST_OF_AN_ID - 3].strip("-") or "x"
    )
    if plain not in taken:
        return plain
    return next(one for number in count(2) if (one := f"{plain}-{number}") not in taken)


def next_of(speaker: str, taken: Collection[str]) -> str:
    """Make the id of a speaker's next passage: "norling-2" behind "norling-1"."""
    return next(one for number in count(1) if (one := f"{speaker}-{number}") not in taken)


def slots_of(asks: Sequence[str], snapshot: Snapshot) -> tuple[Slot, ...]:
    """Give the kinds of question that are asked, as the language understands them, and "what" with them."""
    asked = {slot for ask in asks for request in snapshot.understood(ask) for slot in request.slots}
    return tuple(slot for slot in Slot if slot in asked or slot is Slot.WHAT)


def speaker(speaker_id: str, name: str, *, language: str, office: str = "", country: str = "") -> Item:
    """Give a speaker, who is also called by the last word of the name."""
    last = name.rsplit(maxsplit=1)[-1]
    return {
        "id": speaker_id,
        **({"country": country} if country else {}),
        "name": {language: name},
        **({"office": {language: office}} if office else {}),
        **({"aliases": {language: [last]}} if last != name else {}),
    }


def country(country_id: str, name: str, *, language: str) -> Item:
    """Give a country, which is called by its name."""
    return {"id": country_id, "name": {language: name}, "aliases": {language: [name]}}


def quote(
    passage_id: str, text: str, *, language: str, around: str, restatements: Sequence[str] = ()
) -> Item:
    """Give direct speech, sealed by its sum; marks around the whole are the reply's, not its own."""
    text = _MARKED.sub(r"\1", text) if _MARKED.fullmatch(text) else text
    return {
        "id": passage_id,
        "kind": "quote",
        "text": text,
        "sha256": sha256(text.encode()).hexdigest(),
        "around": {language: around},
        **({"restatements": {language: list(restatements)}} if restatements else {}),
    }


def reported(passage_id: str, text: str, *, language: str, restatements: Sequence[str] = ()) -> Item:
    """Give reported speech."""
    return {
        "id": passage_id,
        "kind": "reported",
        "text": {language: text},
        **({"restatements": {language: list(restatements)}} if restatements else {}),
    }


def fact(fact_id: str, text: str, *, language: str, asks: Sequence[str], slots: Sequence[str]) -> Item:
    """Give a fact with the questions that it answers."""
    return {"id": fact_id, "slots": list(slots), "text": {language: text}, "asks": {language: list(asks)}}


def theme(theme_id: str, name: str, *, language: str, words: Sequence[str], entries: Sequence[str]) -> Item:
    """Give a theme with its words and the entries that speak of it."""
    return {
        "id": theme_id,
        "name": {language: name},
        **({"aliases": {language: list(words)}} if words else {}),
        "entries": list(entries),
    }


def as_yaml(value: Node, *, indent: int = 0) -> str:
    """Write a value as YAML, each line indented."""
    text = yaml.dump(
        value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=False
    )
    return "".join(f"{' ' * indent}{line}" for line in text.splitlines(keepends=True))


class _Dumper(yaml.SafeDumper):
    """Indents lists within mappings, as the shipped files do."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002, ARG002 - PyYAML's own signature
        super().increase_indent(flow, False)  # noqa: FBT003


_Dumper.add_multi_representer(StrEnum, lambda dumper, value: dumper.represent_str(str(value)))
