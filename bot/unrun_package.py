"""A library's package whose parts are wanted, without the rest that its `__init__` brings."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec


def lay(name: str) -> None:
    """Put a package in its place without running it; it is run once somebody asks for more than its modules.

    To be called before anything imports it; one that is there already stays as it is.
    """
    if name in sys.modules:
        return
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    package, loader = module_from_spec(spec), spec.loader

    def run(wanted: str) -> object:
        if find_spec(f"{name}.{wanted}"):
            return import_module(f"{name}.{wanted}")
        del package.__dict__["__getattr__"]
        loader.exec_module(package)
        return getattr(package, wanted)

    package.__dict__["__getattr__"] = run
    sys.modules[name] = package
