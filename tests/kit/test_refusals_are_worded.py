"""Every refusal that the code can give has words, every wording is of use, and words never fail for want of a fact."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils.translation import override

import mizan.web.urls.desk  # noqa: F401  (what is worded where a page is defined)
from mizan.kit import wording
from mizan.kit.refusal import Refused

SOURCE = Path(__file__).resolve().parents[2] / "src" / "mizan"
ROOMS = [path.name for path in SOURCE.iterdir() if (path / "refusals.py").exists()]
FURTHER = ("indicators", "imports", "kit")
# Faults of code or of packs, caught before any page: nobody can act on them at the door.
NEVER_AT_THE_DOOR = {"indicators.amount_unreadable", "indicators.no_such_indicator", "indicators.nothing_to_add"}
CODE = re.compile(rf"({'|'.join(sorted({*ROOMS, *FURTHER}))})\.[a-z0-9_]+")


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def raised() -> set[str]:
    """Every code given to `Refused`, `NotAddable` or another fault with a code, read from the source."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _is_fault(node.func) and node.args:
                found |= {
                    inner.value
                    for inner in ast.walk(node.args[0])
                    if isinstance(inner, ast.Constant) and isinstance(inner.value, str)
                }
    return {code for code in found if CODE.fullmatch(code)}


def _is_fault(function: ast.expr) -> bool:
    name = function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")
    return name in {"Refused", "NotAddable", "DutyFault", "SheetFault"} or name.endswith("Fault")


def decided() -> set[str]:
    """Every code that a rule may answer with."""
    rules = [path for path in SOURCE.rglob("*.py") if path.stem == "rules" or "rules" in path.parts]
    return {text for path in rules for text in strings(path) if CODE.fullmatch(text)}


def mentioned() -> set[str]:
    """Every code anywhere but as the key of its own wording."""
    found: set[str] = set()
    for path in SOURCE.rglob("*.py"):
        if "migrations" not in path.parts:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            keys = {id(key) for table in ast.walk(tree) if isinstance(table, ast.Dict) for key in table.keys}
            found |= {
                node.value
                for node in ast.walk(tree)
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in keys
            }
    return {code for code in found if CODE.fullmatch(code)}


def test_every_refusal_has_words() -> None:
    assert len(raised()) > 20
    assert (raised() | decided()) - wording.worded_codes() == NEVER_AT_THE_DOOR


def test_every_wording_is_of_use() -> None:
    assert wording.worded_codes() - mentioned() == set()


@pytest.mark.parametrize("code", sorted(wording.worded_codes()))
def test_words_are_short_end_with_a_point_and_name_plain_facts(code: str) -> None:
    sentence = str(wording._SENTENCES[code])
    assert sentence.endswith((".", "…"))
    assert len(sentence) < 220
    facts = [name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name is not None]
    assert all(name.isidentifier() for name in facts)
    assert wording.word(Refused(code, **dict.fromkeys(facts, 7)))


def test_a_code_without_words_is_shown_as_such_and_breaks_nothing() -> None:
    assert wording.word(Refused("nobody.worded_this")) == "This was refused (nobody.worded_this)."


def test_a_fact_may_have_any_name_even_that_of_the_code() -> None:
    refused = Refused("framework.code_taken", where="code", code="ACT-01")
    with override("en"):
        assert "ACT-01" in wording.word(refused)
    assert (refused.code, refused.where, str(refused)) == (
        "framework.code_taken", "code", "framework.code_taken(code='ACT-01') at code",
    )  # fmt: skip


def test_a_code_is_worded_once() -> None:
    with pytest.raises(ValueError, match="worded twice"):
        wording.sentences({"framework.code_taken": "Something else."})
