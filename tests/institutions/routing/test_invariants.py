"""I-1, I-2, I-4 and the invariants of routing over random institution graphs, against a second implementation."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mizan.institutions.rules import Body
from mizan.institutions.rules.routing import Accused, Enrolment, Routing, RungKind, Seat, Tie, Why, graph_of
from tests.institutions.routing.brute import Brute
from tests.institutions.routing.country import TODAY
from tests.institutions.routing.worlds import Scene, scene

FEW = settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
ORDER = list(RungKind)


@st.composite
def scenes(draw: st.DrawFn) -> Scene:
    return scene(lambda n: draw(st.integers(0, n - 1)))


SEEDED = st.integers(0, 2**40).map(lambda seed: scene(Random(seed).randrange))  # many times faster; does not shrink


def every_reason(found: Routing) -> list[Why]:
    """Every rule that spoke in one routing."""
    readers = [*found.now, *(reader for step in found.later for reader in step.readers)]
    said = [*(b.why for b in found.excluded), *(b.why for b in found.unasked), *(r.why for r in readers)]
    return said + ([found.refused] if found.refused else [])


def agrees(one: Scene) -> Routing:
    """The platform's answer, held against the slow one, with the invariants asked of it directly."""
    found = one.route()
    slow = Brute(one.bodies, one.rosters, one.policy, TODAY)
    wanted = slow.route(one.case)
    assert (found.refused or "") == wanted.refused
    assert found.bodies_now == wanted.now
    assert [(step.rung, {r.body for r in step.readers}) for step in found.later] == wanted.later
    kept_out = {because.subject for because in found.excluded}
    assert kept_out & {body.code for body in one.bodies} == wanted.kept_out
    assert kept_out & {p for listed in one.rosters.enrolled.values() for p in listed.staff} == wanted.blind
    I1_nobody_in_conflict_reads(found, slow, one)
    I2_two_institutions_or_oversight(found, slow)
    I4_the_ladder_leads_outward(found)
    return found


def I1_nobody_in_conflict_reads(found: Routing, slow: Brute, one: Scene) -> None:
    for reader in [*found.now, *(r for step in found.later for r in step.readers)]:
        assert not slow.is_out(reader.body, one.case)
        assert reader.body not in one.case.vetoes
        assert reader.people == slow.free(reader.body, one.case)
        assert reader.people


def I2_two_institutions_or_oversight(found: Routing, slow: Brute) -> None:
    if found.refused:
        assert (found.now, found.later) == (frozenset(), ())
        return
    overseen = any(reader.rung is RungKind.OVERSIGHT for reader in found.now)
    assert overseen or len({slow.institution(body) for body in found.bodies_now}) >= 2


def I4_the_ladder_leads_outward(found: Routing) -> None:
    if found.refused:
        return
    places = [ORDER.index(step.rung) for step in found.later]
    assert places == sorted(set(places))
    assert found.later[-1].rung is RungKind.DOCKET
    read = [reader.body for step in found.later for reader in step.readers] + sorted(found.bodies_now)
    assert len(read) == len(set(read))


@pytest.mark.slow
@FEW
@given(scenes())
def test_I1_I2_I4_both_implementations_agree_and_the_invariants_hold(one: Scene) -> None:
    for why in set(every_reason(agrees(one))):
        event(why.value)


@pytest.mark.deep
def test_I1_I2_I4_ten_thousand_graphs_in_which_every_rule_spoke() -> None:
    fired: Counter[Why] = Counter()
    graphs = 0

    @settings(
        max_examples=10_000, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
    )
    @given(SEEDED)
    def many(one: Scene) -> None:
        nonlocal graphs
        graphs += 1
        fired.update(set(every_reason(agrees(one))))

    many()
    assert graphs >= 10_000
    assert {why: fired[why] for why in Why if fired[why] < 20} == {}


