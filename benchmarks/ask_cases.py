"""Answer questions and conversations with whatever `knowledge` stands first on the path.

Run as a file by `benchmarks.sealed` within another commit's tree, so it leans on nothing of this folder.
Asks the shipped record, or the one in the folder that is named.
Reads one JSON list of texts a line, what is said turn by turn; writes one JSON list of answers a line.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from knowledge.answering.answer import Answer, as_json
from knowledge.loader import load_snapshot


def main() -> None:
    """Answer each line; an answer that fails is no answer, and shows nothing of the question."""
    snapshot = load_snapshot(Path(sys.argv[1]) if sys.argv[1:] else None)
    for line in sys.stdin:
        previous: Answer | None = None
        replies: list[object] = []
        for text in json.loads(line):
            try:
                previous = snapshot.answer(text, previous=previous)
                replies.append(as_json(previous))
            except Exception:  # noqa: BLE001 - another commit's mistake must not show a sealed question
                replies.append({"status": "none", "answers": []})
        sys.stdout.write(json.dumps(replies) + "\n")


if __name__ == "__main__":
    main()
