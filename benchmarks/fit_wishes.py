"""`make fit-wishes`: find how much each word and cue speaks for each wish, from ways of asking.

Multinomial logistic regression with an L2 penalty (scikit-learn). What the golden questions ask besides is a
class of its own.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from benchmarks.casting import casts_for
from benchmarks.filling import BLANK, Cast, Fillers, Frame, fill, frame_sets, read_fillers, read_frames
from benchmarks.sets import open_sets, read_cases, read_sets
from benchmarks.truth import read_truth
from benchmarks.wishes import Wish as Asked
from knowledge.answering import wish
from knowledge.answering.answer import Answer
from knowledge.answering.memory import Memory
from knowledge.answering.request import hear
from knowledge.answering.saying import Saying, sayings
from knowledge.answering.wish import BIAS, MOST_STEPS, NO_WISH, SCALE, After, Blank, Wishes
from knowledge.answering.wished import said_besides, spoken_of, worded
from knowledge.language.lexicon import Lexicon
from knowledge.loader import load_snapshot
from knowledge.record.golden import Kind
from knowledge.snapshot import Snapshot

CASTS = 2
"""Times each frame is filled."""
LEAST_FRAMES = 2
"""Frames that must hold a clue, or it may be one writer's whim."""
LEAST_SAID = 2
"""Frames that must say something besides the plain words of their wish, or it is no way to wish that."""
LEAST_WEIGHT = 1
"""Steps below which a weight is left out."""
PENALTY = 30.0
"""Inverse of the strength of the penalty, from five-fold cross-validation."""
WANTED: Mapping[Asked, str] = {
    Asked.WORDS: "words",
    Asked.WORDS_TOPIC: "words-on",
    Asked.WHO_TOPIC: "who",
    Asked.YES_NO: "whether",
    Asked.ANY: "anybody",
    Asked.COUNT: "how-many",
    Asked.WHO_NOT: "who-not",
    Asked.EXCEPT: "who-besides",
    Asked.COMPARE: "beside",
    Asked.WHOLE: "whole",
    Asked.MESSAGE_FROM: "of-country",
    Asked.OFFICE: "office",
    Asked.WHO_OFFICE: "holder",
    Asked.SOURCE: "published",
    Asked.AFTER_SPEAKER: "somebody-too",
    Asked.AFTER_TOPIC: "on-matter",
    Asked.AFTER_WHO: "who-else",
    Asked.AFTER_MORE: "more",
    Asked.AFTER_DID: "whether-he",
    Asked.LIST_NTH: "second",
    Asked.LIST_LAST: "last",
    Asked.LIST_AMONG: "among",
    Asked.LIST_COUNT: "count",
    Asked.LIST_ALSO: "which-of-them",
    Asked.LIST_TOPIC: "who-of-matter",
    Asked.LIST_NOT: "those-who-not",
    Asked.WORDS_COUNTRY: "country",
    Asked.WORDS_FIRST: "beginning",
    Asked.WORDS_END: "end",
    Asked.WORDS_WHOLE: "his-whole",
    Asked.WORDS_SOURCE: "source",
    Asked.WORDS_TRANSLATED: "translation",
    Asked.WORDS_COMPARE: "beside-him",
    Asked.NO_WHO: "who-does",
    Asked.NO_WHAT: "his-words",
    Asked.NO_OTHER: "whether-he",
    Asked.YES_ELSE: "who-else",
    Asked.YES_OTHER: "whether-too",
    Asked.FACT_WHERE: "place",
    Asked.FACT_HEAD: "head",
    Asked.FACT_SOURCE: "source",
    Asked.FACT_LETTERS: "senders",
    Asked.ABSENT_COUNTRY: "somebody-too",
    Asked.ABSENT_WHO: "senders",
    Asked.OFFICE_WORDS: "his-words",
    Asked.OFFICE_TOPIC: "whether-he",
    Asked.THANKS_SPEAKER: "somebody-too",
    Asked.THANKS_TOPIC: "on-matter",
    Asked.COMPARE_TOPIC: "both-on",
    Asked.COMPARE_THIRD: "somebody-too",
}
"""The wish of each kind of frame; of the others the plain rules know more."""


