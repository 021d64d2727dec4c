"""The Pakistan pack in the database: complete, sourced, in both languages, without a word about nationality."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import CharField, Max
from django.db.models.functions import Length

from mizan.framework.models import Action, DeskReading, Indicator, Instrument, Obligation, Pillar, Question, Reading
from mizan.institutions import rules
from mizan.institutions.models import Institution, UnitStatus
from mizan.institutions.queries.coverage import coverage, coverage_counts
from mizan.kit.facts import Sourced, World
from mizan.kit.models import Pack
from mizan.kit.texts import Texts
from mizan.ledger.models import Event
from mizan.places.models import Boundary, Place
from mizan.web.packs.load import Change, load_packs

ROOT = Path(__file__).resolve().parents[2]
PACKS = ("untoc", "south_asia", "pakistan")
pytestmark = pytest.mark.usefixtures("loaded_pack")


def test_nothing_is_missing() -> None:
    assert {
        "obligations": Obligation.objects.count(),
        "actions": Action.objects.filter(world="real").count(),
        "institutions": Institution.objects.filter(world="real").count(),
        "readings": Reading.objects.filter(place__level__depth__lt=2, world="real").count()
        + Reading.objects.filter(place=None, world="real").count(),
        "places": Place.objects.count(),
        "instruments": Instrument.objects.count(),
        "questions": Question.objects.count(),
        "desk readings": DeskReading.objects.count(),
        "pillars": Pillar.objects.count(),
        "places by level": Counter(Place.objects.values_list("level__depth", flat=True)),
    } == {
        "obligations": 176,
        "actions": 56,
        "institutions": 118,
        "readings": 77,
        "places": 167,
        "instruments": 41,
        "questions": 46,
        "desk readings": 21,
        "pillars": 9,
        "places by level": {1: 7, 2: 160},
    }


def test_loading_again_changes_nothing_and_records_nothing() -> None:
    events = Event.objects.count()
    assert load_packs([ROOT / "packs" / "pakistan"]) == [Change(name, 0, 0, 0) for name in PACKS]
    assert Event.objects.count() == events


def test_a_corrected_figure_of_the_real_pack_supersedes_on_this_database(tmp_path: Path) -> None:
    for name in PACKS:
        shutil.copytree(ROOT / "packs" / name, tmp_path / name)
    table = tmp_path / "pakistan" / "district_readings.csv"
    head, first, *rest = table.read_text(encoding="utf-8").splitlines(keepends=True)
    indicator, pcode, value, *more = first.split(",")
    corrected = ",".join([indicator, pcode, str(float(value) + 1), *more])
    table.write_text(head + corrected + "".join(rest), encoding="utf-8")
    assert load_packs([tmp_path / "pakistan"])[2] == Change("pakistan", 0, 1, 0)
    old, new = Reading.objects.filter(indicator=indicator, place=pcode).order_by("code")
    assert (new.value - old.value, new.supersedes_id, old.retired_at is not None) == (1, old.pk, True)


def test_each_pack_is_known_with_version_digest_and_licence() -> None:
    for pack in Pack.objects.filter(pk__in=PACKS):
        assert pack.version
        assert pack.licence
        assert len(pack.digest) == 64
    assert Pack.objects.filter(pk__in=PACKS).count() == 3


def sourced_models() -> list[type[Any]]:
    return [model for model in apps.get_models() if issubclass(model, Sourced)]


def test_every_fact_says_how_good_its_source_is_and_has_one_unless_unattributed() -> None:
    for model in sourced_models():
        rows = model._default_manager.filter(pack__in=PACKS)
        if model is Indicator:
            rows = rows.exclude(readings=None).filter(readings__place__level__depth=2)  # a definition is no fact
        assert not rows.filter(grade="").exists(), model
        assert not rows.exclude(grade="unattributed").filter(source="").exists(), model


def test_every_text_of_the_packs_is_in_both_languages() -> None:
    seen = 0
    for model in apps.get_models():
        names = [field.name for field in model._meta.fields if isinstance(field, Texts)]
        if not names or "pack" not in {field.name for field in model._meta.fields}:
            continue
        for row in model._default_manager.filter(pack__in=PACKS).values("pk", *names):
            for name in names:
                if row[name] and row[name].get("en", "").strip():
                    seen += 1
                    assert row[name].get("ur", "").strip(), f"{model.__name__} {row['pk']} {name}: {row[name]}"
    assert seen > 1500


def test_no_nationality_is_anywhere_in_the_database() -> None:
    models = apps.get_models(include_auto_created=True)
    columns = [field.column for model in models for field in model._meta.concrete_fields]
    assert not [name for name in columns if "nation" in name or "ethnic" in name or "afghan" in name]
    words = ("afghan", "nationalit", "refugee")
    for model in (Indicator, Reading):
        for row in model._default_manager.filter(pack__in=PACKS):
            code = row.code.lower()
            assert not [word for word in words if word in code], code


def test_outlines_carry_their_disclaimer_in_both_languages() -> None:
    assert Boundary.objects.count() == 2
    for boundary in Boundary.objects.all():
        assert boundary.disclaimer["en"]
        assert boundary.disclaimer["ur"]


def test_sixteen_internal_affairs_divisions_are_owed() -> None:
    owing = [row for row in coverage(World.REAL) if row.internal_affairs is not None]
    assert len(owing) == 16
    assert {row.body.kind for row in owing} == {"lea"}
    assert not [row for row in owing if row.body.parent_id and row.body.parent.kind == "lea"]
    assert coverage_counts(World.REAL).owed("internal_affairs") == 16


def test_every_body_that_stands_on_its_own_owes_an_anti_corruption_unit_ngos_included() -> None:
    owing = {row.body.code for row in coverage(World.REAL) if row.anti_corruption is not None}
    assert owing == set(Institution.objects.filter(world="real", agency=None).values_list("code", flat=True))
    assert Institution.objects.filter(code__in=owing, side="society").exists()


def test_what_nobody_said_of_a_unit_is_unknown_and_not_absent() -> None:
    said = set(UnitStatus.objects.filter(world="real", retired_at=None).values_list("institution_id", "kind"))
    for row in coverage(World.REAL):
        for kind, cell in row.cells.items():
            assert (cell.state == "unknown") or ((row.body.code, kind) in said)
    assert coverage_counts(World.REAL).internal_affairs["unknown"] > 0


def facts() -> dict[str, rules.Body]:
    return {
        row.code: rules.Body(row.code, row.kind, row.side, row.parent_id or "", row.agency_id or "")
        for row in Institution.objects.filter(world="real")
    }


def test_I2_an_agency_and_its_internal_affairs_count_as_one_institution() -> None:
    bodies = facts()
    assert rules.is_one_institution(bodies["FIA"], bodies["FIA-IAU"], bodies)
    assert not rules.is_one_institution(bodies["FIA"], bodies["SSDO"], bodies)


def test_I2_the_stored_agency_is_what_the_rule_says() -> None:
    bodies = facts()
    assert {code: body.agency for code, body in bodies.items()} == {
        code: rules.agency_of(body, bodies) for code, body in bodies.items()
    }


def test_employers_are_marked_as_such_and_co_lead_nothing_of_their_industry() -> None:
    employers = Institution.objects.filter(world="real", stakeholder_class="employer")
    assert employers.exists()
    for body in employers:
        for lead in body.leads.filter(part="co_lead").select_related("action"):
            assert lead.action.industry not in {"", body.industry}


def test_pack_rows_know_their_pack_and_hand_made_rows_have_none() -> None:
    assert not Action.objects.filter(world="real", pack="").exists()
    assert Action.objects.get(pk="ACT-01").is_pack_row


def test_every_value_fits_its_column() -> None:
    """SQLite takes any length; PostgreSQL would refuse to load the pack at all."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.concrete_fields:
            if isinstance(field, CharField) and field.max_length:
                longest = model._base_manager.aggregate(n=Max(Length(field.attname)))["n"] or 0
                assert longest <= field.max_length, f"{model.__name__}.{field.name}"
