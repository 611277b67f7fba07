"""Time a question and start-up against the size of the record, beside the peers on the same record."""

from __future__ import annotations

import gc
import resource
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generator import Generated, generate, questions
from benchmarks.peers import PEERS
from knowledge import loader
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.snapshot import build_snapshot

SIZES = (100, 1_000, 10_000, 100_000)
ASKED = 400
COMPARED = {"rapidfuzz WRatio": 20, "bm25s": 100, "tantivy, fuzzy 1": 200, "SQLite FTS5, trigram": 20}
"""Peers, with how many questions each is asked: those that take a second a question are asked few."""


@dataclass(frozen=True, slots=True)
class Point:
    """One way at one size: milliseconds of processor time a question, seconds to build, memory it takes."""

    name: str
    entries: int
    median: float
    p99: float
    build: float
    mebibytes: float


def points(sizes: Sequence[int] = SIZES) -> Iterator[Point]:
    """Measure ours and the peers at each size."""
    files, _ = loader.read_files(folder.read(folder.shipped()).texts)
    _, languages, _ = assemble(files)
    for size in sizes:
        generated = generate(size)
        asked = questions(generated, ASKED)
        before, began = _resident(), time.process_time()
        snapshot = build_snapshot(generated.record, languages, "generated")
        snapshot.prepare()
        built = time.process_time() - began
        gc.collect()
        gc.freeze()
        yield _point("ours", size, snapshot.answer, asked, built=built, mebibytes=_resident() - before)
        del snapshot
        gc.unfreeze()
        yield from _peers(generated, size, asked)


def _peers(generated: Generated, size: int, asked: Sequence[str]) -> Iterator[Point]:
    texts = [quote.published for quote in generated.record.quotes]
    for name, count in COMPARED.items():
        before, began = _resident(), time.process_time()
        search = PEERS[name].build(texts)
        built = time.process_time() - began
        yield _point(name, size, search, asked[:count], built=built, mebibytes=_resident() - before)


def _resident() -> float:
    """Give the memory of this process in MiB, as the kernel counts it; below some MiB it means nothing."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def _point(
    name: str,
    size: int,
    ask: Callable[[str], object],
    asked: Sequence[str],
    *,
    built: float,
    mebibytes: float,
) -> Point:
    spent = []
    for question in asked:
        began = time.process_time()
        ask(question)
        spent.append((time.process_time() - began) * 1000)
    spent.sort()
    return Point(
        name,
        size,
        statistics.median(spent),
        spent[min(len(spent) - 1, int(len(spent) * 0.99))],
        built,
        max(0.0, mebibytes),
    )
