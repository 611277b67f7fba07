"""Answer to Reply: what each surface shows, decided once and without Telegram."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from html import escape, unescape

from handlers.button_rows import MOST_BUTTONS, MOST_ROWS, arranged
from handlers.callback_data import Call, Verb, encode
from handlers.citing import copy_button
from handlers.entries import entry_html, label, published_in, source_html
from handlers.explaining import as_typed, closed_up, explanation, name_of
from handlers.headings import heading_of
from handlers.reply import MOST_CHARACTERS, Button, Press, Reply, Row, Share
from handlers.texts import Texts
from handlers.voices import opening, together
from knowledge.answering.answer import Answer, Hit
from knowledge.answering.kinds import Intent, Status
from knowledge.language.lexicon import NAMES, Item
from knowledge.normalise import bare
from knowledge.record.kinds import Cue, MeaningKind
from knowledge.record.values import (
    Absence,
    Entry,
    Fact,
    Organisation,
    Quote,
    Record,
    Reported,
    Theme,
)

LONGEST_UNDERSTOOD = 200
BETWEEN_PARTS = "\n\n· · ·\n\n"
BETWEEN_WORDS = " · "
"""So what was understood is written, word by word."""
MOST_PARTS = 5
_SMALL_TALK = {
    Intent.BYE: "manner_bye",
    Intent.THANKS: "manner_thanks",
    Intent.AGREED: "manner_agreed",
    Intent.IDENTITY: "manner_who",
    Intent.COMPLAINT: "manner_complaint",
}
_SAID_PLAINLY = {
    Intent.OPINION: "opinion",
    Intent.FRAGMENT: "none_fragment",
    Intent.NOBODY_ELSE: "nobody_else",
    Intent.NO_MORE: "no_more",
}
WAYS_TO_REFUSE = 4
WAYS_TO_OFFER = 3
MOST_GREETING = 4
"""Examples in a greeting and in help: enough to see how to ask; refusals offer the rest in turn."""
LONGEST_CHOICE = 160
LONGEST_SENTENCE = 500
"""Of a list that is wanted again, shorter: a speaker's name and the sentence that answers."""
MOST_EXAMPLES = 2
"""Under a refusal; a greeting shows all."""
MOST_CANDIDATES = 3
"""More than a few "did you mean" are a list, not a question."""


def render(
    answer: Answer,
    texts: Texts,
    *,
    record: Record,
    username: str,
    page: int = 0,
    turn: int = 0,
    after_refusal: bool = False,
) -> Reply:
    """Say an answer.

    Args:
        record: The one that gave the answer.
        username: The bot's, for links.
        page: From 0; of an answer in many voices.
        turn: How many questions came before it: no refusal has the words of the one before.
        after_refusal: Whether it asks why, or where that stands, of a question that got no answer.
    """
    if after_refusal and answer.evidence.intent == Intent.WHY:
        return Reply(explanation(answer, texts, record, is_refused=True))
    if after_refusal and not answer.hits:
        return Reply(texts.say("source_of_none"))
    if answer.parts:
        return _several(answer, texts, record=record, username=username)
    if answer.status == Status.NONE and not answer.evidence.intent.has_words_of_its_own:
        said = _none(answer, texts, record, turn=turn)
    else:
        said = _said(answer, texts, record=record, username=username, page=page)
    seen = _understood(answer, texts, record, above=said.html)
    return Reply("\n\n".join((*seen, *_verdict(answer, texts), said.html)), said.rows)