@pytest.mark.slow
def test_every_rule_speaks_in_two_thousand_graphs() -> None:
    rng = Random(4)
    fired = Counter(why for _ in range(2_000) for why in set(every_reason(agrees(scene(rng.randrange)))))
    assert {why for why in Why if not fired[why]} == set()


@FEW
@given(SEEDED, st.randoms(use_true_random=False))
def test_other_names_change_nothing(one: Scene, rng: object) -> None:
    codes = [body.code for body in one.bodies]
    shuffled = list(codes)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    new = dict(zip(codes, shuffled, strict=True)) | {"": ""}
    found, again = one.route(), renamed(one, new).route()
    assert {new[body] for body in found.bodies_now} == again.bodies_now
    assert found.refused == again.refused
    assert [(s.rung, {new[r.body] for r in s.readers}) for s in found.later] == [
        (s.rung, {r.body for r in s.readers}) for s in again.later
    ]


def renamed(one: Scene, new: dict[str, str]) -> Scene:
    """The same scene with its bodies called otherwise, and listed in another order."""

    def some(codes: frozenset[str]) -> frozenset[str]:
        return frozenset(new[code] for code in codes)

    def seat(old: Seat) -> Seat:
        return Seat(new[old.body], None if old.covers is None else some(old.covers), old.places)

    bodies = sorted((replace(b, code=new[b.code], parent=new[b.parent]) for b in one.bodies), key=lambda b: b.code)
    enrolled = {new[c]: replace(e, body=new[c]) for c, e in one.rosters.enrolled.items()}
    ties = frozenset(Tie(t.person, t.kind, t.other, new[t.body]) for t in one.rosters.ties)
    posts = {person: some(codes) for person, codes in one.rosters.posts.items()}
    rungs = tuple(replace(rung, seats=tuple(seat(s) for s in rung.seats)) for rung in one.policy.rungs)
    accused = frozenset(replace(a, institution=new[a.institution], unit=new[a.unit]) for a in one.case.accused)
    return Scene(
        tuple(bodies),
        replace(one.rosters, enrolled=enrolled, ties=ties, posts=posts),
        replace(one.policy, rungs=rungs),
        replace(one.case, accused=accused, vetoes=some(one.case.vetoes)),
    )


@FEW
@given(SEEDED)
def test_an_unrelated_institution_changes_nothing(one: Scene) -> None:
    stranger = Body("STRANGER", "lea", "state")
    rosters = replace(
        one.rosters, enrolled={**one.rosters.enrolled, "STRANGER": Enrolment("STRANGER", TODAY, frozenset({"s"}))}
    )
    assert replace(one, bodies=(*one.bodies, stranger), rosters=rosters).route() == one.route()


@FEW
@given(SEEDED, st.data())
def test_I1_one_more_accused_lets_nobody_back_and_gives_her_nothing(one: Scene, data: st.DataObject) -> None:
    more = Accused(unit=data.draw(st.sampled_from([b.code for b in one.bodies])), band="officer")
    before = one.route()
    after = replace(one, case=replace(one.case, accused=one.case.accused | {more})).route()
    assert {b.subject for b in before.excluded} <= {b.subject for b in after.excluded}
    assert more.unit not in after.bodies_ever


@FEW
@given(SEEDED)
def test_unknown_widens_what_is_kept_out(one: Scene) -> None:
    known = {b.subject for b in one.route().excluded}
    for forget in ({"band": ""}, {"unit": ""}):
        accused = frozenset(replace(a, **forget) if a.institution else a for a in one.case.accused)  # type: ignore[arg-type]
        wider = replace(one, case=replace(one.case, accused=accused)).route()
        assert known <= {b.subject for b in wider.excluded} or (is_mixed(one) and "unit" in forget)


def is_mixed(one: Scene) -> bool:
    """An institution and a unit that do not belong together accuse both: forgetting one of them is no widening."""
    graph = graph_of(one.bodies)
    return any(a.unit and a.institution not in (a.unit, *graph.above(a.unit)) for a in one.case.accused)
