"""An alias that is a word of asking or of politeness too is seldom heard as the name it is meant for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.normalise import tokens
from knowledge.record.checks.empty_alias import named_aliases
from knowledge.record.kinds import MeaningKind
from knowledge.record.pack import Language
from knowledge.record.problem import Problem, warning
from knowledge.record.values import Record

SHADOWING = (MeaningKind.STOP, f"{MeaningKind.SLOT}:", f"{MeaningKind.SMALL_TALK}:")


def check(record: Record, languages: Sequence[Language]) -> Iterator[Problem]:
    """Find aliases that the language's pack has as a word of its own."""
    words = {
        (language.code, tokens(one.text)): role
        for language in languages
        for role, ones in language.roles.items()
        if role.startswith(SHADOWING)
        for one in ones
    }
    for alias in named_aliases(record):
        role = words.get((alias.language, tokens(alias.text)))
        if role is not None:
            hint = f'languages/{alias.language}.yaml has it under "{role}", which may be heard instead'
            yield warning(alias.place, "an alias that is another word too", found=alias.text, hint=hint)
