"""Puts a word into a list of a YAML file, in the way the list is written; every other letter stays."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

_WIDE = 10**6


class NotThereError(Exception):
    """The file has no such item."""


def with_word(text: str, item: str, key: str, language: str, word: str) -> str:
    """Give a file's text with a word more at the end of one of its lists.

    Args:
        text: YAML that can be read.
        item: Id of the thing to which the list belongs.
        key: Under which its words stand by language.
        language: ISO 639 code of the list; it begins one if there is none.

    Raises:
        NotThereError: The file has no such item.
    """
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    found = next((node for node in _mappings(root) if _value(node, "id") == item), None)
    if found is None:
        raise NotThereError(item)
    lists = _node(found, key)
    if not isinstance(lists, yaml.MappingNode):
        return _added(text, found, key, f"{{{language}: [{_scalar(word)}]}}")
    words = _node(lists, language)
    if not isinstance(words, yaml.SequenceNode):
        return _added(text, lists, language, f"[{_scalar(word)}]")
    if words.flow_style:
        end = words.end_mark.index - 1
        return f"{text[:end].rstrip()}{', ' if words.value else ''}{_scalar(word)}{text[end:]}"
    return _line_after(text, words, f"- {_scalar(word)}")


def _mappings(node: yaml.Node | None) -> Iterator[yaml.MappingNode]:
    if isinstance(node, yaml.MappingNode):
        yield node
        for _, value in node.value:
            yield from _mappings(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from _mappings(value)


def _node(node: yaml.MappingNode, key: str) -> yaml.Node | None:
    return next((value for name, value in node.value if name.value == key), None)


def _value(node: yaml.MappingNode, key: str) -> object:
    found = _node(node, key)
    return found.value if isinstance(found, yaml.ScalarNode) else None


def _added(text: str, mapping: yaml.MappingNode, key: str, value: str) -> str:
    """Add a key at the end of a mapping."""
    if mapping.flow_style:
        end = mapping.end_mark.index - 1
        return f"{text[:end].rstrip()}{', ' if mapping.value else ''}{key}: {value}{text[end:]}"
    return _line_after(text, mapping, f"{key}: {value}")


def _line_after(text: str, node: yaml.CollectionNode, line: str) -> str:
    """Put a line behind the last of a node that is written in lines, indented as its first."""
    column = (node.value[0][0] if isinstance(node, yaml.MappingNode) else node).start_mark.column
    end = _last(node).end_mark.index
    if text[end - 1] != "\n":
        newline = text.find("\n", end)
        end = len(text) if newline < 0 else newline + 1
    before = text[:end] if text[:end].endswith("\n") else f"{text[:end]}\n"
    return f"{before}{' ' * column}{line}\n{text[end:]}"


def _last(node: yaml.Node) -> yaml.Node:
    """Give what is written last in a node: of a list in lines, its last item's last."""
    if not isinstance(node, yaml.CollectionNode) or node.flow_style or not node.value:
        return node
    last = node.value[-1]
    return _last(last[1] if isinstance(node, yaml.MappingNode) else last)


def _scalar(word: str) -> str:
    """Write a word as it may stand in brackets and in a line alike."""
    dumped = yaml.safe_dump([word], default_flow_style=True, allow_unicode=True, width=_WIDE)
    return dumped.strip()[1:-1]
