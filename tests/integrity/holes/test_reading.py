"""Holes of who may read and do what: recipients that a sender chose, pages without a guard, objects of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path

from mizan.institutions.models import User
from mizan.integrity.door.following_pages import ACTS
from mizan.integrity.models import Attachment, Message, Report, Wrap
from mizan.integrity.rules.acts import Act
from mizan.integrity.services.clock import tick
from mizan.web.urls import desk as desk_urls
from tests.cast import PASSWORD, Cast
from tests.integrity.country import CLOCK, Country
from tests.integrity.desk import NARRATIVE, days, sent
from tests.integrity.test_desk_pages import Desk, body
from tests.integrity.walking import OFFICER, WORLD, digits_of, followed, main_form, open_door
from tests.integrity.walking import sent as sent_by_page
from tests.web.page_forms import Form, send

FORGED = [
    (name, value)
    for name in ("receivers", "recipients", "readers", "keys", "wraps", "bodies", "rung", "why", "score", "priority")
    for value in ("STATION", "POLICE", "100")
]


@pytest.fixture
def door(country: Country, public: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Client:
    settings.SEALED = tmp_path / "sealed"
    open_door(country, monkeypatch)
    return public


@pytest.fixture
def desk_of(country: Country, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(country, monkeypatch)


def with_forged(answer: Any, address: str, **filled: Any) -> Form:
    """The page's form with every name under which another system takes recipients or a score."""
    form = main_form(answer, address, **filled)
    return Form(form.address, form.multipart, [*form.fields, *FORGED], form.files)


def test_GL_5_0_15_a_sender_chooses_no_recipient_and_no_place_in_the_order(door: Client) -> None:
    sent_by_page(door)
    honest = shapes()
    answer = door.get(f"/report/what/{WORLD}&receivers=STATION")
    answer = send(door, with_forged(answer, "/report/what/", kind="official", act="N12", stage=""))
    answer = send(door, with_forged(answer, "/report/who/", **OFFICER))
    answer = send(door, with_forged(answer, "/report/where/", place="", narrative="What I saw."))
    safety = {"reprisal": "", "serious-death": "no", "serious-internal": "no"}
    answer = send(door, with_forged(answer, "/report/safety/", **safety))
    assert send(door, with_forged(answer, "/report/send/")).status_code == 200
    one, other = Report.objects.order_by("pk")
    assert shapes() == {one.pk: next(iter(honest.values())), other.pk: next(iter(honest.values()))}
    assert not {"STATION", "POLICE"} & set(Wrap.objects.values_list("institution_id", flat=True))


def shapes() -> dict[object, list[tuple[object, ...]]]:
    """Who holds each report now and later, and by which rung and reason."""
    found = {}
    for report in Report.objects.order_by("pk"):
        now = report.wraps.values_list("institution_id", "keys_id", "rung", "why")
        later = report.later.values_list("keys__institution_id", "step", "rung")
        found[report.pk] = [*sorted(map(tuple, now), key=str), *sorted(map(tuple, later), key=str)]
    return found


def test_GL_5_0_15_a_reader_names_no_recipient_that_routing_does_not(desk_of: Desk) -> None:
    report, client = sent(desk_of.country).report, desk_of.client("IA-1")
    before = shapes()
    for chosen in ("STATION", "POLICE", "NGO", "", "IA' OR 1=1"):
        filled = {"verb": "reassign", "reassign-body": chosen, "reassign-words": "w", "receivers": "STATION"}
        assert client.post(f"/inbox/{report}/", filled).status_code == 409
    assert shapes() == before


def test_GL_2x_being_a_receiver_is_not_enough_to_read_a_report(desk_of: Desk) -> None:
    """Every reader of every body without a wrap, and the right reader without her key, password's session or post."""
    report = sent(desk_of.country).report
    holders = {f"{body}-{n}" for body in ("IA", "ACE") for n in (1, 2)}
    clients = {name: desk_of.client(name) for name in desk_of.officers}
    for name, client in clients.items():
        answer = client.get(f"/inbox/{report}/")
        assert (answer.status_code == 200) == (name in holders), name
        assert (NARRATIVE in body(answer)) == (name in holders), name
    assert Client().get(f"/inbox/{report}/").status_code == 302
    right = clients["IA-1"]
    unlocked = desk_of.keys.pop(desk_of.officers["IA-1"].actor.id)
    assert right.get(f"/inbox/{report}/").status_code == 302
    desk_of.keys[desk_of.officers["IA-1"].actor.id] = unlocked
    assert right.get(f"/inbox/{report}/").status_code == 200
    User.objects.get(pk=desk_of.officers["IA-1"].actor.id).memberships.update(until=desk_of.country.today)
    assert NARRATIVE not in body(right.get(f"/inbox/{report}/"))


def forgotten(_request: HttpRequest) -> HttpResponse:
    """A page whose author thought of no guard."""
    return HttpResponse("a page of the desk")


