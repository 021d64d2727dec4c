"""Intake opens only over enrolled keys: every lapse closes, for one class or for everybody, and says why."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from mizan.cli import main
from mizan.institutions import intake_proof
from mizan.institutions.models import BodyKeys, Institution, Membership, RoutingData
from mizan.institutions.queries.opening import Proof, prove
from mizan.institutions.rules.routing import Accused, Why
from mizan.kit.clock import now
from mizan.ledger.fields import move
from tests.institutions.keyring import Held, day, rows, trust
from tests.ledger.happening import happening

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_proof(settings: Any, tmp_path: Path) -> None:
    settings.INTAKE_PROOF = tmp_path / "intake-open.json"


def proof() -> Proof:
    return prove("real", day())


def gone(held: Held) -> None:
    Membership.objects.filter(pk=held.member.post.pk).update(until=day())


def test_with_everything_enrolled_every_class_is_open(ring: Mapping[str, Held]) -> None:
    assert proof().is_open
    assert proof().classes > 30


LOST: dict[str, Callable[[Mapping[str, Held]], object]] = {
    "routing": lambda r: RoutingData.objects.update(retired_at=now()),
    "graph": lambda r: Institution.objects.filter(pk="R-LEA").update(parent="R-IAD"),
    "oversight": lambda r: gone(r["oversight2"]),
    "society": lambda r: gone(r["society"]),
}


@pytest.mark.parametrize("code", LOST)
def test_a_lapse_closes_intake_for_everybody(ring: Mapping[str, Held], code: str) -> None:
    LOST[code](ring)
    assert proof().lacks == (code,)
    assert not proof().is_open


@pytest.mark.usefixtures("ring")
@pytest.mark.parametrize(("lost", "code"), [("keeper-3", "escrow"), ("R-OVS-1", "oversight"), ("R-ORG", "society")])
def test_a_key_that_the_next_manifest_leaves_out_closes_intake(
    settings: Any, tmp_path: Path, lost: str, code: str
) -> None:
    trust(settings, tmp_path, [key for key in rows() if key.name != lost])
    assert proof().lacks == (code,)


def test_a_proof_that_lapsed_closes_intake(ring: Mapping[str, Held]) -> None:
    assert prove("real", day() + timedelta(days=90)).is_open
    assert prove("real", day() + timedelta(days=91)).lacks == ("oversight", "society")


def test_before_the_ceremony_nothing_is_open(ring: Mapping[str, Held], settings: Any, tmp_path: Path) -> None:
    settings.MANIFEST_PINS = tmp_path / "none"
    assert proof().lacks == ("clock", "oversight", "society", "escrow")


def limit_oversight(code: str, covers: list[str]) -> None:
    """The seat of one oversight body hears these institutions only."""
    row = RoutingData.objects.get()
    for rung in row.data["rungs"]:
        for seat in rung["seats"]:
            if seat["institution"] == code:
                seat["covers"] = covers
    row.save()


@pytest.mark.usefixtures("ring")
def test_a_class_that_lost_its_way_is_closed_alone_and_says_why() -> None:
    """Two oversight bodies, but the second hears the agency only: nobody is left to hear about the first."""
    limit_oversight("R-OVS-2", ["R-LEA"])
    found = proof()
    assert found.lacks == ()
    assert {one.unit for one in found.closed if one.unit} == {"R-OVS-1"}
    assert set(found.closed.values()) == {Why.NO_OVERSIGHT}
    assert not found.is_open


@pytest.mark.usefixtures("ring")
def test_what_was_proved_is_kept_for_the_pages_and_made_anew_on_the_next_day() -> None:
    limit_oversight("R-OVS-2", ["R-LEA"])
    moment = datetime.now(UTC)
    assert intake_proof.kept("real") is None
    assert intake_proof.keep_if_old(moment)
    kept = intake_proof.kept("real")
    assert kept is not None
    assert kept.is_open
    assert kept.why_closed(Accused("R-OVS-1", "R-OVS-1", "line", "somebody")) == "no_oversight"
    assert kept.why_closed(Accused("R-LEA", "R-UNIT", "line")) == ""
    assert not intake_proof.keep_if_old(moment)
    assert intake_proof.keep_if_old(moment + timedelta(days=1))
    exercise = intake_proof.kept("exercise")
    assert exercise is not None
    assert (exercise.is_open, exercise.why_closed(Accused())) == (False, "routing")


def test_a_proof_that_cannot_be_read_is_none(ring: Mapping[str, Held], settings: Any) -> None:
    Path(settings.INTAKE_PROOF).write_text("{half")
    assert intake_proof.kept("real") is None


def test_the_command_says_open_or_closed_by_its_exit_code(
    ring: Mapping[str, Held], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["intake", "open", "--real", "--json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["open"], document["closed"], document["lacks"]) == (True, [], [])
    limit_oversight("R-OVS-2", ["R-LEA"])
    assert main(["intake", "open", "--real", "--json"]) == 1
    closed = json.loads(capsys.readouterr().out)["closed"]
    assert {"institution": "R-OVS-1", "unit": "R-OVS-1", "band": "line", "why": "no_oversight"} in closed
    assert main(["intake", "open", "--real"]) == 1
    assert "closed: R-OVS-1, line: no_oversight" in capsys.readouterr().out
    gone(ring["society"])
    assert main(["intake", "open", "--real"]) == 1
    assert "closed for everybody: no body of society can read" in capsys.readouterr().out
    with pytest.raises(SystemExit) as bad:
        main(["intake", "shut"])
    assert bad.value.code == 2


def test_a_body_that_is_not_enrolled_closes_no_other(ring: Mapping[str, Held]) -> None:
    with happening():
        move(BodyKeys.objects.get(institution="R-IAD"), until=day())
    assert proof().is_open
