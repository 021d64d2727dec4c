"""Bodies of one's own side from a sheet: whole or not at all, by the side's own focal body, and without any power."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mizan.institutions import services
from mizan.institutions.models import Institution, Membership
from mizan.institutions.queries import rosters
from mizan.institutions.rules.routing.opening import bodies_without_path
from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.places.models import Place, PlaceLevel
from tests.cast import Cast, sign_in

pytestmark = pytest.mark.django_db
HEAD = ["code", "name_en", "name_ur", "side", "kind", "stakeholder_class", "parent", "industry", "source"]
GOOD = ["N-ONE", "One", "ایک", "society", "civil_society", "ngo", None, None, "register of societies"]
UNDER = ["N-TWO", None, "دو", "Society", "shelter", "ngo", "N-ONE", None, "register of societies"]
NGO = services.NewBody("N-ONE", {"en": "One"}, "society", "civil_society", "a register", stakeholder_class="ngo")
HALL = services.NewBody("S-ONE", {"en": "Hall"}, "state", "social_welfare", "an order")
PAGE = "/institutions/import/"


def sheet(*rows: list[Any]) -> SimpleUploadedFile:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in [HEAD, *rows]:
        book.active.append(row)
    book.save(out)
    return SimpleUploadedFile("bodies.xlsx", out.getvalue())


@pytest.fixture
def client(cast: Cast, both_languages: None) -> Client:
    return sign_in(Client(), cast.co_lead)


def listed() -> int:
    return Event.objects.filter(verb="institutions.body.listed").count()


def test_a_sheet_is_taken_whole_and_each_row_has_its_event(client: Client) -> None:
    assert client.post(PAGE, {"sheet": sheet(GOOD, UNDER)}).status_code == 302
    two = Institution.objects.get(pk="N-TWO")
    assert (two.parent_id, two.side, two.pack, two.grade, two.verified) == (
        "N-ONE", "society", "", "secondary", False,
    )  # fmt: skip
    assert (listed(), Membership.objects.filter(institution=two).exists()) == (2, False)
    assert b"N-TWO" in client.get("/institutions/N-TWO/").content


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_fault_is_named_with_its_cell_and_nothing_is_taken(client: Client, language: str) -> None:
    def told(*rows: list[Any]) -> str:
        answer = client.post(f"{PAGE}?lang={language}", {"sheet": sheet(*rows)})
        assert (answer.status_code, listed()) == (200, 0)
        return answer.content.decode()

    shapes = told(GOOD, ["n-three", "T", None, "moon", "bakery", "ngo", None, None, None], GOOD)
    assert [cell for cell in ("A3", "D3", "E3", "I3", "A4", "B4", "C4") if f"!{cell}<" not in shapes] == []
    assert ("stands in row 2 already" in shapes) == (language == "en")
    rules = told(
        ["T-MON", "A", None, *GOOD[3:]], ["N-3", "Body T-ORG", None, *GOOD[3:]], ["N-4", None, None, *GOOD[3:]],
        ["N-5", "E", None, "state", "ministry", None, None, None, "x"], ["EX-6", "F", None, *GOOD[3:]],
        ["N-7", "G", None, "society", "ministry", *GOOD[5:]], ["N-8", "H", None, *GOOD[3:6], "T-SEC", None, "x"],
        ["N-9", "I", None, *GOOD[3:6], "N-10", None, "x"], ["N-11", "J", None, *GOOD[3:5], "employer", None, None, "x"],
        ["N-12", "K", None, *GOOD[3:5], None, None, None, "x"],
    )  # fmt: skip
    cells = ("A2", "B3", "B4", "D5", "A6", "E7", "G8", "G9", "H10", "F11")
    assert [cell for cell in cells if f"!{cell}<" not in rules] == []


def test_a_check_takes_nothing_and_what_is_no_sheet_is_told(client: Client) -> None:
    assert "Nothing is wrong" in client.post(PAGE, {"sheet": sheet(GOOD), "dry_run": "on"}).content.decode()
    for name, content in (("a.pdf", b"%PDF"), ("a.xlsx", b"PK\x03\x04"), ("a.csv", b"code\r\n" * 600)):
        answer = client.post(PAGE, {"sheet": SimpleUploadedFile(name, content)})
        assert (answer.status_code, b'id="faults"' in answer.content) == (200, True)
    assert not Institution.objects.filter(pk="N-ONE").exists()


@pytest.mark.parametrize("kind", ["template", "csv"])
def test_the_empty_template_has_every_heading(client: Client, kind: str) -> None:
    answer = client.get(f"{PAGE}?as={kind}")
    assert "attachment" in answer["Content-Disposition"]
    assert kind == "template" or "Name in Urdu" in answer.content.decode("utf-8-sig")


def test_I7_each_side_lists_its_own_bodies_through_its_focal_body_alone(cast: Cast) -> None:
    assert services.list_body(cast.co_lead.actor, NGO).side == "society"
    assert services.list_body(cast.coordinator.actor, HALL).side == "state"
    for who, new in ((cast.co_lead, HALL), (cast.coordinator, NGO)):
        with pytest.raises(Refused, match="not_your_side"):
            services.list_body(who.actor, replace(new, code="X-1", name={"en": "X"}))
    for who in (cast.owner, cast.monitor, cast.outsider, cast.operator, cast.international):
        with pytest.raises(Refused):
            services.list_body(who.actor, replace(NGO, code="X-1", name={"en": "X"}))
    with pytest.raises(Refused, match="role_needed"):
        services.list_body(replace(cast.co_lead.actor, roles=frozenset()), replace(NGO, code="X-1"))


@pytest.mark.parametrize(("depth", "level"), [(0, "national"), (1, "provincial"), (2, "district"), (3, "district")])
def test_the_level_of_a_listed_body_is_the_level_of_its_place(cast: Cast, depth: int, level: str) -> None:
    kind, _made = PlaceLevel.objects.get_or_create(slug=f"depth-{depth}", defaults={"depth": depth})
    place = Place.objects.create(code=f"T-AT-{depth}", level=kind)
    assert services.list_body(cast.co_lead.actor, replace(NGO, place=place)).level == level


def test_no_unit_of_an_agency_and_no_watcher_is_listed(cast: Cast) -> None:
    with pytest.raises(Refused, match="unit_comes_with_pack"):
        services.list_body(cast.coordinator.actor, replace(HALL, parent="T-LEA"))
    for kind in ("oversight", "lea", "helpline", "internal_affairs", "judiciary"):
        with pytest.raises(Refused, match="kind_comes_with_pack"):
            services.list_body(cast.coordinator.actor, replace(HALL, kind=kind))


@pytest.mark.usefixtures("loaded_pack")
def test_I2_a_report_about_a_listed_body_still_reaches_oversight(cast: Cast) -> None:
    services.list_body(cast.co_lead.actor, NGO)
    services.list_body(cast.coordinator.actor, HALL)
    without = bodies_without_path(rosters.graph("real"), rosters.policy("real"))
    assert {"N-ONE", "S-ONE"} & without == set()


def test_the_list_leads_there_whoever_may(cast: Cast, desk: Callable[..., Any]) -> None:
    assert PAGE in desk(cast.co_lead).get("/institutions/").content.decode()
    assert PAGE not in desk(cast.monitor).get("/institutions/").content.decode()
