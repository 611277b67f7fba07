"""A text stands under a language that the record knows, in its own at least, and says something."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, did_you_mean, problem
from knowledge.record.source import Document, Path, Value
from knowledge.record.values import OWN_LANGUAGE

BY_LANGUAGE = frozenset(
    {"about", "aliases", "around", "as_of", "asks", "examples", "name", "office", "publisher", "restatements"}
    | {"subject", "text", "title"}
)
"""Keys whose mapping is by language."""
READ = frozenset({"around", "as_of", "examples", "name", "office", "publisher", "subject", "text", "title"})
"""Keys whose texts are shown to people."""
_NOTHING = frozenset({"~", "null", "none", "todo", "tbd", "xxx"})
_MARK_UP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:[a-z]{2,8}|#\d+);|\*\*|\]\(http")
_UNFINISHED = re.compile(r"\b(?:TODO|FIXME|TBD|XXX)\b|lorem ipsum", re.IGNORECASE)
_WRITTEN_BREAK = re.compile(r"\\[nrt\"']")
_REMARK = re.compile(r"(?:^|\s)# \S.*")
_VERBATIM = "text"
"""Ends the path of a quote; that of our own words ends with their language."""
_DOUBLED = re.compile(r"\{\{.*?\}\}")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_WHOLLY_QUOTED = re.compile("“[^“”]+”|„[^„“”]+[“”]|«[^«»]+»|‘[^‘’]+’|”[^“”]+”")
"""As a word processor writes them."""
_NOT_OWN = "no text in the record's own language"
_COUNTRY = "{country}"
_FILLED_IN = frozenset({_COUNTRY, "{held}"})


def check(files: Files) -> Iterator[Problem]:
    """Find unknown language codes, texts that say nothing, and braces that would be shown to people."""
    codes = {item.code for _, item in files.of(schema.LanguageFile)}
    own = next((item.language for _, item in files.of(schema.AboutFile)), OWN_LANGUAGE)
    found: list[Problem] = []
    for document, item in files.items:
        if isinstance(item, schema.LanguageFile | schema.VocabularyFile):
            continue
        known = _FILLED_IN if isinstance(item, schema.AbsentCountriesFile) else frozenset[str]()
        found += _walk(document, document.value, (), codes=codes, own=own, filled_in=known)
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


def _walk(
    document: Document,
    value: Value,
    path: Path,
    *,
    codes: Collection[str],
    own: str,
    filled_in: Collection[str],
) -> Iterator[Problem]:
    if isinstance(value, list):
        for number, item in enumerate(value):
            yield from _walk(document, item, (*path, number), codes=codes, own=own, filled_in=filled_in)
    elif isinstance(value, dict):
        if path and path[-1] in BY_LANGUAGE:
            yield from _unknown_codes(document, value, path, codes=codes)
            if own not in value and not any(isinstance(text, list) for text in value.values()):
                yield problem(document.place(path), _NOT_OWN, found=own, hint=f"add `{own}: …`")
        for key, item in value.items():
            yield from _walk(document, item, (*path, key), codes=codes, own=own, filled_in=filled_in)
    elif isinstance(value, str) and BY_LANGUAGE.intersection(path):
        yield from _text_faults(document, value, path, filled_in=filled_in)
        yield from _remark_within(document, value, path)
        yield from _faults_at_ends(document, value, path)
        if path in document.cut and READ.intersection(path):
            hint = "put the text in quotation marks, and the remark on a line of its own"
            yield problem(document.place(path), "a text that ends at a #", found=value, hint=hint)


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


def _unknown_codes(
    document: Document, by_language: dict[str, Value], path: Path, *, codes: Collection[str]
) -> Iterator[Problem]:
    for code in by_language:
        if code not in codes:
            near = code.casefold()[:2]
            hint = f'did you mean "{near}"?' if near in codes else did_you_mean(code, codes)
            place = document.place((*path, code, "@key"))
            yield problem(place, "unknown language", found=code, hint=hint)


def _text_faults(
    document: Document, text: str, path: Path, *, filled_in: Collection[str]
) -> Iterator[Problem]:
    place = document.place(path)
    if text.strip().casefold() in _NOTHING or not any(letter.isalnum() for letter in text):
        yield problem(place, "a text that says nothing", found=text, hint="write the text, or remove the key")
    if mark := _MARK_UP.search(text):
        hint = "people would see it as it stands; write plain words"
        yield problem(place, "mark-up in a text", found=mark.group(), hint=hint)
    if text.count('"') % 2:
        hint = "delete it, or add the other"
        yield problem(place, "a single quotation mark", found='"', hint=hint)
    if note := _UNFINISHED.search(text):
        hint = "people would see the note; finish the text"
        yield problem(place, "a text that is not finished", found=note.group(), hint=hint)
    if written := _WRITTEN_BREAK.search(text):
        hint = "people would see the backslash; put the text in quotation marks, or take it out"
        yield problem(place, "a backslash in a text", found=written.group(), hint=hint)
    for braces in _DOUBLED.findall(text):
        yield problem(place, "two braces, one within the other", found=braces, hint="write one of each")
    for braces in _PLACEHOLDER.findall(text):
        if braces not in filled_in:
            hint = did_you_mean(braces, filled_in) if filled_in else "write the word itself"
            yield problem(place, "braces that nothing fills in", found=braces, hint=hint)


def _remark_within(document: Document, text: str, path: Path) -> Iterator[Problem]:
    """Find a remark in a text; in a quote within quotation marks a # is a sign as any other."""
    is_verbatim = path in document.quoted and path[-1] == _VERBATIM
    if not is_verbatim and (remark := _REMARK.search(text)):
        hint = "people would see it; put the remark on a line of its own, above the key"
        what = "a remark within a text"
        yield problem(document.place(path), what, found=remark.group().strip(), hint=hint)


def _faults_at_ends(document: Document, text: str, path: Path) -> Iterator[Problem]:
    if not READ.intersection(path):
        return
    place = document.place(path)
    if text != text.strip(" \t"):
        hint = "take it away"
        yield problem(place, "a space at the end of a text, or at its beginning", found=text, hint=hint)
    if _WHOLLY_QUOTED.fullmatch(text):
        hint = 'people would see the marks; put the text between two "'
        yield problem(place, "a text within curved quotation marks", found=text, hint=hint)
