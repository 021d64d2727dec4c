"""The pages of campaigns and training, at both doors."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mizan.prevention import services
from mizan.prevention.models import Campaign, KnowledgeSurvey, Training, TrainingResult
from tests.cast import sign_in
from tests.prevention.campaigning import ENDS, STARTS, ask, list_one, people, sheet, survey
from tests.prevention.people import TODAY, Town

pytestmark = pytest.mark.urls("mizan.web.urls.desk")


@pytest.fixture
def page(town: Town) -> Client:
    return sign_in(Client(), town.centre)


def told(client: Client, address: str, **post: object) -> str:
    answer = client.post(address, post, follow=True) if post else client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_a_body_lists_a_campaign_and_says_what_became_of_it(town: Town, page: Client) -> None:
    new = {"name": "Know the line", "about": "Radio.", "audience": "Parents", "pillar": "education"}
    where = {"channels": ["radio"], "languages": ["ur"], "services": "LINE-1", "places": ["T-D1"]}
    told(page, "/campaigns/list/", starts_on=STARTS, ends_on=ENDS, **new, **where)
    row = Campaign.objects.get()
    assert (row.services, row.body_id, list(row.places.values_list("pk", flat=True))) == (
        ["LINE-1"], "T-CENTRE", ["T-D1"],
    )  # fmt: skip
    address = f"/campaigns/{row.pk}/"
    told(page, address, verb="tally", **{"tally-people": 1234, "tally-how": "counted", "tally-on": TODAY})
    told(page, address, verb="asked_form",
         **{"asked_form-question": "Is it free?", "asked_form-times": 4, "asked_form-on": TODAY})  # fmt: skip
    shown = told(page, address)
    for words in ("1,235", "fewer than 10", "Is it free?", "not known whether it coped", "LINE-1", "Urdu"):
        assert words in shown, words


def test_a_survey_is_filed_and_shown_before_beside_after(town: Town, page: Client) -> None:
    row = list_one(town)
    address = f"/campaigns/{row.pk}/"
    told(page, address, verb="question",
         **{"question-code": "line", "question-text": "Do you know the line?", "question-kind": "share"})  # fmt: skip
    told(page, address, verb="question",
         **{"question-code": "calls", "question-text": "How often?", "question-kind": "mean"})  # fmt: skip
    for wave, share, day in (("before", 0.2, STARTS - timedelta(days=3)), ("after", 0.8, ENDS)):
        file = SimpleUploadedFile("a.csv", sheet(people(share)))
        given = {
            "wave": wave, "method": "stratified_clusters", "population": "Parents", "drawn": "By lot.",
            "first_day": day, "last_day": day, "file": file,
        }  # fmt: skip
        told(page, address, verb="survey", **{f"survey-{name}": value for name, value in given.items()})
    shown = told(page, address)
    assert "It rose." in shown
    assert KnowledgeSurvey.objects.first().sha256 in shown
    assert "<svg" in shown
    export = page.get(f"{address}?as=csv").content.decode()
    assert "line,Do you know the line?,0." in export


def test_every_fault_of_a_sheet_is_shown_with_its_cell(town: Town, page: Client) -> None:
    row = list_one(town)
    ask(town, row)
    rows = people(0.5)
    rows[3][2], rows[7][3] = "-1", "maybe"
    given = {
        "wave": "after", "method": "stratified_clusters", "population": "Parents", "drawn": "By lot.",
        "first_day": ENDS, "last_day": ENDS, "file": SimpleUploadedFile("a.csv", sheet(rows)),
    }  # fmt: skip
    shown = told(page, f"/campaigns/{row.pk}/", verb="survey", **{f"survey-{n}": v for n, v in given.items()})
    for words in ("Nothing was taken", "csv!C4", "csv!D8", "neither yes nor no"):
        assert words in shown, words
    assert not KnowledgeSurvey.objects.exists()
    broken = SimpleUploadedFile("a.pdf", b"%PDF")
    shown = told(page, f"/campaigns/{row.pk}/", verb="survey",
                 **{f"survey-{n}": v for n, v in {**given, "file": broken}.items()})  # fmt: skip
    assert "Give an XLSX or a CSV file." in shown


def test_a_small_survey_says_so_and_one_of_a_handful_is_hidden(town: Town, page: Client) -> None:
    row = list_one(town)
    ask(town, row)
    survey(town, row, "before", people(0.5, clusters=4, each=4))
    survey(town, row, "after", people(0.5, clusters=3, each=3))
    shown = told(page, f"/campaigns/{row.pk}/")
    assert "too small: fewer than 30 answers" in shown
    assert "fewer than 10 answers: not shown" in shown


def test_only_an_owner_sees_the_forms(town: Town) -> None:
    row = list_one(town, other_owner=town.school.post.institution)
    address = f"/campaigns/{row.pk}/"
    stranger = sign_in(Client(), town.office)
    assert '<h2 id="do-' not in told(stranger, address)
    assert stranger.post(address, {"verb": "tally"}).status_code == 404
    asked = sign_in(Client(), town.school)
    assert "Is your body an owner of it?" in told(asked, address)
    told(asked, address, verb="accept")
    assert "Whom it reached" in told(asked, address)
    assert sign_in(Client(), town.cast.monitor).get("/campaigns/list/").status_code == 404


def test_both_sides_stand_on_the_list_alike(town: Town, page: Client) -> None:
    list_one(town)
    new = services.NewCampaign({"en": "Posters"}, {"en": "B"}, {"en": "C"}, town.need.pillar, STARTS, ENDS, code="CA-2")
    state = services.list_campaign(town.school.actor, new)
    services.tally(town.school.actor, state, services.NewTally(TODAY, cost=Decimal(7000), currency="PKR"))
    shown = told(page, "/campaigns/")
    for words in ("Know the line", "Posters", "7,000"):
        assert words in shown
    assert "Posters" not in told(page, "/campaigns/?side=society")
    assert "CA-2,Posters" in page.get("/campaigns/?as=csv").content.decode()
    assert page.get("/campaigns/?as=xlsx").status_code == 200


def test_the_empty_sheet_has_the_columns_of_the_design(town: Town, page: Client) -> None:
    import io

    import openpyxl

    row = list_one(town)
    ask(town, row)
    for method, heads in (
        ("simple", ["Respondent (a number)", "Weight", "calls", "line"]),
        ("clustered", ["Sampling cluster", "Weight", "calls", "line"]),
    ):
        content = page.get(f"/campaigns/{row.pk}/?as=template&method={method}").content
        [found] = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True)
        assert list(found) == heads


def test_training_is_not_assessed_until_its_body_says_what_people_can_do(town: Town, page: Client) -> None:
    long_ago = TODAY - timedelta(days=400)
    told(page, "/training/list/", name="First hours", about="Who to ring.", audience="police", pillar="education",
         starts_on=long_ago, ends_on=long_ago, trained=40)  # fmt: skip
    row = Training.objects.get()
    assert "not assessed: late" in told(page, "/training/?standing=late")
    address = f"/training/{row.pk}/"
    said = {"assessed": 31, "able": 16, "how": "A case on paper.", "on": TODAY}
    told(page, address, verb="result", **{f"result-{name}": value for name, value in said.items()})
    assert TrainingResult.objects.get().able == 16
    shown = told(page, address)
    assert "50%" in shown
    assert "A case on paper." in shown
    assert sign_in(Client(), town.school).post(address, {"verb": "result"}).status_code == 404
    assert "police" in page.get("/training/?as=csv").content.decode()


@pytest.mark.parametrize("address", ["/campaigns/NONE/", "/training/NONE/"])
def test_what_is_not_there_is_not_found(page: Client, address: str) -> None:
    assert page.get(address).status_code == 404
