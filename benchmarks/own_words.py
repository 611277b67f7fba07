"""`make own-words`: what each kind of words that maintainers write brings; docs/another-record.md tells.

A kind is taken away whole, and the questions that nobody wrote for a rule are asked again.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.page import replace_section
from benchmarks.sets import open_sets, read_cases, read_sets
from benchmarks.trials import Ground
from knowledge import loader
from knowledge.evaluation.asking import ask
from knowledge.evaluation.figures import overall
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.golden import GoldenQuestion, read_questions
from knowledge.record.values import Absence, Alias, Fact, Quote, Reported, frozen_mapping
from knowledge.snapshot import build_snapshot

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "another-record.md"
HEADING = "## What to write first"
OTHERS = ("library", "rowing-club", "observatory")
SHIPPED = "shipped"
Named = TypeVar("Named", bound=Any)
Change = Callable[[Ground], tuple[Ground, int]]
"""Gives the ground without a kind, and how many phrases that were."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a kind brings to one record.

    Attributes:
        phrases: How many of the kind the record has.
        points: What is lost of the overall score without them, in points of a hundred.
    """

    phrases: int
    points: float


def _of_roles(chosen: Callable[[Ground, str], bool]) -> Change:
    """Take away the words of some roles, in every language."""

    def change(ground: Ground) -> tuple[Ground, int]:
        gone = 0
        languages = []
        for one in ground.languages:
            taken = {role for role in one.roles if chosen(ground, role)}
            gone += sum(len(one.roles[role]) for role in taken)
            kept = {role: () if role in taken else words for role, words in one.roles.items()}
            languages.append(replace(one, roles=frozen_mapping(kept)))
        return replace(ground, languages=tuple(languages)), gone

    return change


def _of_entries(kinds: tuple[type, ...], field: str) -> Change:
    """Take away one field of the entries of some kinds."""

    def change(ground: Ground) -> tuple[Ground, int]:
        entries, gone = dict(ground.record.entries), 0
        for id_, entry in entries.items():
            if isinstance(entry, kinds):
                gone += len(getattr(entry, field))
                changes: Any = {field: ()}
                entries[id_] = replace(entry, **changes)
        return replace(ground, record=replace(ground.record, entries=frozen_mapping(entries))), gone

    return change


def _words_of_themes(ground: Ground) -> tuple[Ground, int]:
    """Take away the words of the themes; the first name of each stays, in each language."""
    record, gone = ground.record, 0
    themes = {}
    for id_, theme in record.themes.items():
        first = _first_names(theme.aliases)
        gone += len(theme.aliases) - len(first)
        themes[id_] = replace(theme, aliases=first)
    without, of_roles = _of_roles(_is_of_theme)(ground)
    return replace(without, record=replace(record, themes=frozen_mapping(themes))), gone + of_roles


def _first_names(aliases: Sequence[Alias]) -> tuple[Alias, ...]:
    return tuple({one.language: one for one in reversed(aliases)}.values())


def _other_names(ground: Ground) -> tuple[Ground, int]:
    """Take away all names of people, countries and organisations but the first in each language."""
    record, gone = ground.record, 0
    changed: dict[str, Any] = {}
    for field in ("speakers", "countries", "organisations"):
        things = {}
        for id_, thing in getattr(record, field).items():
            first = _first_names(thing.aliases)
            gone += len(thing.aliases) - len(first)
            things[id_] = replace(thing, aliases=first)
        changed[field] = frozen_mapping(things)
    # A speaker of the record is also held by each entry of theirs, which is found by its id.
    return replace(ground, record=replace(record, **changed)), gone


def _lists_of_themes(ground: Ground) -> tuple[Ground, int]:
    """Take away which entries speak of which theme."""
    themes = ground.record.themes
    gone = sum(len(one.entries) for one in themes.values())
    empty = frozen_mapping({id_: replace(one, entries=()) for id_, one in themes.items()})
    return replace(ground, record=replace(ground.record, themes=empty)), gone


def _is_of_theme(ground: Ground, role: str) -> bool:
    kind, _, target = role.partition(":")
    return kind == "concept" and target in ground.record.themes


def _is_of_another_meaning(ground: Ground, role: str) -> bool:
    return role.startswith("concept:") and not _is_of_theme(ground, role)


KINDS: Mapping[str, Change] = {
    "questions that a fact answers (`asks`)": _of_entries((Fact,), "asks"),
    "questions that an absence answers (`asks`)": _of_entries((Absence,), "asks"),
    "words for a theme (`themes.yaml`, `vocabulary/`)": _words_of_themes,
    'words for other meanings, such as "founded" (`vocabulary/`)': _of_roles(_is_of_another_meaning),
    "words for an office (`vocabulary/`)": _of_roles(lambda _, role: role.startswith("office:")),
    "which entries speak of a theme (`themes.yaml`)": _lists_of_themes,
    "a passage in other words (`restatements`)": _of_entries((Quote, Reported), "restatements"),
    "other names of people, countries, organisations (`aliases`)": _other_names,
}


def brought(ground: Ground, cases: Sequence[GoldenQuestion]) -> Iterator[tuple[str, Brought]]:
    """Tell of each kind what it brings to the answers of some questions."""
    whole = _score(ground, cases)
    for name, change in KINDS.items():
        without, phrases = change(ground)
        yield name, Brought(phrases, 100 * (whole - _score(without, cases)) if phrases else 0.0)


def _score(ground: Ground, cases: Sequence[GoldenQuestion]) -> float:
    snapshot = build_snapshot(ground.record, ground.languages, ground.version)
    return overall(one.mark for one in ask(snapshot, cases))


def _ground(place: Path) -> Ground:
    read = folder.read(place)
    files, _ = loader.read_files(read.texts, read.unread)
    record, languages, _ = assemble(files)
    if record is None:
        raise SystemExit(f"{place} is broken; see python -m bot check")
    return Ground(record, tuple(languages), read.version)


def _cases(name: str, place: Path) -> list[GoldenQuestion]:
    """Give the questions to a record that nobody wrote for a rule."""
    if name == SHIPPED:
        return [case for one in open_sets(read_sets()) if not one.for_rules for case in read_cases(one)]
    return [case for file in sorted((place / "golden").glob("*.jsonl")) for case in read_questions(file)]


def section(found: Mapping[str, Mapping[str, Brought]], asked: Mapping[str, int]) -> str:
    """Give the section of the page: a row for each kind, what brings most first."""
    lines = [
        HEADING,
        "",
        "Made by `make own-words`: one kind of words is taken away whole, and the record's questions are",
        "asked again. A cell tells the points of a hundred that the overall score loses, and how many",
        "phrases that were, in all languages. So write from the top down; what stands at the bottom can wait",
        "until a question asks for it.",
        "",
        f"| without | {' | '.join(f'{name} ({asked[name]} questions)' for name in found)} |",
        f"|---{'|---' * len(found)}|",
    ]
    ranked = sorted(KINDS, key=lambda kind: -sum(one[kind].points for one in found.values()))
    for kind in ranked:
        cells = [_cell(one[kind]) for one in found.values()]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(one: Brought) -> str:
    """Give what is lost, as a loss, with the number of phrases; a dash where there are none."""
    if not one.phrases:
        return "–"
    moved = -round(one.points, 1)
    told = f"{moved:+.1f}".replace("-", "−") if moved else "0"
    return f"{told} ({one.phrases:,})"


def main() -> int:
    """Measure, print and, if asked to, write the section."""
    parser = ArgumentParser(prog="make own-words", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write docs/another-record.md")
    options = parser.parse_args()
    places = {SHIPPED: folder.shipped(), **{one: ROOT / "tests" / "data" / "records" / one for one in OTHERS}}
    cases = {name: _cases(name, place) for name, place in places.items()}
    found: dict[str, dict[str, Brought]] = {}
    for name, place in places.items():
        found[name] = {}
        for kind, one in brought(_ground(place), cases[name]):
            print(f"{name}: {kind}: {one}", file=sys.stderr, flush=True)
            found[name][kind] = one
    text = section(found, {name: len(asked) for name, asked in cases.items()})
    print(text)
    if options.write:
        replace_section(PAGE, HEADING, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
