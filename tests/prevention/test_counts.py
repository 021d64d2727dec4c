"""A provider that keeps its queue elsewhere reports counts: the whole sheet or nothing, each fault with its cell."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mizan.kit import clock
from mizan.kit.refusal import Refused
from mizan.prevention import services
from mizan.prevention.models import FrozenCount
from mizan.prevention.services.clock import tick
from mizan.web.exercise.plan import noon
from tests.cast import sign_in
from tests.prevention.people import TODAY, Town, girl, run

HEAD = "programme,quarter,measure,sex,age,people\n"
GOOD = HEAD + "PR-T-CENTRE,2025-Q4,began,female,10-13,31\nPR-T-CENTRE,2025-Q4,began,male,10-13,4\n"


def take(town: Town, sheet: str) -> int:
    return services.take_counts(town.centre.actor, "counts.csv", sheet.encode())


def faults(town: Town, sheet: str) -> list[tuple[str, str]]:
    with pytest.raises(services.SheetRefused) as caught:
        take(town, sheet)
    return [(fault.cell, fault.refused.code) for fault in caught.value.faults]


def test_a_sheet_becomes_public_figures_and_leaves_no_small_number(town: Town) -> None:
    run(town, town.centre)
    assert take(town, GOOD) == 2
    found = {(row.measure, row.split): row.value for row in FrozenCount.objects.all()}
    assert found == {("began", ""): 35, ("began", "band:10-13"): 35}  # a split by sex would tell of the four
    assert set(FrozenCount.objects.values_list("reported_by", flat=True)) == {"T-CENTRE"}


def test_each_fault_names_its_cell_and_nothing_is_taken(town: Town) -> None:
    run(town, town.centre)
    run(town, town.school)
    bad = GOOD + "PR-T-SCHOOL,2025-Q4,began,female,10-13,12\nPR-T-CENTRE,2025-Q5,began,she,10-13,x\n"
    assert faults(town, bad) == [
        ("A4", "imports.no_such_choice"), ("B5", "imports.cell_malformed"), ("D5", "imports.no_such_choice"),
        ("F5", "imports.no_number"),
    ]  # fmt: skip
    assert faults(town, GOOD + "PR-T-CENTRE,2025-Q4,began,male,10-13,5\n") == [("A4", "prevention.counted_twice")]
    assert not FrozenCount.objects.exists()


def test_a_published_quarter_stays_and_one_that_runs_is_too_early(town: Town) -> None:
    run(town, town.centre)
    take(town, GOOD)
    mixed = GOOD + "PR-T-CENTRE,2025-Q3,began,female,10-13,50\nPR-T-CENTRE,2026-Q1,began,female,10-13,50\n"
    assert [code for _cell, code in faults(town, mixed)] == ["prevention.frozen_before", "prevention.quarter_runs"]
    assert FrozenCount.objects.count() == 2


def test_what_is_counted_from_the_queue_here_takes_no_sheet_and_what_is_not_gets_no_noughts(town: Town) -> None:
    here, elsewhere = run(town, town.centre), run(town, town.school)
    services.take_in(town.centre.actor, here, girl(town))
    assert [code for _cell, code in faults(town, GOOD)] == ["prevention.queue_is_here"]
    with clock.at(noon(TODAY + timedelta(days=30))):
        tick("real")
    assert not FrozenCount.objects.filter(subject=elsewhere.pk).exists()
    assert FrozenCount.objects.filter(subject=here.pk).exists()


def test_nobody_reports_for_another_body(town: Town) -> None:
    run(town, town.school)
    assert faults(town, GOOD.replace("CENTRE", "SCHOOL")) == [
        ("A2", "imports.no_such_choice"), ("A3", "imports.no_such_choice"),
    ]  # fmt: skip
    with pytest.raises(Refused):
        services.take_counts(town.cast.owner.actor, "counts.csv", GOOD.encode())


def test_the_page_says_each_fault_in_the_readers_language(town: Town) -> None:
    run(town, town.centre)
    desk = sign_in(Client(), town.centre)
    desk.cookies["mizan_desk_language"] = "ur"
    bad = SimpleUploadedFile("counts.csv", (HEAD + "PR-T-CENTRE,2025-Q4,began,she,10-13,7\n").encode())
    answer = desk.post("/programmes/counts/", {"file": bad}, headers={"accept-language": "ur"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "D2" in html
    good = SimpleUploadedFile("counts.csv", GOOD.encode())
    assert desk.post("/programmes/counts/", {"file": good}).status_code == 302
    assert desk.get("/programmes/counts/?as=template").status_code == 200


def test_a_delivery_that_is_dated_back_still_counts_as_late(town: Town) -> None:
    services.keep_clock(town.office.actor, town.kind)
    for _each in range(10):
        row = services.write_down(
            town.helper.actor, services.NewEntitlement(girl(town), town.kind, town.office.post.institution, TODAY)
        )
        with clock.at(noon(TODAY + timedelta(days=50))):
            services.deliver(town.office.actor, row, on=TODAY + timedelta(days=3))
    with clock.at(noon(TODAY + timedelta(days=150))):
        tick("real")
    rows = FrozenCount.objects.filter(subject=f"kind:{town.kind.pk}", quarter="2026-Q2")
    found = dict(rows.values_list("measure", "value"))
    assert found == {"owed": 0, "owed_late": 0, "delivered": 10, "delivered_late": 10}
