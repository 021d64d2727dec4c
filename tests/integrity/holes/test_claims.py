"""Claims that nobody can check, and the table of docs/integrity.md: each hole has its test, each test its hole."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent
HEADING = "## Holes that others had"
ROW = re.compile(r"^\| (?P<where>[^|]+) \| (?P<hole>[^|]+) \| (?P<guard>[^|]+) \| (?P<tests>[^|]+) \|$")
CITED = re.compile(r"`(?P<file>test_\w+)::(?P<name>test_\w+)`")


def section() -> str:
    """The part of the document that holds the table."""
    text = (ROOT / "docs" / "integrity.md").read_text(encoding="utf-8")
    assert text.count(HEADING) == 1
    return re.split(r"^## ", text.split(HEADING)[1], flags=re.MULTILINE)[0]


def rows() -> list[re.Match[str]]:
    """The rows of the table, without its head."""
    lines = [line for line in section().splitlines() if line.startswith("|")]
    found = [ROW.match(line) for line in lines[2:]]
    assert all(found), [line for line, row in zip(lines[2:], found, strict=True) if not row]
    return [row for row in found if row]


def written() -> set[str]:
    """Every test of this folder as `file::name`."""
    return {
        f"{file.stem}::{node.name}"
        for file in HERE.glob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def test_each_row_of_the_table_names_tests_that_exist_and_each_test_stands_in_a_row() -> None:
    cited = [match.group("file", "name") for row in rows() for match in CITED.finditer(row["tests"])]
    named = {f"{file}::{name}" for file, name in cited}
    assert all(CITED.search(row["tests"]) for row in rows())
    assert named - written() == set(), "named, but not written"
    assert written() - named == set(), "written, but without a row"


def test_the_licence_is_open_and_every_dependency_is_pinned_to_its_bytes() -> None:
    """A vendor's word that its system is safe can be checked by nobody; this one can be read and built again."""
    assert "Apache License" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    for file in (ROOT / "requirements").glob("*.txt"):
        text = re.sub(r"\\\n\s*", " ", file.read_text(encoding="utf-8"))
        pinned = [line for line in text.splitlines() if line.strip() and not line.startswith(("#", " ", "-"))]
        assert not [line for line in pinned if "==" not in line or "--hash=sha256:" not in line], file.name


def test_no_document_claims_an_audit_that_nobody_made() -> None:
    """Others had eight audits. Ours had none, and says so where a reader looks for it."""
    said = section()
    assert "No outside audit of Mizan exists" in said
    for file in [*(ROOT / "docs").rglob("*.md"), ROOT / "README.md", ROOT / "SECURITY.md"]:
        text = file.read_text(encoding="utf-8").lower()
        assert not re.search(r"\b(was|been|is|were) (independently |externally )?(audited|certified) by\b", text), file
