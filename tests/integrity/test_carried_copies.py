"""A body without computers gets its report as a sealed file that somebody carries, and says that it opened it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pyrage
import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from mizan.institutions.access import actor_in
from mizan.institutions.models import BodyKeys, Membership, User
from mizan.institutions.rules.routing import Accused, Enrolment, Rosters, Tie, TieKind
from mizan.integrity.following import holders, look_up, openings
from mizan.integrity.models import HandOver, LaterWrap, Report, Wrap
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.standing import open_duties
from mizan.integrity.rules.accusation import Accusation
from mizan.integrity.rules.acts import Act
from mizan.integrity.services import carrying, reporter
from mizan.integrity.services.clock import tick
from mizan.integrity.services.intake import give_codeword, intake
from mizan.integrity.services.parcels import HEAD
from mizan.kit.actors import Actor, Role, system
from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.kit.wording import worded_codes
from mizan.ledger.fields import move
from mizan.ledger.models import Event
from mizan.sealing.courier import public_of_recipient
from tests.cast import Member, sign_in
from tests.integrity.country import CLOCK, TODAY, Country
from tests.integrity.desk import ABOUT_OFFICER, NARRATIVE, Officer, days, seated, sent
from tests.ledger.happening import happening

BODY = pyrage.x25519.Identity.generate()
CHIEF = Accusation((Accused("POLICE", "IA", "unit_head"),))  # oversight reads at once: OMB and HRC


class Carried(Country):
    """The small country in which some bodies have no computers."""

    offline: tuple[str, ...] = ()
    proved = TODAY

    @property
    def rosters(self) -> Rosters:
        found = {
            code: Enrolment(
                code, self.proved if code in self.offline else TODAY, frozenset(people), code in self.offline
            )
            for code, people in self.people.items()
        }
        return Rosters(found)

    def readers(self, body: str, people: frozenset[str]) -> Any:
        return {} if body in self.offline else super().readers(body, people)


def without_computers(country: Country, *codes: str) -> Carried:
    """The same country after these bodies enrolled a recipient; the first shares one identity with the tests."""
    made = Carried(country.world, country.today, country.people, country.bodies, country.rows, dict(country.body_rows))
    made.offline = codes
    for number, code in enumerate(codes):
        identity = BODY if number == 0 else pyrage.x25519.Identity.generate()
        recipient = str(identity.to_public())
        with happening():
            move(BodyKeys.objects.get(institution=code), until=TODAY)
            public = public_of_recipient(recipient)
            made.body_rows[code] = BodyKeys.objects.create(
                institution_id=code, epoch=1, public=public, verify=public, age=recipient, since=TODAY,
                world=country.world,
            )  # fmt: skip
    return made


@pytest.fixture
def carried(country: Country) -> Carried:
    return without_computers(country, "OMB")


def carrier_of(country: Country, code: str, number: int = 1, since: Any = TODAY) -> Actor:
    """Somebody with a reader's post in the body and no keys in use."""
    person = list(country.people[code])[number - 1]
    post = Membership.objects.create(
        user_id=UUID(person), institution_id=code, roles=[Role.OVERSIGHT], since=since, world=country.world
    )
    return actor_in(post)


def plain(data: bytes) -> str:
    """What the body reads with `age -d`."""
    return str(pyrage.decrypt(data, [BODY]).decode())


def code_in(text: str) -> str:
    lines = text.split("\n")
    return lines[lines.index(HEAD) + 1]


def refused(code: str, act: Any) -> None:
    events = Event.objects.count()
    with pytest.raises(Refused) as caught:
        act()
    assert caught.value.code == code
    assert code in worded_codes()
    assert Event.objects.count() == events


def test_a_body_that_reads_at_once_gets_its_copy_with_the_report(carried: Carried) -> None:
    report = sent(carried, CHIEF).report
    carrier = carrier_of(carried, "OMB")
    (copy,) = carrying.waiting_for(carrier)
    assert (copy.since, copy.taken_on, copy.confirmed_on) == (TODAY, None, None)
    text = plain(carrying.take(carrier, copy.id, TODAY))
    assert NARRATIVE in text
    assert "POLICE / IA / unit_head" in text
    assert str(report).replace("-", "") in text
    assert "copy the code above onto paper" in text


