"""Words stand with whoever said them: a passage is named after its speaker, and tells of no other first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from rapidfuzz.distance import Levenshtein

from knowledge.record import schema
from knowledge.record.files import Files
from knowledge.record.problem import Problem, problem
from knowledge.record.values import LocalText, Record, Speaker

_WORD = re.compile(r"[^\W\d_]+")
_LONG = 5
"""Letters of a name that is told from another by more than one."""


def check(files: Files, record: Record) -> Iterator[Problem]:
    """Find files with another speaker than their passages have, and reports of what another one said."""
    messages = tuple(files.of(schema.MessageFile))
    times = Counter(passage.id for _, message in messages for passage in message.passages)
    for document, message in messages:
        speaker = record.speakers.get(message.speaker)
        if speaker is None:
            continue
        # An id that is given twice is named by another rule.
        named = [_named_after(one.id, record) for one in message.passages if times[one.id] == 1]
        others = {one for one in named if one not in {"", speaker.id}}
        if len(others) == 1 and speaker.id not in named:
            (other,) = others
            hint = f'did you mean "{other}"? Else name the passages after {speaker.id}'
            what = "a speaker whose passages are named after another"
            yield problem(document.place(("speaker",)), what, found=speaker.id, hint=hint)
            continue
        for number, passage in enumerate(message.passages):
            if isinstance(passage, schema.ReportedIn):
                for code, text in passage.text.by_language.items():
                    told = _told_of(text, code, speaker, record.speakers)
                    if (near := _misspelt(text, code, speaker)) is not None:
                        place = document.place(("passages", number, "text", code))
                        hint = f"the speaker is {speaker.name.by_language[code]}"
                        yield problem(place, "a speaker's name, misspelt", found=near, hint=hint)
                    if told is not None:
                        what = f"a passage of {speaker.id} that tells of another speaker"
                        place = document.place(("passages", number, "text", code))
                        hint = f"it belongs to {told.id}, or the name is wrong"
                        yield problem(place, what, found=told.name.by_language[code], hint=hint)


def _named_after(entry: str, record: Record) -> str:
    """Give the speaker whose id the entry's begins with; "" if there is none."""
    return max((one for one in record.speakers if entry.startswith(f"{one}-")), key=len, default="")


def _told_of(text: str, code: str, speaker: Speaker, speakers: Mapping[str, Speaker]) -> Speaker | None:
    """Give the other speaker whose full name begins the text, where the speaker's own is nowhere in it."""
    if any(name in text for name in _names(speaker.name, code)):
        return None
    for other in speakers.values():
        name = other.name.by_language.get(code)
        if other is not speaker and name and text.startswith(name):
            return other
    return None


def _misspelt(text: str, code: str, speaker: Speaker) -> str | None:
    """Give the word that is one letter off a name of the speaker's, whose surname is nowhere in the text."""
    names = _names(speaker.name, code)
    if any(name in text for name in names):
        return None
    parts = names[0].split() if names else []
    words = _WORD.findall(text)
    begins = bool(words and parts) and words[0] == parts[0]
    for number, word in enumerate(words):
        for part in parts:
            is_near = Levenshtein.distance(word, part, score_cutoff=1) == 1
            # Another ending is another case of the name.
            is_case = word[: len(part) - 1] == part[:-1]
            if is_near and not is_case and (len(part) >= _LONG or (begins and number == 1)):
                return str(word)
    return None


def _names(name: LocalText, code: str) -> tuple[str, ...]:
    written = name.by_language.get(code)
    return (written, written.split()[-1]) if written else ()
