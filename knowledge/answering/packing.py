"""What a later question may lean on, packed: small enough to be kept for everybody who asked lately."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, Protocol, TypeAlias, get_args, get_origin, get_type_hints

from knowledge.answering.memory import Memory

_Make: TypeAlias = Callable[[Any], Any]

_WINDOW_BITS, _MEMORY_LEVEL = 11, 5
"""Of zlib: enough for a memory of a kilobyte; by default each packing prepares a quarter of a megabyte."""


class HasMemory(Protocol):
    """Whatever a question may lean on: the answer before it, or what was kept of that."""

    @property
    def memory(self) -> Memory:
        """What was spoken of."""


@dataclass(frozen=True, slots=True)
class PackedMemory:
    """A memory as bytes: a tenth of what its objects take (half a kibibyte for six).

    Attributes:
        packed: Deflated JSON; whoever reads it must know where it comes from.
    """

    packed: bytes

    @property
    def memory(self) -> Memory:
        """The memory, equal to the one that was packed."""
        made: Memory = _maker(Memory)(json.loads(zlib.decompress(self.packed)))
        return made


def pack(memory: Memory) -> PackedMemory:
    """Pack a memory."""
    plain = _ENCODER.encode(memory)
    packer = zlib.compressobj(1, zlib.DEFLATED, _WINDOW_BITS, _MEMORY_LEVEL)
    return PackedMemory(packer.compress(plain.encode()) + packer.flush())


def _plain(value: Any) -> Any:
    """Give what JSON can write; of a dataclass its fields in order, so that no name is repeated."""
    if isinstance(value, frozenset):
        return list(value)
    kind: Any = type(value)
    return dict(value) if isinstance(value, Mapping) else _values(kind)(value)


_ENCODER = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":"), check_circular=False)
"""Frozen values hold no circles, and to look for one takes a sixth of the time."""


@cache
def _values(kind: Any) -> Callable[[Any], tuple[Any, ...]]:
    return attrgetter(*_fields(kind))


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """Name the fields of a dataclass or of a named tuple."""
    return tuple(one.name for one in fields(kind) if one.init) if is_dataclass(kind) else kind._fields


@cache
def _maker(kind: Any) -> _Make:
    """Give what makes a value of a type out of its plain form, which it may use up."""
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind) or hasattr(kind, "_fields"):
        hints = get_type_hints(kind)
        return _object_maker(kind, [_maker(hints[name]) for name in _fields(kind)])
    if origin is UnionType:
        (inner,) = (_maker(one) for one in arguments if one is not NoneType)
        return lambda plain: None if plain is None else inner(plain)
    if origin in {tuple, frozenset}:
        each = _maker(arguments[0])
        return origin if each is _as_it_is else lambda plain: origin(map(each, plain))
    return _as_it_is


def _object_maker(kind: Any, makers: Sequence[_Make]) -> _Make:
    """Give what makes an object; most fields are as they are, and of a memory there are hundreds."""
    count = len(makers)
    changed = tuple((place, make) for place, make in enumerate(makers) if make is not _as_it_is)

    def made(plain: list[Any]) -> Any:
        if len(plain) != count:
            raise ValueError(f"{kind.__name__} has {count} fields")
        for place, make in changed:
            plain[place] = make(plain[place])
        return kind(*plain)

    return made


def _as_it_is(plain: Any) -> Any:
    return plain
