"""A body without computers: its courier enrols its key and carries drills there and back; a proof lapses."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyrage
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mizan.institutions.models import BodyKeys, Drill, Institution, Membership
from mizan.institutions.queries.courier import recipient_of
from mizan.institutions.rules.keys import COURIER_LASTS, is_answerable
from mizan.institutions.services import courier, keys
from mizan.kit import clock
from mizan.kit.actors import Role, system
from mizan.ledger.models import Event
from tests.cast import Cast, Member, make_body, make_member
from tests.institutions.keyring import Held, day, enrol, found, rows, trust
from tests.institutions.test_keys_services import refused

pytestmark = pytest.mark.django_db
BODY, OTHER = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
TO = str(BODY.to_public())
PAGE = "/keys/courier/"


@pytest.fixture
def carrier(db: None) -> Member:
    """A member of a body without keys, in a reader's role, who holds no keys herself."""
    return make_member("carrier", make_body("C-OMB", kind="oversight"), [Role.OVERSIGHT])


@pytest.fixture
def page(carrier: Member, desk: Callable[..., Client]) -> Client:
    return desk(carrier)


def text(answer: Any) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def code_of(data: bytes, identity: pyrage.x25519.Identity = BODY) -> str:
    """What the body reads with `age -d`."""
    return str(pyrage.decrypt(data, [identity]).decode().split("\n")[3])


def proved(carrier: Member) -> BodyKeys:
    row = courier.enrol_recipient(carrier.actor, TO)
    courier.answer_courier_drill(carrier.actor, code_of(bytes(courier.ask_courier_drill(carrier.actor).box)))
    return BodyKeys.objects.get(pk=row.pk)


def test_the_whole_way_by_pages_alone(page: Client) -> None:
    assert page.post(PAGE, {"recipient": TO, "again": TO}).status_code == 302
    assert "not proved" in text(page.get(PAGE))
    assert page.post(PAGE + "drill/").status_code == 302
    (link,) = re.findall(r'href="(/keys/courier/drill/[0-9a-f-]{36}/)"', text(page.get(PAGE)))
    file = page.get(link)
    assert (file["Content-Type"], file["Cache-Control"]) == ("application/octet-stream", "no-store")
    assert file["Content-Disposition"] == 'attachment; filename="drill.age"'
    assert file.content.startswith(b"-----BEGIN AGE ENCRYPTED FILE-----\n")
    code = code_of(file.content)
    assert code not in text(page.get(PAGE))
    assert page.post(PAGE + "answer/", {"code": code.lower()}).status_code == 302
    assert BodyKeys.objects.get().proved_on == day()
    assert "0 days ago" in text(page.get(PAGE))
    assert page.get(link).status_code == 404


def test_each_step_is_one_event_of_the_courier_and_names_no_key(carrier: Member) -> None:
    proved(carrier)
    events = Event.objects.filter(verb__startswith="institutions.").order_by("at", "id")
    assert {event.verb for event in events} == {
        "institutions.body_keys.enrolled", "institutions.drill.asked", "institutions.drill.met",
    }  # fmt: skip
    assert {event.actor for event in events} == {carrier.actor.id}
    assert not [event for event in events if TO in str(event.payload)]


