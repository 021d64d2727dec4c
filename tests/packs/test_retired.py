"""Whatever a pack can say, it can take back: the row is kept, marked, and counted nowhere (every kind of row)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db.models import Model

from mizan.framework.models import (
    Action,
    Cluster,
    DeskReading,
    FocalBody,
    Indicator,
    Instrument,
    Objective,
    Obligation,
    Pillar,
    Plan,
    Question,
    Reading,
)
from mizan.framework.queries.balance import report
from mizan.institutions.models import Institution, RoutingData, UnitStatus
from mizan.kit.facts import World
from mizan.places.models import Place
from tests.framework.scratch import empty_house, new_house  # noqa: F401  (fixtures)
from tests.packs.small import FILES, ROUTING, WATCHERS
from tests.packs.test_load import load

TODAY = date(2026, 11, 25)
pytestmark = pytest.mark.usefixtures("new_house")

SOURCE = "source: https://example.org/spare\n  as_of: 2024\n  grade: primary\n"
SPARE = {
    "pack.yaml": "focal_bodies: {state: POLICE, society: HELP}\n",
    "pillars.yaml": "- {code: health, name: Health, side: society, meaning: Care.}\n",
    "clusters.yaml": f"""\
- code: second
  number: 2
  name: Second cluster
  basis: general_knowledge
  articles:
    - {{instrument: TREATY, articles: ['2']}}
  articles_basis: general_knowledge
  {SOURCE}""",
    "questions.yaml": """\
- id: Q-2
  cluster: first
  obligations: [OB-1]
  state_question: Is it tried?
  society_prompt: Is it punished?
  answer_type: yes_partly_no
  basis: modelled on treaty text
  checked: modelled
  grade: unattributed
""",
    "instruments.yaml": f"""\
- code: SPARE-LAW
  title: A spare law
  level: national
  kind: law
  adopted: 2019
  in_force: null
  {SOURCE}""",
    "obligations.yaml": f"""\
- id: OB-2
  instrument: TREATY
  article: 6
  paragraph: '1'
  title: Help victims
  summary: Help victims in national practice.
  wording: shall
  strength: mandatory
  cluster: first
  cluster_basis: general_knowledge
  pillar: rule_of_law
  also_pillars: []
  text_basis: general_knowledge
  {SOURCE}""",
    "institutions.yaml": f"""\
- code: SPARE
  name: A spare body
  kind: civil_society
  side: society
  level: national
  parent: null
  role: Helps
  stakeholder_class: ngo
  {SOURCE}""",
    "units.yaml": f"""\
- institution: POLICE
  kind: anti_corruption
  unit: null
  state: absent
  {SOURCE}""",
    "plans.yaml": f"""\
- code: PLAN-C
  title: A spare plan
  level: national
  kind: plan
  status: draft
  instrument: null
  starts: null
  ends: null
  objectives:
    - {{code: PLAN-C.1, title: A spare aim}}
  {SOURCE}""",
    "actions.yaml": f"""\
- id: ACT-2
  title: Open a shelter
  description: Open it.
  basis: National plan, aim 1
  standing: adopted
  standing_reason: A published aim of the plan.
  level: national
  mode: proactive
  pillar: rule_of_law
  obligations: [OB-1]
  plans: [PLAN]
  objectives: [PLAN.1]
  state_lead: {{institution: POLICE, standing: suggested}}
  co_lead: {{institution: HELP, standing: suggested}}
  start: 2021
  due: null
  {SOURCE}""",
    "indicators.yaml": """\
- code: spare
  name: Spare
  unit: persons
  value_type: number
  measure: flow
  counting_rule: spare
  version: 1
  definition: Persons counted.
  low: 0
""",
    "readings.yaml": f"""\
- id: CON-2
  indicator: convictions
  value: 7000
  low: null
  high: null
  period_from: 2023
  period_to: 2023
  scope: national
  place: null
  reported_by: Courts
  event: trial-2023
  {SOURCE}""",
    "desk_readings.yaml": f"""\
