"""A whole pack in a few lines, for tests that break it. Every kind of row is there once or twice."""

from __future__ import annotations

from pathlib import Path

FILES = {
    "pack.yaml": """\
code: small
title: Small country
version: 1
licence: CC0-1.0
languages: [en, ur]
country: Small country
currency: SMC
contents: [pillars, clusters, questions, instruments, statuses, obligations, institutions, units, routing, plans,
           actions, indicators, readings, desk_readings, places, district_readings, adm1]
place_levels:
  - {number: 1, name: Province}
places_credit: {source: 'https://example.org/places', as_of: 2024, grade: primary}
population_credit: {source: 'https://example.org/census', as_of: 2024, grade: primary}
boundary_disclaimer: Boundaries imply no opinion.
""",
    "pillars.yaml": """\
- {code: rule_of_law, name: Rule of law, side: enforcement, meaning: Laws and courts.}
- {code: education, name: Education, side: society, meaning: Schooling and public education.}
""",
    "clusters.yaml": """\
- code: first
  number: 1
  name: First cluster
  basis: general_knowledge
  articles:
    - {instrument: TREATY, articles: ['1']}
  articles_basis: general_knowledge
  source: null
  as_of: null
  grade: unattributed
""",
    "questions.yaml": """\
- id: Q-1
  cluster: first
  obligations: [OB-1]
  state_question: Is it a crime?
  society_prompt: Is it charged?
  answer_type: yes_partly_no
  basis: modelled on treaty text
  checked: modelled
  grade: unattributed
""",
    "instruments.yaml": """\
- code: TREATY
  title: A treaty
  level: global
  kind: treaty
  adopted: 2000-11-15
  in_force: 2003-12-25
  source: https://example.org/treaty
  as_of: 2024-04-20
  grade: primary
  verified: true
- code: LAW
  title: A law
  level: national
  kind: law
  adopted: 2018
  in_force: null
  source: https://example.org/law
  as_of: null
  grade: primary
""",
    "statuses.yaml": """\
- instrument: TREATY
  status: party (2010)
  source: https://example.org/treaty
  as_of: 2024
  grade: primary
""",
    "obligations.yaml": """\
- id: OB-1
  instrument: TREATY
  article: 5
  paragraph: '1'
  title: Make it a crime
  summary: Make trafficking a crime in national law.
  wording: shall
  strength: mandatory
  cluster: first
  cluster_basis: general_knowledge
  pillar: rule_of_law
  also_pillars: [education]
  text_basis: general_knowledge
  source: null
  as_of: null
  grade: unattributed
""",
    "institutions.yaml": """\
- code: POLICE
  name: Police
  kind: lea
  side: state
  level: national
  parent: null
  role: Investigates
  stakeholder_class: null
  source: https://example.org/police
  as_of: 2024
  grade: secondary
- code: POLICE-IA
  name: Internal affairs of the police
  kind: internal_affairs
  side: state
  level: national
  parent: POLICE
  role: Watches officers
  stakeholder_class: null
  of_agency: POLICE
  source: https://example.org/police
  as_of: 2024
  grade: secondary
- code: HELP
  name: An organisation
  kind: civil_society
  side: society
  level: national
  parent: null
  role: Helps victims
  stakeholder_class: ngo
  source: https://example.org/help
  as_of: 2024
  grade: secondary
- code: KILNS
  name: Kiln owners
  kind: civil_society
  side: society
  level: national
  parent: null
  role: Speaks for owners
  stakeholder_class: employer
  industry: brick_kilns
  source: https://example.org/kilns
  as_of: 2024
  grade: news
""",
    "units.yaml": """\
- institution: POLICE
  kind: internal_affairs
  unit: POLICE-IA
  state: staffed
  strength: {officers: 18}
  source: https://example.org/ia
  as_of: 2024-06
  grade: news
""",
    "routing.yaml": "[]\n",
    "plans.yaml": """\
- code: PLAN
  title: National plan
  level: national
  kind: plan
  status: current
  instrument: LAW
  starts: 2021
  ends: 2025
  objectives:
    - {code: PLAN.1, title: Detect more cases}
  source: https://example.org/plan
  as_of: 2021
  grade: primary
- code: PLAN-B
  title: Another plan
  level: national
  kind: plan
  status: draft
  instrument: null
  starts: null
  ends: null
  objectives:
    - {code: PLAN-B.1, title: Another aim}
  source: https://example.org/plan
  as_of: 2021
  grade: primary
""",
    "actions.yaml": """\
- id: ACT-1
  title: Detect more cases
  description: Train those who meet victims.
  basis: National plan, aim 1
  standing: adopted
  standing_reason: A published aim of the plan.
  level: national
  mode: proactive
  pillar: rule_of_law
  obligations: [OB-1]
  plans: [PLAN]
  objectives: [PLAN.1]
  state_lead: {institution: POLICE, standing: suggested}
  co_lead: {institution: HELP, standing: suggested}
  supports:
    - {institution: KILNS, standing: suggested}
  industries: [brick_kilns]
  start: 2021
  due: null
  source: https://example.org/plan
  as_of: 2021
  grade: primary
""",
    "indicators.yaml": """\
- code: convictions
  name: Convictions
  unit: persons
  value_type: number
  measure: flow
  counting_rule: convictions_by_courts
  version: 1
  definition: Persons convicted in the year.
  low: 0
- code: tier
  name: Tier
  unit: tier
  value_type: tier
  measure: rating
  counting_rule: tier
  version: 1
  definition: A rank.
  scale: [Tier 1, Tier 2]
- code: out_of_school
  name: Out of school
  unit: percent
  value_type: number
  measure: share
  counting_rule: out_of_school
  version: 1
  definition: Children out of school.
  low: 0
  high: 100
  place_level: 1
  credit: {source: 'https://example.org/census', as_of: 2024, grade: primary}
""",
    "readings.yaml": """\
- id: CON-1
  indicator: convictions
  value: 6000
  bound: at_least
  low: 6000
  high: null
  period_from: 2022
  period_to: 2022
  scope: national
  place: null
  reported_by: Courts
  event: trial-2022
  source: https://example.org/courts
  as_of: 2023
  grade: secondary
- id: TIER-1
  indicator: tier
  value: Tier 2
  period_from: 2022
  period_to: 2022
  scope: national
  place: SM1
  reported_by: null
  source: https://example.org/tiers
  as_of: 2023
  grade: secondary
""",
    "desk_readings.yaml": """\
- obligation: OB-1
  law: LAW
  provision: offence (s.3)
  letter_status: partial
  source: https://example.org/law
  as_of: null
  grade: primary
""",
    "places.csv": """\
pcode,name,level,parent,population,note
SM1,North,1,,1000,
SM2,South,1,,,Population not known
""",
    "district_readings.csv": """\
indicator,pcode,value,period
out_of_school,SM1,12.5,2024
out_of_school,SM2,30,2024
""",
    "adm1.topojson": """\
{"type": "Topology", "arcs": [[[0, 0], [1, 0], [1, 1], [0, 0]]], "objects": {"adm1": {"type": "GeometryCollection",
"geometries": [
{"type": "Polygon", "arcs": [[0]], "properties": {"pcode": "SM1"}},
{"type": "MultiPolygon", "arcs": [[[-1]]], "properties": {"pcode": "SM2"}}
]}}}
""",
    "locale/ur/pack.po": """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Police"
msgstr "پولیس"

msgid "Rule of law"
msgstr "قانون کی حکمرانی"
""",
}

