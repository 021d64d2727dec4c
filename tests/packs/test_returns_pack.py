"""Forms of returns as a pack asks them: a fault names its reason, and Pakistan's forms can be answered and added up."""

from __future__ import annotations

from pathlib import Path

import pytest

from mizan.web.packs import read_bundle
from mizan.web.packs.validate import validate
from tests.packs.small import FILES, write

PAKISTAN = Path(__file__).resolve().parents[2] / "packs" / "pakistan"
GOOD = """\
- code: RET-SMALL
  name: Small return
  about: For tests.
  sides: [state]
  kinds: [lea]
  every: quarter
  days: 15
  version: 1
  figures:
    - {code: victims, name: Victims, group: Victims, unit: persons, question: victims}
    - {code: women, name: of them women, whole: victims, by: sex}
    - {code: places, name: Places}
  limits:
    - {figure: victims, most: places, reason: Because it is so., must: false}
  source: null
  as_of: null
  grade: unattributed
"""


def reasons(folder: Path, old: str = "", new: str = "") -> list[str]:
    assert old in GOOD
    pack = FILES["pack.yaml"].replace("routing, plans,", "routing, returns, plans,")
    files = {**FILES, "pack.yaml": pack, "returns.yaml": GOOD.replace(old, new, 1) if old else GOOD}
    return [fault.reason for fault in validate(write(folder, files))]


def test_a_form_without_a_fault_holds(tmp_path: Path) -> None:
    assert reasons(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("sides: [state]", "sides: [international]", "for the state, for society, or for both"),
        ("kinds: [lea]", "kinds: []", "for some kinds of bodies"),
        ("every: quarter", "every: week", "must be one of: month, quarter, year"),
        ("code: women", "code: victims", 'The figure "victims" stands twice.'),
        ("whole: victims, by: sex", "whole: victims", '"whole" and "by" are given together'),
        ("whole: victims", "whole: other", "which is no whole figure of this form"),
        ("by: sex}", "by: sex, question: victims}", "feeds no indicator and answers no question"),
        ("most: places", "most: other", "A limit is between two figures of the form"),
        ("days: 15", "days: 0", "days"),
    ],
)
def test_a_form_that_cannot_be_answered_is_a_fault(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = reasons(tmp_path, old, new)
    assert any(said in reason for reason in found), found


def test_pakistan_asks_about_forty_figures_and_both_sides_the_same_questions() -> None:
    forms = read_bundle([PAKISTAN]).returns
    assert sum(len(form.figures) for form in forms) >= 40
    asked: dict[str, set[str]] = {}
    for form in forms:
        for one in form.figures:
            if one.question:
                asked.setdefault(one.question, set()).update(side.value for side in form.sides)
    assert asked == {"victims": {"state", "society"}, "victims_charged": {"state", "society"}}
