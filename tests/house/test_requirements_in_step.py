"""pyproject.toml holds ranges, requirements/*.txt the pins: they agree, and every pin carries its hashes."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
SETS = ("build", "core", "run", "production", "pdf", "test")
# Which extras of pyproject.toml each set must hold, beside the core.
EXTRAS = {
    "core": (),
    "run": ("science", "analysis"),
    "production": ("postgres", "science"),
    "pdf": ("pdf",),
    "test": ("science", "analysis", "postgres", "pdf", "dev", "interop"),
}
_PIN = re.compile(
    r"^(?P<name>[a-z0-9-]+)(\[[a-z,-]+\])?==(?P<version>\S+?)( ;[^\\]*)?"  # a marker may follow
    r"( \\\n    --hash=sha256:[0-9a-f]{64})*$"
)


def text(name: str) -> str:
    return (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")


@cache
def pins(name: str) -> dict[str, tuple[Version, ...]]:
    """Versions per package; a universal resolution may hold one for each platform."""
    found: dict[str, tuple[Version, ...]] = {}
    for entry in entries(name):
        match = _PIN.match(entry)
        assert match, f"{name}.txt: not a pin: {entry[:60]!r}"
        package = canonicalize_name(match["name"])
        found[package] = (*found.get(package, ()), Version(match["version"]))
    return found


def entries(name: str) -> list[str]:
    return [entry for entry in re.split(r"\n(?=\S)", text(name).strip()) if entry]


@cache
def project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def ranges(*extras: str) -> list[Requirement]:
    wanted = [*project()["dependencies"]]
    for extra in extras:
        wanted += project()["optional-dependencies"][extra]
    return [Requirement(line) for line in wanted]


@pytest.mark.parametrize("name", EXTRAS)
def test_every_direct_dependency_is_pinned_within_its_range(name: str) -> None:
    for wanted in ranges(*EXTRAS[name]):
        versions = pins(name).get(canonicalize_name(wanted.name), ())
        assert versions, f"{wanted} is not in {name}.txt: run requirements/compile"
        for version in versions:
            assert version in wanted.specifier, (
                f"{name}.txt pins {wanted.name} {version}, pyproject wants {wanted.specifier}"
            )


@pytest.mark.parametrize("name", SETS)
def test_every_pin_carries_hashes(name: str) -> None:
    for entry in entries(name):
        assert "--hash=sha256:" in entry, f"{name}.txt: {entry.splitlines()[0]}"


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").iterdir()), ids=lambda path: path.name)
def test_no_requirement_file_names_a_host_or_a_file(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    for forbidden in ("://", "--index", "--extra-index", "--find-links", "git+", " @ ", "file:"):
        assert forbidden not in content, f"{path.name} holds {forbidden!r}"


def test_what_run_installs_holds_nothing_for_development_or_pdf() -> None:
    allowed = {canonicalize_name(one.name) for one in ranges("science", "analysis", "postgres")}
    unwanted = {canonicalize_name(one.name) for one in ranges("dev", "pdf", "interop")} - allowed
    unwanted |= {"pyspark", "pytest", "coverage"}
    for name in ("core", "run", "production"):
        assert not unwanted & set(pins(name)), name


def test_no_module_of_the_platform_imports_what_only_tests_compare_with() -> None:
    """pymerkle is under the GPL and atheris is a fuzzer: tests and benches may call them, nothing else may."""
    imports = re.compile(r"^\s*(?:import|from)\s+(pymerkle|atheris)\b", re.MULTILINE)
    found = {path for path in (ROOT / "src").rglob("*.py") if imports.search(path.read_text(encoding="utf-8"))}
    assert not found


@pytest.mark.parametrize("name", [name for name in SETS if name != "test"])
def test_any_two_sets_agree_on_every_version(name: str) -> None:
    for package, versions in pins(name).items():
        together = pins("test").get(package)
        if together is not None:
            assert set(versions) <= set(together), f"{package}: {name}.txt and test.txt differ"


@pytest.mark.parametrize("name", [name for name in EXTRAS if name != "test"])
def test_every_set_lies_within_the_one_resolution(name: str) -> None:
    assert set(pins(name)) <= set(pins("test"))


def test_the_build_set_can_build_the_project_without_isolation() -> None:
    system = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]
    for line in system["requires"]:
        wanted = Requirement(line)
        assert all(version in wanted.specifier for version in pins("build")[canonicalize_name(wanted.name)])


def test_django_is_the_long_term_release() -> None:
    for name in ("run", "production", "test"):
        assert all((version.major, version.minor) == (5, 2) for version in pins(name)["django"])
