"""Problems of a record for programs: JSON, SARIF 2.1.0, and annotations for a code host's log."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from bot import VERSION
from knowledge.record.problem import Problem

_LABEL = re.compile(r"^.*: ")
_NAMED = re.compile(r"(?<=\bof )[\w-]+|(?<=\bfinds )[\w-]+|`[^`]*`|\S*[\d_-]\S*")
"""What is told of in the words of a problem: ids, keys and figures."""
SARIF = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"


def as_json(found: Sequence[Problem]) -> str:
    """Give one object, as `--json` prints it."""
    return json.dumps({"problems": [asdict(one) for one in found]}, ensure_ascii=False)


def as_sarif(found: Sequence[Problem], folder: Path) -> str:
    """Give a log in SARIF 2.1.0 (OASIS, 2020), which code hosts show beside the lines."""
    driver = {
        "name": "anniversary-bot check",
        "version": VERSION,
        "rules": [{"id": rule, "shortDescription": {"text": what}} for rule, what in _rules(found).items()],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, folder) for one in found],
    }
    return json.dumps({"$schema": SARIF, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1)


def as_annotations(found: Sequence[Problem], folder: Path) -> str:
    """Give workflow commands, one a line, which GitHub and Gitea show beside the lines of a change."""
    return "\n".join(_annotation(one, folder) for one in found)


def _annotation(one: Problem, folder: Path) -> str:
    place = f"file={_property(_where(one, folder))},line={one.line},col={one.column}"
    return f"::{one.grade} {place}::{_data(_said(one))}"


def _rules(found: Sequence[Problem]) -> Mapping[str, str]:
    """Give what the kinds of problems say, by their ids."""
    return {_rule(one): one.what for one in found}


def _rule(one: Problem) -> str:
    """Give the id of a kind of problem: its words, without what differs from one to another."""
    return "-".join(re.findall(r"[a-z]+", _NAMED.sub("", _LABEL.sub("", one.what)).casefold())) or "record"


def _result(one: Problem, folder: Path) -> dict[str, object]:
    place = {
        "artifactLocation": {"uri": _uri(one, folder)},
        "region": {"startLine": one.line, "startColumn": one.column},
    }
    return {
        "ruleId": _rule(one),
        "level": one.grade,
        "message": {"text": _said(one)},
        "locations": [{"physicalLocation": place}],
    }


def _said(one: Problem) -> str:
    """Give the sentence without the place, which stands beside it."""
    return str(one).removeprefix(f"{one.file}:{one.line}:{one.column}: ").removeprefix("warning: ")


def _where(one: Problem, folder: Path) -> str:
    """Give the file from where the command was called, as a code host knows it; else from the root."""
    path = (folder / one.file).absolute()
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _uri(one: Problem, folder: Path) -> str:
    """Give the same as a URI: from the root with its scheme, and what a URI can't hold escaped in both."""
    return (folder / one.file).absolute().as_uri().removeprefix(f"{Path.cwd().as_uri()}/")


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
