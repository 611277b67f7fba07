"""SQLAlchemy's engine for asyncio, without the ORM that its package brings: 7 MiB that nobody uses."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec

_PACKAGE = "sqlalchemy.ext.asyncio"


def _lay_package() -> None:
    """Put the package in its place without running it; it is run once somebody asks for more of it."""
    spec = find_spec(_PACKAGE)
    if _PACKAGE in sys.modules or spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def run(name: str) -> object:
        if find_spec(f"{_PACKAGE}.{name}"):
            return import_module(f"{_PACKAGE}.{name}")
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, name)

    package.__dict__["__getattr__"] = run
    sys.modules[_PACKAGE] = package


_lay_package()

from sqlalchemy.ext.asyncio.engine import (  # noqa: E402 - what is laid above is the point
    AsyncConnection,
    AsyncEngine,
    create_async_engine,
)

__all__ = ["AsyncConnection", "AsyncEngine", "create_async_engine"]
