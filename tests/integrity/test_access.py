"""The only way to a report: with a key of one's own, and routed again on today's rosters before anything is shown."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext

from mizan.institutions.models import RosterPost
from mizan.institutions.rules.routing import Accused, Rosters, Tie, TieKind, graph_of
from mizan.integrity.following import conversation, look_up
from mizan.integrity.keys import sealed_of
from mizan.integrity.models import Epoch, LaterWrap, Report, Wrap
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.reading import conversation as at_the_desk
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.rules.acts import Act
from mizan.integrity.services import reporter
from mizan.integrity.services.acts import open_once
from mizan.integrity.services.intake import give_codeword, intake
from mizan.integrity.services.writing import write
from mizan.kit.actors import system
from mizan.ledger import journal, revoking
from mizan.ledger.fields import move
from mizan.ledger.models import Event
from mizan.sealing.errors import OpenError
from mizan.sealing.wraps import open_wrap
from tests.institutions.routing.country import BODIES
from tests.integrity.country import Country
from tests.integrity.desk import ABOUT_OFFICER, NARRATIVE, Officer, seated, sent
from tests.ledger.happening import happening


def tied(country: Country, officer: Officer, other: str = "STATION") -> Ground:
    """Today this officer turns out to be a relative of somebody in the accused unit."""
    tie = Tie(officer.actor.id, TieKind.RELATIVE, body=other)
    rosters = Rosters(country.rosters.enrolled, frozenset({tie}), country.rosters.posts)
    return replace(country.ground, rosters=rosters)


def test_a_reader_opens_the_report_with_her_own_keys(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    for name in ("IA-1", "IA-2", "ACE-1"):
        found = officers[name].opens(submitted.report, country.ground)
        assert (found.accusation, found.narrative) == (ABOUT_OFFICER, NARRATIVE)
        assert found.place.body == officers[name].actor.body


@pytest.mark.parametrize("name", ["OMB-1", "HRC-1", "COMMITTEE-1"])
def test_I1_whoever_holds_no_wrap_gets_what_a_missing_report_gives(country: Country, name: str) -> None:
    officers, submitted = seated(country), sent(country)
    with CaptureQueriesContext(connection) as missing, pytest.raises(Http404) as no_such:
        officers[name].opens(uuid4(), country.ground)
    with CaptureQueriesContext(connection) as forbidden, pytest.raises(Http404) as not_mine:
        officers[name].opens(submitted.report, country.ground)
    assert no_such.value.args == not_mine.value.args == ()
    assert len(missing) == len(forbidden)
    assert officers[name].inbox(country.ground) == []


def test_I1_another_readers_keys_open_nothing(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    thief = Officer(officers["IA-1"].actor, officers["ACE-1"].mine)
    with pytest.raises(Http404):
        thief.opens(submitted.report, country.ground)


def test_an_ended_post_or_place_ends_reading_at_once(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    with happening():
        for place in RosterPost.objects.filter(person_keys__user=officers["IA-1"].actor.id):
            move(place, until=country.today)
    with pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, country.ground)
    assert officers["IA-2"].opens(submitted.report, country.ground)


def test_a_post_in_another_body_gives_no_access_to_earlier_reports(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    moved = Officer(replace(officers["IA-1"].actor, body="OMB"), officers["IA-1"].mine)
    with pytest.raises(Http404):
        moved.opens(submitted.report, country.ground)


def test_I1_a_reader_found_in_conflict_loses_every_wrap_before_anything_is_shown(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    ground = tied(country, officers["IA-1"])
    with pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, ground)
    gone = Wrap.objects.filter(keys__user=officers["IA-1"].actor.id)
    assert {(wrap.box, wrap.until) for wrap in gone} == {(None, country.today)}
    with CaptureQueriesContext(connection) as missing, pytest.raises(Http404):
        officers["IA-1"].opens(uuid4(), country.ground)
    with CaptureQueriesContext(connection) as stripped, pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, country.ground)
    assert len(missing) == len(stripped)
    assert officers["IA-1"].inbox(country.ground) == []


def test_I1_a_conflict_takes_the_report_out_of_the_inbox_too(country: Country) -> None:
    officers = seated(country)
    sent(country)
    assert len(officers["IA-1"].inbox(country.ground)) == 1
    assert officers["IA-1"].inbox(tied(country, officers["IA-1"])) == []


def test_what_comes_after_a_recusal_is_sealed_to_a_key_that_he_never_had(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    with pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, tied(country, officers["IA-1"]))
    found = officers["IA-2"].opens(submitted.report, country.ground)
    assert (max(found.keys), found.newest.report.epoch) == (1, 1)
    report = Report.objects.get(pk=submitted.report)
    late = Epoch.objects.get(report=report, number=1)
    for row in Wrap.objects.filter(report=report, epoch=1, until=None):
        with pytest.raises(OpenError):
            open_wrap(officers["IA-1"].mine.secret, sealed_of(report, late), bytes(row.box))
    assert set(LaterWrap.objects.filter(epoch=1).values_list("keys__institution_id")) == set(
        LaterWrap.objects.filter(epoch=0).values_list("keys__institution_id")
    )


def test_a_conflict_is_found_in_anybodys_session_and_ends_the_other_ones_wraps(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    ground = tied(country, officers["IA-1"])
    found = officers["ACE-1"].opens(submitted.report, ground)
    assert found.newest.report.epoch == 1
    assert not Wrap.objects.filter(keys__user=officers["IA-1"].actor.id, until=None).exists()


def test_a_conflict_is_noted_outside_the_database_and_done_again_after_a_restore(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    with pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, tied(country, officers["IA-1"]))
    lines = journal.entries(revoking.path())
    assert [line.kind for line in lines] == ["recusal"]
    assert Wrap.objects.get(pk=lines[0].id).until == country.today


def test_the_event_of_a_conflict_names_nobody(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    with pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, tied(country, officers["IA-1"]))
    event = Event.objects.get(verb="integrity.report.tidied")
    assert (event.actor, event.body, event.payload) == ("routing", "", {"epoch": 1, "ended": 1, "added": 0})


def test_I2_a_body_that_lost_everybody_is_replaced_by_the_next_that_may_read(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    ties = frozenset(Tie(officers[f"ACE-{n}"].actor.id, TieKind.CO_OWNER, body="STATION") for n in (1, 2))
    rosters = Rosters(country.rosters.enrolled, ties, country.rosters.posts)
    officers["IA-1"].opens(submitted.report, replace(country.ground, rosters=rosters))
    reading = set(Wrap.objects.filter(until=None).exclude(keys=None).values_list("institution_id", flat=True))
    assert "ACE" not in reading
    assert "OMB" in reading


def test_the_reporter_follows_into_the_new_epoch_with_her_codeword(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    codeword = give_codeword(intake(country.world), submitted)
    with pytest.raises(Http404):
        officers["IA-1"].opens(submitted.report, tied(country, officers["IA-1"]))
    found = officers["IA-2"].opens(submitted.report, country.ground)
    write(officers["IA-2"].actor, officers["IA-2"].mine, found, country.ground, "We have it.")
    view = look_up(codeword)
    assert [line.text for line in conversation(view)] == ["We have it."]
    reporter.write(system("reporter", world=country.world), view, "Thank you.", on=country.ground)
    again = officers["ACE-1"].opens(submitted.report, country.ground)
    assert {line.text for line in at_the_desk(again)} == {"We have it.", "Thank you."}


def test_I1_a_named_person_who_reads_loses_the_report(country: Country) -> None:
    officers = seated(country)
    named = Accused("", "", "", officers["OMB-1"].actor.id)
    submitted = sent(country, Accusation((named,)))
    assert not Wrap.objects.filter(report=submitted.report, keys__user=officers["OMB-1"].actor.id).exists()


def test_a_unit_that_was_dissolved_takes_nobodys_key_away(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    smaller = replace(country.ground, graph=graph_of(one for one in BODIES if one.code != "STATION"))
    assert officers["IA-1"].opens(submitted.report, smaller).narrative == NARRATIVE


def test_no_report_of_the_other_world_is_found(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    stranger = Officer(replace(officers["IA-1"].actor, world="real"), officers["IA-1"].mine)
    with pytest.raises(Http404):
        stranger.opens(submitted.report, country.ground)


def test_opening_twice_on_a_day_is_told_once(country: Country) -> None:
    officers, submitted = seated(country), sent(country)
    for _time in range(2):
        found = officers["IA-1"].opens(submitted.report, country.ground)
        open_once(officers["IA-1"].actor, officers["IA-1"].mine, found, country.ground)
    assert Event.objects.filter(verb=f"integrity.act.{Act.OPENED}").count() == 1
