"""What can be taken away from `knowledge`, or varied: each rule, each list of words, each number.

A trial changes the program in place and is meant for a process of its own, which ends with it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import knowledge
from knowledge.record.pack import Language
from knowledge.record.values import Fact, Quote, Record, Reported, frozen_mapping

ROOMS = ("knowledge.answering", "knowledge.language", "knowledge.normalise", "knowledge.snapshot")
FIRST = 12
"""Words of a meaning that stay where the others are taken away."""
LARGE = ("en", "ru", "zh")
A_QUARTER = (0.75, 1.25)
_EMPTY: Mapping[str, object] = {
    "tuple": (),
    "list": [],
    "Sequence": (),
    "frozenset": frozenset(),
    "set": frozenset(),
    "Set": frozenset(),
    "AbstractSet": frozenset(),
    "Mapping": {},
    "dict": {},
    "Iterator": (),
    "Iterable": (),
}


@dataclass(frozen=True, slots=True)
class Ground:
    """The shipped record and its languages, before an index is built."""

    record: Record
    languages: tuple[Language, ...]
    version: str


def _anything(_: CodeType) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing taken away or varied.

    Attributes:
        kind: "rule", "list" or "number".
        name: The thing.
        way: How it was changed.
        change: Makes the change in this process; gives the ground to build the index on.
        touches: Whether a code behaves otherwise after the change, or may do so.
    """

    kind: str
    name: str
    way: str
    change: Callable[[Ground], Ground]
    touches: Callable[[CodeType], bool] = _anything


def every(ground: Ground) -> tuple[Trial, ...]:
    """Give all trials, always in the same order."""
    return (*_rules(), *_lists(ground), *_numbers())


def _modules() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(knowledge.__path__, "knowledge."):
        if found.name.startswith(ROOMS) and not found.ispkg:
            yield importlib.import_module(found.name)


# Rules: a function is replaced by the simplest value that its annotation allows.


def _rules() -> Iterator[Trial]:
    for module in _modules():
        for name, value in list(vars(module).items()):
            if getattr(value, "__module__", None) != module.__name__:
                continue
            if isinstance(value, FunctionType):
                for way, stand_in in _stand_ins(value):
                    change = _swapping(value, stand_in)
                    yield Trial("rule", f"{_short(module)}.{name}", way, change, value.__code__.__eq__)
            elif inspect.isclass(value):
                yield from _rules_of_class(module, value)


def _rules_of_class(module: ModuleType, owner: type) -> Iterator[Trial]:
    for name, member in list(vars(owner).items()):
        function = member.fget if isinstance(member, property) else member
        if not isinstance(function, FunctionType) or name.startswith("__"):
            continue
        if function.__module__ != module.__name__:
            continue  # an enum's own machinery
        full = f"{_short(module)}.{owner.__name__}.{name}"
        for way, stand_in in _stand_ins(function):
            put = property(stand_in) if isinstance(member, property) else stand_in
            yield Trial("rule", full, way, _setting(owner, name, put), function.__code__.__eq__)


def _stand_ins(function: FunctionType) -> Iterator[tuple[str, Callable[..., object]]]:
    """Give what a function could be replaced by, as far as its annotations tell; nothing if they don't."""
    returned = str(function.__annotations__.get("return", ""))
    names = list(inspect.signature(function).parameters)
    same = [at for at, name in enumerate(names) if str(function.__annotations__.get(name, "")) == returned]
    if same and returned != "bool":
        yield f"gives back its {names[same[0]]}", _giving_back(same[0], names[same[0]])
    if returned == "bool":
        yield "always false", _constant(value=False)
        yield "always true", _constant(value=True)
    elif returned.endswith("| None"):
        yield "always None", _constant(value=None)
    elif returned == "float":
        yield "always 0", _constant(value=0.0)
        yield "always 1", _constant(value=1.0)
    elif (container := returned.partition("[")[0]) in _EMPTY:
        yield "always empty", _constant(value=_EMPTY[container])


def _constant(*, value: object) -> Callable[..., object]:
    return lambda *_args, **_named: value


def _giving_back(at: int, name: str) -> Callable[..., object]:
    return lambda *args, **named: args[at] if at < len(args) else named[name]


def _swapping(function: FunctionType, stand_in: Callable[..., object]) -> Callable[[Ground], Ground]:
    def change(ground: Ground) -> Ground:
        for module in _loaded():
            for name, value in list(vars(module).items()):
                if value is function:
                    setattr(module, name, stand_in)
        return ground

    return change


def _setting(owner: type, name: str, value: object) -> Callable[[Ground], Ground]:
    def change(ground: Ground) -> Ground:
        setattr(owner, name, value)
        return ground

    return change


# Lists: the words of a role in a language, of a theme, and those that restate an entry.


