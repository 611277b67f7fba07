"""How quality falls when questions are misspelt, beside the peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks import damage
from benchmarks.damage import Damage, Marked
from benchmarks.peers import PEERS
from benchmarks.quality import answer_of, entries_of, ours, threshold_of
from knowledge.answering.answer import Answer
from knowledge.evaluation.asking import judge
from knowledge.evaluation.figures import figures
from knowledge.normalise import script_of, tokens
from knowledge.record.goals import Figure
from knowledge.record.golden import GoldenQuestion

MOST_EDITS = 3
COMPARED = tuple(name for name, peer in PEERS.items() if not peer.slow)
_SEED = 7

Ask = Callable[[str], Answer]


@dataclass(frozen=True, slots=True)
class Curve:
    """Overall score of one way, by what was done to the questions."""

    name: str
    overall: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Robustness:
    """Curves over numbers of edits, and over kinds of damage; each begins with the questions as they were.

    Attributes:
        edited: What was edited → curves over 0, 1, 2 and 3 edits in each of its words.
        kinds: Names of the kinds of damage, in order.
        by_kind: Curves over them.
    """

    edited: dict[str, tuple[Curve, ...]]
    kinds: tuple[str, ...]
    by_kind: tuple[Curve, ...]


def measure(questions: Sequence[GoldenQuestion]) -> Robustness:
    """Score ours and the peers on ever worse spelling; a peer keeps its threshold for the right spelling."""
    snapshot = ours()
    latin = [damage.marked(one, snapshot) for one in questions if one.text.isascii()]
    cyrillic = [damage.marked(one, snapshot) for one in questions if _is_cyrillic(one.text)]
    ways = dict(_ways([one.question for one in latin]))
    sets = {
        "names": lambda one: one.names,
        "other words": lambda one: one.content,
        "both": lambda one: one.names | one.content,
    }
    edited = {what: tuple(_over_edits(ways, latin, words)) for what, words in sets.items()}
    damaged = [_damaged(kind, latin) for kind in damage.LATIN_KINDS.values()]
    damaged += [_damaged(kind, cyrillic) for kind in damage.CYRILLIC_KINDS.values()]
    plain = [one.question for one in latin]
    by_kind = tuple(
        Curve(name, tuple(_overall(ask, asked) for asked in (plain, *damaged))) for name, ask in ways.items()
    )
    kinds = ("as they were", *damage.LATIN_KINDS, *damage.CYRILLIC_KINDS)
    return Robustness(edited, kinds, by_kind)


def _ways(questions: Sequence[GoldenQuestion]) -> Iterator[tuple[str, Ask]]:
    snapshot = ours()
    yield "ours", snapshot.answer
    entries = entries_of(snapshot)
    texts = [entry.text for entry in entries]
    for name in COMPARED:
        search = PEERS[name].build(texts)
        threshold = threshold_of(search, questions, entries)

        def ask(text: str, search=search, threshold=threshold) -> Answer:  # type: ignore[no-untyped-def]  # noqa: ANN001
            return answer_of(text, search(text), entries, threshold)

        yield name, ask


def _over_edits(
    ways: dict[str, Ask], asked: Sequence[Marked], words: Callable[[Marked], frozenset[int]]
) -> Iterator[Curve]:
    edited = []
    for count in range(MOST_EDITS + 1):
        rng = Random(_SEED)
        edited.append([one.edited(words(one), damage.edits(count), rng) for one in asked])
    for name, ask in ways.items():
        yield Curve(name, tuple(_overall(ask, questions) for questions in edited))


def _damaged(kind: Damage, asked: Sequence[Marked]) -> list[GoldenQuestion]:
    return kind(asked, Random(_SEED))


def _overall(ask: Ask, questions: Sequence[GoldenQuestion]) -> float:
    return figures([judge(one, 0, ask(one.text)) for one in questions]).shares[Figure.OVERALL]


def _is_cyrillic(text: str) -> bool:
    words = tokens(text)
    return bool(words) and all(script_of(word) == "cyrillic" for word in words)