WRONG = TO[:-1] + ("q" if TO[-1] != "q" else "p")
SLIPS: dict[str, tuple[str, str]] = {
    "nothing": ("", ""),
    "once": (TO, ""),
    "two keys": (TO, str(OTHER.to_public())),
    "a wrong letter": (WRONG, WRONG),
    "no key": ("age1" + "q" * 58, "age1" + "q" * 58),
    "the secret key": (str(BODY), str(BODY)),
    "too much": ("x" * 200, ""),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_of_the_hand_enrols_nothing(page: Client, slip: str) -> None:
    recipient, again = SLIPS[slip]
    answer = page.post(PAGE, {"recipient": recipient, "again": again})
    assert answer.status_code == 409
    assert not BodyKeys.objects.exists()
    assert not Event.objects.filter(verb__startswith="institutions.body_keys").exists()
    assert str(BODY) not in text(answer)
    assert ("This is the secret key." in text(answer)) is (slip == "the secret key")


def test_the_file_of_age_keygen_is_taken_and_a_secret_key_is_told_apart(page: Client) -> None:
    secret = page.post(PAGE, {"file": SimpleUploadedFile("key.txt", f"# public key: {TO}\n{BODY}\n".encode())})
    assert secret.status_code == 409
    assert "This is the secret key." in text(secret)
    assert str(BODY) not in text(secret)
    assert not BodyKeys.objects.exists()
    for content in (b"", b"\xff" * 5000, b"age1"):
        assert page.post(PAGE, {"file": SimpleUploadedFile("key.txt", content)}).status_code == 409
    assert page.post(PAGE, {"file": SimpleUploadedFile("key.pub", f"{TO}\n".encode())}).status_code == 302
    assert BodyKeys.objects.get().age == TO


def test_a_wrong_code_a_code_of_an_older_drill_and_a_second_answer_prove_nothing(carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    refused("institutions.drill_over", lambda: courier.answer_courier_drill(carrier.actor, "0" * 16 + "0"))
    first = code_of(bytes(courier.ask_courier_drill(carrier.actor).box))
    refused("institutions.drill_waits", lambda: courier.ask_courier_drill(carrier.actor))
    refused("institutions.code_mistyped", lambda: courier.answer_courier_drill(carrier.actor, "nothing"))
    refused("institutions.drill_wrong", lambda: courier.answer_courier_drill(carrier.actor, "0" * 16 + "0"))
    courier.answer_courier_drill(carrier.actor, first)
    refused("institutions.drill_over", lambda: courier.answer_courier_drill(carrier.actor, first))
    courier.ask_courier_drill(carrier.actor)
    refused("institutions.drill_wrong", lambda: courier.answer_courier_drill(carrier.actor, first))


def test_a_proof_is_as_old_as_its_question(carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    asked = courier.ask_courier_drill(carrier.actor)
    with clock.at(clock.now() + timedelta(days=12)):
        courier.answer_courier_drill(carrier.actor, code_of(bytes(asked.box)))
        assert BodyKeys.objects.get().proved_on == asked.asked_on
        assert Drill.objects.get().met_on == clock.now().date()
        assert recipient_of(carrier.actor, clock.now().date()).proof_age == 12


def test_an_answer_that_comes_too_late_is_of_no_use_and_a_new_drill_can_be_asked(carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    code = code_of(bytes(courier.ask_courier_drill(carrier.actor).box))
    with clock.at(clock.now() + timedelta(days=COURIER_LASTS + 1)):
        refused("institutions.drill_over", lambda: courier.answer_courier_drill(carrier.actor, code))
        again = courier.ask_courier_drill(carrier.actor)
        refused("institutions.drill_wrong", lambda: courier.answer_courier_drill(carrier.actor, code))
        courier.answer_courier_drill(carrier.actor, code_of(bytes(again.box)))


def test_a_drill_may_be_answered_from_its_day_on_for_thirty_days() -> None:
    asked = date(2026, 3, 1)
    days = [n for n in range(-3, 60) if is_answerable(asked, asked + timedelta(days=n))]
    assert days == list(range(COURIER_LASTS + 1))


def test_another_key_begins_unproved_and_an_old_one_never_comes_back(carrier: Member) -> None:
    first = proved(carrier)
    second = courier.enrol_recipient(carrier.actor, str(OTHER.to_public()))
    first.refresh_from_db()
    assert (first.until, second.epoch, second.proved_on) == (day(), first.epoch + 1, None)
    refused("institutions.recipient_used", lambda: courier.enrol_recipient(carrier.actor, TO))


def test_a_body_whose_readers_read_here_takes_no_recipient_over_their_heads(carrier: Member) -> None:
    reader = enrol(make_member("reader", carrier.post.institution, [Role.OVERSIGHT]))
    found(reader)
    refused("institutions.body_has_keys", lambda: courier.enrol_recipient(carrier.actor, TO))
    refused("institutions.no_recipient_yet", lambda: courier.ask_courier_drill(carrier.actor))


def test_readers_of_a_body_may_begin_keys_of_this_machine_after_the_recipient(carrier: Member) -> None:
    row = proved(carrier)
    reader = enrol(make_member("reader", carrier.post.institution, [Role.OVERSIGHT]))
    assert keys.found_body(reader.actor, reader.mine).epoch == row.epoch + 1
    assert recipient_of(carrier.actor, day()).is_offline is False


def test_who_reads_no_reports_carries_nothing(cast: Cast, desk: Callable[..., Client], carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    operator = make_member("clerk", carrier.post.institution, [Role.OPERATOR])
    for act in (lambda a: courier.enrol_recipient(a, str(OTHER.to_public())), courier.ask_courier_drill,
                lambda a: courier.answer_courier_drill(a, "0" * 17)):  # fmt: skip
        refused("institutions.no_reader", lambda act=act: act(operator.actor))
    client = desk(operator)
    assert [client.get(PAGE).status_code, client.post(PAGE + "drill/").status_code] == [404, 404]
    assert desk().get(PAGE).status_code == 302


def test_a_courier_whose_post_ended_or_sleeps_does_nothing(carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    Membership.objects.filter(pk=carrier.post.pk).update(suspended_at=clock.now())
    refused("institutions.no_reader", lambda: courier.ask_courier_drill(carrier.actor))


def test_the_courier_of_another_body_sees_no_drill_of_it(desk: Callable[..., Client], carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    drill = courier.ask_courier_drill(carrier.actor)
    stranger = desk(make_member("stranger", make_body("C-OTHER", kind="oversight"), [Role.OVERSIGHT]))
    assert stranger.get(f"{PAGE}drill/{drill.pk}/").status_code == 404
    assert TO not in text(stranger.get(PAGE))


def test_it_counts_only_in_the_signed_manifest_and_with_a_fresh_proof(
    ring: Mapping[str, Held], settings: Any, tmp_path: Path
) -> None:
    carrier = make_member("carrier", Institution.objects.get(pk="R-OVS-2"), [Role.OVERSIGHT])
    Membership.objects.filter(pk=ring["oversight2"].member.post.pk).update(until=day())
    proved(carrier)
    assert not recipient_of(carrier.actor, day()).counts
    trust(settings, tmp_path, rows())
    assert recipient_of(carrier.actor, day()).counts
    assert recipient_of(carrier.actor, day() + timedelta(days=90)).counts
    assert not recipient_of(carrier.actor, day() + timedelta(days=91)).counts
    assert recipient_of(carrier.actor, day() + timedelta(days=91)).has_lapsed


def test_the_clock_may_ask_a_recipient_too_and_asks_it_in_a_file_of_age(carrier: Member) -> None:
    row = courier.enrol_recipient(carrier.actor, TO)
    drill = keys.ask_drill(system("clock", world=row.world), row)
    assert bytes(drill.box).startswith(b"age-encryption.org/v1\n")
    courier.answer_courier_drill(carrier.actor, code_of(bytes(drill.box)))


def test_what_the_body_reads_tells_it_what_to_do_in_both_languages(carrier: Member) -> None:
    courier.enrol_recipient(carrier.actor, TO)
    plain = pyrage.decrypt(bytes(courier.ask_courier_drill(carrier.actor).box), [BODY]).decode()
    assert "Copy the code above onto paper" in plain
    assert plain.count("\n\n") >= 2


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_the_page_is_there_in_both_languages_and_kept_by_no_browser(page: Client, carrier: Member, lang: str) -> None:
    for make in (lambda: None, lambda: courier.enrol_recipient(carrier.actor, TO),
                 lambda: courier.ask_courier_drill(carrier.actor)):  # fmt: skip
        make()
        answer = page.get(PAGE, {"lang": lang})
        assert (answer.status_code, answer["Cache-Control"]) == (200, "no-store")
        assert f'lang="{lang}"' in text(answer)
