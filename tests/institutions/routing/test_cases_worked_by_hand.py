"""The table of cases that a lawyer can read: tests/data/routing/cases.json, worked by hand from docs/routing.md."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import polib
import pytest

from mizan.institutions.routing_words import AUDITOR, READER, for_auditor, for_reader
from mizan.institutions.rules.routing import Accused, Routing, Tie, TieKind, Why
from mizan.institutions.rules.routing.reasons import RULE_OF
from tests.institutions.routing.country import OFFICER, ask, enrolled

ROOT = Path(__file__).parents[3]
CASES = json.loads((Path(__file__).parents[2] / "data/routing/cases.json").read_text("utf-8"))["cases"]


def answer(case: dict[str, Any]) -> Routing:
    ties = frozenset(Tie(t["person"], TieKind(t["kind"]), body=t["body"]) for t in case["ties"])
    accused = [Accused(a["institution"], a["unit"], a["rank"], a.get("person", "")) for a in case["accused"]]
    return ask(
        *accused,
        rosters=replace(enrolled(*case["not_enrolled"]), ties=ties),
        serious=frozenset(case["serious"]),
        vetoes=frozenset(case["vetoes"]),
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_case_worked_by_hand_comes_out_as_written(case: dict[str, Any]) -> None:
    found = answer(case)
    assert sorted(found.bodies_now) == case["reads_now"]
    assert [sorted(reader.body for reader in step.readers) for step in found.later] == case["reads_later"]
    assert (found.refused or "") == case["refused"]
    assert sorted({line.rule for line in for_auditor(found)}) == case["rules"]


def test_the_cases_speak_of_every_rule() -> None:
    assert {rule for case in CASES for rule in case["rules"]} == set(range(1, 16)) == set(RULE_OF.values())


def test_every_reason_has_its_sentence_and_its_rule() -> None:
    assert set(AUDITOR) == set(RULE_OF) == set(Why)
    found = [r.why for case in CASES for r in answer(case).now] + [Why.LATER]
    assert set(found) == set(READER)


def test_a_reader_is_told_why_her_body_reads_and_a_stranger_nothing() -> None:
    found = ask(OFFICER)
    line = for_reader(found, "IA")
    assert line is not None
    assert line.rule == 10
    assert for_reader(found, "STATION") is None


def test_an_auditor_learns_no_body_person_or_place() -> None:
    for case in CASES:
        said = " ".join(str(line.sentence) for line in for_auditor(answer(case)))
        assert not any(code in said for code in ("STATION", "POLICE", "OMB", "IA-1", "HRC", "ACE"))


def test_every_sentence_is_there_in_urdu() -> None:
    catalogue = polib.pofile(str(ROOT / "src/mizan/locale/ur/LC_MESSAGES/django.po"))
    urdu = {entry.msgid for entry in catalogue.translated_entries()}
    assert {str(sentence) for sentence in (*AUDITOR.values(), *READER.values())} <= urdu
