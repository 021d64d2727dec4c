"""Who can really read today: enrolled, in the trusted manifest, certified, in a post. Every lack takes a reader off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mizan.institutions.models import BodyKeys, Institution, Membership, RosterPost, RoutingData, User
from mizan.institutions.queries import rosters as queries
from mizan.institutions.rules.routing import Accused, Case, open_classes, route
from mizan.institutions.services import keys
from mizan.kit.actors import Role, system
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.ledger import keyfiles, pins
from mizan.ledger.models import KeyManifest
from mizan.sealing.boxes import public_of
from mizan.sealing.context import Purpose
from mizan.sealing.rosters import body_keys, certify
from mizan.sealing.wraps import wrap
from mizan.tlog.manifest import Key
from tests.cast import make_member
from tests.institutions.keyring import KEEPERS, Held, day, enrol, rows, trust
from tests.ledger.happening import happening

pytestmark = pytest.mark.django_db


def staff(code: str) -> frozenset[str]:
    found = queries.rosters("real", day()).enrolled.get(code)
    return found.staff if found else frozenset()


def test_every_enrolled_body_of_a_small_country_is_routable(ring: Mapping[str, Held]) -> None:
    found = queries.rosters("real", day())
    assert set(found.enrolled) == {held.actor.body for held in ring.values()}
    assert all(one.is_routable(day(), 90) for one in found.enrolled.values())
    assert staff("R-IAD") == {ring["iad"].id}


def test_over_enrolled_keys_every_class_of_the_small_country_is_open(ring: Mapping[str, Held]) -> None:
    found = open_classes(queries.graph("real"), queries.rosters("real", day()), queries.policy("real"), day())
    assert found
    assert [accused for accused, one in found.items() if not one.is_open] == []


def test_a_report_on_a_line_officer_goes_to_internal_affairs_and_a_second_institution(ring: Mapping[str, Held]) -> None:
    case = Case(frozenset({Accused("R-LEA", "R-UNIT", "line")}))
    found = route(case, queries.graph("real"), queries.rosters("real", day()), queries.policy("real"), day())
    assert found.bodies_now == {"R-IAD", "R-ACE"}


@pytest.mark.usefixtures("ring")
def test_terms_come_from_the_same_data() -> None:
    terms = queries.terms("real")
    assert terms.due("acknowledge", date(2026, 3, 4)) == date(2026, 3, 11)  # Wednesday to Wednesday
    assert terms.due("acknowledge", date(2026, 3, 7)) == date(2026, 3, 16)  # a Saturday's term rolls to Monday


@pytest.mark.usefixtures("ring")
def test_the_clock_and_the_keepers_come_from_the_manifest(settings: Any) -> None:
    assert queries.clock_public() == public_of(keyfiles.read(settings.CLOCK_KEY))
    assert set(queries.escrow_publics()) == {public_of(secret) for secret in KEEPERS.values()}


def test_without_pins_nobody_reads_and_there_is_no_clock(
    ring: Mapping[str, Held], settings: Any, tmp_path: Path
) -> None:
    settings.MANIFEST_PINS = tmp_path / "none"
    assert queries.rosters("real", day()).enrolled == {}
    assert queries.escrow_publics() == []
    with pytest.raises(Refused, match="clock_missing"):
        queries.clock_public()


def test_a_manifest_that_others_signed_is_not_trusted_and_the_one_before_stays(
    ring: Mapping[str, Held], settings: Any
) -> None:
    before = pins.trusted()
    with happening():
        KeyManifest.objects.create(version=9, data=b"a file of somebody else")
    assert pins.trusted() == before
    assert staff("R-IAD") == {ring["iad"].id}


def test_a_body_whose_keys_are_not_in_the_newest_manifest_is_no_reader(
    ring: Mapping[str, Held], settings: Any, tmp_path: Path
) -> None:
    trust(settings, tmp_path, [key for key in rows() if key.name != "R-IAD"])
    assert staff("R-IAD") == frozenset()
    assert queries.standing("real").bodies(["R-IAD", "R-ACE"]).keys() == {"R-ACE"}
    wrong = [Key("body", "R-IAD", key.public) for key in rows() if key.name == "R-ACE"]
    trust(settings, tmp_path, wrong)
    assert staff("R-IAD") == frozenset()


def test_new_keys_of_a_body_count_only_after_the_next_manifest_and_a_drill(
    ring: Mapping[str, Held], settings: Any, tmp_path: Path
) -> None:
    held, other = ring["iad"], enrol(make_member("other", Institution.objects.get(pk="R-IAD"), [Role.INQUIRY]))
    place = keys.admit(held.actor, held.mine, other.keys)
    assert staff("R-IAD") == {held.id, other.id}
    new = keys.leave(held.actor, held.mine, place)
    assert staff("R-IAD") == frozenset()
    trust(settings, tmp_path)
    assert staff("R-IAD") == {held.id}
    assert not queries.rosters("real", day()).enrolled["R-IAD"].is_routable(day(), 90)
    keys.meet_drill(held.actor, held.mine, keys.ask_drill(held.actor, new))
    assert queries.rosters("real", day()).enrolled["R-IAD"].is_routable(day(), 90)


def test_an_ended_suspended_moved_or_renamed_post_takes_a_person_off_every_roster_at_once(
    ring: Mapping[str, Held],
) -> None:
    held = ring["iad"]
    post = Membership.objects.filter(pk=held.member.post.pk)
    for lost, back in (
        ({"until": day()}, {"until": None}),
        ({"suspended_at": now()}, {"suspended_at": None}),
        ({"institution_id": "R-LEA"}, {"institution_id": "R-IAD"}),
        ({"roles": ["owner"]}, {"roles": ["inquiry"]}),
    ):
        post.update(**lost)
        assert staff("R-IAD") == frozenset(), lost
        assert queries.standing("real").readers("R-IAD", [held.id]) == {}
        post.update(**back)
        assert staff("R-IAD") == {held.id}
    User.objects.filter(pk=held.member.user.pk).update(is_active=False)
    assert staff("R-IAD") == frozenset()


def test_keys_that_were_given_up_are_off_every_roster(ring: Mapping[str, Held]) -> None:
    keys.give_up(ring["iad"].actor)
    assert staff("R-IAD") == frozenset()


def test_a_reader_that_the_body_did_not_certify_is_none(ring: Mapping[str, Held]) -> None:
    """Somebody who writes into the database puts an own key on a roster: no share signed it."""
    planted = enrol(make_member("planted", Institution.objects.get(pk="R-IAD"), [Role.INQUIRY]))
    row = BodyKeys.objects.get(institution="R-IAD", until=None)
    other = keys.share_of(ring["ace"].actor, ring["ace"].mine, BodyKeys.objects.get(institution="R-ACE", until=None))
    forged = certify(body_keys(other.secret), "R-IAD", planted.mine.public, day())
    with happening():
        RosterPost.objects.create(
            body_keys=row, person_keys=planted.keys, certificate=forged, since=day(),
            box=wrap(other, planted.mine.public.public, Purpose.MEMBER),
        )  # fmt: skip
    assert staff("R-IAD") == {ring["iad"].id}
    assert queries.standing("real").readers("R-IAD", [planted.id]) == {}


def test_a_drill_of_too_long_ago_proves_nothing(ring: Mapping[str, Held]) -> None:
    found = queries.rosters("real", day()).enrolled["R-IAD"]
    assert found.is_routable(day() + timedelta(days=90), 90)
    assert not found.is_routable(day() + timedelta(days=91), 90)
    assert not found.is_routable(day() - timedelta(days=1), 90)


def test_a_tie_binds_for_a_year_after_its_end(ring: Mapping[str, Held]) -> None:
    held = ring["iad"]
    row = keys.declare_tie(held.actor, "relative", body=Institution.objects.get(pk="R-UNIT"))
    keys.end_tie(held.actor, row)
    for later, binds in ((0, True), (365, True), (366, False)):
        ties = queries.rosters("real", day() + timedelta(days=later)).ties
        assert bool(ties) is binds, later
    case = Case(frozenset({Accused("R-LEA", "R-UNIT", "line")}))
    found = route(case, queries.graph("real"), queries.rosters("real", day()), queries.policy("real"), day())
    assert "R-IAD" not in found.bodies_ever


def test_posts_keep_their_people_out_also_when_suspended(ring: Mapping[str, Held]) -> None:
    Membership.objects.filter(pk=ring["iad"].member.post.pk).update(suspended_at=now())
    assert queries.rosters("real", day()).posts[ring["iad"].id] == {"R-IAD"}


def test_worlds_are_kept_apart(ring: Mapping[str, Held]) -> None:
    assert queries.rosters("exercise", day()).enrolled == {}
    assert queries.graph("exercise").bodies == {}
    with pytest.raises(Refused, match="routing_missing"):
        queries.policy("exercise")


def test_a_retired_superior_stays_in_the_chain_of_command(ring: Mapping[str, Held]) -> None:
    Institution.objects.filter(pk="R-LEA").update(retired_at=now())
    assert queries.graph("real").above("R-UNIT") == ("R-LEA",)
    Institution.objects.filter(pk="R-ORG").update(retired_at=now())
    assert "R-ORG" not in queries.graph("real")
    assert "R-ORG" not in queries.rosters("real", day()).enrolled


def test_rosters_cost_the_same_queries_whoever_stands_on_them(ring: Mapping[str, Held]) -> None:
    def queried() -> int:
        with CaptureQueriesContext(connection) as seen:
            queries.rosters("real", day())
        return len(seen)

    before = queried()
    Membership.objects.filter(pk=ring["iad"].member.post.pk).update(until=day())
    keys.ask_drill(system("clock"), BodyKeys.objects.get(institution="R-ACE", until=None))
    assert queried() == before == 5


def test_routing_data_that_a_pack_took_back_is_none(ring: Mapping[str, Held]) -> None:
    RoutingData.objects.update(retired_at=now())
    with pytest.raises(Refused, match="routing_missing"):
        queries.terms("real")
