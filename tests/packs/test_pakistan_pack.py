"""The packs that come with Mizan: complete, honest about standing and source, coded as the pillars mean."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from mizan.web.packs import Bundle, read_bundle, rows, validate

ROOT = Path(__file__).resolve().parents[2]
DATA = Path(__file__).parent / "data"

ADOPTED = {"ACT-01", "ACT-02", "ACT-03", "ACT-24", "ACT-25", "ACT-40"}
DIRECTED = {"ACT-27", "ACT-28", "ACT-29", "ACT-30", "ACT-31"}


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return read_bundle([ROOT / "packs" / "pakistan"])


@pytest.mark.parametrize("name", ["untoc", "south_asia", "pakistan"])
def test_the_packs_have_no_fault(name: str) -> None:
    assert validate(ROOT / "packs" / name) == []


def test_nothing_is_missing(bundle: Bundle) -> None:
    assert {
        "obligations": len(bundle.obligations),
        "actions": len(bundle.actions),
        "institutions": len(bundle.institutions),
        "readings": len(bundle.readings),
        "instruments": len(bundle.instruments),
        "statuses": len(bundle.statuses),
        "questions": len(bundle.questions),
        "desk_readings": len(bundle.desk_readings),
        "pillars": len(bundle.pillars),
        "clusters": len(bundle.clusters),
        "places": Counter(place.level for place in bundle.places),
    } == {
        "obligations": 176,
        "actions": 56,
        "institutions": 118,
        "readings": 77,
        "instruments": 41,
        "statuses": 41,
        "questions": 46,
        "desk_readings": 21,
        "pillars": 9,
        "clusters": 4,
        "places": {1: 7, 2: 160},
    }


def test_obligations_keep_their_treaty_and_strength(bundle: Bundle) -> None:
    assert Counter(row.instrument for row in bundle.obligations) == {
        "TIP": 49, "UNTOC": 68, "UNCAC": 27, "SAARC": 19, "OPSC": 6, "ILO-P29": 5, "ILO-C182": 2,
    }  # fmt: skip
    assert Counter(str(row.strength) for row in bundle.obligations) == {"mandatory": 129, "consider": 39, "optional": 8}
    assert Counter(str(row.wording) for row in bundle.obligations) == {
        "shall": 120, "shall_consider": 25, "shall_endeavour": 14, "may": 8, "definition": 6, "purpose": 3,
    }  # fmt: skip


def test_paraphrases_not_held_against_the_treaty_say_so(bundle: Bundle) -> None:
    assert Counter(str(row.text_basis) for row in bundle.obligations) == {
        "general_knowledge": 160, "source_read": 11, "source_read_unattributed": 5,
    }  # fmt: skip
    for row in bundle.obligations:
        read = row.text_basis is rows.TextBasis.SOURCE_READ
        assert (row.source is not None) == read
        assert (row.grade is rows.Grade.UNATTRIBUTED) == (not read)
        assert len(row.summary.split()) <= 40


def test_questions_say_what_of_them_was_seen(bundle: Bundle) -> None:
    assert Counter(str(row.checked) for row in bundle.questions) == {"wording": 2, "topic": 10, "modelled": 34}
    assert Counter(row.cluster for row in bundle.questions) == {
        "criminalization_jurisdiction": 18, "international_cooperation": 5,
        "law_enforcement_judicial": 9, "prevention_protection_ta": 14,
    }  # fmt: skip


def test_every_fact_has_a_grade_and_no_verified_fact_lacks_a_source(bundle: Bundle) -> None:
    kinds = (
        bundle.instruments,
        bundle.statuses,
        bundle.obligations,
        bundle.institutions,
        bundle.actions,
        bundle.readings,
    )
    for row in (row for kind in kinds for row in kind):
        assert row.source or not row.verified
        assert row.source or row.grade is rows.Grade.UNATTRIBUTED
        if row.source and (row.source.startswith("github:") or "GitHub file" in row.source):
            assert row.grade is rows.Grade.UNATTRIBUTED


def test_verified_counts_are_those_of_the_sources(bundle: Bundle) -> None:
    assert sum(bool(row.verified) for row in bundle.instruments) == 28
    assert sum(bool(row.verified) for row in bundle.institutions) == 94
    assert sum(bool(row.verified) for row in bundle.readings) == 69
    assert sum(bool(row.verified) for row in bundle.actions) == 55


def test_only_what_a_body_adopted_or_was_ordered_is_a_promise(bundle: Bundle) -> None:
    standing = {row.id: str(row.standing) for row in bundle.actions}
    assert {code for code, value in standing.items() if value == "adopted"} == ADOPTED
    assert {code for code, value in standing.items() if value == "directed"} == DIRECTED
    assert Counter(standing.values()) == {"adopted": 6, "directed": 5, "recommended": 25, "proposed": 20}


def test_the_statement_is_only_proposed(bundle: Bundle) -> None:
    assert {row.id for row in bundle.actions if "STATEMENT-2023" in row.plans} == {
        "ACT-42",
        "ACT-43",
        "ACT-44",
        "ACT-45",
    }
    assert all(row.standing is rows.Standing.PROPOSED for row in bundle.actions if "STATEMENT-2023" in row.plans)


def test_no_date_is_invented(bundle: Bundle) -> None:
    assert {row.id: row.due for row in bundle.actions if row.due} == {"ACT-27": "2025-02-28"}
    assert not any(row.start or row.budget or row.milestones for row in bundle.actions)


def test_owners_are_suggested_unless_the_body_says_so_itself(bundle: Bundle) -> None:
    accepted = {
        (row.id, owner.institution)
        for row in bundle.actions
        for owner in (row.state_lead, row.co_lead, *row.joint_leads, *row.supports)
        if owner and owner.standing is rows.OwnerStanding.ACCEPTED
    }
    assert accepted == {("ACT-24", "NDTIP"), ("ACT-25", "NDTIP"), ("ACT-50", "CGR-NIOC")}


def test_kiln_owners_never_co_lead_and_are_named_where_kilns_are_the_subject(bundle: Bundle) -> None:
    bodies = {row.code: row for row in bundle.institutions}
    assert bodies["BKAP"].stakeholder_class is rows.StakeholderClass.EMPLOYER
    assert bodies["BKAP"].industry == "brick_kilns"
    assert all(row.co_lead is None or row.co_lead.institution != "BKAP" for row in bundle.actions)
    leads = {row.id: row.co_lead.institution for row in bundle.actions if row.co_lead}
    assert (leads["ACT-09"], leads["ACT-53"]) == ("HWA", "PILER")


def test_leads_are_state_bodies_and_co_leads_society_bodies(bundle: Bundle) -> None:
    side = {row.code: row.side for row in bundle.institutions}
    for row in bundle.actions:
        assert all(side[lead.institution] is rows.Side.STATE for lead in (row.state_lead, *row.joint_leads) if lead)
        assert row.co_lead is None or side[row.co_lead.institution] is rows.Side.SOCIETY


def test_sixteen_agencies_owe_an_internal_affairs_division(bundle: Bundle) -> None:
    kind = {row.code: row.kind for row in bundle.institutions}
    owing = [
        row.code
        for row in bundle.institutions
        if row.kind is rows.BodyKind.LEA and (row.parent is None or kind[row.parent] is not rows.BodyKind.LEA)
    ]
    assert len(owing) == 16
    assert all(row.of_agency is None for row in bundle.institutions if row.code in owing)


def test_units_belong_to_the_agency_above_them(bundle: Bundle) -> None:
    agency = {row.code: row.of_agency for row in bundle.institutions}
    assert {agency[code] for code in ("FIA-AHS", "FIA-TIPU", "FIA-AHTC-GRW", "FIA-IAU", "FIA-ACW", "IATF")} == {"FIA"}
    assert agency["PUNJ-DATC"] == agency["PB-IAB"] == "PB-POL"
    assert agency["NAB"] is None


def test_unit_states_say_only_what_a_source_says(bundle: Bundle) -> None:
    states = {(row.institution, row.unit): str(row.state) for row in bundle.units}
    assert states[("SD-POL", "SD-IAB")] == "staffed"
    assert {states[key] for key in states if key[1] in ("PB-IAB", "KP-IAB", "BA-IAB", "ICT-IAB", "PUNJ-DATC")} == {
        "unknown"
    }
    assert {row.unit: row.strength.officers for row in bundle.units if row.strength} == {"SD-IAB": 18}
    assert not any(row.state is rows.UnitState.ABSENT for row in bundle.units)


def test_no_reported_figure_is_lost_or_changed(bundle: Bundle) -> None:
    with (DATA / "reported_figures.csv").open(encoding="utf-8", newline="") as handle:
        source = {row["id"]: row for row in csv.DictReader(handle)}
    units = {row.code: row.unit for row in bundle.indicators}
    assert {row.id for row in bundle.readings} == set(source)
    for row in bundle.readings:
        said = source[row.id]
        assert (row.indicator, str(row.value), row.scope) == (said["metric"], said["value"], said["scope"])
        assert row.period_from[:4] in said["year"] or row.id == "CPL-FIA-2025-01-01-A"
        assert units[row.indicator] == said["unit"] or said["unit"] == "persons_or_cases"


def test_one_dismissal_event_keeps_its_four_numbers(bundle: Bundle) -> None:
    event = [row.value for row in bundle.readings if row.event == "fia-dismissals-2025-01-01"]
    assert sorted(event, key=float) == [35, 36, 37, 38]
    assert [row.value for row in bundle.readings if row.id == "CPL-FIA-2025-01-28" and row.event is None] == [13]


def test_figures_given_as_over_are_lower_bounds(bundle: Bundle) -> None:
    bounds = {row.id: (str(row.bound), row.low, row.high) for row in bundle.readings if row.bound}
    assert bounds == {"INSP-PB-2022": ("at_least", 6000, None), "OFFL-2024": ("at_least", 27000, None)}


def test_figures_counted_by_different_rules_have_different_rules(bundle: Bundle) -> None:
    rule = {row.id: bundle.counting_rule(row) for row in bundle.readings}
    assert rule["FIA-CON-2324"] != rule["FIA-CON-2015"] == rule["FIA-CON-2016"]
    assert len({rule[name] for name in ("INV-2022", "INV-2024", "PPC-2024", "FIA-INQ-2324")}) == 4
    assert rule["CHT-PB-2023"] != rule["CHT-SD-2022"]
    assert rule["MUL-2024"] != rule["KP-1416"]
    assert "smuggling" in rule["FIA-ARR-2015"]
    assert "smuggling" in rule["FIA-CON-2015"]


def test_sums_within_one_source_hold(bundle: Bundle) -> None:
    value = {row.id: float(row.value) for row in bundle.readings if not isinstance(row.value, str)}
    assert value["FIA-CON-2015"] + value["FIA-CON-2016"] == 8645
    assert sum(value[f"FIA-ARR-{year}"] for year in range(2014, 2019)) == 8360
    zones = [row for row in bundle.readings if row.indicator == "fia_red_book_entries_by_zone"]
    assert sum(float(row.value) for row in zones) == value["RED-2025"]


def test_education_is_schooling_and_public_education(bundle: Bundle) -> None:
    assert [row.id for row in bundle.obligations if row.pillar == "education"] == ["ILO-C182-7.2"]
    assert [row.id for row in bundle.actions if row.pillar == "education"] == []


def test_recoded_rows_keep_the_old_code_and_the_reason(bundle: Bundle) -> None:
    recoded = {row.id: (row.pillar_was, row.pillar) for row in (*bundle.obligations, *bundle.actions) if row.pillar_was}
    assert recoded == {
        "TIP-6.3d": ("education", "social_justice"),
        "TIP-9.5": ("education", "social_justice"),
        "TIP-10.2": ("education", "law_enforcement"),
        "UNTOC-28.1": ("education", "rule_of_law"),
        "UNTOC-28.2": ("education", "rule_of_law"),
        "UNTOC-29.1": ("education", "law_enforcement"),
        "UNCAC-39.2": ("awareness", "corruption_free_machinery"),
        "SAARC-VIII.2": ("education", "law_enforcement"),
        "SAARC-IV": ("corruption_free_machinery", "rule_of_law"),
        "ILO-P29-2": ("education", "social_justice"),
        "ACT-06": ("education", "law_enforcement"),
        "ACT-17": ("education", "rule_of_law"),
        "ACT-20": ("education", "rule_of_law"),
        "ACT-24": ("education", "rule_of_law"),
        "ACT-29": ("social_justice", "rule_of_law"),
        "ACT-35": ("border_management", "rule_of_law"),
        "ACT-44": ("social_justice", "rule_of_law"),
        "ACT-45": ("social_justice", "rule_of_law"),
        "ACT-47": ("education", "law_enforcement"),
        "ACT-49": ("social_justice", "rule_of_law"),
    }
    assert all(row.pillar_reason for row in (*bundle.obligations, *bundle.actions) if row.pillar_was)


def test_plans_stand_at_five_levels_and_collections_say_they_are_none(bundle: Bundle) -> None:
    assert {str(row.level) for row in bundle.plans} == {"global", "regional", "national", "provincial", "district"}
    for row in bundle.plans:
        if row.kind is rows.PlanKind.COLLECTION and row.pack == "pakistan":
            assert row.note is not None
            assert row.note.startswith("Not a plan")
    nap = next(row for row in bundle.plans if row.code == "NAP-2021")
    assert (str(nap.status), nap.ends, len(nap.objectives)) == ("expired", "2025", 3)


def test_an_action_can_serve_plans_of_two_levels(bundle: Bundle) -> None:
    levels = {row.code: str(row.level) for row in bundle.plans}
    shared = {row.id: {levels[code] for code in row.plans} for row in bundle.actions if len(row.plans) > 1}
    assert shared["ACT-27"] == {"provincial", "district"}
    assert shared["ACT-51"] == {"regional", "national"}


def test_population_is_the_census_and_unknown_where_blank(bundle: Bundle) -> None:
    districts = [row for row in bundle.places if row.level == 2]
    known = [row.population for row in districts if row.population is not None]
    assert (len(known), sum(known)) == (135, 239_430_980)
    assert all(row.population is None for row in districts if row.parent in ("PK1", "PK3"))
    assert Counter(row.parent for row in districts) == {
        "PK1": 10, "PK2": 35, "PK3": 14, "PK4": 1, "PK5": 35, "PK6": 36, "PK7": 29,
    }  # fmt: skip


def test_nationality_is_not_loaded(bundle: Bundle) -> None:
    for path in (ROOT / "packs" / "pakistan").glob("*.*"):
        text = path.read_text(encoding="utf-8").lower()
        assert "afghan_nationals" not in text
        assert "bengali_nationals" not in text
    assert len({row.indicator for row in bundle.district_readings}) == 26
    assert len(bundle.district_readings) == 3397


def test_maps_show_every_place(bundle: Bundle) -> None:
    assert {item.level: len(item.pcodes) for item in bundle.maps} == {1: 7, 2: 160}


def test_no_file_speaks_of_anything_but_the_project() -> None:
    for path in (ROOT / "packs").rglob("*"):
        if path.is_file() and path.suffix in (".yaml", ".csv", ".md", ".pot"):
            text = path.read_text(encoding="utf-8")
            assert "project brief" not in text
            assert "/tmp" not in text