def test_the_body_confirms_by_the_code_inside_and_by_no_other(carried: Carried) -> None:
    for _ in range(2):
        sent(carried, CHIEF)
    carrier = carrier_of(carried, "OMB")
    first, second = carrying.waiting_for(carrier)
    refused("integrity.copy_not_taken", lambda: carrying.confirm(carrier, first.id, "0" * 17, TODAY))
    code = code_in(plain(carrying.take(carrier, first.id, TODAY)))
    carrying.take(carrier, second.id, TODAY)
    refused("integrity.receipt_mistyped", lambda: carrying.confirm(carrier, first.id, code[:-3], TODAY))
    refused("integrity.receipt_wrong", lambda: carrying.confirm(carrier, second.id, code, TODAY))
    carrying.confirm(carrier, first.id, code.lower(), TODAY)
    refused("integrity.copy_gone", lambda: carrying.confirm(carrier, first.id, code, TODAY))
    assert [one.confirmed_on for one in carrying.waiting_for(carrier)] == [None, TODAY]


def test_each_way_is_a_row_of_the_carrier_and_an_event_without_a_name(carried: Carried) -> None:
    sent(carried, CHIEF)
    carrier = carrier_of(carried, "OMB")
    (copy,) = carrying.waiting_for(carrier)
    data = carrying.take(carrier, copy.id, TODAY)
    assert carrying.take(carrier, copy.id, TODAY) == data
    with sight(courier="OMB"):
        rows = list(HandOver.objects.all())
    assert [(str(row.carrier_id), row.taken_on, row.confirmed_on) for row in rows] == [(carrier.id, TODAY, None)] * 2
    events = Event.objects.filter(verb="integrity.copy.taken")
    assert [(event.actor, event.body, set(event.payload)) for event in events] == [(carrier.id, "OMB", {"sealed"})] * 2


def test_a_hand_over_is_never_rewritten_and_confirmed_once(carried: Carried) -> None:
    sent(carried, CHIEF)
    carrier = carrier_of(carried, "OMB")
    (copy,) = carrying.waiting_for(carrier)
    carrying.confirm(carrier, copy.id, code_in(plain(carrying.take(carrier, copy.id, TODAY))), TODAY)
    somebody = User.objects.exclude(pk=carrier.id).first()
    for change in ({"taken_on": TODAY - days(1)}, {"confirmed_on": None}, {"carrier": somebody}):
        with pytest.raises(DatabaseError), transaction.atomic(), sight(courier="OMB"):
            HandOver.objects.update(**change)


def test_its_reporter_sees_who_holds_it_and_what_was_carried(carried: Carried) -> None:
    submitted = sent(carried, CHIEF)
    view = look_up(give_codeword(intake(carried.world), submitted))
    assert holders(view) == ["HRC", "OMB"]
    carrier = carrier_of(carried, "OMB")
    (copy,) = carrying.waiting_for(carrier)
    carrying.confirm(carrier, copy.id, code_in(plain(carrying.take(carrier, copy.id, TODAY))), TODAY)
    assert [(one.body, one.act) for one in openings(view)] == [("OMB", "taken"), ("OMB", "confirmed")]


def test_a_later_rung_gets_its_copy_from_the_clock_and_nobody_can_take_it_before(carried: Carried) -> None:
    submitted = sent(carried)
    carrier = carrier_of(carried, "OMB")
    assert carrying.waiting_for(carrier) == []
    with sight(report=submitted.report):
        rung = LaterWrap.objects.get(keys__institution="OMB")
    refused("integrity.copy_gone", lambda: carrying.take(carrier, rung.pk, TODAY))
    assert NARRATIVE.encode() not in bytes(rung.box)
    with pytest.raises(pyrage.DecryptError):
        plain(bytes(rung.box))
    late = replace(carried.on(TODAY + days(8)))
    tick(late, CLOCK.secret)
    (copy,) = carrying.waiting_for(carrier)
    assert NARRATIVE in plain(carrying.take(carrier, copy.id, TODAY + days(8)))


def test_I4_a_missed_duty_passes_a_body_without_computers_by_while_somebody_further_out_can_act(
    carried: Carried,
) -> None:
    submitted = sent(carried)
    tick(carried.on(TODAY + days(8)), CLOCK.secret)
    with sight(report=submitted.report):
        assert open_duties(Report.objects.get())["acknowledge"].owner == "COMMITTEE"


def test_I4_where_nobody_else_is_further_out_it_moves_there_all_the_same(country: Country) -> None:
    carried = without_computers(country, "OMB", "ACE", "HRC", "COMMITTEE")
    submitted = sent(carried)
    assert tick(carried.on(TODAY + days(8)), CLOCK.secret).moved == 1
    with sight(report=submitted.report):
        assert open_duties(Report.objects.get())["acknowledge"].owner == "ACE"


