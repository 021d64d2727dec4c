"""A pack may choose exactly what the tables can hold: each closed list of a pack is held against its model's."""

from __future__ import annotations

from enum import StrEnum

import pytest
from django.db.models import TextChoices

from mizan.framework.models import plans, promises
from mizan.institutions.models import accountability, bodies
from mizan.integrity.rules import cascade
from mizan.kit import facts
from mizan.web.packs import choices as pack

SAME: list[tuple[type[StrEnum], type[TextChoices | StrEnum]]] = [
    (pack.Grade, facts.Grade),
    (pack.Side, bodies.SideChoice),
    (pack.PillarSide, promises.Pillar.Pan),
    (pack.Strength, promises.Strength),
    (pack.BodyKind, bodies.Kind),
    (pack.StakeholderClass, bodies.StakeholderClass),
    (pack.UnitState, accountability.UnitState),
    (pack.Standing, plans.Standing),
    (pack.Mode, plans.Mode),
    (pack.CascadeStage, cascade.Stage),
]
# One list of the models, told apart in a pack: where a plan stands, and where a body does.
LEVELS = (pack.Level, pack.BodyLevel)
# Units that only work are part of the tree of bodies; the coverage board asks after the two that watch.
WIDER = {pack.UnitKind: (accountability.UnitKind, {"operational"})}
# Columns of these hold free words: the pack is the one place where their list stands.
ONLY_HERE = {
    pack.InstrumentKind, pack.Wording, pack.TextBasis, pack.AnswerType, pack.QuestionBasis, pack.PlanKind,
    pack.PlanStatus, pack.OwnerStanding, pack.ValueType, pack.Measure, pack.Direction, pack.Bound, pack.LetterStatus,
}  # fmt: skip


def values(kind: type[StrEnum | TextChoices]) -> set[str]:
    return {str(one.value) for one in kind}


@pytest.mark.parametrize(("of_pack", "of_model"), SAME, ids=lambda kind: kind.__name__)
def test_a_pack_and_its_table_know_the_same_words(
    of_pack: type[StrEnum], of_model: type[TextChoices | StrEnum]
) -> None:
    assert values(of_pack) == values(of_model)


def test_the_levels_of_plans_and_of_bodies_are_together_those_of_the_tables() -> None:
    assert set.union(*map(values, LEVELS)) == values(bodies.Level)


def test_a_kind_of_unit_beyond_the_tables_is_one_that_is_named_here() -> None:
    for of_pack, (of_model, more) in WIDER.items():
        assert values(of_pack) - values(of_model) == more
        assert values(of_model) <= values(of_pack)


def test_no_closed_list_of_a_pack_escapes_this_comparison() -> None:
    written = {one for one in vars(pack).values() if isinstance(one, type) and issubclass(one, StrEnum)} - {StrEnum}
    assert written == {of_pack for of_pack, _of_model in SAME} | set(LEVELS) | set(WIDER) | ONLY_HERE
