"""Whatever is written into a form of the desk: an answer in words, and nothing is half taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection

from mizan.framework.files import NewEvidence
from mizan.framework.models import ActionLead, Indicator, LeadPart, Obligation, Plan
from mizan.framework.services import add_evidence, answer_lead, claim_progress
from mizan.institutions.services.accountability import add_risk
from tests.cast import Cast, make_member
from tests.framework.cast import make_action, undone
from tests.web import door_table as table
from tests.web.junk import JUNK
from tests.web.page_forms import Form, forms_of, send

pytestmark = pytest.mark.django_db
FILLERS = ("coordinator", "owner", "co_lead")  # between them they are shown every form of the desk
VISITS = ("sessions", "axes", "usersessions")  # rows that follow the visit and not what was typed
SHEET = b"""code,title,description,pillar,level,mode,lead,co_lead
FORM-2,T,D,awareness,national,proactive,T-LEA,T-ORG
"""
# What even a person's own words do not get past, and why.
NOT_TAKEN = {
    "/account/reauthenticate/": "another password",
    "/account/password/change/": "another password",
    "/referrals/send/": "no programme has a free place",
    "/institutions/import/": "the sheet holds actions",
    "/services/import/": "the sheet holds actions",
    "/returns/ duty": "one person is all there is, and nobody is her own deputy",
}


@dataclass(frozen=True)
class Desk:
    """A member at the desk and the forms that she is shown."""

    client: Any
    forms: list[Form]

    def sends(self, form: Form) -> tuple[int, dict[str, int]]:
        """The status of the answer and the tables whose rows it changed. All of it is undone afterwards."""
        cookies, before = self.client.cookies.output(header="", sep=";"), counts()
        cache.clear()  # the limits of attempts are not what is asked here
        files = {"sheet": ("a.csv", SHEET)} if "sheet" in form.files else {}
        with undone():
            status = send(self.client, form, files).status_code
            after = counts()
        self.client.cookies.load(cookies)
        return status, {name: number for name, number in after.items() if number != before[name]}


def counts() -> dict[str, int]:
    """Rows of every table but those that keep visits."""
    names = [model._meta.db_table for model in apps.get_models() if model._meta.app_label not in VISITS]
    columns = ", ".join(f'(SELECT count(*) FROM "{name}")' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns}")
        return dict(zip(names, cursor.fetchone(), strict=True))


@pytest.fixture
def at_desk(loaded_pack: None, cast: Cast, desk: Callable[..., Any]) -> Callable[[str], Desk]:
    """`at_desk(name)`: this member with every kind of form on the pages of the table and of her body's own matters."""
    desk_only = [row for row in table.MEMBERS_ONLY if row not in table.PUBLIC]
    own = [row[1] for row in [*table.OWN, *desk_only] if "{" not in row[1]]
    paths = [*own, *_matters(cast)]

    def arrive(name: str) -> Desk:
        member = cast.by_name()[name]
        client = desk(member)
        client.raise_request_exception = False
        return Desk(client, list(_found(client, [*paths, f"/institutions/{member.post.institution_id}/"])))

    return arrive


def _matters(cast: Cast) -> list[str]:
    """A claim with evidence that waits for its answer, a colleague, a risk of each body, and one of each fact."""
    owner, day = cast.owner, cast.owner.post.since
    action = make_action("JUNK-1", world="real")
    for part, who in ((LeadPart.LEAD, owner), (LeadPart.CO_LEAD, cast.co_lead)):
        row = ActionLead.objects.create(action=action, institution=who.post.institution, part=part)
        answer_lead(who.actor, row, accepts=True)
    proof = add_evidence(owner.actor, NewEvidence("report", {"en": "A record"}, day, url="https://record.example/1"))
    claim_progress(owner.actor, action, text={"en": "Begun"}, evidence=[proof], on=day)
    for who in (cast.coordinator, owner, cast.co_lead):
        add_risk(who.actor, who.post.institution, process={"en": "P"}, weakness={"en": "W"}, control={"en": "C"})
    bodies = (cast.coordinator.post.institution, cast.co_lead.post.institution)
    posts = [make_member(f"other_{number}", body).post for number, body in enumerate(bodies)]
    read = Obligation.objects.filter(desk_readings__retired_at=None, desk_readings__isnull=False)
    facts = {"obligations": read, "figures": Indicator.objects.all()}
    plan = Plan.objects.filter(world="real").order_by("pk")[0].pk
    return [
        "/actions/JUNK-1/", f"/plans/{plan}/import/", *(f"/members/{post.pk}/" for post in posts),
        *(f"/{folder}/{rows.order_by('pk')[0].pk}/" for folder, rows in facts.items()),
    ]  # fmt: skip


