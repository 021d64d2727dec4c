"""A small reader of JSON Schema (the words the committed schema uses) that names the line of every fault."""

from __future__ import annotations

import json
import math
import re
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from mizan.science.tables import BadInput

_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
}
Lines = dict[tuple[str | int, ...], int]


def load(path: Path) -> tuple[dict[str, Any], Lines]:
    """Return a validated specification and the line of every value in it; raises BadInput."""
    try:
        text = path.read_text(encoding="utf-8")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        value = yaml.safe_load(text)
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror or 'cannot be read'}") from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 1}" if mark else "not UTF-8 text"
        raise BadInput(f"{path}: {where}: not readable as YAML") from error
    lines: Lines = {}
    if node is not None:
        _note_lines(node, (), lines)
    try:
        check(value, schema(), (), lines)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None
    return value, lines


def schema() -> dict[str, Any]:
    """Return the committed schema."""
    text = resources.files("mizan.science.conditions").joinpath("schema.json").read_text(encoding="utf-8")
    loaded: dict[str, Any] = json.loads(text)
    return loaded


def _note_lines(node: yaml.Node, path: tuple[str | int, ...], lines: Lines) -> None:
    lines[path] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            _note_lines(value, (*path, str(key.value)), lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            _note_lines(value, (*path, number), lines)


def fault(path: tuple[str | int, ...], lines: Lines, words: str) -> BadInput:
    """Return the error for the value at a path, with its line."""
    known = path
    while known and known not in lines:
        known = known[:-1]
    name = ".".join(str(part) for part in path) or "the document"
    return BadInput(f"line {lines.get(known, 1)}: {name}: {words}")


def check(value: Any, rule: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> None:
    """Raise BadInput at the first place where the value breaks the rule."""
    if "$ref" in rule:
        rule = schema()["$defs"][rule["$ref"].rsplit("/", 1)[1]]
    if "enum" in rule and value not in rule["enum"]:
        raise fault(path, lines, f"must be one of {', '.join(rule['enum'])}")
    if "type" in rule:
        _check_type(value, rule["type"], path, lines)
    if isinstance(value, dict):
        _check_object(value, rule, path, lines)
    elif isinstance(value, list):
        _check_array(value, rule, path, lines)
    elif isinstance(value, str):
        _check_text(value, rule, path, lines)
    elif isinstance(value, int | float):
        _check_number(float(value), rule, path, lines)


def _check_type(value: Any, name: str, path: tuple[str | int, ...], lines: Lines) -> None:
    wrong = isinstance(value, bool) and name == "number"
    if wrong or not isinstance(value, _TYPES[name]):
        raise fault(path, lines, f"must be of type {name}")


def _check_object(value: dict[str, Any], rule: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> None:
    known = rule.get("properties", {})
    for name in rule.get("required", []):
        if name not in value:
            raise fault(path, lines, f"'{name}' is missing")
    for name, part in value.items():
        if name not in known:
            raise fault((*path, name), lines, "is not a known word here")
        check(part, known[name], (*path, name), lines)


def _check_array(value: list[Any], rule: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> None:
    if not rule.get("minItems", 0) <= len(value) <= rule.get("maxItems", len(value)):
        raise fault(path, lines, f"has {len(value)} entries")
    for number, part in enumerate(value):
        check(part, rule.get("items", {}), (*path, number), lines)


def _check_text(value: str, rule: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> None:
    if len(value) < rule.get("minLength", 0):
        raise fault(path, lines, "is too short")
    if "not" in rule and re.search(rule["not"]["pattern"], value):
        raise fault(path, lines, f"'{value}' is refused: nationality, religion and ethnicity are never an indicator")


def _check_number(value: float, rule: dict[str, Any], path: tuple[str | int, ...], lines: Lines) -> None:
    if not math.isfinite(value):
        raise fault(path, lines, "must be a finite number")
    low, high, above = rule.get("minimum"), rule.get("maximum"), rule.get("exclusiveMinimum")
    if (
        (low is not None and value < low)
        or (high is not None and value > high)
        or (above is not None and value <= above)
    ):
        raise fault(path, lines, f"{value:g} is out of range")
