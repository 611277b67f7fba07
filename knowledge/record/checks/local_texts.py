"""A text stands under a language that the record knows, in its own at least, and says something."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import SAYS_NOTHING, SPACE_AT_END, Problem, did_you_mean, problem
from knowledge.record.source import Document, Path
from knowledge.record.values import OWN_LANGUAGE

BY_LANGUAGE = frozenset(
    {"about", "aliases", "around", "as_of", "asks", "examples", "name", "office", "publisher", "restatements"}
    | {"subject", "text", "title"}
)
"""Keys whose mapping is by language."""
READ = frozenset({"around", "as_of", "examples", "name", "office", "publisher", "subject", "text", "title"})
"""Keys whose texts are shown to people."""
_NOTHING = frozenset({"~", "null", "none", "todo", "tbd", "xxx"})
_SHOWN = (
    (
        re.compile(r"</?[A-Za-z][^<>]*>|&(?:[a-z]{2,8}|#\d+);|\*\*|\]\(http"),
        "mark-up in a text",
        "people would see it as it stands; write plain words",
    ),
    (
        re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|lorem ipsum", re.IGNORECASE),
        "a text that is not finished",
        "people would see the note; finish the text",
    ),
    (
        re.compile(r"\\[nrt\"']"),
        "a backslash in a text",
        "people would see the backslash; put the text in quotation marks, or take it out",
    ),
    (re.compile(r"\{\{.*?\}\}"), "two braces, one within the other", "write one of each"),
)
"""What nobody wants to see, what is wrong with it, and what to do."""
_REMARK = re.compile(r"(?:^|\s)# \S.*")
_VERBATIM = "text"
"""Ends the path of a quote; that of our own words ends with their language."""
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WHOLLY_QUOTED = re.compile('“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|‘[^‘’]+’|”[^“”]+”|"[^"]+"')
"""As a word processor writes them, or doubled by hand."""
_NOT_OWN = "no text in the record's own language"
_COUNTRY = "{country}"
_FILLED_IN = frozenset({_COUNTRY, "{held}"})


def check(files: Files) -> Iterator[Problem]:
    """Find unknown language codes, texts that say nothing, and braces that would be shown to people."""
    codes = {item.code for _, item in files.of(schema.LanguageFile)}
    own = next((item.language for _, item in files.of(schema.AboutFile)), OWN_LANGUAGE)
    found: list[Problem] = []
    filled_in = {document.file: _FILLED_IN for document, _ in files.of(schema.AbsentCountriesFile)}
    for document in files.own:
        found += _by_language(document, codes=codes, own=own)
    for document, path, text in files.leaves():
        if BY_LANGUAGE.intersection(path):
            found += _text_faults(document, text, path, filled_in=filled_in.get(document.file, frozenset()))
    for document, _ in files.of(schema.VocabularyFile):
        for path, text in document.leaves:
            found += _within_marks(document, text, path)
    yield from _cause_first(found, files)
    yield from _unfilled(files)


def _cause_first(found: Sequence[Problem], files: Files) -> Iterator[Problem]:
    """Name the record's language once where the title itself is not in it: nothing else is then, either."""
    for document, about in files.of(schema.AboutFile):
        if about.language in about.title.by_language:
            continue
        missing = [one for one in found if one.what == _NOT_OWN]
        hint = f"{did_you_mean(about.language, about.title.by_language)}; {len(missing)} more follow from it"
        what = "the record's own language, in which its title is not"
        yield problem(document.place(("language",)), what, found=about.language, hint=hint)
        found = [one for one in found if one.what != _NOT_OWN]
    yield from found


def _by_language(document: Document, *, codes: Collection[str], own: str) -> Iterator[Problem]:
    """Find languages that the record does not know, and texts that are not in its own."""
    for path, texts in document.mappings():
        if not path or path[-1] not in BY_LANGUAGE:
            continue
        for code in texts:
            if code not in codes:
                near = code.casefold()[:2]
                hint = f'did you mean "{near}"?' if near in codes else did_you_mean(code, codes)
                place = document.place((*path, code, "@key"))
                yield problem(place, "unknown language", found=code, hint=hint)
        if own not in texts and not any(isinstance(text, list) for text in texts.values()):
            place = document.place_of_missing(path, own)
            yield problem(place, _NOT_OWN, found=own, hint=f"add `{own}: …`")


def _unfilled(files: Files) -> Iterator[Problem]:
    """Find languages in which countries without a message, or those with one, are left out."""
    for document, item in files.of(schema.AbsentCountriesFile):
        texts = item.text.by_language
        # A text without "{country}" is named where its countries are put in.
        wanted = {one for one in _FILLED_IN - {_COUNTRY} if any(one in text for text in texts.values())}
        for code, text in texts.items():
            found = set(_PLACEHOLDER.findall(text))
            # A misspelt one is named by itself.
            if found <= {*wanted, _COUNTRY} and (missing := sorted(wanted - found)):
                place, hint = document.place(("text", code)), "write it where the names belong"
                yield problem(place, "a text without what is filled in", found=" ".join(missing), hint=hint)


def _text_faults(
    document: Document, text: str, path: Path, *, filled_in: Collection[str]
) -> Iterator[Problem]:
    place = document.place(path)
    if text.strip().casefold() in _NOTHING or not any(letter.isalnum() for letter in text):
        yield problem(place, SAYS_NOTHING, found=text, hint="write the text, or remove the key")
    for pattern, what, hint in _SHOWN:
        if shown := pattern.search(text):
            yield problem(place, what, found=shown.group(), hint=hint)
    if text.count('"') % 2:
        hint = "delete it, or add the other"
        yield problem(place, "a single quotation mark", found='"', hint=hint)
    for braces in _PLACEHOLDER.findall(text):
        if braces not in filled_in:
            hint = did_you_mean(braces, filled_in) if filled_in else "write the word itself"
            yield problem(place, "braces that nothing fills in", found=braces, hint=hint)
    # In a quote within quotation marks a # is a sign as any other.
    is_verbatim = path in document.quoted and path[-1] == _VERBATIM
    if not is_verbatim and (remark := _REMARK.search(text)):
        hint = "people would see it; put the remark on a line of its own, above the key"
        yield problem(place, "a remark within a text", found=remark.group().strip(), hint=hint)
    yield from _within_marks(document, text, path)
    if READ.intersection(path):
        yield from _faults_at_ends(document, text, path)


def _within_marks(document: Document, text: str, path: Path) -> Iterator[Problem]:
    if _WHOLLY_QUOTED.fullmatch(text):
        hint = 'put the text between two ", and between no others'
        yield problem(document.place(path), "quotation marks around a text", found=text, hint=hint)


def _faults_at_ends(document: Document, text: str, path: Path) -> Iterator[Problem]:
    place = document.place(path)
    if path in document.cut:
        hint = "put the text in quotation marks, and the remark on a line of its own"
        yield problem(place, "a text that ends at a #", found=text, hint=hint)
    if text != text.strip(" \t"):
        hint = "take it away"
        yield problem(place, SPACE_AT_END, found=text, hint=hint)
