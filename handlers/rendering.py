"""Answer to Reply: what each surface shows, decided once and without Telegram."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from html import escape

from handlers.callback_data import Call, Verb, encode, group_link
from handlers.entries import entry_html, label
from handlers.explaining import closed_up, explanation, shortened
from handlers.reply import Button, Link, Press, Reply, Row, Share
from handlers.texts import Texts
from handlers.voices import together
from knowledge.answering.answer import Answer
from knowledge.record.values import Absence, Entry, Fact, Quote, Record, Reported

LONGEST_UNDERSTOOD = 200
MOST_CANDIDATES = 3
"""More than a few "did you mean" are a list, not a question."""


def render(answer: Answer, texts: Texts, *, record: Record, username: str, page: int = 0) -> Reply:
    """Say an answer.

    Args:
        record: The one that gave the answer.
        username: The bot's, for links.
        page: From 0; of an answer in many voices.
    """
    said = _said(answer, texts, record=record, username=username, page=page)
    if answer.evidence.understood_as and answer.evidence.intent != "why":
        heading = texts.say(
            "understood", question=closed_up(answer.evidence.understood_as)[:LONGEST_UNDERSTOOD]
        )
        return Reply(f"{heading}\n\n{said.html}", said.rows)
    return said


def _said(answer: Answer, texts: Texts, *, record: Record, username: str, page: int) -> Reply:
    if answer.evidence.intent == "why":
        return Reply(explanation(answer, texts, record))
    if answer.status == "unsure":
        return _unsure(answer, texts)
    if answer.status == "none":
        return _none(answer, texts, record)
    if has_many_voices(answer):
        reply = together(
            [hit.entry for hit in answer.hits], texts, Call(Verb.ANSWER, page=page), username=username
        )
    else:
        reply = entry_reply(answer.hits[0].entry, texts, username=username, asked=True)
    return Reply("\n\n".join((reply.html, *silence(answer, texts, record))), reply.rows)


def has_many_voices(answer: Answer) -> bool:
    """Whether an answer is several entries side by side, not one."""
    is_set = answer.status == "answered" and answer.evidence.intent in {"set", "compare"}
    return is_set and len(answer.hits) > 1


def silence(answer: Answer, texts: Texts, record: Record) -> tuple[str, ...]:
    """Say who was asked for too, and says nothing of it or sent nothing."""
    absences = [entry for one in answer.silent if isinstance(entry := record.entries.get(one), Absence)]
    notes = tuple(escape(one.wording.within(texts.language)) for one in absences)
    names = _names(answer.silent, texts, record)
    return (texts.say("silent", names=texts.join(names)), *notes) if names else notes


def entry_reply(entry: Entry, texts: Texts, *, username: str, asked: bool = False) -> Reply:
    """Say one entry, with the buttons that belong to it.

    Args:
        asked: It answers a question, so that there is something to explain.
    """
    if isinstance(entry, Absence):
        return Reply(entry_html(entry, texts, username=username))
    first: list[Button] = [Press(texts.label("button_source"), encode(Verb.SOURCE, entry.id))]
    if asked:
        first.append(Press(texts.label("button_why"), encode(Verb.WHY, entry.id)))
    if isinstance(entry, Quote):
        first.append(Press(texts.label("button_card"), encode(Verb.CARD, entry.id)))
    second: list[Button] = []
    if isinstance(entry, Quote | Reported):
        name = entry.speaker.name.within(texts.language)
        second.append(Press(texts.label("button_more", name=name), encode(Verb.SPEAKER, entry.speaker.id)))
    if isinstance(entry, Fact):
        second.append(Press(texts.label("button_facts"), encode(Verb.FACTS)))
    second.append(Share(texts.label("button_share"), entry.id))
    group = Link(texts.label("button_group"), group_link(username, Verb.ENTRY, entry.id))
    return Reply(entry_html(entry, texts, username=username), (tuple(first), tuple(second), (group,)))


def _names(ids: Sequence[str], texts: Texts, record: Record) -> tuple[str, ...]:
    return tuple(record.speakers[one].name.within(texts.language) for one in ids if one in record.speakers)


def _unsure(answer: Answer, texts: Texts) -> Reply:
    candidates = [hit.entry for hit in answer.hits[:MOST_CANDIDATES]]
    rows = tuple((Press(label(entry, texts), encode(Verb.ENTRY, entry.id)),) for entry in candidates)
    return Reply(texts.say("unsure"), rows)


def _none(answer: Answer, texts: Texts, record: Record) -> Reply:
    if answer.evidence.intent == "chitchat":
        html = texts.say("chitchat", title=record.about.title.within(texts.language))
        return Reply(html, example_rows(texts, record))
    lines = [_refusal(answer, texts, record)]
    is_told = answer.hits and isinstance(answer.hits[0].entry, Absence)
    if not is_told and answer.evidence.intent not in {"others", "opinion"}:
        lines.append(texts.say("none_holds", speakers=texts.join(countries(texts, record))))
    lines.append(texts.say("none_try"))
    return Reply("\n\n".join(lines), example_rows(texts, record))


def _refusal(answer: Answer, texts: Texts, record: Record) -> str:
    if answer.hits and isinstance(answer.hits[0].entry, Absence):
        return escape(answer.hits[0].entry.wording.within(texts.language))
    if answer.evidence.intent == "others":
        return _others(answer, texts, record)
    if answer.evidence.intent == "opinion":
        return texts.say("opinion")
    if answer.evidence.unexplained:
        return texts.say("none_words", words=shortened(answer.evidence.unexplained))
    names = _names(answer.silent, texts, record)
    return texts.say("none_speaker_words", speaker=texts.join(names)) if names else texts.say("none_plain")


def _others(answer: Answer, texts: Texts, record: Record) -> str:
    """Say who does not speak of something, by naming who does."""
    speaking = _names(answer.silent, texts, record)
    if not speaking:
        return texts.say("others_nobody")
    silent = _names([one for one in record.speakers if one not in answer.silent], texts, record)
    return texts.say("others", silent=texts.join(silent), speaking=texts.join(speaking))


def greeting(texts: Texts, record: Record) -> Reply:
    """Say what the bot is, with questions to begin with."""
    about = record.about
    hello = texts.say(
        "hello", title=about.title.within(texts.language), subject=about.subject.within(texts.language)
    )
    return Reply(f"{hello}\n\n{texts.say('hello_hint')}", example_rows(texts, record))


def countries(texts: Texts, record: Record) -> tuple[str, ...]:
    """Name the countries whose messages there are."""
    return tuple(country.name.within(texts.language) for country in record.countries.values())


def example_rows(texts: Texts, record: Record) -> tuple[Row, ...]:
    """Offer the record's example questions as buttons."""
    examples = record.about.examples.get(texts.language) or record.about.examples.get("en", ())
    return tuple((Press(text, encode(Verb.EXAMPLE, _digest(text))),) for text in examples)


def example_of(target: str, record: Record) -> str | None:
    """Give the example question whose button carries `target`; None if it was edited or taken away."""
    for examples in record.about.examples.values():
        for text in examples:
            if _digest(text) == target:
                return text
    return None


def _digest(text: str) -> str:
    """Give an id that stays with the words, wherever they stand among the examples."""
    return sha256(text.encode()).hexdigest()[:12]
