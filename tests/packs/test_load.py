"""Loading a pack: all or nothing, the same twice, retired but never deleted, and said anew where a source changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError

from mizan.framework import services
from mizan.framework.models import Action, ActionLead, Evidence, Milestone, Pillar, Plan, Reading
from mizan.institutions.models import Institution, UnitStatus
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.models import Pack
from mizan.ledger.models import Event
from mizan.places.models import Place
from mizan.web.packs import load as loader
from mizan.web.packs.bundle import BrokenPack
from mizan.web.packs.load import Change, load_packs
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)
from tests.packs.small import FILES, changed, write

pytestmark = pytest.mark.usefixtures("new_house")


def load(folder: Path, files: dict[str, str] | None = None, **more: Any) -> Change:
    (change,) = load_packs([write(folder, files)], **more)
    return change


def everything() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that a pack fills."""
    from django.apps import apps

    models = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("mizan.")]
    return {model._meta.label: list(model._base_manager.order_by("pk").values()) for model in models}


def test_loading_writes_the_rows_and_one_event(tmp_path: Path) -> None:
    change = load(tmp_path)
    assert change.added > 10
    assert (change.changed, change.retired) == (0, 0)
    (event,) = Event.objects.all()
    assert (event.verb, event.actor, event.payload["added"]) == ("house.pack.loaded", "pack-loader", change.added)
    assert event.payload["digest"] == Pack.objects.get(pk="small").digest


def test_a_second_load_changes_nothing_and_records_nothing(tmp_path: Path) -> None:
    load(tmp_path)
    before = everything()
    assert load(tmp_path) == Change("small", 0, 0, 0)
    after = everything()
    for pack in (*before["kit.Pack"], *after["kit.Pack"]):
        pack.pop("loaded_at")
    assert after == before


def test_a_dry_run_says_what_it_would_do_and_does_nothing(tmp_path: Path) -> None:
    before = everything()
    dry = load(tmp_path, dry_run=True)
    assert everything() == before
    assert load(tmp_path) == dry


def test_one_fault_in_the_last_file_leaves_nothing(tmp_path: Path) -> None:
    before = everything()
    last = "out_of_school,SM2,30,2024"
    with pytest.raises(BrokenPack) as broken:
        load(tmp_path, changed("district_readings.csv", last, "out_of_school,SM9,many,2024"))
    assert {(fault.file, fault.line) for fault in broken.value.faults} == {("small/district_readings.csv", 3)}
    assert everything() == before


def test_a_fault_while_writing_the_last_table_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_args: object, **_kwargs: object) -> None:
        assert Institution.objects.exists()
        raise OSError("no space left")

    before = everything()
    monkeypatch.setattr(loader, "WRITERS", (*loader.WRITERS, full_disk))
    with pytest.raises(OSError, match="no space"):
        load(tmp_path)
    assert everything() == before


def without(path: str, key: str) -> dict[str, str]:
    """The files without the entry of a list that begins with `key`."""
    head, _, rest = FILES[path].partition(key)
    return {**FILES, path: head + ("- " + rest.split("\n- ", 1)[1] if "\n- " in rest else "")}


def test_a_row_gone_is_retired_not_deleted_and_comes_back(tmp_path: Path) -> None:
    load(tmp_path)
    gone = without("plans.yaml", "- code: PLAN-B\n")
    assert load(tmp_path, gone).retired == 2  # the plan and its objective
    assert Plan.objects.get(pk="PLAN-B").retired_at is not None
    assert load(tmp_path, gone) == Change("small", 0, 0, 0)
    assert load(tmp_path).changed == 2
    assert Plan.objects.get(pk="PLAN-B").retired_at is None


def test_a_changed_text_changes_the_row_and_records_one_event(tmp_path: Path) -> None:
    load(tmp_path)
    assert load(tmp_path, changed("institutions.yaml", "name: Police", "name: State police")).changed == 1
    assert Institution.objects.get(pk="POLICE").name["en"] == "State police"
    assert [event.payload["changed"] for event in Event.objects.order_by("at")] == [0, 1]


def test_a_changed_figure_is_a_new_reading_that_supersedes_the_old(tmp_path: Path) -> None:
    load(tmp_path)
    old = Reading.objects.get(pk="out_of_school.SM1")
    assert load(tmp_path, changed("district_readings.csv", "SM1,12.5", "SM1,13.5")).changed == 1
    new = Reading.objects.get(pk="out_of_school.SM1@2")
    kept = Reading.objects.get(pk=old.pk)
    assert (kept.value, kept.retired_at is not None) == (old.value, True)
    assert (new.value, new.supersedes, new.retired_at) == (13.5, old, None)
    assert load(tmp_path, changed("district_readings.csv", "SM1,12.5", "SM1,13.5")) == Change("small", 0, 0, 0)
    load(tmp_path)
    assert Reading.objects.get(pk="out_of_school.SM1@3").supersedes == new


def test_a_figure_gone_is_retired_and_said_anew_when_it_comes_back(tmp_path: Path) -> None:
    load(tmp_path)
    assert load(tmp_path, changed("district_readings.csv", "out_of_school,SM2,30,2024\n", "")).retired == 1
    assert Reading.objects.get(pk="out_of_school.SM2").retired_at is not None
    assert load(tmp_path).added == 1
    assert [row.retired_at is None for row in Reading.objects.filter(place="SM2").order_by("code")] == [False, True]


def test_what_a_source_says_of_a_unit_is_kept_beside_what_it_says_now(tmp_path: Path) -> None:
    load(tmp_path)
    load(tmp_path, changed("units.yaml", "state: staffed", "state: operational"))
    rows = UnitStatus.objects.order_by("recorded_at")
    assert [(row.state, row.retired_at is None) for row in rows] == [("staffed", False), ("operational", True)]


