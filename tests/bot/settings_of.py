"""Settings as an operator has them who set nothing."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from bot import settings


def settings_in(folder: Path) -> settings.Settings:
    """Give the defaults, with whatever is stored below a folder."""
    return settings.read(Namespace(), environment={"HOME": str(folder), "XDG_DATA_HOME": str(folder)})
