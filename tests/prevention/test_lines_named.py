"""What a campaign names is held against what it could carry: lines by their months, programmes by their queues."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from mizan.ledger.models import Event
from mizan.prevention import services
from mizan.prevention.models import FrozenCount, Service
from mizan.prevention.queries.coping import lines_named, queues_named
from mizan.prevention.rules.coping import Carried, Coping
from mizan.prevention.rules.hours import read_hours
from mizan.prevention.services.library import add_material
from tests.cast import sign_in
from tests.ledger.happening import happening
from tests.prevention.campaigning import list_one
from tests.prevention.people import Town, run

pytestmark = pytest.mark.urls("mizan.web.urls.desk")
LINE = services.NewService("hotline", {"en": "A line"}, phone="0800-11111", staffed_hours=read_hours("24/7"))


def line(town: Town, months: dict[str, tuple[int | None, int | None]]) -> Service:
    """A line of the town's school with what it was asked and answered; the campaign runs in January and February."""
    row = services.list_service(town.school.actor, LINE)
    for month, (received, answered) in months.items():
        services.say_load(town.school.actor, row, month, received=received, answered=answered)
    return row


def test_a_campaign_that_filled_a_line_is_shown_as_such(town: Town) -> None:
    row = line(town, {"2025-11": (100, 95), "2025-12": (100, 92), "2026-01": (600, 190), "2026-02": (700, None)})
    campaign = list_one(town, services=[row.pk])
    [found] = lines_named([campaign])[campaign.pk]
    assert (found.before, found.during) == (Carried(200, 187, 61), Carried(600, 190, 31))
    assert found.verdict is Coping.FILLED
    page = sign_in(Client(), town.centre)
    for address in ("/campaigns/", "/campaigns/CA-1/"):
        shown = page.get(address).content.decode()
        assert "The line filled and could not answer." in shown, address
    assert "190</bdi> of" in shown


def test_the_newest_word_on_a_month_counts_whichever_row_of_the_line_said_it(town: Town) -> None:
    row = line(town, {"2026-01": (600, 190)})
    campaign = list_one(town, services=[row.pk])
    changed = services.change_service(town.school.actor, row, replace(LINE, phone="0800-22222"))
    services.say_load(town.school.actor, changed, "2026-01", received=600, answered=590)
    [found] = lines_named([campaign])[campaign.pk]
    assert (found.service, found.during, found.verdict) == (changed, Carried(600, 590, 31), Coping.COPED)


def test_I8_a_line_that_nobody_knows_or_that_says_nothing_is_not_known_to_cope(town: Town) -> None:
    row = line(town, {})
    campaign = list_one(town, services=[row.pk, "NO-LINE"])
    silent, unknown = lines_named([campaign])[campaign.pk]
    assert (silent.service, silent.verdict) == (row, Coping.UNKNOWN)
    assert (unknown.service, unknown.verdict) == (None, Coping.UNKNOWN)
    page = sign_in(Client(), town.centre).get("/campaigns/CA-1/").content.decode()
    assert "not known whether it coped" in page


def test_programmes_show_places_and_the_frozen_counts_of_who_waits(town: Town) -> None:
    programme = run(town, town.school, places=12)
    with happening():
        for quarter, value in (("2025-Q3", 20), ("2025-Q4", 25), ("2026-Q1", None)):
            FrozenCount.objects.create(
                quarter=quarter, subject=programme.pk, measure="waiting", value=value, at=Event.objects.first().at
            )
    [found] = queues_named(list_one(town, programmes=[programme]))
    assert (found.programme, found.places, found.before, found.since) == (programme, 12, 25, None)


def test_a_material_that_the_library_has_is_linked_and_another_code_stays_a_code(town: Town) -> None:
    made = add_material(town.centre.actor, kind="poster", name={"en": "Ring first"}, about={"en": "A poster."})
    list_one(town, materials=[made.pk, "MT-NOWHERE"])
    shown = sign_in(Client(), town.centre).get("/campaigns/CA-1/").content.decode()
    assert f'<a href="/materials/{made.pk}/">Ring first</a>' in shown
    assert '<bdi class="code">MT-NOWHERE</bdi>' in shown
