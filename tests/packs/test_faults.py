"""Each way to break a pack is reported with its file, its line and a reason in a plain sentence."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.packs.small import FILES, changed, write

from mizan.web.packs import Fault, validate


@dataclass(frozen=True)
class Case:
    """Replace `old` by `new` in `path`; the fault is expected at `path` in `line` with this reason."""

    name: str
    path: str
    old: str
    new: str
    line: int
    reason: str


LONG = " ".join(["word"] * 41)
CASES = [
    # syntax
    Case("broken_yaml", "pillars.yaml", "{code: education,", "{code: [education,", 2, "YAML cannot be read here"),
    Case("tab_yaml", "clusters.yaml", "  number: 1", "\tnumber: 1", 2, "YAML cannot be read here"),
    Case("control_character", "pillars.yaml", "Laws", "La\x07ws", 1, "YAML does not allow this character."),
    Case("broken_csv", "places.csv", "SM2,South", 'SM2,"South"x', 3, "CSV cannot be read here"),
    Case("short_csv_row", "places.csv", "SM2,South,1,,,Population not known", "SM2,South,1", 3, "has 3 cells, the header has 6"),
    Case("double_column", "places.csv", "population,note", "population,name", 1, 'The column "name" stands twice.'),
    Case("long_cell", "places.csv", "Population not known", "x" * 4001, 3, "A cell is longer than 4000 characters."),
    Case("broken_json", "adm1.topojson", '"geometries": [', '"geometries": [,', 2, "JSON cannot be read here"),
    Case("json_double_key", "adm1.topojson", '{"type": "Topology",', '{"type": "Topology", "type": 1,', 1, 'the key "type" stands twice'),
    Case("json_nan", "adm1.topojson", "[0, 0]", "[NaN, 0]", 1, "NaN is not a number"),
    Case("json_deep", "adm1.topojson", "[[[0, 0]", "[" * 100_000, 1, "nested too deeply"),
    # dangerous YAML
    Case("yaml_anchor", "pillars.yaml", "name: Education", "name: &a Education", 2, "anchors and aliases are not allowed"),
    Case("yaml_alias", "pillars.yaml", "name: Education", "name: *a", 2, "anchors and aliases are not allowed"),
    Case("yaml_tag", "pillars.yaml", "name: Education", "name: !!python/name:os.system x", 2, "tags are not allowed"),
    Case("yaml_deep", "pillars.yaml", "name: Education", "name: " + "[" * 20 + "]" * 20, 2, "nested more than 12 levels"),
    Case("yaml_documents", "pillars.yaml", "- {code: education", "---\n- {code: education", 2, "one YAML document only"),
    Case("yaml_key_list", "pillars.yaml", "{code: education,", "{[code]: education,", 2, "A key must be a plain word."),
    Case("double_key", "clusters.yaml", "  number: 1\n", "  number: 1\n  number: 2\n", 3, 'The key "number" stands twice'),
    # form
    Case("not_a_list", "pillars.yaml", FILES["pillars.yaml"], "code: x\n", 1, "The file must be a list of entries."),
    Case("empty_file", "pillars.yaml", FILES["pillars.yaml"], "", 1, "The file is empty."),
    Case("empty_table", "places.csv", FILES["places.csv"], "", 1, "The table is empty"),
    Case("entry_is_text", "pillars.yaml", "- {code: education", "- text\n- {code: education", 2, "An entry with named keys"),
    Case("unknown_key", "clusters.yaml", "  number: 1\n", "  number: 1\n  colour: red\n", 3, 'The key "colour" is not known here.'),
    Case("unknown_column", "places.csv", "population,note", "population,afghan_nationals_2023", 2, '"afghan_nationals_2023" is not known'),
    Case("missing_key", "clusters.yaml", "  number: 1\n", "", 1, 'The key "number" is missing.'),
    Case("missing_nested_key", "actions.yaml", "{institution: HELP, standing: suggested}", "{institution: HELP}", 14, '"standing" is missing'),
    Case("empty_value", "clusters.yaml", "name: First cluster", "name: null", 3, '"name" must not be empty.'),
    Case("blank_text", "clusters.yaml", "name: First cluster", "name: ' '", 3, "must not be blank"),
    Case("long_text", "clusters.yaml", "name: First cluster", "name: " + "x" * 2001, 3, "is longer than 2000 characters"),
    Case("two_lines", "clusters.yaml", "name: First cluster", 'name: "First\\ncluster"', 3, "must be one line"),
    Case("text_wanted", "clusters.yaml", "name: First cluster", "name: 12", 3, '"name" must be text.'),
    Case("list_wanted", "questions.yaml", "[OB-1]", "OB-1", 3, '"obligations" must be a list.'),
    Case("single_wanted", "clusters.yaml", "name: First cluster", "name: [a]", 3, '"name" must be a single value.'),
    Case("whole_number_wanted", "clusters.yaml", "number: 1", "number: 1.5", 2, '"number" must be a whole number.'),
    Case("truth_wanted", "instruments.yaml", "verified: true", "verified: maybe", 10, '"verified" must be true or false.'),
    Case("truth_is_no_number", "clusters.yaml", "number: 1", "number: true", 2, '"number" must be a whole number.'),
    Case("number_wanted", "district_readings.csv", "SM1,12.5", "SM1,many", 2, '"value" must be a number.'),
    Case("huge_number", "district_readings.csv", "SM1,12.5", "SM1," + "9" * 5000, 2, "A cell is longer"),
    Case("bad_enum", "instruments.yaml", "level: global", "level: planetary", 3, '"level" must be one of: global, regional'),
    Case("bad_grade", "statuses.yaml", "grade: primary", "grade: certain", 5, '"grade" must be one of: primary, secondary, news, unattributed.'),
    Case("bad_standing", "actions.yaml", "standing: adopted", "standing: promised", 5, '"standing" must be one of: adopted'),
    Case("bad_code", "pillars.yaml", "code: education", "code: ../x", 2, '"code" must be a code'),
    Case("bad_pattern", "pack.yaml", "currency: SMC", "currency: rupees", 7, '"currency" has the wrong form.'),
    Case("same_value_twice", "questions.yaml", "[OB-1]", "[OB-1, OB-1]", 3, '"obligations" names "OB-1" twice.'),
    Case("summary_too_long", "obligations.yaml", "Make trafficking a crime in national law.", LONG, 6, '"summary" has 41 words; at most 40'),
    # dates
    Case("no_such_day", "instruments.yaml", "adopted: 2000-11-15", "adopted: 2000-11-31", 5, '"adopted" must be a date'),
    Case("day_in_words", "instruments.yaml", "as_of: 2024-04-20", "as_of: last year", 8, '"as_of" must be a date'),
    Case("force_before_adoption", "instruments.yaml", "in_force: 2003-12-25", "in_force: 1999", 6, '"in_force" lies before "adopted".'),
    Case("plan_ends_early", "plans.yaml", "ends: 2025", "ends: 2020", 8, '"ends" lies before "starts".'),
    Case("due_before_start", "actions.yaml", "due: null", "due: 2020-12-31", 19, '"due" lies before "start".'),
    Case("period_backwards", "readings.yaml", "period_to: 2022", "period_to: 2021", 8, '"period_to" lies before "period_from".'),
    # codes and references
    Case("duplicate_code", "pillars.yaml", "code: education", "code: rule_of_law", 2, 'pillar "rule_of_law" is already defined in small/pillars.yaml line 1'),
    Case("duplicate_status", "statuses.yaml", FILES["statuses.yaml"], FILES["statuses.yaml"] * 2, 6, 'status "TREATY" is already defined'),
    Case("dangling_instrument", "obligations.yaml", "instrument: TREATY", "instrument: NONE", 2, 'names the instrument "NONE"'),
    Case("dangling_pillar", "obligations.yaml", "pillar: rule_of_law", "pillar: none", 11, 'names the pillar "none"'),
    Case("dangling_also_pillar", "obligations.yaml", "[education]", "[none]", 12, '"also_pillars" names the pillar "none"'),
    Case("dangling_cluster", "obligations.yaml", "cluster: first", "cluster: none", 9, 'names the cluster "none"'),
    Case("dangling_obligation", "actions.yaml", "obligations: [OB-1]", "obligations: [OB-2]", 10, 'names the obligation "OB-2"'),
    Case("dangling_lead", "actions.yaml", "{institution: POLICE,", "{institution: NONE,", 13, 'names the institution "NONE"'),
    Case("dangling_support", "actions.yaml", "    - {institution: KILNS,", "    - {institution: NONE,", 16, 'names the institution "NONE"'),
    Case("dangling_parent", "institutions.yaml", "parent: POLICE", "parent: NONE", 17, '"parent" names the institution "NONE"'),
    Case("dangling_plan", "actions.yaml", "plans: [PLAN]", "plans: [NONE]", 11, 'names the plan "NONE"'),
    Case("dangling_objective", "actions.yaml", "[PLAN.1]", "[PLAN.9]", 12, 'names the objective "PLAN.9"'),
    Case("dangling_place", "readings.yaml", "place: SM1", "place: SM9", 22, 'names the place "SM9"'),
    Case("dangling_indicator", "readings.yaml", "indicator: tier", "indicator: none", 17, 'names the indicator "none"'),
    Case("dangling_pcode", "district_readings.csv", ",SM2,30", ",SM9,30", 3, '"pcode" names the place "SM9"'),
    Case("parent_circle", "institutions.yaml", "parent: null", "parent: POLICE-IA", 6, '"parent" leads in a circle back to "POLICE".'),
    Case("place_circle", "places.csv", "SM1,North,1,,", "SM1,North,1,SM1,", 2, '"parent" leads in a circle'),
    Case("missing_pack", "pack.yaml", "currency: SMC", "depends: [elsewhere]", 7, 'The pack "elsewhere" is not found'),
    Case("depends_on_itself", "pack.yaml", "currency: SMC", "depends: [small]", 7, '"depends" leads in a circle'),
    # the pack itself
    Case("wrong_folder", "pack.yaml", "code: small", "code: large", 1, '"code" must be the name of the folder, "small".'),
    Case("undeclared_file", "pack.yaml", "contents: [pillars, ", "contents: [", 1, "small/pillars.yaml"),
    Case("declared_but_absent", "pack.yaml", "adm1]", "adm1, adm2]", 8, 'declares "adm2", but there is no adm2.topojson'),
    Case("unknown_content", "pack.yaml", "adm1]", "adm1, secrets]", 8, '"secrets", which is no content of a pack'),
    Case("no_language", "pack.yaml", "languages: [en, ur]", "languages: []", 5, '"languages" must name at least one.'),
    Case("levels_with_a_gap", "pack.yaml", "number: 1, name", "number: 2, name", 10, '"place_levels" must count 1, 2, 3'),
    Case("places_without_credit", "pack.yaml", "places_credit:", "note: x\n#", 1, "names their source in places_credit"),
    Case("population_without_credit", "pack.yaml", "population_credit:", "note: x\n#", 1, "names their source in population_credit"),
    Case("map_without_disclaimer", "pack.yaml", "boundary_disclaimer: ", "note: ", 1, "carries a boundary_disclaimer"),
    # sources
    Case("verified_without_source", "instruments.yaml", "source: https://example.org/treaty", "source: null", 10, "A verified fact needs a source."),
    Case("graded_without_source", "statuses.yaml", "source: https://example.org/treaty", "source: null", 5, 'A fact without a source has the grade "unattributed".'),
    Case("adopted_without_source", "actions.yaml", "source: https://example.org/plan\n  as_of: 2021\n  grade: primary", "source: null\n  as_of: null\n  grade: unattributed", 5, 'An action that is "adopted" needs a source.'),
    Case("unit_without_source", "units.yaml", "source: https://example.org/ia", "source: null", 4, 'Without a source the state of a unit is "unknown"'),
    Case("accepted_without_source", "actions.yaml", "{institution: HELP, standing: suggested}", "{institution: HELP, standing: accepted}", 14, '"HELP" counts as accepted only with a source'),
    Case("credit_without_source", "pack.yaml", "places_credit: {source: 'https://example.org/places',", "places_credit: {source: null,", 12, '"source" must not be empty.'),
    Case("table_without_credit", "indicators.yaml", "  credit: {source", "  direction: lower_is_better #", 2, "needs a \"credit\" that names their source"),
    # owners
    Case("employer_in_its_industry", "actions.yaml", "co_lead: {institution: HELP, standing: suggested}\n  supports:\n    - {institution: KILNS,", "co_lead: {institution: KILNS, standing: suggested}\n  supports:\n    - {institution: HELP,", 14, "cannot co-lead where its own industry is the subject"),
    Case("employer_unknown_subject", "actions.yaml", "co_lead: {institution: HELP, standing: suggested}\n  supports:\n    - {institution: KILNS, standing: suggested}\n  industries: [brick_kilns]", "co_lead: {institution: KILNS, standing: suggested}", 14, '"industries" must show that its own is not the subject'),
    Case("society_leads_for_state", "actions.yaml", "state_lead: {institution: POLICE, standing: suggested}\n  co_lead: {institution: HELP,", "state_lead: {institution: HELP, standing: suggested}\n  co_lead: {institution: KILNS,", 13, '"HELP" is no state body'),
    Case("state_co_leads", "actions.yaml", "co_lead: {institution: HELP,", "co_lead: {institution: POLICE-IA,", 14, '"POLICE-IA" is no society body'),
    Case("owner_twice", "actions.yaml", "    - {institution: KILNS,", "    - {institution: HELP,", 15, '"HELP" stands twice among the owners.'),
    # bodies and units
    Case("state_with_class", "institutions.yaml", "stakeholder_class: null", "stakeholder_class: ngo", 8, "A society body needs a stakeholder class, any other body has none."),
    Case("society_without_class", "institutions.yaml", "stakeholder_class: ngo", "stakeholder_class: null", 31, "A society body needs a stakeholder class"),
    Case("employer_without_industry", "institutions.yaml", "  industry: brick_kilns\n", "", 35, "An employers' body needs its industry"),
    Case("unit_of_wrong_agency", "institutions.yaml", "of_agency: POLICE\n", "of_agency: HELP\n", 20, '"of_agency" must be "POLICE"'),
    Case("unit_of_no_agency", "institutions.yaml", "stakeholder_class: ngo", "stakeholder_class: ngo\n  of_agency: POLICE", 32, '"of_agency" must be left out'),
    Case("not_its_unit", "units.yaml", "unit: POLICE-IA", "unit: HELP", 3, '"HELP" is not a unit of "POLICE".'),
    Case("unit_twice", "units.yaml", FILES["units.yaml"], FILES["units.yaml"] * 2, 9, "The same entry stands twice"),
    Case("desk_reading_twice", "desk_readings.yaml", FILES["desk_readings.yaml"], FILES["desk_readings.yaml"] * 2, 8, "The same entry stands twice: OB-1, LAW."),
    # obligations, plans, actions
    Case("cluster_without_basis", "obligations.yaml", "cluster_basis: general_knowledge", "cluster_basis: null", 10, 'must be given together'),
    Case("pillar_repeated", "obligations.yaml", "[education]", "[rule_of_law]", 12, "repeats the primary pillar"),
    Case("recoded_without_reason", "obligations.yaml", "pillar: rule_of_law\n", "pillar: rule_of_law\n  pillar_was: education\n", 11, 'needs a "pillar_reason"'),
    Case("recoded_to_the_same", "actions.yaml", "pillar: rule_of_law\n", "pillar: rule_of_law\n  pillar_was: rule_of_law\n  pillar_reason: Because\n", 10, 'is the same as "pillar"'),
    Case("reason_without_recode", "actions.yaml", "pillar: rule_of_law\n", "pillar: rule_of_law\n  pillar_reason: Because\n", 10, "stands without the code it replaced"),
    Case("no_plan", "actions.yaml", "plans: [PLAN]\n  objectives: [PLAN.1]", "plans: []", 11, '"plans" must name at least one.'),
    Case("no_obligation", "questions.yaml", "[OB-1]", "[]", 3, '"obligations" must name at least one.'),
    Case("objective_elsewhere", "actions.yaml", "[PLAN.1]", "[PLAN-B.1]", 12, '"PLAN-B.1" belongs to none of the plans'),
    Case("collection_with_dates", "plans.yaml", "kind: plan\n  status: current", "kind: collection\n  status: current", 5, 'A collection, and only a collection'),
    # figures
    Case("negative_population", "places.csv", "1,,1000,", "1,,-5,", 2, '"population" must be at least 0.'),
    Case("percent_over_100", "district_readings.csv", "SM2,30", "SM2,130", 3, 'cannot be above 100'),
    Case("below_the_least", "readings.yaml", "value: 6000\n  bound: at_least\n  low: 6000\n  high: null", "value: -1", 3, 'cannot be below 0'),
    Case("value_under_low", "readings.yaml", "low: 6000", "low: 7000", 3, '"value" lies below "low".'),
    Case("value_over_high", "readings.yaml", "  bound: at_least\n  low: 6000\n  high: null", "  high: 10", 3, '"value" lies above "high".'),
    Case("low_over_high", "readings.yaml", "  bound: at_least\n  low: 6000\n  high: null", "  low: 7000\n  high: 6000", 5, '"high" lies below "low".'),
    Case("bound_without_low", "readings.yaml", "low: 6000", "low: null", 4, '"at_least" needs "low"'),
    Case("bound_without_high", "readings.yaml", "bound: at_least", "bound: at_most", 4, '"at_most" needs "high".'),
    Case("words_for_number", "readings.yaml", "value: 6000\n  bound: at_least\n  low: 6000\n  high: null", "value: many", 3, '"convictions" needs a number.'),
    Case("number_for_words", "readings.yaml", "value: Tier 2", "value: 2", 18, '"tier" needs words, not a number.'),
    Case("off_the_scale", "readings.yaml", "value: Tier 2", "value: Tier 9", 18, 'is not on the scale of "tier"'),
    Case("interval_of_words", "readings.yaml", "value: Tier 2", "low: 1\n  value: Tier 2", 18, "Words have no interval."),
    Case("scale_missing", "indicators.yaml", "  scale: [Tier 1, Tier 2]\n", "", 10, "A tier needs its scale"),
    Case("range_upside_down", "indicators.yaml", "high: 100", "high: -1", 28, '"high" lies below "low".'),
    Case("event_of_two_things", "readings.yaml", "reported_by: null", "reported_by: null\n  event: trial-2022", 24, "must share one indicator"),
    Case("cell_twice", "district_readings.csv", "SM2,30", "SM1,30", 3, "The same entry stands twice: out_of_school, SM1, 2024."),
    Case("wrong_level_of_place", "indicators.yaml", "place_level: 1", "place_level: 2", 2, "is not measured for places of level 1"),
    # places and maps
    Case("undeclared_level", "places.csv", "SM2,South,1,,", "SM2,South,2,SM1,", 3, 'Level 2 is not among the "place_levels"'),
    Case("level_without_parent", "places.csv", "SM2,South,1,,", "SM2,South,2,,", 3, "A place of level 1 has no parent"),
    Case("parent_of_same_level", "places.csv", "SM2,South,1,,", "SM2,South,3,SM1,", 3, 'is not of the level above'),
    Case("area_without_place", "adm1.topojson", '"pcode": "SM2"', '"pcode": "SM7"', 1, 'The area "SM7" is no place of level 1'),
    Case("area_twice", "adm1.topojson", '"pcode": "SM2"', '"pcode": "SM1"', 1, 'The area "SM1" stands twice.'),
    Case("area_without_pcode", "adm1.topojson", '{"pcode": "SM2"}', "{}", 1, 'Area 1 has no property "pcode".'),
    Case("area_of_wrong_type", "adm1.topojson", '"MultiPolygon"', '"Point"', 1, "must be a Polygon or MultiPolygon"),
    Case("arc_missing", "adm1.topojson", "[[0]]", "[[5]]", 1, "uses an arc that does not exist"),
    Case("arc_of_words", "adm1.topojson", "[1, 0]", '["a", 0]', 1, "Arc 0 is not a list of points."),
    Case("not_topojson", "adm1.topojson", '"Topology"', '"FeatureCollection"', 1, "The file is not TopoJSON"),
    Case("wrong_object", "adm1.topojson", '"adm1"', '"adm2"', 1, 'one object named "adm1"'),
    Case("no_arcs", "adm1.topojson", '"arcs": [[[0, 0], [1, 0], [1, 1], [0, 0]]]', '"arcs": 7', 1, '"arcs" must be a list'),
    Case("bad_transform", "adm1.topojson", '"Topology",', '"Topology", "transform": {"scale": [1]},', 1, '"transform" needs "scale" and "translate"'),
    # translations
    Case("lost_placeholder", "locale/ur/pack.po", 'msgid "Police"', 'msgid "Police of %(place)s"', 5, "The placeholders"),
    Case("broken_po", "locale/ur/pack.po", 'msgid "Police"', "msgfoo Police", 5, "The translation file cannot be read here."),
    Case("translated_twice", "locale/ur/pack.po", 'msgid "Rule of law"', 'msgid "Police"', 8, '"Police" is translated twice.'),
    Case("undeclared_language", "pack.yaml", "languages: [en, ur]", "languages: [en]", 1, "small/locale/ur/pack.po"),
]  # fmt: skip
ELSEWHERE = {  # the fault stands in another file than the one changed
    "undeclared_file": ("pillars.yaml", 'pack.yaml does not declare "pillars"'),
    "undeclared_language": ("locale/ur/pack.po", 'does not declare the language "ur"'),
    "table_without_credit": ("district_readings.csv", 'needs a "credit"'),
    "wrong_level_of_place": ("district_readings.csv", "is not measured for places of level 1"),
}


def test_the_small_pack_has_no_fault(tmp_path: Path) -> None:
    assert validate(write(tmp_path)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_names_file_line_and_reason(case: Case, tmp_path: Path) -> None:
    path, reason = ELSEWHERE.get(case.name, (case.path, case.reason))
    found = validate(write(tmp_path, changed(case.path, case.old, case.new)))
    assert [
        fault for fault in found if fault.file == f"small/{path}" and fault.line == case.line and reason in fault.reason
    ], "\n".join(str(fault) for fault in found)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_reason_is_a_sentence(case: Case, tmp_path: Path) -> None:
    for fault in validate(write(tmp_path, changed(case.path, case.old, case.new))):
        assert fault.reason[0].isupper() or fault.reason[0] == '"' or fault.reason.startswith("pack.yaml")
        assert fault.reason.endswith(".")
        assert fault.line >= 1


def test_it_reports_every_fault_not_only_the_first(tmp_path: Path) -> None:
    files = dict(FILES)
    files["pillars.yaml"] = (
        files["pillars.yaml"].replace("side: society", "side: nowhere").replace("meaning: Laws", "sense: Laws")
    )
    files["obligations.yaml"] = files["obligations.yaml"].replace("instrument: TREATY", "instrument: NONE")
    files["obligations.yaml"] = files["obligations.yaml"].replace("strength: mandatory", "strength: iron")
    files["places.csv"] = files["places.csv"].replace("1000", "-1")
    found = validate(write(tmp_path, files))
    assert [(fault.file, fault.line) for fault in found] == [
        ("small/obligations.yaml", 2),  # dangling, although the same row has another fault
        ("small/obligations.yaml", 8),
        ("small/pillars.yaml", 1),
        ("small/pillars.yaml", 1),
        ("small/pillars.yaml", 2),
        ("small/places.csv", 2),
    ]


def test_an_unreadable_file_does_not_make_every_reference_to_it_a_fault(tmp_path: Path) -> None:
    found = validate(write(tmp_path, changed("pillars.yaml", "{code: rule_of_law", "{code: [rule_of_law")))
    assert [fault.file for fault in found] == ["small/pillars.yaml"]


def test_it_says_when_there_is_no_pack_file(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if path != "pack.yaml"}
    assert Fault("small/pack.yaml", 1, "The pack has no pack.yaml.") in validate(write(tmp_path, files))


def test_it_says_when_there_is_no_folder(tmp_path: Path) -> None:
    assert validate(tmp_path / "nowhere") == [Fault("nowhere", 1, "This is not a folder.")]