SEAT = "standing: suggested, basis: Hears everybody., source: null, as_of: null, grade: unattributed"
CLOCK = "unit: days, basis: A default., source: null, grade: unattributed"
WATCHERS = "".join(
    f"""\
- code: {code}
  name: {name}
  kind: {kind}
  side: state
  level: national
  parent: null
  role: Watches
  stakeholder_class: null
  source: https://example.org/watch
  as_of: 2024
  grade: secondary
"""
    for code, name, kind in (("OMB", "An ombudsman", "ombudsman"), ("HRC", "A commission", "human_rights_institution"))
)
ROUTING = f"""\
- code: SMALL-ROUTING
  version: 1
  key_proof_days: 90
  bands:
    - {{code: line, name: Officer, heads: nothing}}
    - {{code: head, name: Head, heads: agency, serious: true}}
  serious:
    - {{code: internal, name: Internal affairs accused, accuses_internal: true}}
  rungs:
    - {{kind: internal_affairs, name: Inside}}
    - {{kind: anti_corruption, name: Anti-corruption}}
    - kind: oversight
      name: Oversight
      seats:
        - {{institution: OMB, covers: null, {SEAT}}}
        - {{institution: HRC, covers: null, {SEAT}}}
    - {{kind: parliament, name: Parliament}}
    - {{kind: docket, name: Docket}}
  clocks:
    - {{duty: acknowledge, days: 7, {CLOCK}}}
    - {{duty: decide, days: 28, {CLOCK}}}
    - {{duty: feed_back, days: 90, {CLOCK}}}
    - {{duty: update, days: 28, {CLOCK}}}
    - {{duty: finish, days: 180, {CLOCK}}}
  calendar: {{code: small, zone: UTC, weekend: [sunday], holidays: [], holidays_until: null, source: null,
             grade: unattributed}}
  without_path: []
  source: null
  as_of: null
  grade: unattributed
"""
ROUTED = {**FILES, "institutions.yaml": FILES["institutions.yaml"] + WATCHERS, "routing.yaml": ROUTING}


def write(folder: Path, files: dict[str, str] | None = None) -> Path:
    """The small pack (or these files) in `<folder>/small`."""
    root = folder / "small"
    for path, text in (files or FILES).items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def changed(path: str, old: str, new: str) -> dict[str, str]:
    """The files with the first `old` in one of them replaced."""
    if old not in FILES[path]:
        raise AssertionError(f"{path} has no {old!r}")
    return {**FILES, path: FILES[path].replace(old, new, 1)}
