"""A record of an older format, rewritten in place into today's: whole, or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path, PurePosixPath
from shutil import copymode

from knowledge.loader import faults_of
from knowledge.record import folder, source
from knowledge.record.format import ABOUT, format_of
from knowledge.record.problem import Problem, RecordError
from knowledge.record.schema import FORMAT, LanguageFile, json_schema
from knowledge.record.section import EDITOR_LINE, NotInLinesError, Section, find_section, first_section_line

SCHEMA = "schema.json"
_BESIDE = ".upgrading"
_DIGITS = 16
_SHIPPED_IN_FORMAT_1 = frozenset(
    {
        "3e043c6bbb64a52a",
        "165689a637062a51",
        "ba8d82d4a405a165",
        "2c6d4f195349a06d",
        "e7364e9ef9951c33",
        "34f3f852a4b42392",
        "5762f27ebafc2f84",
        "755b0565a7e96b36",
        "2c69a282128e47e4",
    }
)
"""The first digits of the SHA-256 of each pack that shipped last within a record, its words cut out.

Who copied the record did not write them: kept, they would hide what the program's packs have learnt since.
"""


@dataclass(frozen=True, slots=True)
class _Rewriting:
    """A record's files as they will be, and what was done to them.

    Attributes:
        texts: Bytes by name; the record's own files only.
        changed: What will be written, in the order in which it is moved into place; about.yaml is the last.
        removed: What will go before about.yaml says the new format.
        said: One line for each file.
    """

    texts: dict[str, bytes]
    changed: dict[str, bytes] = field(default_factory=dict)
    removed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def write(self, name: str, text: str, said: str) -> None:
        self.texts[name] = self.changed[name] = text.encode()
        self.said.append(f"{name}: {said}")

    def remove(self, name: str, said: str) -> None:
        del self.texts[name]
        self.removed.append(name)
        self.said.append(f"{name}: {said}")


def upgrade(place: Path) -> tuple[str, ...]:
    """Rewrite a record of an older format in place.

    Returns:
        One line for each file that was written, removed, or kept though it may go; nothing if the record is
        of today's format already.

    Raises:
        RecordError: The folder is missing, the record has faults or is of a newer format, or it can't be
            written. Nothing was changed then, unless the disk failed between two moves: what stands there
            is whole at each moment, and a second call does the rest.
    """
    read = folder.read(place)
    if read.unread or (faults := faults_of(read.texts)):
        raise RecordError(read.unread or faults)
    if format_of(read.texts) == FORMAT:
        return ()
    own = {path.relative_to(place).as_posix() for path in folder.yaml_files(place)}
    rewriting = _Rewriting({name: text for name, text in read.texts.items() if name in own})
    packs = {f"{folder.LANGUAGES}/{path.name}": path.read_bytes() for path in folder.packs().glob("*.yaml")}
    _move_words(rewriting, packs)
    _write_schema(rewriting, place)
    _write_number(rewriting)
    faults = faults_of(packs | rewriting.texts)
    if faults:
        raise RecordError(faults)
    _move_into_place(rewriting, place)
    return tuple(rewriting.said)


def _move_words(rewriting: _Rewriting, packs: Mapping[str, bytes]) -> None:
    """Move `concepts` of each pack into a file of `vocabulary/`; a pack that ships just so goes."""
    rests: dict[str, str] = {}
    for name in [name for name in rewriting.texts if name.startswith(f"{folder.LANGUAGES}/")]:
        text = rewriting.texts[name].decode()
        section = _find(text, "concepts", name)
        if section is not None:
            words = section.comments + "meanings:" + section.text.partition(":")[2]
            _write_vocabulary(rewriting, words, code=_pack(text, name).code, editor=_editor_line(text))
            text = section.before + section.after
        rests[name] = text
    # Only now may words leave the packs: a crash in between leaves them in both places, never in neither.
    for name, text in rests.items():
        if _is_shipped(text, packs.get(name)):
            rewriting.remove(name, "removed; this pack ships with the program")
        elif text != rewriting.texts[name].decode():
            rewriting.write(
                name, text, "kept without its words; remove it to use the pack that ships with the program"
            )


def _write_vocabulary(rewriting: _Rewriting, words: str, *, code: str, editor: str) -> None:
    text = f"{editor}language: {code}\n{words}"
    # An earlier name counts less where two files give the same meaning, as words in a pack did.
    for name in (f"vocabulary/{code}.yaml", f"vocabulary/{code}-concepts.yaml"):
        if name not in rewriting.texts:
            rewriting.write(name, text, f"the words that were concepts in the pack of {code}")
        if rewriting.texts[name] == text.encode():
            return
    taken = Problem(name, 1, 1, "the name is taken", "", "rename it, and upgrade again")
    raise RecordError([taken])


def _editor_line(text: str) -> str:
    """Give the line that tells an editor the schema of the vocabulary, if the pack has one of its own."""
    first = text.splitlines(keepends=True)[0]
    return first.replace("LanguageFile", "VocabularyFile") if first.startswith(EDITOR_LINE) else ""


def _is_shipped(text: str, shipped: bytes | None) -> bool:
    """Tell whether a pack is one that ships, or one that shipped in the last format, letter by letter."""
    text = text.replace("\r\n", "\n")
    digest = sha256(text.encode()).hexdigest()[:_DIGITS]
    return digest in _SHIPPED_IN_FORMAT_1 or (shipped is not None and _body(text) == _body(shipped.decode()))


def _body(text: str) -> str:
    """Give a file without the line that tells editors its schema: where that lies depends on the folder."""
    first, _, rest = text.partition("\n")
    return rest if first.startswith(EDITOR_LINE) else text


def _pack(text: str, name: str) -> LanguageFile:
    document, problems = source.read(text.encode(), name)
    if document is None:
        raise RecordError(problems)
    return LanguageFile.model_validate(document.value)


def _write_schema(rewriting: _Rewriting, place: Path) -> None:
    """Write the schema for editors anew, where the record has one."""
    if (place / SCHEMA).is_file():
        schema = json.dumps(json_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        rewriting.changed[SCHEMA] = schema.encode()
        rewriting.said.append(f"{SCHEMA}: that of format {FORMAT}")


def _write_number(rewriting: _Rewriting) -> None:
    """Say the format in about.yaml; the last step, so that until then the record is of the older format."""
    text = rewriting.texts[ABOUT].decode()
    section = _find(text, "format", ABOUT)
    if section is not None:
        text = section.before + section.comments + f"format: {FORMAT}\n" + section.after
    else:
        lines = text.splitlines(keepends=True)
        lines.insert(first_section_line(text), f"format: {FORMAT}\n")
        text = "".join(lines)
    rewriting.write(ABOUT, text, f"format {FORMAT}")


def _find(text: str, key: str, name: str) -> Section | None:
    try:
        return find_section(text, key)
    except NotInLinesError:
        hint = "write each key in a line of its own, without braces around them"
        raise RecordError([Problem(name, 1, 1, "can't be rewritten", "", hint)]) from None


def _move_into_place(rewriting: _Rewriting, place: Path) -> None:
    """Write every file beside its place, then move them all.

    Raises:
        RecordError: Something can't be written.
    """
    beside = {name: _beside(place, name) for name in rewriting.changed}
    try:
        for name, text in rewriting.changed.items():
            beside[name].parent.mkdir(parents=True, exist_ok=True)
            beside[name].write_bytes(text)
            if (place / name).is_file():
                copymode(place / name, beside[name])
        about = beside[ABOUT]
        for name, path in beside.items():
            if path != about:
                path.replace(place / name)
        for name in rewriting.removed:
            (place / name).unlink()
        with suppress(OSError):
            # Left where a pack stays in it, or where there never was one.
            (place / folder.LANGUAGES).rmdir()
        about.replace(place / ABOUT)
    except OSError as error:
        hint = "make room or give permission, and upgrade again"
        problem = Problem(str(place), 1, 1, "can't be rewritten", str(error.strerror), hint)
        raise RecordError([problem]) from error
    finally:
        for path in beside.values():
            with suppress(OSError):
                path.unlink(missing_ok=True)


def _beside(place: Path, name: str) -> Path:
    """Name a file in the same folder that no record is read from: its name begins with a dot."""
    relative = PurePosixPath(name)
    return place / relative.parent / f".{relative.name}{_BESIDE}"