def test_duties_begin_with_a_body_that_can_act_at_the_desk(carried: Carried) -> None:
    submitted = sent(carried, CHIEF)
    with sight(report=submitted.report):
        assert {duty.owner for duty in open_duties(Report.objects.get()).values()} == {"HRC"}


def test_a_report_that_only_bodies_without_computers_can_read_is_taken_and_sealed_to_them(country: Country) -> None:
    carried = without_computers(country, "OMB", "HRC")
    submitted = sent(carried, CHIEF)
    with sight(report=submitted.report):
        assert not Wrap.objects.exclude(keys=None).exists()
        assert LaterWrap.objects.filter(step=0).count() == 2


def test_a_lapsed_proof_takes_the_body_off_routing(carried: Carried) -> None:
    carried.proved = TODAY - timedelta(days=91)
    assert "OMB" not in carried.ground.routed(CHIEF).bodies_ever
    sent(carried, CHIEF)
    assert carrying.waiting_for(carrier_of(carried, "OMB")) == []


def test_I1_a_carrier_in_conflict_keeps_her_body_out_of_a_new_report(carried: Carried) -> None:
    person = next(iter(carried.people["OMB"]))
    ground = tied_ground(carried, person)
    assert "OMB" not in ground.routed(CHIEF).bodies_ever


def tied_ground(carried: Carried, person: str) -> Ground:
    tie = Tie(person, TieKind.RELATIVE, body="IA")
    return replace(carried.ground, rosters=Rosters(carried.rosters.enrolled, frozenset({tie}), {}))


def test_I1_a_conflict_found_later_takes_the_copy_away_before_it_is_carried(carried: Carried) -> None:
    report = sent(carried, CHIEF).report
    carrier = carrier_of(carried, "OMB")
    assert carrying.waiting_for(carrier)
    officers = seated_online(carried)
    officers["HRC-1"].opens(report, tied_ground(carried, carrier.id))
    assert carrying.waiting_for(carrier) == []


def seated_online(carried: Carried) -> dict[str, Officer]:
    """Readers of the bodies that have computers."""
    online = Country(carried.world, carried.today, {"HRC": carried.people["HRC"], "IA": carried.people["IA"]},
                     carried.bodies, carried.rows, carried.body_rows)  # fmt: skip
    return dict(seated(online))


@pytest.mark.parametrize("roles", [[Role.OPERATOR], [Role.ADMITTER]])
def test_I1_only_a_reader_s_post_of_that_body_from_before_the_report_sees_a_copy(
    carried: Carried, roles: list[Role]
) -> None:
    sent(carried, CHIEF)
    copy = carrying.waiting_for(carrier_of(carried, "OMB"))[0].id
    late = carrier_of(carried, "OMB", 2, since=TODAY + days(1))
    stranger = carrier_of(carried, "ACE")
    clerk = replace(late, id=str(User.objects.create_user("c@country.example", name="c").pk))
    for actor in (late, stranger, clerk, system("clock", world=carried.world)):
        assert carrying.waiting_for(actor) == []
        refused("integrity.copy_gone", lambda actor=actor: carrying.take(actor, copy, TODAY))
    Membership.objects.filter(institution="OMB").update(roles=roles)
    refused("integrity.copy_gone", lambda: carrying.take(carrier_again(carried), copy, TODAY))


def carrier_again(carried: Carried) -> Actor:
    return actor_in(Membership.objects.filter(institution="OMB").order_by("since").first())


def test_a_reader_brings_the_body_in_once_and_sees_that_it_holds_the_report(carried: Carried) -> None:
    report = sent(carried).report
    officers = seated_online(carried)
    officers["IA-1"].does(report, carried.ground, Act.REASSIGN, body="OMB")
    (copy,) = carrying.waiting_for(carrier := carrier_of(carried, "OMB"))
    assert NARRATIVE in plain(carrying.take(carrier, copy.id, TODAY))
    refused("integrity.nobody_new", lambda: officers["IA-1"].does(report, carried.ground, Act.REASSIGN, body="OMB"))


def test_more_time_is_asked_of_nobody_who_could_not_grant_it_at_the_desk(country: Country) -> None:
    carried = without_computers(country, "COMMITTEE")
    report = sent(carried, CHIEF).report
    officers = seated_online(carried)
    asks = (report, carried.ground, Act.ASK_TIME, "expert_awaited")
    refused("integrity.nobody_further", lambda: officers["HRC-1"].does(*asks, clock="acknowledge"))