def test_SD_974_a_page_without_any_guard_is_closed_to_strangers_all_the_same(
    cast: Cast, desk: Callable[..., Client], settings: Any
) -> None:
    urls = ModuleType("urls_with_a_forgotten_page")
    urls.urlpatterns = [path("forgotten/", forgotten), *desk_urls.urlpatterns]  # type: ignore[attr-defined]
    settings.ROOT_URLCONF = urls
    assert desk(cast.owner).get("/forgotten/").status_code == 200
    for client in (desk(), desk(cast.owner, proved=False)):
        answer = client.get("/forgotten/")
        assert (answer.status_code, answer.content) == (302, b"")
        assert client.post("/forgotten/").status_code == 302


def test_SD_974_nobody_but_an_admitter_adds_an_account(cast: Cast, desk: Callable[..., Client]) -> None:
    before = User.objects.count()
    given = {"email": "new@test.example", "name": "New", "roles": ["coordinator"], "criteria": "charter"}
    for who in (None, cast.owner, cast.monitor, cast.outsider, cast.international, cast.operator):
        client = desk(who) if who else desk()
        assert client.post("/members/admit/", given).status_code in {302, 404}
        assert client.post("/account/signup/", {**given, "password1": "another passphrase"}).status_code == 405
    assert User.objects.count() == before


def test_SD_3892_a_reporter_reaches_nothing_of_another_report_and_deletes_nothing(door: Client) -> None:
    other = followed(door, digits_of(sent_by_page(door)))
    send(door, main_form(other, "/report/files/"), {"files": ("../../plan.txt", b"qoqnoos-7719" * 90)})
    send(door, main_form(other, "/report/follow/", verb="write", text="a message of the other one"))
    kept = (Attachment.objects.get(), Message.objects.get())
    mine = followed(door, digits_of(sent_by_page(door)))
    holds = dict(main_form(mine, "/report/follow/").fields)["holds"]
    for name in ("1", "2", str(kept[0].pk), "../../plan.txt"):
        with CaptureQueriesContext(connection) as asked:
            answer = door.post(f"/report/files/load/{WORLD}", {"holds": holds, "number": name})
        assert answer.status_code == 409
        assert b"qoqnoos" not in answer.content
        looked = [one["sql"] for one in asked if 'FROM "integrity_attachment"' in one["sql"]]
        assert all('"report_id" = ' in sql.split(" WHERE ")[1] for sql in looked)  # sealing alone would hide it too
    for verb in ("delete", "remove", "erase", "delete_file"):
        given = {"holds": holds, "verb": verb, "number": "1", "file": "plan.txt", "message": str(kept[1].pk)}
        assert b"the other one" not in door.post(f"/report/follow/{WORLD}", given).content
    assert (Attachment.objects.get(), Message.objects.get()) == kept
    assert not [verb for verb in {*ACTS, *(act.value for act in Act)} if "delete" in verb or "remove" in verb]


def test_HL_1359_a_reader_reaches_no_message_or_file_by_the_number_of_another_report(desk_of: Desk) -> None:
    """Rows are found by the report that a reader may open, never by an id or a number of their own."""
    other, client = sent(desk_of.country).report, desk_of.client("OMB-1")
    for where in ("", "copy/", "files/1/", "files/1/cleaned/"):
        method = client.get if where in {"", "files/1/"} else client.post
        here, missing = method(f"/inbox/{other}/{where}"), method(f"/inbox/{uuid4()}/{where}")
        assert here.status_code == missing.status_code == 404
        assert NARRATIVE not in body(here)


def second_key_of(user: User) -> Authenticator:
    """A security key of somebody, as its row stands."""
    return Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "hers"})


def test_7ASEC_001_nobody_sets_up_or_takes_away_the_second_factor_of_another(
    cast: Cast, desk: Callable[..., Client]
) -> None:
    victim, thief = cast.owner.user, desk(cast.outsider)
    key = second_key_of(victim)
    before = list(Authenticator.objects.filter(user=victim).order_by("pk").values("pk", "type", "data"))
    assert thief.post("/account/reauthenticate/", {"password": PASSWORD}).status_code == 302
    names = {"user": str(victim.pk), "user_id": str(victim.pk), "id": str(victim.pk), "email": victim.email}
    for address in (
        f"/account/2fa/webauthn/keys/{key.pk}/remove/", f"/account/2fa/webauthn/keys/{key.pk}/edit/",
        "/account/2fa/totp/activate/", "/account/2fa/totp/deactivate/", "/account/2fa/recovery-codes/generate/",
        "/account/2fa/webauthn/add/",
    ):  # fmt: skip
        answer = thief.post(f"{address}?user={victim.pk}", {**names, "name": "mine", "code": "000000"})
        assert answer.status_code in {200, 302, 404}, address
    after = Authenticator.objects.filter(user=victim).order_by("pk").values("pk", "type", "data")
    assert list(after) == before
    assert thief.post(f"/account/2fa/webauthn/keys/{key.pk}/remove/").status_code == 404


def test_GL_4676_nobody_who_leaves_strands_a_report(desk_of: Desk) -> None:
    """Everybody who could read it is gone for good: its first missed day carries it to a body further out."""
    report, country = sent(desk_of.country).report, desk_of.country
    for body_of_reader in ("IA", "ACE"):
        country.people.pop(body_of_reader)
    ground = country.on(country.today + days(8))
    assert tick(ground, CLOCK.secret).moved == 1
    assert desk_of.officers["OMB-1"].opens(report, ground).narrative == NARRATIVE