def test_over_six_thousand_is_a_bound_and_no_exact_value(tmp_path: Path) -> None:
    load(tmp_path)
    row = Reading.objects.get(pk="CON-1")
    assert (row.value, row.low, row.high) == (None, 6000, None)


def test_an_unknown_population_stays_unknown(tmp_path: Path) -> None:
    load(tmp_path)
    place = Place.objects.get(pk="SM2")
    assert (place.population, place.population_year) == (None, None)


def test_a_year_is_no_day(tmp_path: Path) -> None:
    load(tmp_path)
    action = Action.objects.get(pk="ACT-1")
    assert (action.starts_on, action.due_on) == (None, None)


def parts() -> dict[str, str]:
    return dict(ActionLead.objects.filter(action="ACT-1").values_list("institution_id", "part"))


SWAPPED = changed(
    "actions.yaml",
    "state_lead: {institution: POLICE, standing: suggested}",
    "state_lead: {institution: POLICE-IA, standing: suggested}\n"
    "  joint_leads: [{institution: POLICE, standing: suggested}]",
)


def test_a_pack_may_name_another_lead_and_counts_it_as_a_change(tmp_path: Path) -> None:
    load(tmp_path)
    assert load(tmp_path, SWAPPED).changed == 1
    assert parts() == {"POLICE-IA": "lead", "POLICE": "joint_lead", "HELP": "co_lead", "KILNS": "support"}
    assert load(tmp_path, SWAPPED) == Change("small", 0, 0, 0)
    load(tmp_path)
    assert parts() == {"POLICE": "lead", "HELP": "co_lead", "KILNS": "support"}


def test_a_body_that_accepted_keeps_its_part_whatever_the_pack_says_later(tmp_path: Path) -> None:
    load(tmp_path)
    owner = Actor("", "POLICE", Side.STATE, frozenset({Role.OWNER}))
    services.answer_lead(owner, ActionLead.objects.get(action="ACT-1", part="lead"), accepts=True)
    load(tmp_path, SWAPPED)
    assert parts() == {"POLICE": "lead", "POLICE-IA": "joint_lead", "HELP": "co_lead", "KILNS": "support"}
    assert load(tmp_path, SWAPPED) == Change("small", 0, 0, 0)


def test_pillars_may_change_places(tmp_path: Path) -> None:
    load(tmp_path)
    first, second = FILES["pillars.yaml"].splitlines()
    load(tmp_path, {**FILES, "pillars.yaml": f"{second}\n{first}\n"})
    assert list(Pillar.objects.values_list("code", "order")) == [("education", 1), ("rule_of_law", 2)]


def test_a_code_that_people_use_already_is_refused_with_its_line(tmp_path: Path) -> None:
    load(tmp_path)
    Action.objects.create(
        code="ACT-2", title={"en": "Ours"}, level="national", mode="proactive", standing="proposed",
        pillar_id="education",
    )  # fmt: skip
    before = everything()
    block = FILES["actions.yaml"].replace("ACT-1", "ACT-2")
    with pytest.raises(BrokenPack) as broken:
        load(tmp_path, {**FILES, "actions.yaml": FILES["actions.yaml"] + block})
    (fault,) = broken.value.faults
    line = FILES["actions.yaml"].count("\n") + 1
    assert (fault.file, fault.line, fault.reason) == ("small/actions.yaml", line, "The code ACT-2 is in use already.")
    assert everything() == before


def test_milestones_follow_the_pack_but_one_that_a_claim_names_stays(tmp_path: Path) -> None:
    def with_milestones(*titles: str) -> dict[str, str]:
        lines = "".join(f"\n    - {{title: {title}, due: null}}" for title in titles)
        return changed("actions.yaml", "  due: null\n", f"  due: null\n  milestones:{lines}\n")

    load(tmp_path, with_milestones("First", "Second"))
    assert load(tmp_path, with_milestones("First", "Second")) == Change("small", 0, 0, 0)
    owner = Actor("", "POLICE", Side.STATE, frozenset({Role.OWNER}))
    services.answer_lead(owner, ActionLead.objects.get(action="ACT-1", part="lead"), accepts=True)
    proof = services.add_evidence(owner, _proof())
    first = Milestone.objects.get(title__en="First")
    services.claim_progress(
        owner, Action.objects.get(), text={"en": "x"}, evidence=[proof], on=proof.captured_on, milestone=first
    )
    assert load(tmp_path, with_milestones("Second", "Third")).changed == 1
    assert set(Milestone.objects.values_list("title__en", flat=True)) == {"First", "Second", "Third"}
    assert load(tmp_path, with_milestones("Second", "Third")) == Change("small", 0, 0, 0)


def _proof() -> Any:
    from datetime import date

    from mizan.framework.files import NewEvidence

    return NewEvidence(
        kind=Evidence.Kind.REPORT.value, title={"en": "x"}, captured_on=date(2026, 1, 1), url="https://a.example/"
    )


def test_what_a_source_said_cannot_be_rewritten_by_hand(tmp_path: Path) -> None:
    load(tmp_path)
    with pytest.raises(DatabaseError, match="append-only"):
        Reading.objects.filter(pk="TIER-1").update(note={"en": "better"})


def test_statements_of_one_load_are_recorded_in_the_order_of_the_pack(tmp_path: Path) -> None:
    load(tmp_path)
    rows = Reading.objects.filter(indicator="out_of_school").order_by("recorded_at")
    assert [row.place_id for row in rows] == ["SM1", "SM2"]
    assert len({row.recorded_at for row in rows}) == 2
