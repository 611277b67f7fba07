"""A word that nobody writes is misspelt, where one much like it is common; wordfreq has counted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.normalise import Script
from knowledge.record import schema
from knowledge.record.checks.figures_told import told
from knowledge.record.files import Files
from knowledge.record.problem import Problem, warning

_WORD = re.compile(r"[^\W\d_]+")
_LIST = "large"
"""Words that stand once in a hundred million; the smaller list knows too few forms of them."""
_SHORTEST = 5
"""Letters of a word that is judged: shorter ones are often short forms."""
_COMMON = 30_000
"""Words among which the right one is looked for."""
_FARTHEST = 2
"""Letters by which it differs at most, or 1 in a short word."""
_SHORT = 7


def check(files: Files) -> Iterator[Problem]:
    """Find words of our texts that are misspelt; names, which begin large, may be spelt in any way."""
    import wordfreq  # noqa: PLC0415 - takes a third of a second

    spelt = (Script.LATIN, Script.CYRILLIC)
    packs = {one.code for _, one in files.of(schema.LanguageFile) if Script(one.script) in spelt}
    counted = packs.intersection(wordfreq.available_languages(_LIST))
    for document, path, texts in told(files):
        for code in counted.intersection(texts):
            for word in _WORD.findall(texts[code]):
                if len(word) < _SHORTEST or not word.islower() or wordfreq.word_frequency(word, code, _LIST):
                    continue
                near = process.extractOne(
                    word,
                    wordfreq.top_n_list(code, _COMMON, _LIST),
                    scorer=DamerauLevenshtein.distance,
                    score_cutoff=_FARTHEST if len(word) >= _SHORT else 1,
                )
                if near is not None:
                    place, hint = document.place((*path, code)), f'did you mean "{near[0]}"?'
                    yield warning(place, "a word that nobody writes", found=word, hint=hint)
