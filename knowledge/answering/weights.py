"""The numbers that `make fit` finds: how much each thing counts when an entry is scored and chosen."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources

FILE_NAME = "weights.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """All fitted numbers; each is 0 or more.

    Attributes:
        out_of_domain: Weight of a word of other subjects; an unknown one has 1, the rarest meaning too.
        number: Of an unknown number.
        short: Of an unknown word of at most three letters: mostly noise.
        common: Of an organisation that the record is about: every other question names it.
        faint: Of "who", "what" and "say": they tell one ask from another, and little else.
        optional: Share of its weight that a word costs which may just say what is to be done.
        name: Weight of who speaks, against what is spoken of.
        restated: How far a meaning counts that stands only in our restatement.
        text_only: How far a fact's own text explains a word that its ask does not hold.
        other_name: Taken off for each name or number that the question holds and the entry does not.
        other_slot: The same for each question word that the entry does not answer.
        unheld: Taken off for an ask of which the question holds nothing; in part for a part.
        scattered: Taken off a passage that explains here and there what another says in one sentence.
        off_topic: Taken off where who is meant is explained, and hardly anything of what is asked.
        sure: From this score on an entry is an answer.
        sure_alone: The same for "who said …?" where one speaker leads.
        sure_known: The same where a speaker is named, and no word is unknown.
        sure_absent: The same of a designed absence.
        worth_asking: From this score on an entry is worth asking back.
        lead: What a lead must be where the score alone is not enough.
        fact_lead: By how much a passage must beat a fact where a fact is asked for.
        same_set: Part of the best score that others need to belong to the same set.
        same_matter: The same where speakers are compared.
    """

    out_of_domain: float
    number: float
    short: float
    common: float
    faint: float
    optional: float
    name: float
    restated: float
    text_only: float
    other_name: float
    other_slot: float
    unheld: float
    scattered: float
    off_topic: float
    sure: float
    sure_alone: float
    sure_known: float
    sure_absent: float
    worth_asking: float
    lead: float
    fact_lead: float
    same_set: float
    same_matter: float


@cache
def fitted() -> Weights:
    """Give the weights that ship with the program.

    Raises:
        KeyError: The file lacks one.
    """
    found = json.loads((resources.files("knowledge.answering") / FILE_NAME).read_text(encoding="utf-8"))
    return Weights(**{field.name: float(found[field.name]) for field in fields(Weights)})
