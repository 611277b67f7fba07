"""Words stand with whoever said them: a passage is named after its speaker, and names are spelt as theirs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from rapidfuzz.distance import OSA, Levenshtein

from knowledge.normalise import Script, script_of
from knowledge.record import schema
from knowledge.record.checks.figures_told import told
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.source import Document, Path
from knowledge.record.values import LocalText, Record, Speaker

_WORD = re.compile(r"[^\W\d_]+")
_Naming: TypeAlias = tuple[Document, Path, Mapping[str, str], Speaker]
"""A text by language, with its path, and a speaker whom it is about."""
_SEVERAL = 2
"""Texts that agree with each other and not with a name: the name is wrong."""
_CASE = 2
"""Letters of the longest ending of a name's case."""
_ALIKE = 0.5
"""Part of the letters that a misspelt name has in common with the right one."""
_LONG = 5
"""Letters of a name that is told from another by more than one."""


def check(files: Files, record: Record) -> Iterator[Problem]:
    """Find files with another speaker than their passages have, and reports of what another one said."""
    messages = tuple(files.of(schema.MessageFile))
    times = Counter(passage.id for _, message in messages for passage in message.passages)
    yield from _misspelt_names(files, record)
    for document, message in messages:
        speaker = record.speakers.get(message.speaker)
        if speaker is None:
            continue
        # An id that is given twice is named by another rule.
        named = [_named_after(one.id, record) for one in message.passages if times[one.id] == 1]
        others = {one for one in named if one not in {"", speaker.id}}
        if len(others) == 1 and speaker.id not in named:
            (named_after,) = others
            hint = f'did you mean "{named_after}"? Else name the passages after {speaker.id}'
            what = "a speaker whose passages are named after another"
            yield problem(document.place(("speaker",)), what, found=speaker.id, hint=hint)
            continue
        for number, passage in enumerate(message.passages):
            if speaker.id in named and _named_after(passage.id, record) in others:
                hint = f"move it to the message of that speaker, or name it after {speaker.id}"
                what = "a passage that is named after another speaker"
                place = document.place(("passages", number, "id"))
                yield problem(place, what, found=passage.id, hint=hint)
            if isinstance(passage, schema.ReportedIn):
                for code, text in passage.text.by_language.items():
                    other = _told_of(text, code, speaker, record.speakers)
                    if other is not None:
                        what = f"a passage of {speaker.id} that tells of another speaker"
                        place = document.place(("passages", number, "text", code))
                        hint = f"it belongs to {other.id}, or the name is wrong"
                        yield problem(place, what, found=other.name.by_language[code], hint=hint)


def _named_after(entry: str, record: Record) -> str:
    """Give the speaker whose id the entry's begins with; "" if there is none."""
    return max((one for one in record.speakers if entry.startswith(f"{one}-")), key=len, default="")


def _told_of(text: str, code: str, speaker: Speaker, speakers: Mapping[str, Speaker]) -> Speaker | None:
    """Give the other speaker whose full name begins the text, where the speaker's own is nowhere in it.

    A name that is among the speaker's own aliases was given to the other one by mistake.
    """
    if any(name in text for name in _names(speaker.name, code)):
        return None
    for other in speakers.values():
        name = other.name.by_language.get(code)
        if other is not speaker and name and text.startswith(name):
            return None if name in {alias.text for alias in speaker.aliases} else other
    return None


def _misspelt_names(files: Files, record: Record) -> Iterator[Problem]:
    """Find names that are one letter off, in texts about the speaker they belong to."""
    named = [
        (document, path, texts, speaker)
        for document, path, texts in told(files)
        for speaker in _about(document, path, record)
    ]
    yield from _half_right(files)
    strange = dict(_strange_names(files, record, named))
    yield from strange.values()
    for document, path, texts, speaker in named:
        for code, text in texts.items():
            if (speaker.id, code) in strange:
                continue
            if (near := _misspelt(text, code, speaker)) is not None:
                hint = f"the speaker is {speaker.name.by_language[code]}"
                place = document.place((*path, code))
                yield problem(place, "a speaker's name, misspelt", found=near, hint=hint)


def _half_right(files: Files) -> Iterator[Problem]:
    """Find names of the vocabulary whose first word is right, and whose second only begins as it should."""
    seconds: dict[str, dict[str, set[str]]] = {}
    for _, item in files.of(schema.VocabularyFile):
        for words in item.meanings.values():
            for first, second in (one.split() for one in words if one.istitle() and one.count(" ") == 1):
                seconds.setdefault(item.language, {}).setdefault(first, set()).add(second)
    for document, path, texts in told(files):
        for code, text in texts.items():
            words = _WORD.findall(text)
            for first, second in pairwise(words):
                known = seconds.get(code, {}).get(first, ())
                if second.istitle() and _begins_as(second, known) and not _is_form(second, known):
                    hint = f"it is written {first} {', '.join(sorted(known))}"
                    place, found = document.place((*path, code)), f"{first} {second}"
                    yield problem(place, "a name, misspelt", found=found, hint=hint)


