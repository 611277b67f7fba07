"""What is wrong with the values of a file, in the words of who wrote them instead of the library's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import takewhile
from typing import TYPE_CHECKING

from knowledge.record import schema, source
from knowledge.record.kinds import EntryKind
from knowledge.record.problem import Problem, did_you_mean, problem

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WITHIN_MARKS = re.compile(r"'([^']+)'")
_UNKNOWN_KEY, _MISSING_KEY = "extra_forbidden", "missing"
_A_LIST, _SEVERAL_IDS = "list_for_text", "several_ids"
"""What the library takes for a text of a wrong kind, or of too many letters."""
_SAID = {
    _MISSING_KEY: ("is missing", "add it"),
    _UNKNOWN_KEY: ("unknown key", "remove it, or correct its name"),
    "string_pattern_mismatch": ("has a space at its ends, or a line end within", "write it in one line"),
    "string_too_long": ("is too long", "shorten it, so that it fits Telegram's limits"),
    "string_too_short": ("is empty", "write something, or remove the key"),
    "too_short": ("nothing in the list", "write one at least, or remove what holds the list"),
    "list_type": ("no list", "write a list: `[one, two]` or lines that begin with `- `"),
    "dict_type": ("no `key: value` lines", "write `key: value` lines, indented"),
    "model_type": ("no texts by language", "write `en: …` and other languages below it, indented"),
    "string_type": ("no text", "write one text"),
    _A_LIST: ("a list where one text belongs", "take its brackets away"),
    _SEVERAL_IDS: (
        "is no id",
        "ids are small letters from a to z, figures and hyphens; put a comma between two",
    ),
    "bool_parsing": ("neither true nor false", "write true or false"),
    "int_parsing": ("no number", "write it in figures, such as 15"),
    "float_parsing": ("no number", "write it in figures, such as 0.95"),
    "union_tag_invalid": ("unknown kind", "`kind` is `quote` or `reported`"),
    "union_tag_not_found": ("is missing", "add `kind: quote` or `kind: reported`"),
}
"""What is wrong and what to do, where the library says it in a programmer's words."""
_BOUNDS = {
    "greater_than_equal": ("ge", "is too small", "least"),
    "less_than_equal": ("le", "is too great", "most"),
}
_NOTHING = ("is empty", "write something, or remove the key")
_NO_ID = ("is no id", "ids are small letters from a to z, figures and hyphens")
_NO_SEAL = (
    "is no seal",
    "copy it whole: 64 of 0-9 and a-f",
)
_NO_SEAL_YET = ("is missing", "`check --fix` writes it")
_KIND = "kind"
_CODE = re.compile(r"[a-z]{2,3}")
_CODE_HINT = "a language is two or three letters, such as en"
_QUOTES_OWN = frozenset({"around", "emendations", "sha256"})
"""Keys of a passage that only a quote has."""


def problems(document: source.Document, errors: Sequence[ErrorDetails]) -> Iterator[Problem]:
    """Give the faults; a key that is missing because it is misspelt is named once, where it stands."""
    meant: dict[tuple[int | str, ...], tuple[int | str, ...]] = {}
    missing = [error["loc"] for error in errors if error["type"] == _MISSING_KEY]
    unknown = Counter(error["loc"][:-1] for error in errors if error["type"] == _UNKNOWN_KEY)
    for error in errors:
        *around, name = error["loc"]
        beside = {str(loc[-1]): loc for loc in missing if list(loc[:-1]) == around}
        if error["type"] == _UNKNOWN_KEY and beside:
            alone = list(beside) if len(beside) == unknown[error["loc"][:-1]] == 1 else []
            near = get_close_matches(str(name), beside, n=1) or alone
            if near:
                meant[error["loc"]] = beside[near[0]]
    mistaken = dict(_mistaken_kinds(document, errors))
    yield from mistaken.values()
    indented = {**dict(_outdented(document, errors)), **dict(_among_texts(document, errors))}
    for error in errors:
        if error["loc"] in indented:
            yield from indented[error["loc"]]
            continue
        swallowed = _swallowed(document, error)
        if swallowed is not None:
            yield swallowed
        elif error["loc"] not in meant.values() and error["loc"][:3] not in mistaken:
            hint = f'did you mean "{meant[error["loc"]][-1]}"?' if error["loc"] in meant else ""
            yield _schema_problem(document, error, hint)


