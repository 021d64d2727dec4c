"""From a located tree to typed rows: the dataclasses of `rows` are the schema, their hints the rules.

`build_row` reports every fault of a row and returns None when any of its fields could not be read.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import types
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin, get_type_hints

from mizan.web.packs.files import Faults
from mizan.web.packs.rows import Row
from mizan.web.packs.specs import Code, Day, Number, Prose, Ref, Spec, Text
from mizan.web.packs.trees import Node

R = TypeVar("R", bound=Row)
SET_BY_READER = ("pack", "file", "line", "lines")
CODE_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,63}\Z")
DAY_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?\Z")
MAX_TEXT = 2_000  # characters of one text


@dataclass(frozen=True)
class Shape:
    """A field as the builder sees it."""

    name: str
    base: Any  # str, int, float, bool, an enum, a dataclass, or a tuple of alternatives
    many: Shape | None
    nullable: bool
    required: bool
    specs: tuple[Spec, ...]


@cache
def shapes_of(kind: type) -> tuple[Shape, ...]:
    """The fields of a row class that stand in its file, in the order written."""
    hints = get_type_hints(kind, include_extras=True)
    return tuple(
        _shape(item.name, hints[item.name], required=item.default is MISSING and item.default_factory is MISSING)
        for item in fields(kind)
        if item.name not in SET_BY_READER
    )


def _shape(name: str, hint: Any, *, required: bool) -> Shape:
    specs: tuple[Spec, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *extra = get_args(hint)
        specs = tuple(extra)
    nullable = False
    if get_origin(hint) in (Union, types.UnionType):
        options = [option for option in get_args(hint) if option is not types.NoneType]
        nullable = len(options) < len(get_args(hint))
        hint = options[0] if len(options) == 1 else tuple(options)
    if get_origin(hint) is Annotated:
        hint, *extra = get_args(hint)
        specs += tuple(extra)
    many = None
    if get_origin(hint) is tuple:
        many = _shape(name, get_args(hint)[0], required=True)
        hint = tuple
    return Shape(name, hint, many, nullable, required, specs)


def build_row(kind: type[R], node: Node, faults: Faults, *, pack: str, file: str) -> R | None:
    """A row of this class from a mapping, or None after reporting why not."""
    values = _fields(kind, node, faults)
    return None if values is None else kind(pack=pack, file=file, line=node.line, lines=node.keys, **values)


def _fields(kind: type, node: Node, faults: Faults) -> dict[str, Any] | None:
    if not isinstance(node.value, dict):
        faults.add(node.line, "An entry with named keys is expected here.")
        return None
    shapes = shapes_of(kind)
    known = {shape.name for shape in shapes}
    before = len(faults.found)
    for key in node.value:
        if key not in known:
            faults.add(node.keys.get(key, node.line), f'The key "{_short(key)}" is not known here.')
    values: dict[str, Any] = {}
    for shape in shapes:
        if shape.name in node.value:
            values[shape.name] = _value(shape, node.value[shape.name], faults)
        elif shape.required:
            faults.add(node.line, f'The key "{shape.name}" is missing.')
    return values if len(faults.found) == before else None


def _value(shape: Shape, node: Node, faults: Faults) -> Any:
    """The checked value, or None after a fault."""
    if node.value is None:
        if not shape.nullable:
            faults.add(node.line, f'"{shape.name}" must not be empty.')
        return None
    if shape.many is not None:
        return _many(shape, shape.many, node, faults)
    if is_dataclass(shape.base):
        kind: Any = shape.base
        values = _fields(kind, node, faults)
        return None if values is None else kind(**values)
    if isinstance(node.value, list | dict):
        faults.add(node.line, f'"{shape.name}" must be a single value.')
        return None
    return _scalar(shape, node, faults)


def _many(shape: Shape, item: Shape, node: Node, faults: Faults) -> tuple[Any, ...]:
    if not isinstance(node.value, list):
        faults.add(node.line, f'"{shape.name}" must be a list.')
        return ()
    values = tuple(_value(item, child, faults) for child in node.value)
    for position, value in enumerate(values):
        if isinstance(value, str) and value in values[:position]:
            faults.add(node.value[position].line, f'"{shape.name}" names "{_short(value)}" twice.')
    return values


def _scalar(shape: Shape, node: Node, faults: Faults) -> Any:
    base, value = shape.base, node.value
    if isinstance(base, type) and issubclass(base, StrEnum):
        return _choice(shape, base, node, faults)
    if base is bool:
        return _expect(shape, node, faults, isinstance(value, bool), "true or false")
    if base is int:
        whole = isinstance(value, int) and not isinstance(value, bool)
        return None if _expect(shape, node, faults, whole, "a whole number") is None else _in_range(shape, node, faults)
    if base is float:
        return _number(shape, node, faults)
    if isinstance(base, tuple) and isinstance(value, int | float) and not isinstance(value, bool):
        return _number(shape, node, faults)
    return _text(shape, node, faults)


def _expect(shape: Shape, node: Node, faults: Faults, holds: bool, what: str) -> Any:
    if not holds:
        faults.add(node.line, f'"{shape.name}" must be {what}.')
        return None
    return node.value


def _choice(shape: Shape, base: type[StrEnum], node: Node, faults: Faults) -> StrEnum | None:
    options = [str(option) for option in base]
    if not isinstance(node.value, str) or node.value not in options:
        faults.add(node.line, f'"{shape.name}" must be one of: {", ".join(options)}.')
        return None
    return base(node.value)


def _number(shape: Shape, node: Node, faults: Faults) -> Any:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        faults.add(node.line, f'"{shape.name}" must be a number.')
        return None
    return _in_range(shape, node, faults)


def _in_range(shape: Shape, node: Node, faults: Faults) -> Any:
    value: Any = node.value
    for spec in shape.specs:
        if isinstance(spec, Number):
            if spec.low is not None and value < spec.low:
                faults.add(node.line, f'"{shape.name}" must be at least {spec.low:g}.')
                return None
            if spec.high is not None and value > spec.high:
                faults.add(node.line, f'"{shape.name}" must be at most {spec.high:g}.')
                return None
    return value


def _text(shape: Shape, node: Node, faults: Faults) -> str | None:
    value = node.value
    digits_ok = any(isinstance(spec, Day) or (isinstance(spec, Text) and spec.digits_ok) for spec in shape.specs)
    if digits_ok and isinstance(value, int | float) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        faults.add(node.line, f'"{shape.name}" must be text.')
        return None
    reason = _text_problem(shape, value)
    if reason:
        faults.add(node.line, reason)
        return None
    return value


def _text_problem(shape: Shape, value: str) -> str:
    if not value.strip() or value != value.strip():
        return f'"{shape.name}" must not be blank or begin or end with a space.'
    if len(value) > MAX_TEXT:
        return f'"{shape.name}" is longer than {MAX_TEXT} characters.'
    if any(ord(letter) < 32 for letter in value):
        return f'"{shape.name}" must be one line without control characters.'
    for spec in shape.specs:
        reason = _spec_problem(shape.name, spec, value)
        if reason:
            return reason
    return ""


def _spec_problem(name: str, spec: Spec, value: str) -> str:
    if isinstance(spec, Day) and not is_day(value):
        return f'"{name}" must be a date such as 2010, 2010-07 or 2010-07-30.'
    if isinstance(spec, Code | Ref) and not CODE_PATTERN.match(value):
        return f'"{name}" must be a code of letters, digits, hyphen, dot or underscore, at most 64.'
    if isinstance(spec, Text) and spec.pattern and not re.fullmatch(spec.pattern, value):
        return f'"{name}" has the wrong form.'
    if isinstance(spec, Prose) and spec.max_words is not None and len(value.split()) > spec.max_words:
        return f'"{name}" has {len(value.split())} words; at most {spec.max_words} are allowed.'
    return ""


@dataclass(frozen=True)
class Mention:
    """A code written in a file: the row it names, or a reference to one. Taken even from rows with other faults."""

    space: str
    code: str
    line: int
    key: str
    defines: bool


def mentions_in(kind: type, node: Node) -> Iterator[Mention]:
    """Every code and reference written in one entry, nested ones included."""
    if not isinstance(node.value, dict):
        return
    for shape in shapes_of(kind):
        if shape.name in node.value:
            yield from _mentions(shape, node.value[shape.name])


def _mentions(shape: Shape, node: Node) -> Iterator[Mention]:
    if shape.many is not None:
        for child in node.value if isinstance(node.value, list) else ():
            yield from _mentions(shape.many, child)
    elif is_dataclass(shape.base):
        yield from mentions_in(shape.base, node)  # type: ignore[arg-type]  # a class, never an instance, by the hints
    elif isinstance(node.value, str):
        for spec in shape.specs:
            if isinstance(spec, Code | Ref):
                yield Mention(spec.space, node.value, node.line, shape.name, isinstance(spec, Code))


def is_day(text: str) -> bool:
    """Whether the text is a date of year, month or day width that exists in the calendar."""
    match = DAY_PATTERN.match(text)
    if not match or not text.isascii():
        return False
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return year >= 1000


def first_day(text: str) -> dt.date:
    """First calendar day of a checked date: "2010" is 2010-01-01."""
    parts = [int(part) for part in text.split("-")]
    return dt.date(*[*parts, 1, 1][:3])


def _short(text: object) -> str:
    words = str(text)
    return words if len(words) <= 60 else words[:57] + "..."