def _found(client: Any, paths: list[str]) -> Iterator[Form]:
    """One form of each kind on the pages that this member is shown."""
    seen = set()
    for path in paths:
        answer = client.get(path)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for form in forms_of(path, answer.content.decode()):
                if form.kind not in seen:
                    seen.add(form.kind)
                    yield form


def mutations(form: Form, turn: int) -> Iterator[tuple[str, Form]]:
    """Every field once with the junk of this turn, left out or repeated; then all of them at once."""
    names = [name for name, _value in form.fields if name != "verb"]
    for place, name in enumerate(names):
        junk = JUNK[(turn + place * 7) % len(JUNK)]
        yield f"{name}={junk[:20]!r}", form.given(name, junk)
        if (turn + place) % 3 == 0:
            yield f"without {name}", form.given(name)
        if (turn + place) % 3 == 1:
            yield f"{name} twice", form.given(name, dict(form.fields)[name], junk)
    junk = JUNK[turn % len(JUNK)]
    everywhere = form
    for name in names:
        everywhere = everywhere.given(name, junk)
    yield f"all {junk[:20]!r}", everywhere


def faults_of(desk: Desk, turns: range) -> list[str]:
    """Answers that broke, and answers without a redirect that changed something."""
    faults = []
    for form in desk.forms:
        for turn in turns:
            for what, changed in mutations(form, turn):
                status, rows = desk.sends(changed)
                if status >= 500 or (rows and status != 302):
                    faults.append(f"{form.name}: {what}: {status} {rows}")
    return faults


@pytest.mark.parametrize("name", FILLERS)
def test_what_a_person_would_write_is_taken(name: str, at_desk: Callable[[str], Desk]) -> None:
    """Without this the junk below would prove nothing: each form is reached and its verb is called."""
    here = at_desk(name)
    answers = {form.name: here.sends(form)[0] for form in here.forms}
    assert len(answers) > 10
    assert {name: status for name, status in answers.items() if status != 302 and name not in NOT_TAKEN} == {}


def test_no_junk_breaks_a_form_or_is_half_taken(at_desk: Callable[[str], Desk]) -> None:
    """Each form once, by the first of them who is shown it."""
    seen: set[str] = set()
    for turn, name in enumerate(FILLERS):
        here = at_desk(name)
        fresh = Desk(here.client, [form for form in here.forms if form.kind not in seen])
        seen |= {form.kind for form in fresh.forms}
        assert faults_of(fresh, range(turn * 7, turn * 7 + 1)) == []
    assert len(seen) > 15


@pytest.mark.deep
@pytest.mark.parametrize("name", table.MEMBERS)
def test_no_junk_in_any_field_breaks_a_form_or_is_half_taken(name: str, at_desk: Callable[[str], Desk]) -> None:
    assert faults_of(at_desk(name), range(len(JUNK))) == []


def test_a_refused_claim_leaves_no_evidence(at_desk: Callable[[str], Desk]) -> None:
    """Her body has not accepted this part: the claim is refused, and its evidence goes with it."""
    here = at_desk("owner")
    waiting = make_action("JUNK-2", world="real")
    ActionLead.objects.create(action=waiting, institution_id="T-LEA", part=LeadPart.LEAD)
    claim = next(form for form in here.forms if form.kind == "actions  claim")
    assert here.sends(replace(claim, address="/actions/JUNK-2/")) == (200, {})