def _outdented(
    document: source.Document, errors: Sequence[ErrorDetails]
) -> Iterator[tuple[tuple[int | str, ...], tuple[Problem, ...]]]:
    """Find unknown keys right below one without a value: they are its own, indented too little.

    What is said of the others, and of the key above them, follows from the first.
    """
    empty = {error["loc"] for error in errors if not error.get("input") and error["type"] != _MISSING_KEY}
    unknown = {error["loc"] for error in errors if error["type"] == _UNKNOWN_KEY}
    for above in empty - unknown:
        keys = list(document.mapping(tuple(one for one in above[:-1] if one not in set(EntryKind))))
        below = keys[keys.index(str(above[-1])) + 1 :] if above[-1] in keys else []
        theirs = list(takewhile(unknown.__contains__, ((*above[:-1], key) for key in below)))
        for number, loc in enumerate(theirs):
            what, hint = (
                f"{loc[-1]} is indented too little",
                f"indent it further than `{above[-1]}:` above it",
            )
            place = document.place((*(one for one in loc if one not in set(EntryKind)), "@key"))
            yield loc, () if number else (problem(place, what, found=f"{loc[-1]}:", hint=hint),)
        if theirs:
            yield above, ()


def _among_texts(
    document: source.Document, errors: Sequence[ErrorDetails]
) -> Iterator[tuple[tuple[int | str, ...], tuple[Problem, ...]]]:
    """Find keys among the languages of the text above them: they are indented as far as these.

    What is said of their values, and that they are missing where they belong, follows from that.
    """
    for error in errors:
        path = tuple(one for one in error["loc"] if one not in {*EntryKind, "[key]"})
        above, key = path[-2:] if len(path) > 1 else ("", "")
        codes = (one for one in document.mapping(path[:-1]) if one not in schema.KEYS)
        is_of_texts = isinstance(above, str) and any(map(_CODE.fullmatch, codes))
        if is_of_texts and key in schema.KEYS and error["type"] != _MISSING_KEY:
            what, hint = f"{key} is indented too far", f"indent it as far as `{above}:` above it"
            fault = problem(document.place((*path, "@key")), what, found=f"{key}:", hint=hint)
            yield error["loc"], (fault,) if error["loc"][-1] == key else ()
            yield (*error["loc"][: error["loc"].index(above)], key), ()


def _swallowed(document: source.Document, error: ErrorDetails) -> Problem | None:
    """Find the key that is missing because its line is indented into the text above it."""
    values, key = error.get("input"), str(error["loc"][-1])
    if error["type"] != _MISSING_KEY or not isinstance(values, dict):
        return None
    for name, text in values.items():
        if isinstance(text, str) and f" {key}: " in text:
            loc = (*(part for part in error["loc"][:-1] if part not in set(EntryKind)), name)
            what, hint = "a key within a text", "indent its line as the key of the text"
            place = document.place_within(loc, text.partition(f" {key}: ")[0])
            return problem(place, what, found=f"{key}:", hint=hint)
    return None


def _mistaken_kinds(
    document: source.Document, errors: Sequence[ErrorDetails]
) -> Iterator[tuple[tuple[int | str, ...], Problem]]:
    """Find passages that are written as the other kind: their kind is wrong, not each of their keys."""
    strange = Counter(error["loc"][:3] for error in errors if error["loc"][-1] in _QUOTES_OWN)
    for error in errors:
        passage, key = error["loc"][:3], error["loc"][3:]
        if len(key) != 1 or passage[-1] not in {EntryKind.QUOTE, EntryKind.REPORTED}:
            continue
        if passage[-1] == EntryKind.REPORTED and error["type"] == _UNKNOWN_KEY and key[0] in _QUOTES_OWN:
            if strange[passage] == 1:
                continue
            hint = "write `kind: quote`, or remove what only a quote has: around, emendations, sha256"
        elif error["type"] == _MISSING_KEY:
            continue
        elif passage[-1] == EntryKind.QUOTE and key[0] == "text" and isinstance(error.get("input"), dict):
            hint = "write `kind: reported`; a quote is one text, as it was published"
        else:
            continue
        place = document.place((*passage[:-1], _KIND))
        yield passage, problem(place, "a passage of the other kind", found=str(passage[-1]), hint=hint)