- obligation: OB-2
  law: LAW
  provision: help (s.9)
  letter_status: full
  {SOURCE}""",
    "places.csv": "SM3,East,1,,500,\n",
    "district_readings.csv": "out_of_school,SM3,20,2024\n",
}
FULL = {path: text + SPARE.get(path, "") for path, text in FILES.items()}
FULL["institutions.yaml"] += WATCHERS
FULL["routing.yaml"] = ROUTING
FULL["adm1.topojson"] = FULL["adm1.topojson"].replace(
    '{"type": "Polygon", ', '{"type": "Polygon", "arcs": [[0]], "properties": {"pcode": "SM3"}},\n{"type": "Polygon", '
)
FULL["plans.yaml"] = FULL["plans.yaml"].replace(
    "    - {code: PLAN-B.1, title: Another aim}\n",
    "    - {code: PLAN-B.1, title: Another aim}\n    - {code: PLAN-B.2, title: A spare aim}\n",
)

ROWS: list[tuple[type[Model], dict[str, object]]] = [
    (Pillar, {"pk": "health"}), (Cluster, {"pk": "second"}), (Question, {"pk": "Q-2"}),
    (Instrument, {"pk": "SPARE-LAW"}), (Obligation, {"pk": "OB-2"}), (Institution, {"pk": "SPARE"}),
    (RoutingData, {"pk": "SMALL-ROUTING"}),
    (UnitStatus, {"institution": "POLICE", "kind": "anti_corruption"}), (Plan, {"pk": "PLAN-C"}),
    (Objective, {"pk": "PLAN-C.1"}), (Objective, {"pk": "PLAN-B.2"}), (Action, {"pk": "ACT-2"}),
    (Indicator, {"pk": "spare"}), (Reading, {"indicator": "convictions", "period": "2023"}),
    (DeskReading, {"pk": "LAW:OB-2"}), (Place, {"pk": "SM3"}), (Reading, {"place": "SM3"}),
    (FocalBody, {"side": "state"}), (FocalBody, {"side": "society"}),
]  # fmt: skip
NAMES = [f"{model.__name__}-{'-'.join(map(str, key.values()))}" for model, key in ROWS]


@pytest.mark.parametrize(("model", "key"), ROWS, ids=NAMES)
def test_a_row_gone_from_its_pack_is_kept_and_marked_and_comes_back(
    model: type[Model], key: dict[str, object], tmp_path: Path
) -> None:
    rows = model._default_manager.filter(**key)
    load(tmp_path, FULL)
    assert [row.retired_at for row in rows.all()] == [None]  # type: ignore[attr-defined]
    load(tmp_path, FILES)
    assert [row.retired_at is None for row in rows.all()] == [False]  # type: ignore[attr-defined]
    load(tmp_path, FULL)
    assert [row.retired_at is None for row in rows.all()].count(True) == 1  # type: ignore[attr-defined]


def test_what_a_pack_took_back_is_counted_nowhere(tmp_path: Path) -> None:
    load(tmp_path, FILES)
    before = report(World.REAL, today=TODAY)
    load(tmp_path, FULL)
    assert report(World.REAL, today=TODAY) != before
    load(tmp_path, FILES)
    assert report(World.REAL, today=TODAY) == before


def test_a_pillar_that_left_weighs_on_while_something_counted_lies_on_it(tmp_path: Path) -> None:
    load(tmp_path, FULL)
    Action.objects.filter(pk="ACT-1").update(pillar="health", pack="")  # as if people had added it
    load(tmp_path, {**FILES, "actions.yaml": "[]\n"})
    assert "health" in [row["code"] for row in report(World.REAL, today=TODAY)["pillars"]]
    Action.objects.filter(pk="ACT-1").update(retired_at="2026-01-01T00:00:00Z")
    assert "health" not in [row["code"] for row in report(World.REAL, today=TODAY)["pillars"]]


def test_pillars_may_leave_and_come_back_many_times(tmp_path: Path) -> None:
    for _ in range(5):
        load(tmp_path, FULL)
        load(tmp_path, FILES)
    assert Pillar.objects.get(pk="health").order < 2**15  # a small integer on PostgreSQL


def test_a_focal_body_that_people_named_is_not_replaced_by_a_pack(tmp_path: Path) -> None:
    load(tmp_path, FILES)
    FocalBody.objects.create(side="state", institution_id="POLICE-IA")
    load(tmp_path, FULL)
    assert FocalBody.objects.get(side="state").institution_id == "POLICE-IA"
