"""The record's words stand in files named by their language: a copied file with the old code is noticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem

_CODE = 2
"""Letters of a file's name that can't but be meant as a language's code, such as that of the country."""


def check(files: Files) -> Iterator[Problem]:
    """Find files of words whose language another file is named by, as "en.yaml" or "en-names.yaml" are."""
    given = [
        (document.place(("language",)), file.language) for document, file in files.of(schema.VocabularyFile)
    ]
    named = {code: place.file for place, code in reversed(given) if _is_named_by(place.file, code)}
    packs = {item.code for _, item in files.of(schema.LanguageFile)}
    for place, code in given:
        stem = PurePath(place.file).stem
        if (stem in packs or len(stem) == _CODE) and stem != code and code not in named:
            hint = f"give the file the name {code}.yaml"
            hint = f"write {stem}, or {hint}" if stem in packs else hint
            yield problem(place, "another language than the file's name has", found=code, hint=hint)
        if code in named and not _is_named_by(place.file, code):
            hint = f"{named[code]} has it; correct the code, or join the files"
            yield problem(place, "the same language twice", found=code, hint=hint)


def _is_named_by(file: str, code: str) -> bool:
    return PurePath(file).stem.partition("-")[0] == code
