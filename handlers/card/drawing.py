"""A sheet as a picture."""

from __future__ import annotations

import io
from math import floor

from PIL import Image, ImageDraw

from handlers.card.faces import Faces
from handlers.card.layout import Sheet, lay_out
from handlers.card.page import WIDTH
from handlers.card.palette import PALETTES, Palette
from handlers.card.setting import Piece
from handlers.card.value import Card

UNDERLINE_DROP, UNDERLINE_HEIGHT = 0.13, 0.045
"""Of the line under corrected words, in sizes: below the base line, and how thick."""


def draw(card: Card) -> bytes:
    """Draw a card as PNG, 1080 pixels wide and 1350 to 1620 high.

    The same card gives the same bytes on the same machine. It takes some tenths of a second: call it in a
    thread where others wait. A character that none of the typefaces has is shown as their sign for a
    missing one; `letters.legible` keeps such from getting here.
    """
    faces = Faces()
    sheet = lay_out(card, faces)
    palette = PALETTES[card.theme]
    image = Image.new("RGB", (WIDTH, sheet.height), palette.paper)
    _draw_bars(image, sheet, palette)
    for piece in sheet.pieces:
        _draw_piece(image, piece, faces=faces, palette=palette)
    file = io.BytesIO()
    image.save(file, "PNG")
    return file.getvalue()


def _draw_bars(image: Image.Image, sheet: Sheet, palette: Palette) -> None:
    pen = ImageDraw.Draw(image)
    for bar in sheet.bars:
        corner = (bar.x + bar.width - 1, bar.y + bar.height - 1)
        pen.rectangle(((bar.x, bar.y), corner), fill=palette.inks[bar.ink])


def _draw_piece(image: Image.Image, piece: Piece, *, faces: Faces, palette: Palette) -> None:
    size, y = piece.type.size, round(piece.y)
    if piece.underlined:
        top = y + round(size * UNDERLINE_DROP)
        corner = (round(piece.x + piece.width), top + max(1, round(size * UNDERLINE_HEIGHT)))
        ImageDraw.Draw(image).rectangle(((round(piece.x), top), corner), fill=palette.inks["accent"])
    mask = faces.mask(piece.text, piece.type.style, size=size, shift=piece.x - floor(piece.x))
    image.paste(palette.inks[piece.type.ink], (floor(piece.x) - size, y - 2 * size), mask)
