"""Proposals of a pack: faults name their place, a source's own words may be reworded, and no clock comes with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mizan.council.models import Proposal
from mizan.ledger.models import Duty
from mizan.web.packs.validate import validate
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)
from tests.packs.small import FILES, write
from tests.packs.test_load import load

ASKED = """- code: PROP-1
  kind: law
  text: Let victims stay
  reason: They are sent away
  proposed_by: HELP
  addressed_to: POLICE
  action: null
  made: 2024-05-06
  source: https://example.org/asked
  as_of: 2024-05-06
  grade: primary
"""


def files(*changes: tuple[str, str]) -> dict[str, str]:
    text = ASKED
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    head = FILES["pack.yaml"].replace("contents: [", "contents: [proposals, ")
    return {**FILES, "pack.yaml": head, "proposals.yaml": text}


def reasons(folder: Path, *changes: tuple[str, str]) -> list[str]:
    return [fault.reason for fault in validate(write(folder, files(*changes)))]


def test_a_whole_proposal_has_no_fault(tmp_path: Path) -> None:
    assert reasons(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("addressed_to: POLICE", "addressed_to: HELP", "Nobody proposes something to itself."),
        ("addressed_to: POLICE", "addressed_to: GONE", "which no pack defines here"),
        ("made: 2024-05-06", "made: 2024-05", "The day of a proposal is a whole day."),
        ("kind: law", "kind: action", 'names the "action", or the "pillar"'),
        ("kind: law", "kind: unit", 'names one of these as "unit"'),
        ("action: null", "action: null\n  unit: internal_affairs", 'names one of these as "unit"'),
        ("kind: law", "kind: figure", 'names the "indicator"'),
        ("kind: law", "kind: wish", "must be one of: action, unit, law, figure"),
    ],
)
def test_a_fault_is_said_in_words(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert [reason for reason in reasons(tmp_path, (old, new)) if said in reason]


@pytest.mark.django_db
def test_a_newer_pack_rewords_its_own_proposal_and_starts_no_clock(tmp_path: Path) -> None:
    load(tmp_path, files())
    load(tmp_path, files(("Let victims stay", "Let victims stay and work")))
    row = Proposal.objects.get()
    assert (row.text["en"], row.proposed_side, row.made_in_id) == ("Let victims stay and work", "society", None)
    assert not Duty.objects.exists()
