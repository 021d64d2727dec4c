"""The project speaks of itself alone: no path of a machine, no workshop, no package host, no file that is not ours.

The words are put together from pieces here, so that this file does not contain them.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OWN = Path(__file__).name

PATHS = [r"(?<![\w./-])/" + "work" + r"/", r"(?<![\w./-])/" + "root" + r"/", "/tmp/" + "brief"]
MAKERS = ["clau" + "de", "anthro" + "pic", "open" + "ai", "chat" + "gpt", "co" + "pilot", "language " + "model"]
WORKSHOP = ["sub" + "agent", "co" + "-authored", "tool " + "call", r"issues " + "show"]
HOSTS = ["py" + r"pi\.org", r"python" + r"hosted\.", "npm" + r"js\.", "golang" + r"\.org/", r"crates\." + "io"]
FORBIDDEN = re.compile("|".join([*PATHS, *MAKERS, *WORKSHOP, *HOSTS]), re.IGNORECASE)
FOREIGN_FILES = re.compile("(^|/)(" + "ct" + "dc_|glo" + "tip_)", re.IGNORECASE)


def tracked() -> list[Path]:
    """Every file that the repository holds; without git, everything but what a run makes."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if done.returncode == 0:
        return [ROOT / name for name in done.stdout.decode().split("\0") if name]
    made = {".venv", ".venv-test", "var", ".git", "__pycache__", "node_modules"}
    return [path for path in ROOT.rglob("*") if path.is_file() and not made & set(path.relative_to(ROOT).parts)]


def found_in(text: str) -> list[str]:
    return sorted({match.group(0) for match in FORBIDDEN.finditer(text)})


@pytest.mark.parametrize(
    "text",
    ["see /" + "work/x", "('/" + "root/.ssh')", "a Sub" + "Agent", "https://py" + "pi.org/simple", "Clau" + "de said"],
)
def test_such_words_are_seen(text: str) -> None:
    assert found_in(text)


@pytest.mark.parametrize(
    "text", ["src/mizan/framework/urls.py", "a network/worker", "../" + "root/x", "recruiters' agents"]
)
def test_the_projects_own_words_are_not_taken_for_them(text: str) -> None:
    assert not found_in(text)


def test_no_file_of_the_repository_speaks_of_anything_but_the_project() -> None:
    bad = {}
    for path in tracked():
        if path.name == OWN or not path.exists():
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font or a picture
        if words := found_in(text):
            bad[str(path.relative_to(ROOT))] = words
    assert bad == {}


def test_no_commit_message_speaks_of_anything_but_the_project() -> None:
    done = subprocess.run(["git", "log", "--format=%s%n%b"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert found_in(done.stdout) == []


def test_no_file_is_of_those_that_may_not_be_passed_on() -> None:
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert len(names) > 200
    assert not [name for name in names if FOREIGN_FILES.search(name)]