class Example(NamedTuple):
    """One request with the wish it has.

    Attributes:
        frame: What it was made of, with blanks; the same for each filling.
        memory: What was spoken of before.
    """

    frame: str
    wish: str
    text: str
    memory: Memory


def of_frames(snapshot: Snapshot, left_out: Collection[str] = ()) -> Iterator[Example]:
    """Give the frames of the open sets, each filled a few times.

    Args:
        left_out: Sets that are not used, as "follow-ups:4".
    """
    truth = read_truth(snapshot, read_fillers("en"))
    for frames in frame_sets():
        if not frames.sealed and f"{frames.series.value}:{frames.number}" not in left_out:
            fillers = read_fillers(frames.language, frames.path.parent)
            for frame in read_frames(frames.path):
                for cast in casts_for(frame.wish, fillers, truth)[:CASTS]:
                    yield _filled(frame, cast, fillers, snapshot)


def of_plain_words() -> Iterator[Example]:
    """Give the plain words of the wishes that lean on nothing, filled as the frames are."""
    fillers = read_fillers("en")
    for one in wish.plain_wishes().values():
        if one.after is After.ANYTHING:
            for cast in fillers.casts()[:CASTS]:
                named = {Blank.MATTER: cast.topic, Blank.COUNTRY: cast.country}
                people = iter([cast.speaker, cast.other_speaker])
                forms = {**fillers.speakers, **fillers.topics, **fillers.countries}
                filled = [forms[named.get(blank) or next(people)]["nom"] for blank in one.blanks]
                yield Example(one.plain, one.name, one.worded(filled), Memory())


def _filled(frame: Frame, cast: Cast, fillers: Fillers, snapshot: Snapshot) -> Example:
    previous: Answer | None = None
    for typed in fillers.before[frame.wish.before] if frame.wish.before else ():
        previous = snapshot.answer(fill(typed, cast, fillers), previous=previous)
    text = fill(frame.text, cast, fillers)
    return Example(frame.text, WANTED.get(frame.wish, NO_WISH), text, _memory(previous))


def _memory(previous: Answer | None) -> Memory:
    return previous.memory if previous else Memory()


def of_golden(snapshot: Snapshot) -> Iterator[Example]:
    """Give what the golden questions ask that is no wish: facts, and what the record cannot know."""
    for questions in open_sets(read_sets()):
        for case in read_cases(questions):
            previous: Answer | None = None
            for turn in case.turns:
                expected = turn.expected
                is_beyond = (
                    expected.kind is Kind.NONE and expected.denied is None and expected.verdict is None
                )
                is_fact = expected.kind is Kind.ANSWER and not expected.speakers and bool(expected.contains)
                if is_beyond or is_fact:
                    yield Example(turn.text, NO_WISH, turn.text, _memory(previous))
                if case.is_conversation:
                    previous = snapshot.answer(turn.text, previous=previous)


def words_of(examples: Sequence[Example], lexicon: Lexicon) -> list[str]:
    """Give the stems that several frames hold, whatever is put into their blanks, in alphabetical order."""
    frames = {one.frame for one in examples if BLANK.search(one.frame) or one.wish != NO_WISH}
    counted = Counter(
        stem
        for frame in frames
        for stem in {
            stem
            for item in hear(BLANK.sub(" ", frame), lexicon).recognised
            for stem in (*wish.words_of(item), *wish.stems_of(item.typed))
        }
    )
    return sorted(stem for stem, count in counted.items() if count >= LEAST_FRAMES)


def clues_of_example(example: Example, wishes: Wishes, snapshot: Snapshot) -> frozenset[str]:
    """Give its clues, with those of what was spoken of before."""
    return sayings_of(example, wishes, snapshot)[-1].clues | frozenset(spoken_of(example.memory))