def _lists(ground: Ground) -> Iterator[Trial]:
    yield from _lists_of_languages(ground)
    for theme in ground.record.themes:
        yield Trial("list", f"theme {theme}", "names taken away", _nameless(theme))
    for entry in ground.record.entries.values():
        for field in ("restatements", "asks"):
            if getattr(entry, field, ()):
                yield Trial("list", f"{field} of {entry.id}", "taken away", _untold(entry.id, field))


def _lists_of_languages(ground: Ground) -> Iterator[Trial]:
    """Give each role of the three large languages, and of all the small ones together; meanings together."""
    large = [one.code for one in ground.languages if one.code in LARGE]
    small = tuple(one.code for one in ground.languages if one.code not in LARGE)
    roles = dict.fromkeys(role for one in ground.languages for role in one.roles)
    for role in roles:
        if role.startswith("concept:"):
            if any(len(one.roles.get(role, ())) > FIRST for one in ground.languages):
                every_code = (*large, *small)
                yield _shortened(every_code, role, f"its first {FIRST}", lambda at, _text: at < FIRST)
            continue
        for codes in (*((code,) for code in large), small):
            if any(role in one.roles for one in ground.languages if one.code in codes):
                yield _shortened(codes, role, "taken away", lambda _at, _text: False)
    for codes in (*((code,) for code in large), small):
        yield _shortened(codes, "stop", "single words only", lambda _at, text: " " not in text)


def _shortened(codes: Sequence[str], role: str, way: str, keep: Callable[[int, str], bool]) -> Trial:
    def change(ground: Ground) -> Ground:
        languages = tuple(
            _with_role(one, role, keep) if one.code in codes and role in one.roles else one
            for one in ground.languages
        )
        return replace(ground, languages=languages)

    return Trial("list", f"{' '.join(codes)} {role}", way, change)


def _with_role(language: Language, role: str, keep: Callable[[int, str], bool]) -> Language:
    words = tuple(one for at, one in enumerate(language.roles[role]) if keep(at, one.text))
    return replace(language, roles=frozen_mapping({**language.roles, role: words}))


def _nameless(theme: str) -> Callable[[Ground], Ground]:
    def change(ground: Ground) -> Ground:
        themes = {**ground.record.themes, theme: replace(ground.record.themes[theme], aliases=())}
        return replace(ground, record=replace(ground.record, themes=frozen_mapping(themes)))

    return change


def _untold(entry: str, field: str) -> Callable[[Ground], Ground]:
    def change(ground: Ground) -> Ground:
        entries = dict(ground.record.entries)
        changes: Any = {field: ()}
        told = entries[entry]
        if isinstance(told, Quote | Reported | Fact):
            entries[entry] = replace(told, **changes)
        return replace(ground, record=replace(ground.record, entries=frozen_mapping(entries)))

    return change


# Numbers: what a module sets at its top, by itself or in a mapping.


def _numbers() -> Iterator[Trial]:
    for module in _modules():
        for name in _set_at_top(module):
            value = getattr(module, name)
            full = f"{_short(module)}.{name}"
            for label, number, other in _variations(value):
                change = _resetting(name, value, other)
                yield Trial("number", f"{full}{label}", f"{number:g}", change, partial(_reads, name))


def _variations(value: object) -> Iterator[tuple[str, float, object]]:
    """Give what a number, or each number of a mapping, is varied to: its label, it, and the new value."""
    if isinstance(value, Mapping):
        for key, held in value.items():
            for number in _varied(held):
                yield f"[{key}] = {held:g}", number, frozen_mapping({**value, key: number})
    else:
        for number in _varied(value):
            yield f" = {value:g}", number, number


def _set_at_top(module: ModuleType) -> Iterator[str]:
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        for target in targets:
            if isinstance(target, ast.Name) and target.id.isupper():
                yield target.id


def _varied(value: object) -> tuple[float, ...]:
    """Give a quarter less and a quarter more, of a whole number at least one; nothing for what is none."""
    if isinstance(value, float):
        return tuple(value * factor for factor in A_QUARTER)
    if not isinstance(value, int) or isinstance(value, bool):
        return ()
    step = max(1, round(value / 4))
    return value - step, value + step


def _resetting(name: str, value: object, other: object) -> Callable[[Ground], Ground]:
    def change(ground: Ground) -> Ground:
        for module in _loaded():
            # An equal small number may be the very same object: the name must be the same as well.
            if vars(module).get(name) is value:
                setattr(module, name, other)
        return ground

    return change


def _loaded() -> list[ModuleType]:
    return [module for name, module in sys.modules.items() if name.partition(".")[0] == "knowledge"]


def _reads(name: str, code: CodeType) -> bool:
    return name in code.co_names


def _short(module: ModuleType) -> str:
    return module.__name__.removeprefix("knowledge.").removeprefix("answering.").removeprefix("language.")
