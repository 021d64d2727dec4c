"""YAML text to a tree that remembers lines.

Built from parser events, so that anchors, aliases and tags are refused before anything expands, duplicate keys are
seen, and only null, booleans, numbers and text exist: `no` stays a word and `2010-07-30` stays text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import yaml

from mizan.web.packs.files import Faults

Loader: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 12
MAX_NODES = 200_000

Scalar = str | int | float | bool | None


@dataclass(frozen=True)
class Node:
    """A value with its line (from 1). `keys` gives the line of each key of a mapping."""

    line: int
    value: Scalar | list[Node] | dict[str, Node]
    keys: dict[str, int] = field(default_factory=dict)


INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})\Z")
DECIMAL = re.compile(r"[-+]?[0-9]{1,18}\.[0-9]{1,18}([eE][-+]?[0-9]{1,3})?\Z")
WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}


def resolve(text: str) -> Scalar:
    """An unquoted scalar: null, true, false, a number, or text. Numbers beyond 18 digits stay text."""
    if text in WORDS:
        return WORDS[text]
    if INTEGER.match(text):
        return int(text)
    if DECIMAL.match(text):
        return float(text)
    return text


def read_yaml(text: str, faults: Faults) -> Node | None:
    """Tree of one YAML document, or None when its syntax is broken or it is more than a pack needs."""
    try:
        return _Builder(faults).build(yaml.parse(text, Loader=Loader))
    except _TooMuch as stop:
        faults.add(stop.line, stop.reason)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        faults.add(mark.line + 1 if mark else 1, f"YAML cannot be read here: {error.problem or error.context}.")
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        faults.add(text.count("\n", 0, position) + 1, "YAML does not allow this character.")
    except yaml.YAMLError:
        faults.add(1, "YAML cannot be read.")
    return None


class _TooMuch(Exception):
    def __init__(self, line: int, reason: str) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass
class _Open:
    """A list or mapping still being filled; `key` is the pending key of a mapping."""

    node: Node
    key: str | None = None
    key_line: int = 0


class _Builder:
    """Turns events into nodes with its own stack: deep nesting costs no recursion."""

    def __init__(self, faults: Faults) -> None:
        self.faults = faults
        self.stack: list[_Open] = []
        self.root: Node | None = None
        self.documents = 0
        self.count = 0

    def build(self, events: Iterable[Any]) -> Node | None:
        for event in events:
            self._take(event)
        return self.root

    def _take(self, event: Any) -> None:
        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _TooMuch(line, "YAML anchors and aliases are not allowed in a pack.")
        if getattr(event, "tag", None):
            raise _TooMuch(line, "YAML tags are not allowed in a pack.")
        if isinstance(event, yaml.DocumentStartEvent):
            self._document(line)
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event, line)
        elif isinstance(event, yaml.SequenceStartEvent):
            self._push(Node(line, []))
        elif isinstance(event, yaml.MappingStartEvent):
            self._push(Node(line, {}))
        elif isinstance(event, yaml.SequenceEndEvent | yaml.MappingEndEvent):
            self.stack.pop()

    def _document(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _TooMuch(line, "A pack file holds one YAML document only.")

    def _scalar(self, event: Any, line: int) -> None:
        plain = not event.style  # quoted and block scalars are always text
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.node.value, dict) and top.key is None:
            top.key, top.key_line = event.value, line
            return
        self._place(Node(line, resolve(event.value) if plain else event.value))

    def _push(self, node: Node) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _TooMuch(node.line, f"YAML is nested more than {MAX_DEPTH} levels deep.")
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.node.value, dict) and top.key is None:
            raise _TooMuch(node.line, "A key must be a plain word.")
        self._place(node)
        self.stack.append(_Open(node))

    def _place(self, node: Node) -> None:
        self.count += 1
        if self.count > MAX_NODES:
            raise _TooMuch(node.line, f"The file holds more than {MAX_NODES} values.")
        if not self.stack:
            self.root = node
            return
        top = self.stack[-1]
        if isinstance(top.node.value, list):
            top.node.value.append(node)
        elif isinstance(top.node.value, dict) and top.key is not None:
            if top.key in top.node.value:
                self.faults.add(top.key_line, f'The key "{top.key}" stands twice in one entry.')
            else:
                top.node.value[top.key] = node
                top.node.keys[top.key] = top.key_line
            top.key = None
