"""What `make bench ARGS="--only earning"` asks again, and what it finds."""

from __future__ import annotations

from functools import partial

import pytest

from benchmarks import earning
from benchmarks.earning import Outcome, Unchanged
from benchmarks.trials import Ground, Trial, every
from knowledge import loader
from knowledge.record import folder
from knowledge.record.assembly import assemble
from knowledge.record.golden import read_questions
from tests import fixed_record


@pytest.fixture(scope="module")
def unchanged() -> Unchanged:
    files, _ = loader.read_files(folder.read(fixed_record.FOLDER).texts)
    record, languages, _ = assemble(files)
    assert record is not None
    questions = read_questions(fixed_record.FOLDER / "golden.jsonl")
    return earning.answer_unchanged(Ground(record, tuple(languages), ""), questions, ())


def _trial(name: str, unchanged: Unchanged) -> Trial:
    return next(one for one in every(unchanged.ground) if one.name == name)


def _outcome(name: str, unchanged: Unchanged) -> Outcome:
    # In a process of its own: what is changed stays changed.
    tried = partial(earning.try_out, unchanged=unchanged)
    return next(earning._forked(tried, [_trial(name, unchanged)], 1))


def test_answers_are_worse_without_a_rule_that_they_need(unchanged: Unchanged) -> None:
    assert _outcome("matcher.rank_passages", unchanged).others.worse > 0


def test_a_rule_is_tried_on_the_questions_that_run_it_alone(unchanged: Unchanged) -> None:
    trial = _trial("conversation._of_names", unchanged)

    asked = [one for one in unchanged.others if any(map(trial.touches, one.ran))]

    assert 0 < len(asked) < len(unchanged.others)
