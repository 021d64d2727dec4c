"""A comparison says what came out and why it may not be fair; it is never taken back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.refusal import Refused
from mizan.prevention import services
from mizan.prevention.comparison_words import BEFORE, METHODS, TOLD, UNFAIR
from mizan.prevention.models import Comparison, ComparisonRow, Programme
from mizan.prevention.queries.comparisons import of_programme
from mizan.prevention.rules.comparisons import Told, told
from mizan.science.comparing.effect import Method
from mizan.science.comparing.fairness import Unfair
from mizan.science.comparing.trend import Verdict
from tests.cast import sign_in
from tests.prevention.people import Town, run

YEARS, START = range(2016, 2024), 2020


def country(town: Town, with_it: int, without: int) -> Programme:
    """Districts W-n where the programme has places, and O-n where it has none."""
    from mizan.places.models import Place

    row = run(town, town.centre)
    for letter, number in (("W", with_it), ("O", without)):
        for n in range(number):
            place = Place.objects.create(code=f"{letter}-{n}", name={"en": f"{letter} {n}"}, level_id="district")
            if letter == "W":
                services.offer_places(town.centre.actor, row, place, 3)
    return row


def lines(with_it: int, without: int, *, effect: float, level: float = 0.0, drift: float = 0.0) -> list[str]:
    """A sheet of simulated districts: the same years for all, `effect` from the start on, `drift` a year in both."""
    dice = Random(7)
    found = ["place,group,year,value"]
    for letter, number, group in (("W", with_it, "with"), ("O", without, "without")):
        for n in range(number):
            for year in YEARS:
                is_with = letter == "W"
                value = 50 + 0.5 * (year - 2016) + dice.gauss(0, 0.3) + (level + drift * (year - 2016)) * is_with
                value += effect * (is_with and year >= START)
                found.append(f"{letter}-{n},{group},{year},{value:.3f}")
    return found


def new(sheet: Iterable[str], **more: Any) -> services.NewComparison:
    return services.NewComparison(**{
        "outcome": {"en": "Girls in school"}, "unit": {"en": "per cent"}, "direction": "higher",
        "chosen": {"en": "Drawn by lot."}, "start": START, "by_outcome": False, "file_name": "f.csv",
        "content": "\n".join(sheet).encode(), **more,
    })  # fmt: skip


def compare(town: Town, row: Programme, sheet: Iterable[str], **more: Any) -> Comparison:
    return services.compare_districts(town.centre.actor, row, new(sheet, **more))


def test_a_planted_effect_is_found_with_its_interval_and_is_kept_with_method_and_seed(town: Town) -> None:
    row = country(town, 6, 8)
    made = compare(town, row, lines(6, 8, effect=5))
    assert made.method == Method.EXACT
    assert made.low is not None
    assert made.high is not None
    assert made.low <= Decimal(5) <= made.high
    assert made.unfair == []
    [line] = of_programme(row)
    assert line.told == TOLD[Told.BETTER]
    again = compare(town, row, lines(6, 8, effect=5))
    assert (again.value, again.low, again.high, again.seed) == (made.value, made.low, made.high, made.seed)


def test_fewer_than_five_districts_have_no_interval_and_the_page_says_why(town: Town, request: Any) -> None:
    row = country(town, 2, 3)
    made = compare(town, row, lines(2, 3, effect=5))
    assert (made.method, made.low, made.high, made.p) == ("none", None, None, None)
    assert Unfair.FEW_PLACES in made.unfair
    html = request.getfixturevalue("public").get(f"/comparisons/{made.pk}/").content.decode()
    assert "This comparison is not fair" in html
    assert "Fewer than five districts" in html


def test_groups_that_moved_apart_before_and_districts_chosen_for_their_figure_are_said(town: Town) -> None:
    row = country(town, 6, 8)
    apart = compare(town, row, lines(6, 8, effect=0, drift=2))
    assert Unfair.APART in apart.unfair
    chosen = compare(town, row, lines(6, 8, effect=5, level=-20), by_outcome=True)
    assert Unfair.CHOSEN in chosen.unfair
    unsaid = compare(town, row, lines(6, 8, effect=5, level=-20), by_outcome=None)
    assert Unfair.CHOICE_UNKNOWN in unsaid.unfair


def test_how_far_the_groups_drifted_apart_before_is_shown_with_its_interval(town: Town, request: Any) -> None:
    row = country(town, 6, 8)
    made = compare(town, row, lines(6, 8, effect=0, drift=2))
    assert made.drift is not None
    assert made.drift_low is not None
    assert made.drift_high is not None
    assert made.drift_low <= Decimal(2) <= made.drift_high
    assert made.drift_low > 0  # the drift is ten times the noise of a slope
    public = request.getfixturevalue("public")
    shown = f"Difference of both trends, a year: {made.drift:.2f} per cent"
    assert shown in re.sub(r"<[^>]+>", "", public.get(f"/comparisons/{made.pk}/").content.decode())
    head, *sheet = lines(6, 8, effect=0)
    few = compare(town, row, [head, *(line for line in sheet if line.split(",")[2] in {"2019", "2020"})])
    assert (few.before, few.drift) == ("unknown", None)
    assert "Difference of both trends" not in public.get(f"/comparisons/{few.pk}/").content.decode()


def test_another_programme_among_the_compared_is_seen_without_anybody_saying_so(town: Town) -> None:
    from mizan.places.models import Place

    row, other = country(town, 6, 8), run(town, town.school)
    services.offer_places(town.school.actor, other, Place.objects.get(pk="O-1"), 5)
    sheet = [line.replace(",202", ",203") for line in lines(6, 8, effect=5)]  # the years reach past the offer
    made = compare(town, row, sheet)
    assert made.others == ["O-1"]
    assert Unfair.OTHER_PROGRAMME in made.unfair


def test_a_missing_figure_leaves_its_district_out_and_is_not_nought(town: Town) -> None:
    row = country(town, 6, 8)
    sheet = lines(6, 8, effect=5)
    sheet[1] = sheet[1].rsplit(",", 1)[0] + ","
    made = compare(town, row, sheet)
    assert (made.left_out, made.n_with) == (["W-0"], 5)
    assert Unfair.MISSING in made.unfair
    assert ComparisonRow.objects.get(comparison=made, place="W-0", year=2016).value is None


def test_what_did_not_work_is_shown_and_a_later_one_takes_no_earlier_one_away(town: Town, request: Any) -> None:
    row = country(town, 6, 8)
    first = compare(town, row, lines(6, 8, effect=0))
    later = compare(town, row, lines(6, 8, effect=5), supersedes=first)
    with pytest.raises(Refused, match=r"prevention\.superseded_before"):
        compare(town, row, lines(6, 8, effect=5), supersedes=first)
    html = request.getfixturevalue("public").get(f"/programmes/{row.pk}/").content.decode()
    assert first.pk in html
    assert later.pk in html
    assert "this one stays shown" in html


@pytest.mark.parametrize("sentence", ["DELETE FROM", "UPDATE {} SET sha256 = 'x' WHERE 1=1 --"])
def test_the_database_itself_takes_no_comparison_back(town: Town, sentence: str) -> None:
    compare(town, country(town, 2, 2), lines(2, 2, effect=0))
    sql = sentence.format("prevention_comparison") if "{" in sentence else f"{sentence} prevention_comparison"
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("line", "cell", "code"),
    [
        ("W-0,without,2016,4", "B2", ""),
        ("NOWHERE,with,2016,4", "A2", "prevention.no_such_district"),
        ("O-0,with,2016,4", "A2", "prevention.no_places_there"),
        ("W-0,with,1800,4", "C2", "prevention.no_year"),
        ("W-0,with,2016,four", "D2", "imports.no_number"),
        ("W-0,perhaps,2016,4", "B2", "imports.no_such_choice"),
        ("W-0,with,,4", "C2", "imports.cell_empty"),
        ("W-0,with,2017,4", "C3", "prevention.figure_twice"),
    ],
)
def test_a_fault_names_its_cell_and_nothing_is_taken(town: Town, line: str, cell: str, code: str) -> None:
    row = country(town, 2, 2)
    sheet = lines(2, 2, effect=0)
    sheet[1] = line
    with pytest.raises(services.SheetRefused) as caught:
        compare(town, row, sheet)
    found = {fault.cell: fault.refused.code for fault in caught.value.faults}
    if code:
        assert found[cell] == code
    else:
        assert set(found.values()) == {"prevention.in_both_groups"}
    assert not Comparison.objects.exists()


@pytest.mark.parametrize("start", [2016, 2030])
def test_without_years_on_both_sides_of_the_start_there_is_nothing_to_compare(town: Town, start: int) -> None:
    row = country(town, 2, 2)
    with pytest.raises(Refused, match=r"prevention\.not_comparable"):
        compare(town, row, lines(2, 2, effect=0), start=start)


def test_only_the_provider_compares_and_says_why_these_districts(town: Town) -> None:
    row = country(town, 2, 2)
    with pytest.raises(Refused, match=r"prevention\.not_your_programme"):
        services.compare_districts(town.school.actor, row, new(lines(2, 2, effect=0)))
    with pytest.raises(Refused, match=r"prevention\.chosen_needed"):
        compare(town, row, lines(2, 2, effect=0), chosen={})


def test_the_desk_takes_a_sheet_or_names_every_cell(town: Town) -> None:
    row = country(town, 2, 3)
    desk, page = sign_in(Client(), town.centre), f"/programmes/{row.pk}/compare/"
    assert desk.get(f"{page}?as=template").status_code == 200
    assert page in desk.get(f"/programmes/{row.pk}/").content.decode()
    assert sign_in(Client(), town.school).get(page).status_code == 404

    def send(sheet: list[str]) -> Any:
        given = {
            "outcome": "Girls in school", "unit": "per cent", "direction": "higher", "chosen": "By lot.",
            "by_outcome": "no", "start": START, "file": SimpleUploadedFile("f.csv", "\n".join(sheet).encode()),
        }  # fmt: skip
        return desk.post(page, given)

    sheet = lines(2, 3, effect=0)
    bad = send([sheet[0], "W-0,with,2016,x", *sheet[2:]])
    assert bad.status_code == 409
    assert "csv!D2" in bad.content.decode()
    assert send(["a,b"]).status_code == 409
    assert send(sheet).status_code == 302
    made = Comparison.objects.get()
    assert "Every figure as it came in" in desk.get(f"/comparisons/{made.pk}/").content.decode()
    assert b"W-0,with,2016" in desk.get(f"/comparisons/{made.pk}/?as=csv").content


def test_every_code_of_the_library_has_words() -> None:
    assert set(UNFAIR) == set(Unfair)
    assert set(METHODS) == set(Method)
    assert set(BEFORE) == set(Verdict)
    assert set(TOLD) == set(Told)


ENDS = st.none() | st.decimals(-50, 50, places=3)


@given(st.decimals(-50, 50, places=3), ENDS, ENDS)
def test_nothing_is_called_better_or_worse_that_chance_explains(
    value: Decimal, low: Decimal | None, high: Decimal | None
) -> None:
    found = {way: told(value, (low, high), way, has_interval=True) for way in ("higher", "lower")}
    if (low is None or low <= 0) and (high is None or high >= 0):
        assert set(found.values()) == {Told.NO_DIFFERENCE}
    else:
        assert set(found.values()) == {Told.BETTER, Told.WORSE}
    assert told(value, (low, high), "higher", has_interval=False) == Told.TOO_FEW
