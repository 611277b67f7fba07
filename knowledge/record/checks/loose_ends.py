"""A text that people read is finished: brackets are closed, and nothing is left to fill in or look up."""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.record import schema
from knowledge.record.checks.figures_told import SENTENCES
from knowledge.record.checks.local_texts import READ
from knowledge.record.files import Files
from knowledge.record.problem import BREAKS_OFF, Problem, problem

_CODE = re.compile(r"[a-z]{2,3}")
_UNSPACED = re.compile(r"[a-z\u0430-\u0451]{2}(?:[.!?;,:][A-Z\u0410-\u042f]|[,;:][a-z\u0430-\u0451]{2})")
"""A sign within a word; an abbreviation has single letters."""
_RULES = (
    (re.compile(r"^#{1,6}\s|`|(?<!\w)_\w[^_]*_(?!\w)|\*\S|~~"), "mark-up in a text", "write plain words"),
    (re.compile(r"_{2,}|\s(?:\u2026|\.{3})(?=\s)"), "a gap in a text", "write the words that belong there"),
    (
        re.compile(r"\[[^\[\]]*\]|(?<=[.,;!?])[\u00b9\u00b2\u00b3\u2070-\u2079]"),
        "a note in a text",
        "take it away; the source is told by itself, and remarks stand behind a #",
    ),
    (re.compile(r"(?<!\.)\.\.(?!\.)|,,|!!|[\u3002\uff0c\uff01]{2}"), "a sign twice", "keep one"),
    (
        re.compile(r"\((?:check|tbc|tbd|verify|todo)\b[^()]*\)|\(\?\)|(?<!\?)\?\?(?!\?)", re.IGNORECASE),
        "a text that is not finished",
        "look it up, and take the remark away",
    ),
    (re.compile(r"(?<=\w) [,.](?=\s|$)"), "a space before a sign", "take it away"),
    (_UNSPACED, "no space behind a sign", "put one there"),
    (re.compile(r"[$%#]\{"), "a sign before a brace", "write the braces alone"),
    (re.compile("[\ufb00-\ufb06]"), "two letters printed as one", "type them one after the other"),
)
_REMARK = re.compile(r"[()\[\]{}]|\b(?:TODO|TBD|FIXME|XXX)\b")
_PROSE_RULES = ((re.compile(r"[:;,\uff1a\uff1b\uff0c\u3001]$"), BREAKS_OFF, "write its end"),)
_WIDE = re.compile("[\uff01-\uff5e]")
"""Letters, figures and signs as wide as Chinese characters."""
_HAN = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("\uff08", "\uff09"))
_LISTED = re.compile(r"(?<!\w)\w\)")
"""A number or a letter of a list, as in "a)"."""


def check(files: Files) -> Iterator[Problem]:
    """Find texts of ours in which something is left open; a quote reads as it was published."""
    for document, path, text in files.leaves():
        if READ.intersection(path[:-1]) and _CODE.fullmatch(str(path[-1])):
            for found, what, hint in _loose(text, is_prose=path[-2] in SENTENCES):
                yield problem(document.place(path), what, found=found, hint=hint)
    for document, _ in files.of(schema.VocabularyFile):
        for path, text in document.leaves:
            if remark := _REMARK.search(text):
                hint = "put it on a line of its own, behind a #"
                yield problem(document.place(path), "a remark in a word", found=remark.group(), hint=hint)


def _loose(text: str, *, is_prose: bool) -> Iterator[tuple[str, str, str]]:
    """Give what is found, what is wrong, and what to do."""
    for pattern, what, hint in (*_RULES, *(_PROSE_RULES if is_prose else ())):
        if found := pattern.search(text):
            yield found.group(), what, hint
    if (wide := _WIDE.search(text)) and not _HAN.search(text):
        yield wide.group(), "a sign as wide as a Chinese character", "type it as the others"
    plain = _LISTED.sub("", text)
    for opening, closing in _PAIRS:
        if plain.count(opening) != plain.count(closing):
            yield f"{opening}{closing}", "a bracket without its other half", "add it, or take this one away"
            return
