"""`make counts`: statements, phrases and numbers of all of `knowledge`, at some commits; docs/counts.md.

A statement is one of Python's, without docstrings. A phrase is a text in a list of a pack or of the record:
a word, an alias, an ask, a restatement. A number is one in code other than 0 and 1, or a fitted weight.
"""

from __future__ import annotations

import ast
import io
import json
import subprocess
import sys
import tarfile
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "counts.md"
FORM_ALONE = ("schema.json", "goals", "golden")
"""Of the record's files, what holds no words that a question is matched with."""
STATEMENTS = {
    "answering": "statements: answering",
    "language": "statements: language",
    "record": "statements: reading and checking the record",
    "": "statements: all others",
}
PACKS, RECORD = "phrases: language packs", "phrases: this record"
FRACTIONS, WHOLE, WEIGHTS = (
    "numbers: fractions in code",
    "numbers: whole ones in code",
    "numbers: fitted weights",
)
ROWS = (*STATEMENTS.values(), PACKS, RECORD, FRACTIONS, WHOLE, WEIGHTS)


def at(commit: str) -> Counter[str]:
    """Count what git holds of a commit."""
    packed = subprocess.run(
        ["git", "archive", commit, "knowledge"], cwd=ROOT, capture_output=True, check=True
    ).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as files:
        opened = ((member.name, files.extractfile(member)) for member in files)
        return counted({name: file.read().decode() for name, file in opened if file is not None})


def counted(texts: Mapping[str, str]) -> Counter[str]:
    """Count what some files hold, each by its path in the tree."""
    counts = Counter[str]()
    for name, text in texts.items():
        _count(counts, name, text)
    return counts


def _count(counts: Counter[str], name: str, text: str) -> None:
    if name.endswith(".py"):
        nodes = list(ast.walk(ast.parse(text)))
        counts[_room(name)] += sum(isinstance(one, ast.stmt) and not _is_docstring(one) for one in nodes)
        counts[FRACTIONS] += sum(_is_number(one, float) for one in nodes)
        counts[WHOLE] += sum(_is_number(one, int) for one in nodes)
    elif name.endswith("weights.json"):
        counts[WEIGHTS] += len(json.loads(text))
    elif name.endswith(".yaml") and not any(part in name for part in FORM_ALONE):
        kind = PACKS if "/languages/" in name else RECORD
        counts[kind] += sum(1 for _ in _phrases(yaml.safe_load(text)))


def _room(name: str) -> str:
    room = name.split("/")[1]
    return STATEMENTS.get(room, STATEMENTS[""])


def _is_docstring(node: ast.stmt) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _is_number(node: ast.AST, kind: type) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is kind and node.value not in {0, 1}


def _phrases(value: object) -> Iterator[str]:
    """Give the texts that stand in a list, at any depth."""
    if isinstance(value, Mapping):
        for held in value.values():
            yield from _phrases(held)
    elif isinstance(value, list):
        for held in value:
            if isinstance(held, str):
                yield held
            else:
                yield from _phrases(held)


def page(counted: Mapping[str, Counter[str]]) -> str:
    """Give docs/counts.md."""
    lines = [
        "# How much there is",
        "",
        "Made by `make counts`, of all of `knowledge`, the record and its YAML included.",
        *(__doc__ or "").partition("\n\n")[2].strip().splitlines(),
        "",
        f"| | {' | '.join(counted)} |",
        f"|---{'|---:' * len(counted)}|",
        *(f"| {row} | {' | '.join(f'{one[row]:,}' for one in counted.values())} |" for row in ROWS),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Count at the commits that are named, and now; write the page."""
    parser = ArgumentParser(prog="make counts", description=__doc__)
    parser.add_argument(
        "commits", nargs="+", metavar="NAME=COMMIT", help="a column's name, and what it is of"
    )
    named = dict(one.split("=", 1) for one in parser.parse_args().commits)
    text = page({name: at(commit) for name, commit in named.items()})
    print(text)
    PAGE.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
