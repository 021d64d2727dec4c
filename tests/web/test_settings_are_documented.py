"""Every setting that the code reads from the environment is explained to the operator."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"MIZAN_[A-Z0-9_]*[A-Z0-9]")
# Words of the code that are no variable of the environment.
NOT_READ = {"MIZAN_DIGITS"}  # a Django setting, see docs/design-system.md
DOORS = ("PUBLIC", "DESK", "WORKER", "COMMAND")


def read_by_the_code() -> set[str]:
    """What `run`, `test` and the sources name, with one key per door and its file."""
    places = [ROOT / "run", ROOT / "test", *(ROOT / "src" / "mizan").rglob("*.py")]
    found = {name for path in places for name in NAMED.findall(path.read_text(encoding="utf-8"))}
    return (found | {f"MIZAN_{door}_SECRET" for door in DOORS}) - NOT_READ


@pytest.mark.parametrize("name", sorted(read_by_the_code()))
def test_every_setting_is_explained_in_operations(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_operations_explains_no_setting_that_nothing_reads() -> None:
    explained = set(NAMED.findall((ROOT / "docs" / "operations.md").read_text(encoding="utf-8")))
    suffixed = {f"{name}_FILE" for name in read_by_the_code()}
    assert explained - read_by_the_code() - suffixed == set()
