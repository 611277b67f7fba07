"""Print the JSON Schema of the record's files, for editors: knowledge/data/schema.json is made by it."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from knowledge.record.schema import json_schema


def add_arguments(_parser: ArgumentParser) -> None:
    """Declare the command's arguments: it has none."""


def execute(_options: Namespace) -> int:
    """Print the schema, sorted, so that it changes only with the model."""
    print(json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True))
    return 0
