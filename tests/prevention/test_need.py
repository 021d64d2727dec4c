"""Need against effort: two figures side by side; missing is missing, and a share is set against no places."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.agenda import Table
from mizan.prevention import services
from mizan.prevention.agenda import needs_without_places, owed_late
from mizan.prevention.models import Mechanism
from mizan.prevention.queries.need import NeedLine, district_lines, overview, parts
from mizan.prevention.rules import need as rules
from tests.cast import sign_in
from tests.prevention.needy import GIRLS, POVERTY, counted, reading
from tests.prevention.people import TODAY, Town, run


def lines(town: Town, world: str = "real") -> dict[str, NeedLine]:
    return {line.place.pk: line for line in district_lines(town.need, world, TODAY)}


def test_places_are_set_against_those_counted(town: Town) -> None:
    counted(town)
    run(town, town.centre, places=120, kept_female=20)
    here, beside = lines(town)["T-D1"], lines(town)["T-D2"]
    assert (here.gap, here.one_in, here.effort.kept) == (84_880, 708, 20)
    assert (beside.gap, beside.one_in, beside.effort.programmes) == (90_000, None, ())


def test_both_sides_programmes_count_and_those_that_ended_or_have_not_begun_do_not(town: Town) -> None:
    counted(town)
    run(town, town.centre, places=10)
    ended = run(town, town.school, places=7)
    assert lines(town)["T-D1"].effort.places == 17
    services.end_programme(town.school.actor, ended)
    assert lines(town)["T-D1"].effort.places == 10
    early = district_lines(town.need, "real", TODAY - timedelta(days=1))
    assert {line.effort.places for line in early} == {0}


def test_an_exercise_looks_at_the_same_figures_and_at_no_real_programme(town: Town) -> None:
    counted(town)
    run(town, town.centre, places=10)
    line = lines(town, "exercise")["T-D1"]
    assert line.said is not None
    assert (line.said.value, line.effort.places) == (Decimal(85_000), 0)


def test_the_newest_year_is_shown_and_what_nobody_counted_is_not_nought(town: Town) -> None:
    counted(town)
    reading(GIRLS, "T-D1", "70000", "2017")
    reading(GIRLS, "T-D1", "60000", "District survey 2024-25")
    found = lines(town)["T-D1"].said
    assert found is not None
    assert found.figure is not None
    assert (found.value, found.figure.period) == (Decimal(60_000), "District survey 2024-25")
    town.need.needs = [POVERTY]
    town.need.save()
    beside = lines(town)["T-D2"]
    assert (beside.said and beside.said.value, beside.gap, beside.one_in) == (None, None, None)


def test_a_share_has_the_interval_of_its_error_and_no_gap(town: Town) -> None:
    counted(town)
    run(town, town.centre, places=10)
    town.need.needs = [POVERTY]
    town.need.save()
    line = lines(town)["T-D1"]
    assert line.said is not None
    assert line.said.ends == rules.Ends(Decimal("30.2"), Decimal("49.8"))
    assert (line.gap, line.one_in) == (None, None)


def test_bounds_of_the_source_come_before_an_error() -> None:
    found = rules.ends(Decimal(40), Decimal(30), Decimal(55), Decimal("0.0025"))
    assert found == rules.Ends(Decimal(30), Decimal(55))
    assert rules.ends(Decimal(40), None, None, None) is None


@given(st.decimals(0, 100, places=6), st.decimals(0, 1, places=9))
def test_an_interval_holds_its_share_and_stays_a_share(value: Decimal, error: Decimal) -> None:
    found = rules.ends(value, None, None, error)
    assert found is not None
    assert 0 <= found.low <= value <= found.high <= 100


@given(st.integers(0, 10**7), st.integers(0, 10**7))
def test_a_gap_is_never_below_nought_and_never_above_the_need(need: int, places: int) -> None:
    found = rules.gap(Decimal(need), places)
    assert found is not None
    assert 0 <= found <= need
    one = rules.one_in(Decimal(need), places)
    assert (one is None) == (not need or not places)


def test_money_for_the_rest_is_what_a_place_costs_where_it_is_known(town: Town) -> None:
    counted(town)
    row = run(town, town.centre, places=100)
    [part] = [one for one in parts(town.here, "real", TODAY) if one.line.mechanism == town.need]
    assert part.money is None
    services.say_money(town.centre.actor, row, 2025, budget=None, spent=Decimal(5_000), currency="PKR")
    [part] = [one for one in parts(town.here, "real", TODAY) if one.line.mechanism == town.need]
    assert part.money == (rules.Ends(Decimal(4_245_000), Decimal(4_245_000)), "PKR")


def test_the_country_counts_districts_where_a_need_is_counted_and_met_nowhere(town: Town) -> None:
    counted(town)
    run(town, town.centre, places=10)
    [one] = [line for line in overview("real", TODAY) if line.mechanism == town.need]
    assert (one.counted, one.served, one.unserved, one.places) == (2, 1, 1, 10)


def test_where_more_is_better_the_lowest_is_the_neediest() -> None:
    values = [Decimal(90), None, Decimal(20)]
    assert sorted(values, key=lambda one: rules.weight(one, "higher")) == [Decimal(20), Decimal(90), None]
    assert sorted(values, key=lambda one: rules.weight(one, "lower")) == [Decimal(90), Decimal(20), None]


def test_pages_say_one_in_how_many_and_where_no_programme_is(town: Town, request: Any) -> None:
    counted(town)
    row = run(town, town.centre, places=120)
    public = request.getfixturevalue("public")
    html = public.get("/need/?need=girls_out_of_school").content.decode()
    assert html.index("/need/T-D2/") < html.index("/need/T-D1/")  # most need first
    assert "84,880" in html
    assert "no programme" in html
    first = public.get("/need/?need=girls_out_of_school&sort=-places").content.decode()
    assert first.index("/need/T-D1/") < first.index("/need/T-D2/")
    here = public.get("/need/T-D1/").content.decode()
    assert f"/programmes/{row.pk}/" in here
    assert "a place for one in" in here
    assert "30.2" in here
    beside = public.get("/need/T-D2/").content.decode()
    assert "are counted, and no programme has places here" in beside
    assert "/proposals/propose/" not in here + beside
    assert public.get("/need/T-NOWHERE/").status_code == 404
    assert "girls_out_of_school" in public.get("/need/").content.decode()
    assert "/need/T-D1/" in public.get("/places/T-D1/").content.decode()


def test_a_file_has_the_rows_of_the_page(town: Town, request: Any) -> None:
    counted(town)
    run(town, town.centre, places=120)
    public = request.getfixturevalue("public")
    text = public.get("/need/?need=girls_out_of_school&effort=none&as=csv").content.decode()
    assert "T-D2" in text
    assert "T-D1" not in text
    assert public.get("/need/?need=girls_out_of_school&as=xlsx").status_code == 200


@pytest.mark.parametrize(
    "query", ["?need=nothing", "?need=girls_out_of_school&province=XX&sort=-nothing&page=99", "?effort=nothing"]
)
def test_an_address_with_nonsense_is_answered(town: Town, query: str, request: Any) -> None:
    counted(town)
    assert request.getfixturevalue("public").get(f"/need/{query}").status_code == 200


def test_whoever_may_propose_finds_the_form_filled_in_and_nothing_is_proposed_by_looking(town: Town) -> None:
    from mizan.council.models import Committee, Proposal

    counted(town)
    committee = Committee.objects.create(code="T-DIS", name={"en": "District"}, level="district", place=town.beside)
    desk = sign_in(Client(), town.cast.coordinator)
    html = desk.get("/need/T-D2/").content.decode()
    url = html.split('href="/proposals/propose/', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    page = desk.get(f"/proposals/propose/{url}")
    shown = page.content.decode()
    assert "Nothing is proposed yet" in shown
    assert "Figure girls_out: 90,000 (2023; A census)" in shown
    assert not Proposal.objects.exists()
    given = page.context["form"].initial
    assert (given["pillar"], given["committee"]) == ("education", committee.pk)
    sent = desk.post(f"/proposals/propose/{url}", {**given, "to": "T-SCHOOL"})
    assert sent.status_code == 302
    assert Proposal.objects.get().committee == committee
    assert "/proposals/propose/" not in sign_in(Client(), town.school).get("/need/T-D2/").content.decode()


def test_a_link_fills_in_no_more_than_a_field_holds_and_no_choice_that_is_not_offered(town: Town) -> None:
    desk = sign_in(Client(), town.cast.coordinator)
    html = desk.get("/proposals/propose/", {"text": "<b>x" * 2000, "to": "T-NOBODY", "kind": "x", "code": "MINE"})
    shown = html.content.decode()
    assert html.status_code == 200
    assert "<b>x" not in shown
    assert "MINE" not in html.context["form"].initial.values()
    assert len(html.context["form"].initial["text"]) == 4000


def table(town: Town, *places: str) -> Table:
    return Table("T", "real", "district" if places else "national", frozenset(places), TODAY)


def test_a_committee_sees_what_is_counted_and_met_nowhere_on_its_table(town: Town) -> None:
    counted(town)
    run(town, town.centre, places=10)
    assert needs_without_places(table(town, "T-D1")) == []
    [point] = needs_without_places(table(town, "T-D2"))
    assert (point.url, set(point.title)) == ("/need/T-D2/", {"en", "ur"})
    [point] = needs_without_places(table(town))
    assert point.title["en"] == "Girls out of school: counted in 1 district where no programme has places"
    assert point.url == "/need/?need=girls_out_of_school&counted=yes&effort=none"


def test_the_country_sees_late_entitlements_only_from_frozen_counts_of_ten_and_more(town: Town) -> None:
    from mizan.kit.clock import now
    from mizan.prevention.models import FrozenCount
    from tests.ledger.happening import happening

    with happening():
        for kind, value in (("birth_certificate", 15), ("wages", None)):
            FrozenCount.objects.create(
                quarter="2025-Q4", subject=f"kind:{kind}", measure="owed_late", value=value, at=now()
            )
    [point] = owed_late(table(town))
    assert point.title["en"].startswith("Birth certificate: about 15 were overdue")
    assert owed_late(table(town, "T-D1")) == []


def test_the_number_of_queries_does_not_grow(town: Town, request: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from mizan.places.models import Place

    counted(town)
    public = request.getfixturevalue("public")
    pages = ("/need/", "/need/?need=girls_out_of_school", "/need/T-D1/")
    run(town, town.centre, places=10)
    before = []
    for page in pages:
        public.get(page)
        with CaptureQueriesContext(connection) as caught:
            public.get(page)
        before.append(len(caught))
    for number in range(12):
        place = Place.objects.create(code=f"T-X{number}", name={"en": "More"}, level_id="district")
        reading(GIRLS, place.pk, "5")
        row = run(town, town.centre, places=3, code=f"PR-{number}")
        services.offer_places(town.centre.actor, row, place, 4)
        services.say_money(town.centre.actor, row, 2025, budget=None, spent=Decimal(10), currency="PKR")
    for page, number in zip(pages, before, strict=True):
        with django_assert_num_queries(number):
            assert public.get(page).status_code == 200


def test_a_need_that_no_indicator_counts_says_so_and_nothing_is_invented_for_it(town: Town) -> None:
    bare = Mechanism.objects.create(code="no_papers", name={"en": "No papers"}, pillar=town.need.pillar, pack="t")
    [line, *_rest] = district_lines(bare, "real", TODAY)
    assert (line.said, line.gap, line.one_in) == (None, None, None)