def sayings_of(example: Example, wishes: Wishes, snapshot: Snapshot) -> tuple[Saying, ...]:
    """Give the ways to take its words."""
    heard = hear(example.text, snapshot.lexicon)
    return sayings(heard.recognised, heard.typed, snapshot.record, wishes)


def fit(examples: Sequence[Example], snapshot: Snapshot) -> dict[str, object]:
    """Find the weights.

    Returns:
        What the file holds.
    """
    # Installed for benchmarks alone.
    from sklearn.feature_extraction import DictVectorizer  # noqa: PLC0415
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415
    from sklearn.preprocessing import normalize  # noqa: PLC0415

    words = words_of(examples, snapshot.lexicon)
    wishes = Wishes(wish.plain_wishes(), words, {}, {})
    clues = [clues_of_example(one, wishes, snapshot) for one in examples]
    frames: dict[str, set[str]] = defaultdict(set)
    for one, of_one in zip(examples, clues, strict=True):
        for clue in of_one:
            frames[clue].add(one.frame)
    kept = {clue for clue, of_clue in frames.items() if len(of_clue) >= LEAST_FRAMES}
    table = DictVectorizer()
    rows = normalize(table.fit_transform([dict.fromkeys(one & kept, 1.0) for one in clues]))
    model = LogisticRegression(C=PENALTY, max_iter=2000).fit(rows, [one.wish for one in examples])
    weights: dict[str, dict[str, int]] = {}
    columns = zip([BIAS, *table.get_feature_names_out()], [model.intercept_, *model.coef_.T], strict=True)
    for clue, of_wishes in sorted(columns, key=lambda column: column[0]):
        steps = {
            str(name): max(-MOST_STEPS, min(MOST_STEPS, round(weight * SCALE)))
            for name, weight in zip(model.classes_, of_wishes, strict=True)
            if abs(weight * SCALE) >= LEAST_WEIGHT
        }
        if steps:
            weights[clue] = steps
    return {"words": words, "weights": weights, "besides": besides(examples, wishes, snapshot)}


def besides(examples: Sequence[Example], wishes: Wishes, snapshot: Snapshot) -> dict[str, list[str]]:
    """Give what people say besides the plain words who have a wish, by its name, if several frames do."""
    frames: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in examples:
        if one.wish != NO_WISH:
            for way in sayings_of(one, wishes, snapshot):
                plain = worded(wishes.all[one.wish], way.named, one.memory)
                if plain is not None:
                    asked = snapshot.understood(one.text)[-1]
                    for said in said_besides(asked, snapshot.understood(plain)[0], way.named):
                        frames[one.wish, said].add(one.frame)
    found: dict[str, list[str]] = defaultdict(list)
    for (name, said), of_pair in sorted(frames.items()):
        if len(of_pair) >= LEAST_SAID:
            found[name].append(said)
    return found


def as_lines(found: Mapping[str, object]) -> str:
    """Give what the file holds, a line for each clue, so that a diff can be read."""
    weights = cast("dict[str, dict[str, int]]", found["weights"])
    lines = (f"{_json(clue)}:{_json(of_clue)}" for clue, of_clue in weights.items())
    besides = ['"besides":', _json(found["besides"]), ',"weights":{', ",\n".join(lines), "}}", ""]
    return "\n".join(['{"words":', _json(found["words"]), ",", *besides])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> int:
    """Fit, write, and tell how many weights there are."""
    parser = ArgumentParser(prog="make fit-wishes", description=__doc__)
    parser.add_argument("--without", nargs="*", default=[], help="sets left out, as follow-ups:4")
    options = parser.parse_args()
    snapshot = load_snapshot()
    examples = [*of_plain_words(), *of_frames(snapshot, options.without), *of_golden(snapshot)]
    found = fit(examples, snapshot)
    file = Path(wish.__file__).with_name(wish.WEIGHTS)
    file.write_text(as_lines(found), encoding="utf-8")
    print(f"{len(examples)} examples", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
