"""What a record proves, read from its YAML alone: it shares nothing with the answering that it judges."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

Row = dict[str, object]


@dataclass(frozen=True)
class Proof:
    """Who speaks of what.

    Attributes:
        speakers: Name → the texts of all their passages, lower case.
        entries: Name → the ids of their passages.
        themes: Theme's id → ids of the passages that were listed by reading.
        organisations: Organisation's id → its English names, lower case.
        names: Id of a theme or an organisation → its name by language.
        speaker_names: English name → name by language.
    """

    speakers: dict[str, str]
    entries: dict[str, set[str]]
    themes: dict[str, set[str]]
    organisations: dict[str, list[str]]
    names: dict[str, dict[str, str]]
    speaker_names: dict[str, dict[str, str]]

    def speaks_of(self, speaker: str, about: str) -> bool:
        """Whether a speaker's passages speak of a matter."""
        if about in self.themes:
            return bool(self.themes[about] & self.entries[speaker])
        return any(
            re.search(rf"\b{re.escape(name)}\b", self.speakers[speaker]) for name in self.organisations[about]
        )


def read(folder: Path) -> Proof:
    """Read a record's speakers, passages, themes and organisations."""
    people = {row["id"]: row["name"] for row in _rows(folder / "speakers.yaml", "speakers")}
    texts: dict[str, str] = {name["en"]: "" for name in people.values()}
    entries: dict[str, set[str]] = {name["en"]: set() for name in people.values()}
    for file in sorted((folder / "messages").glob("*.yaml")):
        message = yaml.safe_load(file.read_text(encoding="utf-8"))
        name = people[message["speaker"]]["en"]
        for passage in message["passages"]:
            text = passage["text"] if isinstance(passage["text"], str) else passage["text"]["en"]
            texts[name] += f"\n{text.casefold()}"
            entries[name].add(passage["id"])
    themes = list(_rows(folder / "themes.yaml", "themes"))
    bodies = list(_rows(folder / "organisations.yaml", "organisations"))
    return Proof(
        speakers=texts,
        entries=entries,
        themes={row["id"]: set(row["entries"]) for row in themes},
        organisations={
            row["id"]: [name.casefold() for name in [row["name"]["en"], *row["aliases"]["en"]]]
            for row in bodies
            if not row.get("common")
        },
        names={row["id"]: row["name"] for row in (*themes, *bodies)},
        speaker_names={name["en"]: name for name in people.values()},
    )


def _rows(file: Path, key: str) -> Iterator[dict]:  # type: ignore[type-arg]
    yield from yaml.safe_load(file.read_text(encoding="utf-8"))[key]


ASKED = {
    "en": (
        "Did {speaker} mention {matter}?",
        "Didn't {speaker} speak of {matter}?",
        "Is it true that {speaker} mentioned {matter}?",
        "What did {speaker} say about {matter}?",
        "Who mentioned {matter}?",
        "Who did not mention {matter}?",
        "Which speakers never spoke of {matter}?",
        "How many did not mention {matter}?",
    ),
    "ru": (
        "Упоминал ли {speaker} {matter}?",
        "Правда ли, что {speaker} говорил про {matter}?",
        "{speaker}: что сказано о {matter}?",
        "Кто не упомянул {matter}?",
        "Кто говорил про {matter}?",
    ),
    "zh": (
        "{speaker}提到{matter}了吗？",
        "{speaker}有没有谈到{matter}？",
        "{speaker}没有提到{matter}吗？",
        "谁提到了{matter}？",
        "谁没有提到{matter}？",
    ),
}


def questions(proof: Proof) -> Iterator[tuple[str, str | None, str]]:
    """Give questions with the speaker and the matter that each asks of; None for anybody."""
    for about in (*proof.themes, *proof.organisations):
        for language, forms in ASKED.items():
            matter = proof.names[about].get(language)
            if matter is None:
                continue
            for form in forms:
                if "{speaker}" not in form:
                    yield form.format(matter=matter), None, about
                    continue
                for speaker, names in proof.speaker_names.items():
                    if language in names:
                        yield form.format(speaker=names[language], matter=matter), speaker, about


def false_claims(question: str, speaker: str | None, about: str, reply: Row, proof: Proof) -> list[str]:
    """Give what a reply claims against the record, in words.

    Args:
        reply: The object of `ask --json`.
    """
    found = []
    denied = reply["denied"]
    if not isinstance(denied, list):
        raise TypeError(denied)
    for one in denied:
        known = one["about"] in proof.names and one["speaker"] in proof.speakers
        if not known or proof.speaks_of(one["speaker"], one["about"]):
            found.append(f"{question}: denies {one}")
    if speaker is not None and reply["verdict"] is not None:
        holds = proof.speaks_of(speaker, about)
        if (reply["verdict"] == "yes") != holds:
            found.append(f"{question}: says {reply['verdict']}, and it is {holds}")
    return found
