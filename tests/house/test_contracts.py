"""The house stands as designed: what the import linter cannot say, and code that reads like a calm letter."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from mizan.web.testing.steps import steps_of, typed

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "mizan"
ROOMS = ("framework", "council", "integrity", "prevention", "protection", "threat")
DOORS_BETWEEN_ROOMS = ("services", "queries", "rules")
FLOOR_0 = ("tlog", "science", "sealing", "clocks", "charts", "indicators")
FLOOR_1 = ("kit", "ledger", "places", "institutions")
LONGEST_FILE, LONGEST_FUNCTION = 400, 50  # lines


def python_files(folder: Path = SOURCE) -> list[Path]:
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its head or inside a function; `from a import b` gives `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def crossings(room: str, path: Path) -> list[str]:
    """What a file of one room takes from another room, other than through its doors."""
    found = []
    for name in imported(path):
        parts = name.split(".")
        if parts[0] != "mizan" or len(parts) < 2 or parts[1] not in ROOMS or parts[1] == room:
            continue
        if len(parts) < 3 or parts[2] not in DOORS_BETWEEN_ROOMS:
            found.append(name)
    return found


@pytest.mark.parametrize("room", [room for room in ROOMS if (SOURCE / room).is_dir()])
def test_rooms_meet_only_through_services_queries_and_rules(room: str) -> None:
    assert {path.name: crossings(room, path) for path in python_files(SOURCE / room) if crossings(room, path)} == {}


def test_a_crossing_would_be_seen(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text(
        "from mizan.framework.models import Action\nfrom mizan.framework import verbs\n"
        "from mizan.framework.queries.balance import report\nfrom mizan.framework import services\n"
    )
    assert crossings("council", bad) == ["mizan.framework.models.Action", "mizan.framework.verbs"]
    assert crossings("framework", bad) == []


def test_every_rules_module_is_free_of_django_and_of_the_clock() -> None:
    rules = [path for path in python_files() if path.stem == "rules" or "rules" in path.parts]
    assert len(rules) >= 5
    for path in rules:
        heads = {tuple(name.split(".")[:3]) for name in imported(path)}
        assert not [head for head in heads if head[0] == "django" or head == ("mizan", "kit", "clock")], path
        text = path.read_text(encoding="utf-8")
        assert ".now(" not in text, f"{path}: time is passed in"
        assert ".today(" not in text, f"{path}: time is passed in"


def test_the_contracts_name_every_package_and_are_part_of_each_test_run() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    (layers,) = (one for one in settings["contracts"] if one["type"] == "layers")
    named = [layer.strip("()") for layer in layers["layers"]]
    assert layers["exhaustive"]
    order = [*reversed(ROOMS), *reversed(FLOOR_1), *reversed(FLOOR_0)]
    assert [name for name in named if name in order] == order
    pure = next(one for one in settings["contracts"] if one["name"].startswith("Floor 0"))["source_modules"]
    assert {name.removeprefix("mizan.") for name in pure} == {name for name in FLOOR_0 if (SOURCE / name).is_dir()}
    for profile in ("quick", "full"):
        assert "contracts" in {step.name for step in steps_of(profile, ROOT)}


def test_every_rules_module_and_pure_library_is_typed_strictly() -> None:
    checked = [Path(path) for path in typed(ROOT)]
    for path in python_files():
        relative = path.relative_to(SOURCE)
        if relative.parts[0] in FLOOR_0 or relative.stem == "rules" or "rules" in relative.parts:
            assert any(path.is_relative_to(one) for one in checked), path


@pytest.mark.parametrize("path", python_files(), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_files_and_functions_stay_short_and_annotated(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count("\n") <= LONGEST_FILE
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for node in functions:
        length = (node.end_lineno or 0) - node.lineno + 1
        assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines"
    assert not functions or "from __future__ import annotations" in text


def test_no_test_is_switched_off_and_no_exception_is_swallowed() -> None:
    off = {"pytest.mark.skip", "pytest.mark.skipif", "pytest.mark.xfail", "pytest.skip", "pytest.importorskip"}
    for path in python_files(ROOT / "tests"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        assert not {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)} & off, path
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            bare = isinstance(node, ast.ExceptHandler) and node.type is None
            assert not bare, f"{path}:{getattr(node, 'lineno', 0)} catches everything"
