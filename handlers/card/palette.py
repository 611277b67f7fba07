"""The colours of a card, by day and by night."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

from handlers.card.value import Theme

Ink: TypeAlias = Literal["ink", "muted", "accent", "line"]
Colour: TypeAlias = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Paper and inks; text has at least 4.5 : 1 of contrast with the paper (WCAG 2.2, AA)."""

    paper: Colour
    inks: Mapping[Ink, Colour]


PALETTES: Mapping[Theme, Palette] = MappingProxyType(
    {
        "light": Palette(
            (250, 247, 241),
            MappingProxyType(
                {
                    "ink": (30, 28, 26),
                    "muted": (103, 97, 89),
                    "accent": (156, 58, 38),
                    "line": (220, 213, 202),
                }
            ),
        ),
        "dark": Palette(
            (21, 23, 28),
            MappingProxyType(
                {
                    "ink": (235, 230, 220),
                    "muted": (152, 150, 146),
                    "accent": (226, 166, 92),
                    "line": (52, 55, 62),
                }
            ),
        ),
    }
)
