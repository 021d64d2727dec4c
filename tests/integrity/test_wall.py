"""The second wall: PostgreSQL shows a door no row of a report that nothing in sight opens, whatever a query forgot."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from mizan.institutions.models import RosterPost
from mizan.institutions.rules.routing import Accused
from mizan.integrity.following import conversation, look_up
from mizan.integrity.models import HandOver, LaterWrap, Message, Report, Wrap
from mizan.integrity.queries.reading import conversation as at_the_desk
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.rules.acts import Act
from mizan.integrity.services import carrying, reporter
from mizan.integrity.services.acts import open_once
from mizan.integrity.services.clock import tick
from mizan.integrity.services.codewords import change, settle
from mizan.integrity.services.intake import Submitted, give_codeword, intake
from mizan.integrity.services.writing import note, write
from mizan.kit.actors import system
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.ledger.fields import move
from tests.integrity.country import CLOCK, Country, make_country
from tests.integrity.desk import NARRATIVE, Officer, days, seated, sent
from tests.integrity.doors import door_of, grant
from tests.integrity.test_access import tied
from tests.integrity.test_carried_copies import without_computers
from tests.integrity.walking import digits_of, followed, open_door
from tests.integrity.walking import sent as sent_at_the_door
from tests.ledger.happening import happening

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROOM = list(apps.get_app_config("integrity").get_models())
HEAD = Accusation((Accused("POLICE", "IA", "unit_head"),))  # kept from internal affairs


@pytest.fixture
def house() -> tuple[Country, dict[str, Officer]]:
    """A country with its readers, committed, and the rights of the doors' roles."""
    grant()
    country = make_country()
    return country, dict(seated(country))


def seen() -> dict[str, int]:
    """What the managers of the room give without any filter, by model; nothing else is asked."""
    return {model.__name__: model.objects.count() for model in ROOM}


NOTHING = {model.__name__: 0 for model in ROOM}


def filled(country: Country, officer: Officer) -> Submitted:
    """A report with a row in every table of the room, made through the doors' own roles."""
    with door_of("intake"):
        submitted = sent(country)
        view = look_up(give_codeword(intake(country.world), submitted))
        reporter.write(system("reporter", world=country.world), view, "More of it.", on=country.ground)
    with door_of("desk"):
        found = officer.opens(submitted.report, country.ground)
        open_once(officer.actor, officer.mine, found, country.ground)
    return submitted


@pytest.mark.parametrize("role", ["owner", "desk", "intake"])
def test_no_role_of_a_door_goes_round_the_wall(db: None, role: str) -> None:
    with door_of(role) as door, door.cursor() as cursor:
        cursor.execute("SELECT rolname, rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchall() == [(role, False, False)]
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE %s AND relowner = current_user::regrole", ["integrity\\_%"]
        )
        assert bool(cursor.fetchall()) is (role == "owner")


