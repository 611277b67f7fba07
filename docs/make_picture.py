"""Draw docs/pictures/conversation.svg: a conversation with the bot, from its real replies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from textwrap import shorten, wrap

from handlers.rendering import render
from handlers.texts import load_locales
from knowledge.loader import load_snapshot

PICTURE = Path(__file__).parent / "pictures" / "conversation.svg"
QUESTIONS = ("what did the rusian minister say about securty?", "and Iran?")
WIDTH, MARGIN, LINE, COLUMNS = 760, 24, 20, 92
STYLE = """
  .back { fill: #eef1f4 } .ours { fill: #ffffff } .theirs { fill: #d9f2c9 } .bar { fill: #4a90d9 }
  text { font: 14px system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; fill: #1c2733 }
  .key { fill: #e3ebf3 } .label { fill: #2a6fb0 }
  @media (prefers-color-scheme: dark) {
    .back { fill: #17212b } .ours { fill: #223140 } .theirs { fill: #2f5d43 } text { fill: #e9eef3 }
    .key { fill: #2d4258 } .label { fill: #8fc3f3 }
  }
"""


def draw() -> str:
    """Give the picture as SVG."""
    parts: list[str] = []
    height = MARGIN
    for bubble in _bubbles():
        parts.append(bubble.replace("{top}", str(height)))
        height += int(re.search(r'data-height="(\d+)"', bubble)[1]) + 12  # type: ignore[index]
    size = f'width="{WIDTH}" height="{height + MARGIN}" viewBox="0 0 {WIDTH} {height + MARGIN}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img"><title>A conversation</title>'
    back = f'<rect class="back" width="{WIDTH}" height="{height + MARGIN}" rx="12"/>'
    return f"{head}<style>{STYLE}</style>{back}{''.join(parts)}</svg>\n"


def _bubbles() -> Iterator[str]:
    snapshot, texts = load_snapshot(), load_locales().within("en")
    for question in QUESTIONS:
        yield _bubble([question], theirs=True)
        answer = snapshot.answer(question)
        reply = render(answer, texts, record=snapshot.record, username="quotes_bot")
        labels = [button.label for row in reply.rows for button in row][:4]
        yield _bubble(list(_lines(reply.html)), labels=labels)


def _lines(html: str) -> Iterator[str]:
    for paragraph in html.split("\n"):
        quoted = "<blockquote" in paragraph
        plain = unescape(re.sub(r"<[^>]+>", "", paragraph))
        for line in wrap(plain, COLUMNS - 4) or [""]:
            yield f"│{line}" if quoted else line


def _bubble(lines: list[str], *, theirs: bool = False, labels: list[str] | None = None) -> str:
    keys = labels or []
    longest = max(len(line) for line in lines)
    width = WIDTH - 2 * MARGIN if keys else min(WIDTH - 2 * MARGIN, longest * 7 + 40)
    height = len(lines) * LINE + 20 + (len(keys) + 1) // 2 * 38
    left = WIDTH - MARGIN - width if theirs else MARGIN
    inside = "".join(_line(line, 26 + number * LINE) for number, line in enumerate(lines))
    half = (width - 30) // 2
    for number, key in enumerate(keys):
        x, y = 10 + number % 2 * (half + 10), len(lines) * LINE + 18 + number // 2 * 38
        label = escape(shorten(key, 44, placeholder="…"))
        inside += f'<rect class="key" x="{x}" y="{y}" width="{half}" height="30" rx="6"/>'
        inside += f'<text class="label" x="{x + half // 2}" y="{y + 20}" text-anchor="middle">{label}</text>'
    box = f'<rect class="{"theirs" if theirs else "ours"}" width="{width}" height="{height}" rx="12"/>'
    return f'<g data-height="{height}" transform="translate({left} {{top}})">{box}{inside}</g>'


def _line(line: str, y: int) -> str:
    if line.startswith("│"):
        bar = f'<rect class="bar" x="14" y="{y - 15}" width="3" height="{LINE}"/>'
        return f'{bar}<text x="26" y="{y}">{escape(line[1:])}</text>'
    return f'<text x="16" y="{y}">{escape(line)}</text>'


if __name__ == "__main__":
    PICTURE.write_text(draw(), encoding="utf-8")