def _several(answer: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    """Say one part under another, in order, as far as one message holds; a button opens each answer."""
    said = {part.html: part for part in _parts(answer, texts, record=record, username=username)}
    if len(said) == 1:
        return next(iter(said.values()))
    blocks: list[str] = []
    for html in said:
        if sum(map(len, blocks)) + len(html) > MOST_CHARACTERS - MOST_PARTS * len(BETWEEN_PARTS):
            blocks.append(texts.say("part_too_long"))
            break
        blocks.append(html)
    opened = {hit.entry.id: hit.entry for part in answer.parts for hit in _quoted(part)}
    return Reply(BETWEEN_PARTS.join(blocks), arranged(opening(tuple(opened.values()), texts)))


def _parts(answer: Answer, texts: Texts, *, record: Record, username: str) -> Iterator[Reply]:
    for part in answer.parts:
        yield _part(part, texts, record=record, username=username)


def _quoted(part: Answer) -> Iterator[Hit]:
    """Give what a button can open of one part: what is shown of it."""
    if part.status == Status.ANSWERED:
        shown = part.hits if has_many_voices(part) else part.hits[:1]
        yield from (hit for hit in shown if not isinstance(hit.entry, Absence))


def _part(part: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    """Say one part; what completes it stands just above, and nothing else is offered."""
    intent = part.evidence.intent
    if part.status == Status.NONE and not intent.has_words_of_its_own and not intent.is_polite:
        return Reply(_refused_part(part, texts, record))
    plain = replace(part, evidence=replace(part.evidence, understood_as=None))
    return render(plain, texts, record=record, username=username)


def _refused_part(part: Answer, texts: Texts, record: Record) -> str:
    """Refuse one part, beginning with what it asks about where the refusal does not name that itself."""
    refusal = _refusal(replace(part, speaking=()), texts, record, turn=0)
    if part.understood is None or refusal != texts.say("none_plain_0"):
        return refusal
    asked = BETWEEN_WORDS.join(dict.fromkeys(map(part.understood.as_typed, part.understood.content)))
    return f"{texts.say('topic_header', name=asked)}\n{refusal}" if asked else refusal


def _understood(answer: Answer, texts: Texts, record: Record, *, above: str) -> Iterator[str]:
    """Say what was understood, where something said before completed it.

    Args:
        above: The reply; where its first paragraph shows all of it, nothing is said twice.
    """
    seen = _in_language(answer, texts, record) if answer.evidence.understood_as else ""
    if not seen:
        return
    first = unescape(above).split("\n\n", 1)[0].casefold()
    of_country = {
        one.country.name.within(texts.language): one.name.within(texts.language)
        for one in record.speakers.values()
        if one.country
    }
    is_shown = all(
        part.casefold() in first or of_country.get(part, part).casefold() in first
        for part in seen.split(BETWEEN_WORDS)
    )
    if not is_shown and answer.evidence.intent != Intent.WHY:
        yield texts.say("understood", question=closed_up(seen)[:LONGEST_UNDERSTOOD])


def _in_language(answer: Answer, texts: Texts, record: Record) -> str:
    """Give what was understood, by its names in the reader's language.

    Words that have no name are left out: those just typed are known, and earlier ones stand in a case that
    only fitted there: "терроризме".
    """
    names = {one.name.original: one.name.within(texts.language) for one in record.speakers.values()}
    if answer.understood is not None:
        items = answer.understood.content
        named = ((one, answer.understood.as_typed(one), _named(one, texts, record)) for one in items)
        # A matter whose name was typed stays in the middle of a sentence as it was typed there.
        names |= {
            typed: typed if name.casefold() == typed.casefold() and not one.of(*NAMES) else name
            for one, typed, name in named
            if name
        }
    seen = (answer.evidence.understood_as or "").split(BETWEEN_WORDS)
    told = [
        names[part] if names.get(part, part) != part else as_typed(part, answer.question)
        for part in seen
        if part in names
    ]
    just_typed = closed_up(bare(answer.question))
    if answer.status == Status.NONE and all(closed_up(part) in just_typed for part in seen if part in names):
        return ""
    return BETWEEN_WORDS.join(dict.fromkeys(told))


def _named(item: Item, texts: Texts, record: Record) -> str:
    """Give the name of what a stretch stands for; "" for what has none."""
    best = max((sense.similarity for sense in item.senses), default=0.0)
    for kind, target, alias, *_ in (one.meaning for one in item.senses if one.similarity == best):
        if name := name_of(kind, target, texts, record) or (alias if kind == MeaningKind.ABSENT else ""):
            return name
    return ""


def _verdict(answer: Answer, texts: Texts) -> Iterator[str]:
    """Begin with a short yes or no; a no about somebody's words says whose and about what."""
    if answer.status == Status.ANSWERED and _is_yes_or_no(answer):
        yield texts.say(f"verdict_{answer.verdict}")


def _is_yes_or_no(answer: Answer) -> bool:
    """Whether a yes or a no is to be said: "and Kazakhstan?" after "what did … say?" rather wants words."""
    return answer.verdict is not None and not (answer.understood and answer.understood.slots)


def _said(answer: Answer, texts: Texts, *, record: Record, username: str, page: int) -> Reply:
    intent = answer.evidence.intent
    if intent == Intent.WHY:
        return Reply(explanation(answer, texts, record))
    if intent in {Intent.SOURCE, Intent.TRANSLATE}:
        return _about_the_words(answer, texts, record=record, username=username)
    if intent == Intent.UNCLEAR:
        asks_who = answer.understood is not None and answer.understood.asks_who
        return Reply(texts.say("unclear_words" if asks_who else "unclear"))
    if answer.status == Status.UNSURE:
        return _unsure(answer, texts)
    if has_many_voices(answer) and intent == Intent.AGAIN:
        reply = _choice(
            heading_of(answer, texts, record), answer.hits[:MOST_BUTTONS], texts, most=LONGEST_SENTENCE
        )
    elif has_many_voices(answer):
        entries = [hit.entry for hit in answer.hits]
        call = Call(Verb.ANSWER, page=page)
        heading = heading_of(answer, texts, record)
        sentences = sentences_of(answer)
        reply = together(entries, texts, call, username=username, heading=heading, sentences=sentences)
    else:
        hit = answer.hits[0]
        is_short = intent == Intent.AGAIN
        reply = entry_reply(hit.entry, texts, username=username, sentence=hit.sentence, is_short=is_short)
    lines = (*_untranslated(answer, texts, record), reply.html, *silence(answer, texts, record))
    return Reply("\n\n".join(lines), reply.rows)


def _untranslated(answer: Answer, texts: Texts, record: Record) -> Iterator[str]:
    """Say that words stay as they were published, to who wants them in another language."""
    if answer.understood is not None and Cue.TRANSLATE in answer.understood.cues:
        yield texts.say("translated", language=texts.language_name(record.about.language))


def sentences_of(answer: Answer) -> dict[str, tuple[int, int]]:
    """Give where in each entry the sentence stands that answers, by the entry's id."""
    return {hit.entry.id: hit.sentence for hit in answer.hits if hit.sentence}


def _about_the_words(answer: Answer, texts: Texts, *, record: Record, username: str) -> Reply:
    """Say where what was shown was published, or in which language it stays."""
    entries = [hit.entry for hit in answer.hits if not isinstance(hit.entry, Absence)]
    own = texts.language_name(record.about.language)
    lines = [texts.say("translated", language=own)] if answer.evidence.intent == Intent.TRANSLATE else []
    if not entries:
        return Reply("\n\n".join(lines) or _source_of_all(texts, record))
    entry = entries[0]
    lines.append(source_html(entry, texts, username))
    others = tuple(
        (Press(label(one, texts), encode(Verb.SOURCE, one.id)),) for one in entries[1:MOST_CANDIDATES]
    )
    return Reply("\n\n".join(lines), others[:MOST_ROWS])


def _source_of_all(texts: Texts, record: Record) -> str:
    """Say where all that the record holds was published."""
    held = (one for one in record.entries.values() if not isinstance(one, Absence))
    places = tuple(dict.fromkeys(published_in(one.source, texts) for one in held))
    return texts.plain["source_of_all"].format(where=texts.join(places))


def has_many_voices(answer: Answer) -> bool:
    """Whether an answer is several entries side by side, not one."""
    is_set = answer.status == Status.ANSWERED and answer.evidence.intent.lists_voices
    return is_set and len(answer.hits) > 1


def silence(answer: Answer, texts: Texts, record: Record) -> tuple[str, ...]:
    """Say who was asked for too, and says nothing of it or sent nothing; each of these is proven."""
    absences = [entry for one in answer.denied if isinstance(entry := record.entries.get(one.who), Absence)]
    notes = tuple(escape(one.wording.within(texts.language)) for one in absences)
    by_matter: dict[str, list[str]] = {}
    for one in answer.denied:
        if one.who in record.speakers:
            by_matter.setdefault(one.about, []).append(one.who)
    lines = tuple(
        _silent(_names(ids, texts, record), about, texts, record) for about, ids in by_matter.items()
    )
    return (*lines, *notes)


def _one_after_the_other(sentences: Sequence[str], texts: Texts) -> str:
    """Write sentences as the language does: with a space between them, or without."""
    said = sentences[0]
    for following in sentences[1:]:
        said = texts.plain["sentences"].format(first=said, second=following)
    return said


def _silent(names: tuple[str, ...], about: str, texts: Texts, record: Record) -> str:
    """Say who says nothing of a matter; of one that has no name, "this"."""
    thing = record.themes.get(about) or record.unspoken.get(about) or record.organisations.get(about)
    country = record.entries.get(about)
    kind, matter = "on_this", ""
    if thing is not None:
        kind, matter = _kind(thing), thing.name.within(texts.language)
    elif isinstance(country, Absence) and (named := _country_of(country, texts)):
        kind, matter = "country", named
    if len(names) == len(record.speakers) > MOST_CANDIDATES:
        return texts.say(f"nobody_{kind}", matter=matter)
    return texts.count(f"silent_{kind}", len(names), names=texts.join(names), matter=matter)


def silent_on(thing: Theme | Organisation, names: tuple[str, ...], texts: Texts) -> str:
    """Say who says nothing of something; of thanks and the like, who gives none."""
    matter = thing.name.within(texts.language)
    return texts.count(f"silent_{_kind(thing)}", len(names), names=texts.join(names), matter=matter)


def _kind(thing: Theme | Organisation) -> str:
    """Tell an organisation, which is mentioned, thanks and the like, which are given, and other matters."""
    if isinstance(thing, Organisation):
        return "organisation"
    return "act" if thing.is_speech_act else "matter"


def entry_reply(
    entry: Entry,
    texts: Texts,
    *,
    username: str,
    sentence: tuple[int, int] | None = None,
    is_short: bool = False,
) -> Reply:
    """Say one entry, with the buttons that belong to it.

    Args:
        is_short: Only that sentence is wanted.
        sentence: Where the sentence stands that answers, if one does.
    """
    if isinstance(entry, Absence):
        return Reply(entry_html(entry, texts, username=username))
    first: list[Button] = [Press(texts.label("button_source"), encode(Verb.SOURCE, entry.id))]
    if isinstance(entry, Quote):
        first.append(Press(texts.label("button_card"), encode(Verb.CARD, entry.id)))
    first.append(copy_button(entry, texts, username=username))
    second: list[Button] = []
    if isinstance(entry, Quote | Reported):
        second.append(Press(texts.label("button_more"), encode(Verb.SPEAKER, entry.speaker.id)))
    if isinstance(entry, Fact):
        second.append(Press(texts.label("button_facts"), encode(Verb.FACTS)))
    second.append(Share(texts.label("button_share"), entry.id))
    html = entry_html(entry, texts, username=username, sentence=sentence, is_short=is_short)
    return Reply(html, (tuple(first), tuple(second)))


def _names(ids: Sequence[str], texts: Texts, record: Record) -> tuple[str, ...]:
    return tuple(record.speakers[one].name.within(texts.language) for one in ids if one in record.speakers)


def _unsure(answer: Answer, texts: Texts) -> Reply:
    return _choice(texts.say("unsure"), answer.hits[:MOST_CANDIDATES], texts)


def _choice(heading: str, hits: Sequence[Hit], texts: Texts, *, most: int = LONGEST_CHOICE) -> Reply:
    """List a few entries, which no button is wide enough for; a numbered button opens each."""
    lines = [
        f"{number}. {escape(label(hit.entry, texts, most=most, sentence=hit.sentence))}"
        for number, hit in enumerate(hits, 1)
    ]
    buttons = [Press(str(number), encode(Verb.ENTRY, hit.entry.id)) for number, hit in enumerate(hits, 1)]
    return Reply("\n".join((*filter(None, (heading,)), *lines)), arranged(buttons))


def _none(answer: Answer, texts: Texts, record: Record, *, turn: int) -> Reply:
    """Say that there is no answer, and what there is nearest to it."""
    intent = answer.evidence.intent
    if intent.is_polite:
        return polite(intent, texts, record)
    refusal = _refusal(answer, texts, record, turn=turn)
    if answer.nearest:
        return _choice(_above(refusal, answer, texts), answer.nearest[:MOST_BUTTONS], texts)
    if intent in {Intent.NOBODY_ELSE, Intent.NO_MORE}:
        return Reply(refusal)
    return offering(refusal, texts, record, turn=turn)


def _above(refusal: str, answer: Answer, texts: Texts) -> str:
    """Say what the entries below a refusal are: who speaks of it, or what else those who don't speak of."""
    if answer.speaking:
        return f"{refusal}\n"
    own = all(_is_by_who_is_asked(hit.entry, answer) for hit in answer.nearest)
    return f"{refusal}\n\n{texts.say('nearest_own' if own else 'nearest')}"


def _is_by_who_is_asked(entry: Entry, answer: Answer) -> bool:
    """Whether an entry is by somebody whom the question names, by name or by country."""
    if answer.understood is None or not isinstance(entry, Quote | Reported):
        return False
    speaker = entry.speaker
    return any(
        speaker.id in item.targets(MeaningKind.SPEAKER)
        or any(map(speaker.speaks_for, item.targets(MeaningKind.COUNTRY)))
        for item in answer.understood.items
    )


def offering(said: str, texts: Texts, record: Record, *, turn: int) -> Reply:
    """Say something, and offer questions that have an answer, in other words each time."""
    offer = texts.say(f"none_try_{turn % WAYS_TO_OFFER}")
    return Reply(f"{said}\n\n{offer}", example_rows(texts, record, turn=turn))


def _refusal(answer: Answer, texts: Texts, record: Record, *, turn: int) -> str:
    intent = answer.evidence.intent
    if answer.hits and isinstance(answer.hits[0].entry, Absence):
        return escape(_absent(answer.hits[0].entry, answer, texts, record))
    if intent == Intent.OTHERS:
        return _others(answer, texts, record)
    if answer.denied:
        told = silence(answer, texts, record)
        negated = (texts.say("verdict_not"),) if _is_yes_or_no(answer) else ()
        return _one_after_the_other((*negated, *told, *_spoken_by(answer, texts, record)), texts)
    if intent in _SAID_PLAINLY:
        return texts.say(_SAID_PLAINLY[intent])
    if intent == Intent.STRANGER:
        return texts.say("stranger", names=texts.join(_names(tuple(record.speakers), texts, record)))
    return texts.say(f"none_plain_{turn % WAYS_TO_REFUSE}")


def _spoken_by(answer: Answer, texts: Texts, record: Record) -> Iterator[str]:
    """Say who does speak of what was asked, where that is proven."""
    if speaking := _names(answer.speaking, texts, record):
        yield texts.count("others_speaking", len(speaking), names=texts.join(speaking))


def _absent(entry: Absence, answer: Answer, texts: Texts, record: Record) -> str:
    """Say what the record does not hold; of several countries that sent nothing, in one sentence."""
    said = entry.wording.within(texts.language)
    absences = [record.entries.get(one.who) for one in answer.denied]
    others = [_country_of(one, texts) for one in absences if isinstance(one, Absence) and one is not entry]
    own = _country_of(entry, texts)
    if not own or not all(others) or own not in said:
        return said
    return said.replace(own, texts.either((own, *others)), 1)


def _country_of(absence: Absence, texts: Texts) -> str:
    """Give the country that an absence is about, in the reader's language; "" if it is about none."""
    if not absence.about_country:
        return ""
    own = [alias.text for alias in absence.names if alias.language == texts.language]
    return own[0] if own else absence.about_country


def _others(answer: Answer, texts: Texts, record: Record) -> str:
    """Say who does not speak of something, where that is proven, and who does."""
    silent = _names([one.who for one in answer.denied], texts, record)
    if not silent:
        return texts.say("others_nobody", names=texts.join(senders(texts, record)))
    told = _silent(silent, answer.denied[0].about, texts, record)
    return _one_after_the_other((told, *_spoken_by(answer, texts, record)), texts)


def polite(small_talk: Intent, texts: Texts, record: Record) -> Reply:
    """Return a greeting, thanks or a goodbye, or say who answers here; each by a word of its own."""
    if small_talk is Intent.HELLO:
        return greeting(texts, record)
    return Reply(texts.say(_SMALL_TALK[small_talk], subject=record.about.subject.within(texts.language)))


def greeting(texts: Texts, record: Record) -> Reply:
    """Say what the bot is, with questions to begin with."""
    about = record.about
    hello = texts.say(
        "hello", title=about.title.within(texts.language), subject=about.subject.within(texts.language)
    )
    examples = record.about.examples_in(texts.language)[:MOST_GREETING]
    lines = [f"{number}. <i>{escape(text)}</i>" for number, text in enumerate(examples, 1)]
    buttons = [Press(str(number), _payload(text)) for number, text in enumerate(examples, 1)]
    return Reply("\n".join((f"{hello}\n\n{texts.say('hello_hint')}", *lines)), arranged(buttons))


def senders(texts: Texts, record: Record) -> tuple[str, ...]:
    """Name those whose words there are: countries, and people who speak for none."""
    countries = (one.name for one in record.countries.values())
    people = (one.name for one in record.speakers.values() if one.country is None)
    return tuple(name.within(texts.language) for name in (*countries, *people))


def asked_in(record: Record, texts: Texts) -> str:
    """Name the languages in which the record offers questions: "English, Russian and Chinese"."""
    return texts.join(tuple(map(texts.language_name, record.about.examples)))


def example_rows(texts: Texts, record: Record, *, turn: int = 0) -> tuple[Row, ...]:
    """Offer two of the record's example questions as buttons, others each time."""
    examples = record.about.examples_in(texts.language)
    begin = turn * MOST_EXAMPLES % len(examples) if examples else 0
    turned = (*examples[begin:], *examples[:begin])[:MOST_EXAMPLES]
    return tuple((Press(text, _payload(text)),) for text in turned)


def _payload(example: str) -> str:
    return encode(Verb.EXAMPLE, _digest(example))


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
