"""Which checks there are, and which profile takes them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

PROFILES = ("quick", "full", "deep")
_PLAIN = "not deep and not browser"
PURE = ("tlog", "science", "sealing", "clocks", "charts", "indicators")
_NONE_QUICK = ("science", "packs", "browser")  # every test there is slow: merely importing them takes seconds
_BIN = Path(sys.executable).parent
_PROCESSES = str(min(8, max(2, os.cpu_count() or 2)))


@dataclass(frozen=True)
class Step:
    """One check. Those of pytest take the caller's arguments and report counts."""

    name: str
    command: tuple[str, ...]
    pytest: bool = False
    postgres: bool = False


def steps_of(profile: str, root: Path = Path()) -> list[Step]:
    """The steps of a profile, cheapest first."""
    lint = [
        Step("lint", (sys.executable, "-m", "ruff", "check", ".")),
        Step("contracts", (str(_BIN / "lint-imports"),)),
    ]
    sqlite = _pytest("tests on sqlite", f"{_PLAIN} and not postgres", "sqlite")
    types = Step("types", (sys.executable, "-m", "mypy", *typed(root)))
    if profile == "quick":
        marks = f"not slow and {_PLAIN} and not postgres"
        return [*lint, _pytest("quick tests on sqlite", marks, "sqlite", without=_NONE_QUICK, examples="quick")]
    if profile == "deep":
        return [_pytest("deep tests", "deep", "sqlite")]
    # What opens no database runs once: the second time only what does, and of the pure libraries nothing is imported.
    postgres = _pytest("tests on postgresql", _PLAIN, "postgres", "--only-database", without=(*PURE, "house"))
    browser = _pytest("tests in a browser", "browser and not deep", "sqlite")
    return [*lint, types, sqlite, postgres, browser]


def typed(root: Path) -> list[str]:
    """What mypy reads strictly: the pure libraries and every rules.py or rules/."""
    source = root / "src" / "mizan"
    pure = [source / name for name in PURE if (source / name).is_dir()]
    rules = [path for pattern in ("**/rules.py", "**/rules") for path in source.glob(pattern)]
    own = [source / "web" / "supervise", source / "web" / "testing", source / "integrity" / "cleaning"]
    return sorted(str(path) for path in [*pure, *rules, *own])


def _pytest(
    name: str, marks: str, database: str, *words: str, without: tuple[str, ...] = (), examples: str = "calm"
) -> Step:
    ignored = tuple(f"--ignore=tests/{room}" for room in without)
    command = (
        *(sys.executable, "-m", "pytest", "-m", marks, "-n", _PROCESSES, "--dist", "load"),
        *("--ds", f"mizan.web.settings.test_{database}", "--durations", "5"),
        *("--hypothesis-profile", examples),  # both are made in tests/conftest.py
        *ignored,
        *words,
    )
    return Step(name, command, pytest=True, postgres=database == "postgres")
