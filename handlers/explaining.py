"""Why an answer is what it is: what each word was taken for, and what came second."""

from __future__ import annotations

from handlers.entries import label
from handlers.texts import Texts
from knowledge.answer import Answer

MOST_LINES = 24
MOST_WORDS = 8
LONGEST_WORD = 40


def explanation(answer: Answer, texts: Texts) -> str:
    """Explain an answer as HTML, whatever was asked within one message."""
    lines = [*_recognised(answer, texts), *_ranked(answer, texts)]
    return texts.plain["why"].replace("{lines}", "\n".join(lines))


def _recognised(answer: Answer, texts: Texts) -> list[str]:
    lines = []
    for item in answer.evidence.recognised[:MOST_LINES]:
        kind = texts.plain.get(f"kind_{item.kind}")
        if kind is not None:
            meaning = f"{kind}: {item.matched[:LONGEST_WORD]}"
            lines.append(texts.say("why_line", typed=item.typed[:LONGEST_WORD], meaning=meaning))
    words = shortened(answer.evidence.unexplained)
    return [*lines, texts.say("why_unexplained", words=words)] if words else lines


def _ranked(answer: Answer, texts: Texts) -> list[str]:
    lines = []
    if answer.hits:
        lines.append(texts.say("why_score", percent=round(answer.hits[0].score * 100)))
    runner_up = answer.evidence.runner_up
    if runner_up is not None:
        percent = round(runner_up.score * 100)
        lines.append(texts.say("why_runner_up", runner_up=label(runner_up.entry, texts), percent=percent))
    return lines


def shortened(words: tuple[str, ...]) -> str:
    """Give the first few of somebody's words, none of them too long to show."""
    return ", ".join(word[:LONGEST_WORD] for word in words[:MOST_WORDS])
