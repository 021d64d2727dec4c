"""Role x url x method -> status, over every address of both doors. An address without a row fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import get_resolver

from mizan.council.models import Committee, Proposal
from mizan.framework.models import Action, Indicator, Instrument, Obligation, Plan
from mizan.institutions.models import Institution, Membership
from mizan.kit.clock import now
from mizan.places.models import Place
from mizan.prevention.models import Material, Service
from tests.cast import Cast, Member, make_member
from tests.web import door_table as table

pytestmark = pytest.mark.django_db


def routes(door: str) -> set[str]:
    """Every route of a door, as the resolver spells it."""

    def walk(patterns: list[Any], before: str = "") -> Iterator[str]:
        for one in patterns:
            route = before + str(one.pattern)
            yield from walk(one.url_patterns, route) if hasattr(one, "url_patterns") else [route]

    return set(walk(get_resolver(f"mizan.web.urls.{door}").url_patterns))


DESK = [*table.OPEN, *table.OWN, *table.PROVING, *table.MEMBERS_ONLY]


@pytest.mark.parametrize(("door", "rows"), [("public", [*table.PUBLIC, *table.INTAKE]), ("desk", DESK)])
def test_every_address_has_exactly_one_row(door: str, rows: list[table.Row]) -> None:
    named = [row[0] for row in rows]
    assert sorted(named) == sorted(set(named))
    assert set(named) - routes(door) == set(), "rows of addresses that are gone"
    assert routes(door) - set(named) == set(), "addresses without a row in tests/web/door_table.py"


@pytest.fixture
def names(loaded_pack: None, cast: Cast) -> dict[str, str]:
    """Real objects for the addresses."""
    kinds = {"obligation": Obligation, "action": Action, "plan": Plan, "instrument": Instrument,
             "indicator": Indicator, "place": Place, "body": Institution, "committee": Committee,
             "proposal": Proposal, "service": Service, "right": Material}  # fmt: skip
    found = {name: str(model.objects.order_by("pk").values_list("pk", flat=True)[0]) for name, model in kinds.items()}
    province = Place.objects.filter(level__depth=1).order_by("pk").values_list("pk", flat=True)[0]
    return {**found, "province": str(province), "post_of_coordinator": str(cast.coordinator.post.pk)}


@pytest.fixture
def people(cast: Cast) -> dict[str, Member]:
    body = cast.coordinator.post.institution
    gone = make_member("no_post", body)
    Membership.objects.filter(pk=gone.post.pk).update(until=now().date())
    return {**cast.by_name(), "no_factor": make_member("no_factor", body, with_factor=False), "no_post": gone}


def expected(statuses: table.Statuses, role: str) -> int:
    if isinstance(statuses, int):
        return statuses
    return statuses.get(role, statuses.get(table.ELSE, 0))


def wanted(row: table.Row, role: str, method: str) -> int:
    """The status that the table names for a role."""
    statuses = row[2] if method == "get" else row[3]
    if row in table.MEMBERS_ONLY and role in table.OUTSIDE:
        return table.OUTSIDE[role]
    if row in table.OWN and role in {"stranger", "unproved"}:
        return 302
    if row in table.PROVING and role == "stranger":
        return 302
    return expected(statuses, role)


@pytest.mark.parametrize("role", [*table.OUTSIDE, *table.MEMBERS])
def test_at_the_desk_each_role_gets_what_the_table_says(
    role: str, names: dict[str, str], people: dict[str, Member], desk: Callable[..., Any]
) -> None:
    who = people.get("owner" if role == "unproved" else role)
    wrong = []
    for row in DESK:
        client = desk(who, proved=role not in {"unproved", "no_factor"}) if who else desk()
        for method in ("get", "post"):
            got = getattr(client, method)(row[1].format(**names)).status_code
            if got != wanted(row, role, method):
                wrong.append(f"{method} {row[1]} gave {got}, not {wanted(row, role, method)}")
    assert not wrong, "\n".join(wrong)


def test_at_the_public_door_everybody_reads_and_nobody_writes_but_reports(names: dict[str, str], public: Any) -> None:
    wrong = []
    for row in [*table.PUBLIC, *table.INTAKE]:
        for method in ("get", "post"):
            got = getattr(public, method)(row[1].format(**names)).status_code
            if got != expected(row[2] if method == "get" else row[3], "anybody"):
                wrong.append(f"{method} {row[1]} gave {got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_everywhere(
    method: str, names: dict[str, str], cast: Cast, desk: Callable[..., Any]
) -> None:
    client = desk(cast.coordinator)
    answers = {row[1]: getattr(client, method)(row[1].format(**names)).status_code for row in DESK}
    assert set(answers.values()) == {405}


def test_a_missing_object_is_not_here_for_anybody(
    names: dict[str, str], cast: Cast, desk: Callable[..., Any], public: Any
) -> None:
    missing = {**dict.fromkeys(names, "NO-SUCH-THING"), "post_of_coordinator": "999999"}
    for row in table.PUBLIC:
        if "{" in row[1]:
            assert public.get(row[1].format(**missing)).status_code == 404, row[1]