def _begins_as(word: str, known: Collection[str]) -> bool:
    return any(word[0] == one[0] for one in known)


def _is_form(word: str, known: Collection[str]) -> bool:
    """Whether a word is one of those, in whatever case."""
    return any(word.startswith(one[: max(_CASE, len(one) - _CASE)]) for one in known)


def _strange_names(
    files: Files, record: Record, named: Sequence[_Naming]
) -> Iterator[tuple[tuple[str, str], Problem]]:
    """Find names by which no text calls a speaker, though several name them in another language."""
    for document, file in files.of(schema.SpeakersFile):
        for number, one in enumerate(file.speakers):
            speaker = record.speakers[one.id]
            names = speaker.name.by_language
            calling = [
                texts
                for _, _, texts, who in named
                if who is speaker
                and any(_is_called(names[code], text) for code, text in texts.items() if code in names)
            ]
            for code, name in names.items():
                texts = [by_language[code] for by_language in calling if code in by_language]
                if len(texts) >= _SEVERAL and not any(_is_called(name, text) for text in texts):
                    place = document.place(("speakers", number, "name", code))
                    hint = "write it as the texts about them have it"
                    yield (speaker.id, code), problem(place, "a name that no text has", found=name, hint=hint)
                elif len(texts) >= _SEVERAL and (word := _in_another_case(name, " ".join(texts))):
                    place = document.place(("speakers", number, "name", code))
                    what, hint = "a name in another case than the texts have", f"write {word}"
                    yield (speaker.id, code), problem(place, what, found=name, hint=hint)


def _in_another_case(name: str, told: str) -> str:
    """Give a word that a name has in capitals as the texts write it, if they never write it so."""
    words = {word.casefold(): word for word in _WORD.findall(told)}
    strange = (word for word in _WORD.findall(name) if word.isupper() and word not in told)
    return next((words[word.casefold()] for word in strange if word.casefold() in words), "")


def _is_called(name: str, text: str) -> bool:
    """Whether a text has a name's last word, in whatever case."""
    last = name.rsplit(maxsplit=1)[-1]
    return last[: max(_CASE, len(last) - _CASE)] in text


def _about(document: Document, path: Path, record: Record) -> Iterator[Speaker]:
    """Give the speakers whom a text is about: of a message, or of a fact."""
    named = document.mapping(path[:-1]).get("speakers", [document.mapping().get("speaker")])
    for one in named if isinstance(named, list) else ():
        if str(one) in record.speakers:
            yield record.speakers[str(one)]


def _misspelt(text: str, code: str, speaker: Speaker) -> str | None:
    """Give the word that is one letter off a name of the speaker's, whose surname is nowhere in the text."""
    names = _names(speaker.name, code)
    if any(name in text for name in names):
        return None
    if names and script_of(names[0]) == Script.HAN:
        return _nearly(text, names[0])
    parts = names[0].split() if names else []
    words = _WORD.findall(text)
    begins = bool(words and parts) and words[0] == parts[0]
    for number, word in enumerate(words):
        for part in parts:
            # In small letters only a surname is meant: "foreign" is none, where an office stands for a name.
            is_same = word.casefold() == part.casefold() and part != parts[-1]
            is_near = OSA.distance(word, part, score_cutoff=1) == 1 and not is_same
            # Another ending is another case of the name.
            is_case = word[: len(part) - 1] == part[:-1]
            if is_near and not is_case and (len(part) >= _LONG or (begins and number == 1)):
                return str(word)
    return None


def _nearly(text: str, name: str) -> str | None:
    """Give the stretch of a text without spaces that is one character off a name of some length."""
    stretches = (text[at : at + len(name)] for at in range(len(text) - len(name) + 1))
    near = (one for one in stretches if Levenshtein.distance(one, name, score_cutoff=1) == 1)
    return next(near, None) if len(name) >= _LONG else None


def resembled(text: str, code: str, speaker: Speaker) -> str | None:
    """Give the word of a text that is much like the speaker's surname, though it is not the same."""
    names = _names(speaker.name, code)
    if not names:
        return None
    if script_of(names[0]) == Script.HAN:
        size = len(names[0])
        words = [text[at : at + size] for at in range(len(text) - size + 1)]
    else:
        words = [word for word in _WORD.findall(text) if word[0].isupper()]
    return next(
        (word for word in words if Levenshtein.normalized_similarity(word, names[-1]) >= _ALIKE), None
    )


def _names(name: LocalText, code: str) -> tuple[str, ...]:
    written = name.by_language.get(code)
    return (written, written.split()[-1]) if written else ()