def test_every_table_of_the_room_is_behind_it_and_bound_for_its_owner_too(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity, relforcerowsecurity, array(SELECT polname::text FROM pg_policy"
            " WHERE polrelid = pg_class.oid AND polcmd = '*' AND polpermissive) FROM pg_class"
            " WHERE relkind = 'r' AND relname LIKE %s", ["integrity\\_%"],
        )  # fmt: skip
        found = {name: rest for name, *rest in cursor.fetchall()}
    tables = {model._meta.db_table for model in apps.get_app_config("integrity").get_models(include_auto_created=True)}
    assert found == {table: [True, True, ["in_sight"]] for table in tables}


def test_a_reporter_changes_her_codeword_with_the_rights_of_the_public_door_alone(house: Any) -> None:
    country, _officers = house
    actor = system("reporter", world=country.world)
    with door_of("intake"):
        old = give_codeword(intake(country.world), sent(country))
        fresh = change(actor, look_up(old), on=country.ground)
        settle(actor, look_up(fresh), on=country.ground)
        twice = change(actor, look_up(fresh), on=country.ground)
        settle(actor, look_up(twice), on=country.ground)
        for ended in (old, fresh):
            with pytest.raises(Refused, match="no_such_codeword"):
                look_up(ended)
        assert look_up(twice).newest.epoch == 2


def test_the_managers_alone_give_nothing_and_a_reader_gets_what_she_may_read(house: Any) -> None:
    country, officers = house
    filled(country, officers["IA-1"])
    with door_of("desk"):
        assert seen() == NOTHING
        with sight(reader=officers["OMB-1"].mine.public.public):  # a reader of other reports
            assert seen() == NOTHING
        with sight(reader=officers["IA-1"].mine.public.public):
            assert NOTHING.keys() == {name for name, count in seen().items() if count} | {"Attachment", "HandOver"}
            assert [row.world for row in Report.objects.all()] == [country.world]


def test_a_carrier_sees_the_reports_with_a_copy_for_her_body_that_can_be_taken_and_no_other(house: Any) -> None:
    country, officers = house
    carried = without_computers(country, "OMB")
    with_copy, later = sent(carried, HEAD), sent(carried)
    with door_of("desk"):
        assert seen() == NOTHING
        for body in ("HRC", "IA", "OMB' OR 'a' = 'a", ""):
            with sight(courier=body):
                assert seen() == NOTHING
        with sight(courier="OMB"):
            assert list(Report.objects.values_list("pk", flat=True)) == [with_copy.report]
        carrier = officers["OMB-1"].actor
        (copy,) = carrying.waiting_for(carrier)
        carrying.take(carrier, copy.id, carried.today)
        with sight(courier="OMB"):
            assert not LaterWrap.objects.filter(report=later.report).exists()
            assert HandOver.objects.count() == 1
        assert HandOver.objects.count() == 0


def test_a_filter_that_was_forgotten_shows_no_report_of_somebody_else(house: Any) -> None:
    country, officers = house
    hers, kept = sent(country), sent(country, HEAD)
    with door_of("desk"), sight(reader=officers["IA-1"].mine.public.public):
        assert list(Report.objects.values_list("pk", flat=True)) == [hers.report]
        assert not Wrap.objects.filter(report=kept.report).exists()
    with door_of("desk"), sight(report=hers.report):
        assert list(Report.objects.values_list("pk", flat=True)) == [hers.report]


def test_no_door_is_the_keeper_whatever_it_says(house: Any) -> None:
    country, _officers = house
    sent(country)
    for role, shown in (("desk", False), ("intake", False), ("owner", True)):
        with door_of(role), sight(keeper=True):
            assert Report.objects.exists() is shown
            assert LaterWrap.objects.exists() is shown


def test_whose_place_ended_sees_no_rung_of_her_body(house: Any) -> None:
    country, officers = house
    sent(country)
    tick(country.on(country.today + days(40)), CLOCK.secret)
    with door_of("desk"), sight(reader=officers["OMB-1"].mine.public.public):
        assert LaterWrap.objects.exists()
    with happening():
        move(RosterPost.objects.get(person_keys__user=officers["OMB-1"].actor.id), until=country.today)
    with door_of("desk"), sight(reader=officers["OMB-1"].mine.public.public):
        assert not LaterWrap.objects.exists()


def test_a_sight_ends_with_its_transaction_and_its_block(house: Any) -> None:
    country, officers = house
    sent(country)
    with door_of("desk") as door:
        with sight(reader=officers["IA-1"].mine.public.public):
            assert Report.objects.exists()
        assert not Report.objects.exists()
        with door.cursor() as cursor:
            cursor.execute("SELECT coalesce(current_setting('mizan.reader', true), '')")
            assert cursor.fetchone() == ("",)


def test_nothing_is_written_that_is_out_of_sight(house: Any) -> None:
    country, _officers = house
    submitted = sent(country)
    with door_of("desk"), sight(report=uuid4()):
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Message.objects.create(report_id=submitted.report, purpose=2, number=9, sealed=b"x",
                                   written_on=country.today, made_in_id=uuid4())  # fmt: skip
        assert Report.objects.update(state="finished") == 0
    assert Report.objects.get().state == "open"


def test_the_whole_way_of_a_report_works_behind_it(house: Any) -> None:
    """Intake, look-up, both ways of writing, a rung, a conflict that takes a reader off: each by its own role."""
    country, officers = house
    with door_of("intake"):
        submitted = sent(country)
        codeword = give_codeword(intake(country.world), submitted)
    with door_of("desk"):
        ia = officers["IA-1"]
        assert [one.narrative for one in ia.inbox(country.ground)] == [NARRATIVE]
        ia.does(submitted.report, country.ground, Act.ACKNOWLEDGE)
        found = ia.opens(submitted.report, country.ground)
        write(ia.actor, ia.mine, found, country.ground, "We have it.")
        note(ia.actor, ia.mine, found, country.ground, "Between us.")
        with pytest.raises(Http404):
            officers["OMB-1"].opens(submitted.report, country.ground)
    late = country.on(country.today + days(40))
    with door_of("owner"):
        assert tick(late, CLOCK.secret).moved
    with door_of("desk"):
        assert officers["OMB-1"].opens(submitted.report, late).narrative == NARRATIVE
        with pytest.raises(Http404):
            officers["IA-2"].opens(submitted.report, tied(country, officers["IA-2"]))
        assert officers["IA-1"].inbox(late)
        assert not officers["IA-2"].inbox(late)
    with door_of("intake"):
        view = look_up(codeword)
        reporter.write(system("reporter", world=country.world), view, "Thank you.", on=late)
        assert [line.text for line in conversation(view)] == ["We have it.", "Thank you."]
    with door_of("desk"):
        again = officers["IA-1"].opens(submitted.report, late)
        assert {line.text for line in at_the_desk(again)} == {"We have it.", "Thank you."}


def test_the_pages_of_the_public_door_work_behind_it(public: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    grant()
    open_door(make_country(), monkeypatch)
    with door_of("intake"):
        answer = sent_at_the_door(public)
        page = followed(public, digits_of(answer))
    assert page.status_code == 200
    assert "Body IA" in page.content.decode()
