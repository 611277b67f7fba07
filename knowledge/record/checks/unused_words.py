"""A meaning of the vocabulary, or a source, earns its place by a text that uses it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches

from rapidfuzz.distance import OSA

from knowledge.normalise import tokens
from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem, warning
from knowledge.record.values import Absence, Entry, Fact, Quote, Record

STEM = 4
"""Letters that two forms of a word have in common at least."""
ENDING = 3
NEAR = 0.75
"""Likeness of a misspelt id, by difflib: two letters of five that changed places give 0.8."""


def check(files: Files, record: Record) -> Iterator[Problem]:
    """Find meanings that are misspelt, and those none of whose words stands in the record."""
    told = {stem for entry in record.entries.values() for stem in stems(texts_of(entry))}
    files_of = list(files.of(schema.VocabularyFile))
    used = {
        meaning
        for _, item in files_of
        for meaning, words in item.meanings.items()
        if not told.isdisjoint(stems(words))
    }
    for document, item in files_of:
        elsewhere = {meaning for _, other in files_of if other is not item for meaning in other.meanings}
        for meaning in item.meanings:
            place = document.place(("meanings", meaning, "@key"))
            meant = _meant(meaning, item, elsewhere)
            if meant:
                hint = f'did you mean "{meant}"?'
                yield problem(place, "a meaning that no other language has", found=meaning, hint=hint)
            elif meaning not in used and meaning not in record.themes.keys() | record.unspoken.keys():
                hint = "no text of the record has one of its words; remove it, or use it"
                yield warning(place, "a meaning that nothing uses", found=meaning, hint=hint)


def unused_sources(files: Files) -> Iterator[Problem]:
    """Find sources from which nothing is taken."""
    named = {message.source for _, message in files.of(schema.MessageFile)}
    named |= {facts.source for _, facts in files.of(schema.FactsFile)}
    for document, file in files.of(schema.SourcesFile):
        for number, one in enumerate(file.sources):
            if one.id not in named:
                place, hint = document.place(("sources", number, "id")), "name it in a file, or remove it"
                yield warning(place, "a source that nothing is taken from", found=one.id, hint=hint)


def misspelt_themes(files: Files) -> Iterator[Problem]:
    """Find themes whose id is a meaning's but for one letter within: no word of it would find them."""
    meanings = {one for _, item in files.of(schema.VocabularyFile) for one in item.meanings}
    themes = [one.id for _, file in files.of(schema.ThemesFile) for one in file.themes]
    for document, file in files.of(schema.ThemesFile):
        for number, theme in enumerate(file.themes):
            for one in sorted(meanings.difference(themes)) if theme.id not in meanings else ():
                is_form = one.startswith(theme.id) or theme.id.startswith(one)
                if OSA.distance(one, theme.id, score_cutoff=1) == 1 and not is_form:
                    place = document.place(("themes", number, "id"))
                    hint = f'did you mean "{one}"? The vocabulary has words for it'
                    yield problem(place, "a theme of no meaning", found=theme.id, hint=hint)


def _meant(meaning: str, item: schema.VocabularyFile, elsewhere: Collection[str]) -> str:
    """Give the meaning of another language that this one is a misspelling of; "" if it is none.

    Of two such ids the right one is mostly among its own words, which the misspelt one is not.
    """
    if meaning in elsewhere or _is_its_own_word(meaning, item):
        return ""
    near = get_close_matches(
        meaning, [one for one in elsewhere if one not in item.meanings], n=1, cutoff=NEAR
    )
    return near[0] if near else ""


def _is_its_own_word(meaning: str, item: schema.VocabularyFile) -> bool:
    return meaning.replace("-", " ") in {word.casefold() for word in item.meanings[meaning]}


def texts_of(entry: Entry) -> Iterable[str]:
    """Give all that is said of an entry and in it."""
    if isinstance(entry, Quote):
        return (entry.published, entry.text, *(line.text for line in entry.restatements))
    if isinstance(entry, Fact | Absence):
        return (*entry.wording.by_language.values(), *(line.text for line in entry.asks))
    return (*entry.wording.by_language.values(), *(line.text for line in entry.restatements))


def stems(texts: Iterable[str]) -> Iterator[str]:
    """Give the words of texts without their endings."""
    for text in texts:
        for word in tokens(text):
            yield word[: max(STEM, len(word) - ENDING)]