def _schema_problem(document: source.Document, error: ErrorDetails, hint: str) -> Problem:
    loc = tuple(part for part in error["loc"] if part not in {*EntryKind, "[key]"})
    kind, given = str(error["type"]), error.get("input")
    if kind == "union_tag_not_found" and isinstance(given, dict):
        loc = (*loc, _KIND)
        misnamed = next((key for key, value in given.items() if value in tuple(EntryKind)), None)
        if misnamed is not None:
            loc, kind, hint = (*loc[:-1], misnamed), _UNKNOWN_KEY, did_you_mean(_KIND, [_KIND])
    tag = str(error.get("ctx", {}).get("tag"))
    # Of several words it has swallowed lines whose key is gone.
    if kind == "union_tag_invalid" and len(tag.split()) == 1:
        loc, given = (*loc, _KIND), tag
    is_of_key = kind == _UNKNOWN_KEY or error["loc"][-1] == "[key]"
    place = document.place((*loc, "@key")) if is_of_key else document.place(loc)
    if kind == _MISSING_KEY:
        place = document.place_of_missing(loc[:-1], str(loc[-1]))
    found = str(loc[-1]) if kind == _UNKNOWN_KEY else _shown(given)
    what, advice = _said(error, kind, found)
    if kind == _UNKNOWN_KEY and not hint:
        others = schema.KEYS - set(document.mapping(loc[:-1]))
        hint = did_you_mean(found, others) if get_close_matches(found, others, n=1, cutoff=0.75) else ""
    return problem(place, f"{_label(document, loc)}: {what}", found=found, hint=hint or advice)


def _said(error: ErrorDetails, kind: str, found: str) -> tuple[str, str]:
    """Give what is wrong, and what to do."""
    about = error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _against_pattern(str(error["msg"]), found, is_key=error["loc"][-1] == "[key]")
    if kind == "string_type" and isinstance(error.get("input"), list):
        kind = _A_LIST
    if kind == "string_too_long" and " " in found and about.get("max_length") == schema.LONGEST_ID:
        kind = _SEVERAL_IDS
    if kind == "enum":
        return "unknown word", did_you_mean(found, _WITHIN_MARKS.findall(str(about.get("expected"))))
    if kind in _BOUNDS:
        bound, what, which = _BOUNDS[kind]
        return what, f"it is {about.get(bound)} at {which}"
    if kind == _MISSING_KEY and error["loc"][-1] == "sha256":
        return _NO_SEAL_YET
    return _SAID.get(kind, (str(error["msg"]).removeprefix("Value error, "), ""))


def _against_pattern(message: str, found: str, *, is_key: bool) -> tuple[str, str]:
    if "[a-z]{" in message and found.strip():
        return "unknown language", _CODE_HINT
    if is_key:
        return _NO_ID
    if not found.strip():
        return _NOTHING
    if "a-z0-9" in message:
        return _NO_ID
    return _NO_SEAL if "a-f]{" in message else _SAID["string_pattern_mismatch"]


def _shown(given: object) -> str:
    return "" if isinstance(given, list | dict) or given is None else str(given)


def _label(document: source.Document, loc: tuple[int | str, ...]) -> str:
    """Give the keys that lead to a value, from the nearest thing with an id on."""
    for length in range(len(loc) - 1, 0, -1):
        named = document.mapping(loc[:length]).get("id")
        if isinstance(loc[length - 1], int) and isinstance(named, str) and named:
            return f"{_keys(loc[length:])} of {named}"
    return _keys(loc)


def _keys(loc: tuple[int | str, ...]) -> str:
    return ".".join(part for part in loc if isinstance(part, str))