def test_its_reporter_opens_it_to_the_body_and_not_twice(carried: Carried) -> None:
    submitted = sent(carried)
    view = look_up(give_codeword(intake(carried.world), submitted))
    actor = system("reporter", world=carried.world)
    reporter.open_to(actor, view, "OMB", on=carried.ground)
    assert "OMB" in holders(view)
    (copy,) = carrying.waiting_for(carrier := carrier_of(carried, "OMB"))
    assert NARRATIVE in plain(carrying.take(carrier, copy.id, TODAY))
    refused("integrity.not_to_this_body", lambda: reporter.open_to(actor, view, "OMB", on=carried.ground))


def test_a_veto_that_is_lifted_lets_the_body_have_its_copy(carried: Carried) -> None:
    submitted = sent(carried, replace(ABOUT_OFFICER, vetoes=("OMB",)))
    view = look_up(give_codeword(intake(carried.world), submitted))
    reporter.lift_veto(system("reporter", world=carried.world), view, ["OMB"], on=carried.ground)
    with sight(report=submitted.report):
        assert LaterWrap.objects.filter(keys__institution="OMB", released_on=None).count() == 1
    tick(carried.on(TODAY + days(8)), CLOCK.secret)
    assert len(carrying.waiting_for(carrier_of(carried, "OMB"))) == 1


def test_a_recusal_begins_a_new_epoch_of_which_nothing_goes_to_who_has_no_computers(carried: Carried) -> None:
    report = sent(carried).report
    officers = seated_online(carried)
    officers["IA-1"].does(report, carried.ground, Act.RECUSE, "relative")
    with sight(report=report):
        assert set(LaterWrap.objects.filter(keys__institution="OMB").values_list("epoch", flat=True)) == {0}
    tick(carried.on(TODAY + days(8)), CLOCK.secret)
    assert len(carrying.waiting_for(carrier_of(carried, "OMB"))) == 1


def test_nobody_with_the_clock_s_key_or_the_database_reads_a_copy(carried: Carried) -> None:
    submitted = sent(carried, CHIEF)
    with sight(report=submitted.report):
        copy = LaterWrap.objects.get(keys__institution="OMB")
    assert NARRATIVE.encode() not in bytes(copy.released or b"")
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(bytes(copy.released or b""), [pyrage.x25519.Identity.generate()])


@pytest.fixture
def page(carried: Carried, monkeypatch: pytest.MonkeyPatch) -> Client:
    from allauth.account.models import EmailAddress
    from allauth.mfa.totp.internal.auth import TOTP

    from tests.cast import SEED

    monkeypatch.setattr("mizan.integrity.desk.carrying_pages.today_in", lambda _world: TODAY)
    actor = carrier_of(carried, "OMB")
    user = User.objects.get(pk=actor.id)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    TOTP.activate(user, SEED)
    return sign_in(Client(), Member(user, user.memberships.get(), actor))


def test_the_page_names_no_report_and_leads_the_whole_way(carried: Carried, page: Client) -> None:
    report = sent(carried, CHIEF).report
    shown = page.get("/copies/").content.decode()
    assert str(report) not in shown
    assert str(report)[:8] not in shown
    (copy,) = (row.pk for row in rows_of("OMB"))
    file = page.post(f"/copies/{copy}/")
    assert file.content.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    assert (file["Content-Type"], file["Cache-Control"]) == ("application/octet-stream", "no-store")
    wrong = page.post(f"/copies/{copy}/confirm/", {"code": "nothing"})
    assert wrong.status_code == 409
    assert page.post(f"/copies/{copy}/confirm/", {"code": code_in(plain(file.content))}).status_code == 302
    assert page.get("/copies/").content.decode().count("button") < shown.count("button") + 1


def rows_of(code: str) -> list[LaterWrap]:
    with sight(courier=code):
        return list(LaterWrap.objects.filter(keys__institution=code))


def test_a_copy_that_never_was_and_one_of_another_body_answer_alike(carried: Carried, page: Client) -> None:
    sent(carried)
    with sight(keeper=True):
        others = [row.pk for row in LaterWrap.objects.exclude(keys__institution="OMB")]
    for pk in (*others, uuid4()):
        assert page.post(f"/copies/{pk}/").status_code == 404
        assert page.post(f"/copies/{pk}/confirm/", {"code": "x"}).status_code == 404
    assert page.get(f"/copies/{uuid4()}/").status_code == 405


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_page_is_there_in_both_languages(carried: Carried, page: Client, lang: str) -> None:
    sent(carried, CHIEF)
    answer = page.get("/copies/", {"lang": lang})
    assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
    assert f'lang="{lang}"' in answer.content.decode()


def test_who_carries_for_no_body_without_computers_finds_an_empty_page(country: Country) -> None:
    sent(country, CHIEF)
    assert carrying.waiting_for(carrier_of(country, "OMB")) == []
