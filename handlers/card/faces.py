"""The typefaces that come with the program: their characters, and how wide and of what look words are."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from types import MappingProxyType
from typing import Literal, TypeAlias

from PIL import Image, ImageDraw, ImageFont

Style: TypeAlias = Literal["text", "italic", "bold", "small", "small-bold"]
_Key: TypeAlias = tuple[str, int]

FILES: Mapping[Style, str] = MappingProxyType(
    {
        "text": "SourceSerif4Subhead-Regular.ttf.woff2",
        "italic": "SourceSerif4-It.ttf.woff2",
        "bold": "SourceSerif4-Semibold.ttf.woff2",
        "small": "SourceSans3-Regular.ttf.woff2",
        "small-bold": "SourceSans3-Semibold.ttf.woff2",
    }
)
CHINESE = "NotoSerifSC-Medium.subset.woff2"
CHINESE_SHARE = 0.94
"""Chinese characters fill their square: at this share of the size they stand beside Latin ones evenly."""
BOLDER = 0.02
"""Of the size: what is added on each side of a Chinese stroke where the style is bold."""
FINENESS = 4
"""Words are set and drawn at this many times the size: Pillow puts glyphs on whole pixels only."""
NOWHERE = "\U0010ffff"
"""A code point that is no character: every font shows its sign for a missing glyph."""


@dataclass(frozen=True, slots=True)
class Faces:
    """The typefaces, opened as they are needed; for one thread, and for as long as one card takes.

    FreeType's faces may not be shared between threads, so that nothing here outlives a drawing.
    """

    _opened: dict[_Key, ImageFont.FreeTypeFont] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def missing(self, text: str, style: Style) -> frozenset[str]:
        """Give the characters of a text that no typeface of ours has."""
        signs = {sign for sign in clean(text) if not sign.isspace()}
        return frozenset(
            sign for sign in signs if not (self._has(FILES[style], sign) or self._has(CHINESE, sign))
        )

    def width(self, text: str, style: Style, *, size: int) -> float:
        """Measure a text in pixels of the card, kerned where the system can kern."""
        return sum(font.getlength(run) for font, run in self._runs(text, style, size)) / FINENESS

    def ascent(self, style: Style, *, size: int) -> float:
        """Give how far capitals of a style rise above the base line, in pixels of the card."""
        return -self._font(FILES[style], size * FINENESS).getbbox("H", anchor="ls")[1] / FINENESS

    def mask(self, text: str, style: Style, *, size: int, shift: float) -> Image.Image:
        """Draw a text as a mask: white where ink goes.

        Args:
            shift: Part of a pixel, 0..1, by which the text begins to the right.

        Returns:
            One `size` of room on the left of the text, two above and one below its base line.
        """
        room = size * FINENESS
        width = int(self.width(text, style, size=size)) + 1 + 3 * size
        image = Image.new("L", (width * FINENESS, 3 * room))
        pen, x = ImageDraw.Draw(image), room + shift * FINENESS
        for font, run in self._runs(text, style, size):
            stroke = self._stroke(font, style, room)
            pen.text((x, 2 * room), run, font=font, fill=255, anchor="ls", stroke_width=stroke)
            x += font.getlength(run)
        return image.reduce(FINENESS)

    def _stroke(self, font: ImageFont.FreeTypeFont, style: Style, size: int) -> int:
        """Give how much is added around a glyph: there is one Chinese typeface, of one weight."""
        is_chinese_bold = style.endswith("bold") and self._opened.get((CHINESE, round(font.size))) is font
        return round(size * BOLDER) if is_chinese_bold else 0

    def _runs(self, text: str, style: Style, size: int) -> Iterator[tuple[ImageFont.FreeTypeFont, str]]:
        """Give stretches of a text, each with the typeface that has its characters."""
        run, last = "", FILES[style]
        for sign in clean(text):
            file = self._file_for(sign, style, last)
            if file != last and run:
                yield self._sized(last, size), run
                run = ""
            run, last = run + sign, file
        if run:
            yield self._sized(last, size), run

    def _file_for(self, sign: str, style: Style, last: str) -> str:
        own = FILES[style]
        if is_chinese(sign) or not (sign.isascii() or self._has(own, sign)):
            return CHINESE if self._has(CHINESE, sign) else own
        return last if sign.isspace() else own

    def _sized(self, file: str, size: int) -> ImageFont.FreeTypeFont:
        share = CHINESE_SHARE if file == CHINESE else 1.0
        return self._font(file, round(size * FINENESS * share))

    def _has(self, file: str, sign: str) -> bool:
        if (file, sign) not in self._known:
            font = self._font(file, 32)
            self._known[file, sign] = bytes(font.getmask(sign)) != bytes(font.getmask(NOWHERE))
        return self._known[file, sign]

    def _font(self, file: str, size: int) -> ImageFont.FreeTypeFont:
        if (file, size) not in self._opened:
            self._opened[file, size] = ImageFont.truetype(io.BytesIO(self._bytes(file)), size)
        return self._opened[file, size]

    def _bytes(self, file: str) -> bytes:
        if file not in self._files:
            self._files[file] = (resources.files("handlers") / "fonts" / file).read_bytes()
        return self._files[file]


def clean(text: str) -> str:
    """Compose letters and their marks; drop what has no shape: controls, formats, surrogates."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign for sign in composed if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})


def is_chinese(sign: str) -> bool:
    """Say whether a character fills a square: ideographs and the punctuation that goes with them."""
    return unicodedata.east_asian_width(sign) in {"W", "F"}
