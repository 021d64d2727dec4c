"""Pages of the public door: the same rows in list, detail and export; exercise always marked; no member's name."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mizan.framework import services
from mizan.framework.models import Action, ActionLead, Obligation, Pillar, Plan, Progress
from mizan.framework.services.answers import Answer
from mizan.institutions.models import Institution
from mizan.kit.clock import now
from mizan.kit.templatetags.figures import count
from mizan.ledger.models import Event
from tests.framework.cast import DAY, SECRET_NAME, Cast, both_accept, evidence_of, make_action
from tests.ledger.happening import happening

TEXT = {"en": "so it is"}
LISTS = ["/obligations/", "/actions/", "/institutions/", "/places/", "/accountability/", "/balance/"]


@pytest.fixture
def played(cast: Cast) -> Cast:
    """Both sides have spoken: an answer, a headline, a claim, a dispute; the plan is an exercise plan."""
    both_accept(cast)
    answer = services.assess(cast.society, Answer(cast.obligation, "spirit", 1, TEXT, "2026"))
    services.adopt_headline(cast.society, answer)
    proof = evidence_of(cast.owner)
    claim = services.claim_progress(cast.owner, cast.action, text=TEXT, evidence=[proof], on=DAY)
    services.answer_progress(cast.society, claim, confirms=False, text=TEXT)
    plan = Plan.objects.create(code="T-PLAN", title={"en": "A plan"}, level="national", world="exercise")
    cast.action.plans.add(plan)
    cast.action.obligations.add(cast.obligation)
    return cast


def table(client: Any, path: str, **query: str) -> list[dict[str, str]]:
    response = client.get(path, {**query, "as": "csv"})
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def own_pages(cast: Cast) -> list[str]:
    return [f"/actions/{cast.action.code}/", "/plans/T-PLAN/", f"/institutions/{cast.society.body}/"]


def test_a_page_of_one_exercise_row_is_marked_whatever_the_address_says(played: Cast, public: Any) -> None:
    for path in own_pages(played):
        for query in ({}, {"world": "real"}, {"world": "exercise"}):
            assert 'data-word="EXERCISE"' in public.get(path, query).content.decode(), f"{path} {query}"


def test_a_page_of_one_real_row_is_not_marked_as_exercise(loaded_pack: None, public: Any) -> None:
    real = [f"/actions/{Action.objects.filter(world='real')[0].code}/", "/institutions/FIA/"]
    for path in real:
        for query in ({}, {"world": "exercise"}):
            assert 'data-word="EXERCISE"' not in public.get(path, query).content.decode(), path


@pytest.mark.parametrize(("model", "path"), [(Action, "/actions/"), (Obligation, "/obligations/")])
def test_a_recoded_row_names_its_old_pillar_in_the_readers_language(
    model: Any, path: str, loaded_pack: None, public: Any
) -> None:
    row = model.objects.filter(pillar_was="education").order_by("pk")[0]
    page = public.get(f"{path}{row.code}/", headers={"accept-language": "ur"}).content.decode()
    assert f"“{Pillar.objects.get(pk='education').name['ur']}”" in page
    assert "“education”" not in page


def test_the_numbers_of_the_timeline_lead_to_their_tables(cast: Cast, public: Any) -> None:
    make_action("T-DATED")
    make_action("T-UNDATED", due_on=None)
    answer = public.get("/timeline/", {"world": "exercise"})
    page = answer.content.decode()
    for name in ("dated", "undated"):
        rows = answer.context[name]
        assert rows
        assert f'<a href="#{name}">{count(len(rows))}</a>' in page
        assert f'id="{name}"' in page


def test_a_real_obligation_shows_the_answers_and_events_of_one_world_at_a_time(played: Cast, public: Any) -> None:
    path = f"/obligations/{played.obligation.code}/"
    real, exercise = public.get(path), public.get(path, {"world": "exercise"})
    assert played.society.body not in real.content.decode()
    assert played.society.body in exercise.content.decode()
    assert real.context["history"] == []
    assert {line.body for line in exercise.context["history"]} == {played.society.body}


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_every_export_of_the_exercise_says_so_in_each_row_and_in_its_name(
    path: str, kind: str, played: Cast, public: Any
) -> None:
    response = public.get(path, {"world": "exercise", "as": kind})
    assert "EXERCISE-" in response["Content-Disposition"]
    if kind == "csv":
        head, *rows = csv.reader(io.StringIO(response.content.decode("utf-8-sig")))
        assert head[0] == "EXERCISE"
        assert {row[0] for row in rows} <= {"EXERCISE"}
    else:
        import openpyxl

        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
        assert {row[0] for row in sheet.iter_rows(values_only=True)} == {"EXERCISE"}
    assert "EXERCISE" not in public.get(path, {"as": "csv"}).content.decode()


@pytest.mark.parametrize("path", ["/balance/", "/accountability/", "/timeline/", "/places/"])
def test_every_chart_of_the_exercise_says_so_inside_the_picture(path: str, played: Cast, public: Any) -> None:
    html = public.get(path, {"world": "exercise"}).content.decode()
    pictures = [part.split("</svg>")[0] for part in html.split("<svg")[1:] if "</svg>" in part]
    charts = [picture for picture in pictures if "<text" in picture]
    assert charts
    assert all("EXERCISE" in picture for picture in charts)
    real = public.get(path).content.decode()
    assert "EXERCISE" not in real.split("<main")[1].split("</main>")[0]


@pytest.mark.usefixtures("loaded_pack")
@pytest.mark.parametrize("path", ["/obligations/", "/actions/", "/institutions/"])
def test_I12_list_detail_and_export_show_the_same_rows(path: str, cast: Cast, public: Any) -> None:
    for world in ("real", "exercise"):
        exported = [row["code"] for row in table(public, path, world=world)]
        shown: list[str] = []
        number = 1
        while True:
            html = public.get(path, {"world": world, "page": str(number)})
            page = html.context["list"].page
            shown += [row.action.code if hasattr(row, "action") else row.code for row in page]
            if not page.has_next():
                break
            number += 1
        assert sorted(shown) == sorted(exported)
        assert len(set(shown)) == len(shown)
        assert public.get(f"{path}{exported[0]}/").status_code == 200


@pytest.mark.usefixtures("loaded_pack")
def test_I12_a_filter_narrows_the_page_and_the_export_alike(public: Any) -> None:
    query = {"pillar": "awareness", "strength": "mandatory"}
    page = public.get("/obligations/", query)
    assert page.context["list"].total == len(table(public, "/obligations/", **query)) < 176


@pytest.mark.usefixtures("loaded_pack")
def test_what_is_retired_is_in_no_list_and_no_export(public: Any) -> None:
    Action.objects.filter(pk="ACT-01").update(retired_at=now())
    Institution.objects.filter(pk="FIA").update(retired_at=now())
    assert "ACT-01" not in {row["code"] for row in table(public, "/actions/")}
    assert "FIA" not in {row["code"] for row in table(public, "/institutions/")}
    assert public.get("/actions/ACT-01/").status_code == 200


def test_I7_a_society_members_name_is_on_no_public_page_in_no_export_and_in_no_event(played: Cast, public: Any) -> None:
    paths = [*own_pages(played), f"/obligations/{played.obligation.code}/", "/", "/timeline/", "/plans/", *LISTS]
    for path in paths:
        for query in ({"world": "exercise"}, {"world": "exercise", "as": "csv"}):
            content = public.get(path, query).content.decode("utf-8", "replace")
            assert SECRET_NAME not in content, path
            assert played.society.id not in content, path
            assert "@cast.example" not in content, path
    for event in Event.objects.filter(body=played.society.body):
        assert SECRET_NAME not in str(event.payload)


def test_I18_a_suggested_body_and_a_source_are_said_in_words(played: Cast, public: Any) -> None:
    html = public.get("/actions/ACT-01/").content.decode()
    assert "suggested" in html
    assert "A suggested body is not an owner" in html
    assert "✓" not in html
    assert "✔" not in html


@pytest.mark.usefixtures("loaded_pack")
@pytest.mark.parametrize(
    "path",
    [
        "/obligations/nothing/", "/actions/nothing/", "/plans/nothing/", "/instruments/nothing/", "/figures/nothing/",
        "/institutions/nothing/", "/places/nothing/", "/figures/nothing/add/", "/no/such/page/",
    ],
)  # fmt: skip
def test_what_is_not_there_is_a_plain_404(path: str, public: Any) -> None:
    assert public.get(path).status_code == 404


@pytest.mark.usefixtures("loaded_pack")
@pytest.mark.parametrize("path", [*LISTS, "/", "/plans/", "/timeline/", "/instruments/", "/figures/"])
@pytest.mark.parametrize(
    "query",
    [
        {"page": "x", "sort": "'; drop", "world": "other", "as": "exe"},
        {"page": "-3", "q": "%_\\\"'", "pillar": "none", "plan": "none", "kind": "none"},
        {"page": "999999", "body": "ا" * 60, "sort": "--code"},
    ],
)
def test_a_wrong_address_is_answered_and_never_breaks(path: str, query: dict[str, str], public: Any) -> None:
    assert public.get(path, query).status_code in {200, 400, 404}


def many_more(cast: Cast, n: int) -> None:
    """More rows of everything that lists show."""
    for number in range(n):
        action = make_action(f"T-MORE-{number}")
        action.plans.add(Plan.objects.get(pk="T-PLAN"))
        action.obligations.add(cast.obligation)
        ActionLead.objects.create(action=action, institution_id="T-OWNER", part="lead")
        with happening(action):
            Progress.objects.create(action=action, body_id="T-OWNER", on=DAY, at=now(), world="exercise")
        Institution.objects.create(
            code=f"T-BODY-{number}", side="state", kind="lea", level="national", world="exercise", parent_id="T-OWNER"
        )


@pytest.mark.parametrize(
    ("path", "at_most"),
    [
        ("/", 30), ("/balance/", 40), ("/obligations/", 20), ("/actions/", 20), ("/plans/", 10), ("/plans/T-PLAN/", 20),
        ("/timeline/", 20), ("/institutions/", 12), ("/accountability/", 12), ("/institutions/T-OWNER/", 20),
        ("/actions/T-01/", 40), ("/instruments/", 10), ("/figures/", 10), ("/places/", 12),
    ],
)  # fmt: skip
def test_a_page_asks_the_database_as_often_for_many_rows_as_for_few(
    path: str, at_most: int, played: Cast, public: Any
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert public.get(path, {"world": "exercise"}).status_code == 200
        return len(queries)

    asked()  # the first request warms what is made once per process
    few = asked()
    many_more(played, 12)
    assert asked() == few <= at_most


def test_an_obligation_page_asks_as_often_for_many_answers_as_for_few(played: Cast, public: Any) -> None:
    path = f"/obligations/{Obligation.objects.get(pk=played.obligation.pk).code}/"

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            public.get(path, {"world": "exercise"})
        return len(queries)

    def answer() -> None:
        said = Answer(played.obligation, "spirit", 2, TEXT, "2026", evidence=[evidence_of(played.ngo)])
        services.assess(played.ngo, said)

    answer()
    asked()
    few = asked()
    for _ in range(8):
        answer()
    assert asked() == few <= 40


def test_the_crosswalk_says_how_many_actions_serve_several_plans_and_leads_to_them(
    loaded_pack: None, public: Any
) -> None:
    page = public.get("/crosswalk/").content.decode()
    (shown,) = re.findall(r'href="/actions/\?plans=several"><bdi[^>]*>([\d,]+)</bdi></a>', page)
    listed = {row["code"] for row in table(public, "/actions/", plans="several")}
    actions = Action.objects.filter(world="real", retired_at=None).prefetch_related("plans")
    several = {one.code for one in actions if len({p for p in one.plans.all() if p.retired_at is None}) > 1}
    assert listed == several
    assert int(shown) == len(several) > 0
