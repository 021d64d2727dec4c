"""Pages of returns: filed by form and by sheet, asked about, approved, and set beside the other side's figures."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mizan.council.models import Return, ReturnForm, ReturnRevision
from mizan.council.services import approve_return
from tests.cast import Cast, sign_in
from tests.council.asked import GOOD, Q1, Q1_DUE, filed, joins, make_form, submitted

pytestmark = pytest.mark.django_db
PAGE = "/returns/T-RET/T-LEA/2025-Q1/"
TYPED = {f"f_{code}": str(value) for code, value in GOOD.items()}


def page_of(client: Client, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def owner(cast: Cast) -> Client:
    """T-LEA files; its member is signed in."""
    joins(cast.owner.actor, make_form())
    return sign_in(Client(), cast.owner)


def sheet(client: Client, cell: str = "", value: object = None) -> SimpleUploadedFile:
    """The template as the page gives it, filled in, with one cell changed."""
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{PAGE}?as=template").content))
    for number, figure in enumerate(GOOD.values(), 2):
        book.worksheets[0].cell(number, 4).value = figure
    if cell:
        book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("return.xlsx", out.getvalue())


def test_a_return_is_kept_submitted_and_approved_by_the_page(owner: Client) -> None:
    assert owner.post(PAGE, {"verb": "keep", "f_victims": "3"}).status_code == 302
    assert 'value="3"' in page_of(owner)
    assert owner.post(PAGE, {"verb": "submit", **TYPED}).status_code == 302
    assert owner.post(PAGE, {"verb": "approve"}).status_code == 302
    assert Return.objects.get().stage == "approved"


def test_figures_that_do_not_hold_together_stand_at_their_fields_and_nothing_typed_is_lost(owner: Client) -> None:
    answer = owner.post(PAGE, {"verb": "submit", **TYPED, "f_women": "9", "f_taken": "30"}).content.decode()
    assert "The parts make 13, more than the whole of 10." in answer
    assert "say why in the note" in answer
    assert 'value="30"' in answer
    assert not Return.objects.exists()


def test_I18_an_empty_field_is_not_reported_and_the_box_says_not_known(owner: Client) -> None:
    typed = {**TYPED, "f_women": "", "f_men": "", "u_men": "on", "f_places": "0", "f_taken": "0"}
    assert owner.post(PAGE, {"verb": "submit", **typed}).status_code == 302
    assert ReturnRevision.objects.get().figures == {"victims": 10, "men": None, "places": 0, "taken": 0}
    both = owner.post(PAGE, {"verb": "submit", **TYPED, "u_men": "on"}).content.decode()
    assert "not both" in both


def test_a_wrong_cell_is_named_and_nothing_is_stored_and_a_good_sheet_is_shown_before_it_is(owner: Client) -> None:
    wrong = owner.post(PAGE, {"verb": "upload", "upload-sheet": sheet(owner, "D3", "six")}).content.decode()
    assert "T-RET 2025-Q1!D3" in wrong
    assert "“six” is no number." in wrong
    good = owner.post(PAGE, {"verb": "upload", "upload-sheet": sheet(owner)}).content.decode()
    assert "Nothing is stored yet" in good
    assert 'value="18"' in good
    assert not Return.objects.exists()


@pytest.mark.parametrize("name", ["co_lead", "monitor", "coordinator", "outsider", "international", "operator"])
def test_I7_whoever_is_of_another_body_sees_what_was_submitted_and_has_no_form_to_change_it(
    cast: Cast, owner: Client, name: str
) -> None:
    submitted(cast.owner.actor, ReturnForm.objects.get(), Q1_DUE)
    owner.post(PAGE, {"verb": "keep", "f_victims": "777"})
    client = sign_in(Client(), cast.by_name()[name])
    shown = page_of(client)
    assert "777" not in shown
    for verb in ("keep", "submit", "upload", "approve"):
        assert f'value="{verb}"' not in shown
        assert client.post(PAGE, {"verb": verb, **TYPED}).status_code == 404
    assert (Return.objects.get().stage, Return.objects.get().revision) == ("submitted", 2)


def test_the_other_side_asks_by_the_page(cast: Cast) -> None:
    filed(cast)
    client = sign_in(Client(), cast.co_lead)
    answer = client.post(PAGE, {"verb": "query", "query-figure": "victims", "query-text": "So few?"})
    assert answer.status_code == 302
    assert "So few?" in page_of(client)


def test_a_return_that_nobody_owes_is_not_there(owner: Client) -> None:
    for path in ("/returns/T-RET/T-LEA/2024-Q4/", "/returns/T-RET/T-MON/2025-Q1/", "/returns/OTHER/T-LEA/2025-Q1/",
                 "/returns/T-RET/T-LEA/2025-13/"):  # fmt: skip
        assert owner.get(path).status_code == 404
        assert owner.post(path, {"verb": "submit"}).status_code == 404


def test_the_grid_shows_what_is_missing_and_leads_to_it(owner: Client) -> None:
    grid = page_of(owner, "/returns/?periods=60")
    assert PAGE in grid
    assert ">missing<" in grid
    found = rf'<td><a href="{PAGE}[^"]*" class="([^"]*)"><i class="mark mark--(\w+)"></i>([^<]+)</a></td>'
    assert re.findall(found, grid) == [("tag tag--alert", "v0", "missing")]  # a shape and a word, in one link
    assert "weeks" in page_of(owner, "/returns/forecast/")


def test_earlier_periods_are_a_page_away_and_another_choice_leads_back_to_the_newest(cast: Cast) -> None:
    joins(cast.owner.actor, make_form(every="month"))  # from January 2025 on: more than twelve months ago
    client = sign_in(Client(), cast.owner)
    newest, before = page_of(client, "/returns/"), page_of(client, "/returns/?page=2")
    assert ('rel="next"' in newest, 'rel="prev"' in before) == (True, True)
    assert set(months(newest)) & set(months(before)) == set()
    choices = re.findall(r'href="(\?[^"]*(?:form|periods)=[^"]*)"', before.partition('id="grid"')[0])
    assert len(choices) >= 4
    assert [one for one in choices if "page=" in one] == []


def months(page: str) -> list[str]:
    return re.findall(r'<th scope="col"><bdi class="code">([^<]+)</bdi>', page)


def test_the_grid_says_in_words_what_came_late(cast: Cast) -> None:
    filed(cast, Q1_DUE + timedelta(days=1))
    assert "</i>submitted, late</a>" in page_of(sign_in(Client(), cast.owner), "/returns/?periods=60")


def test_the_grid_opens_on_the_form_of_which_most_is_wanting(owner: Client, cast: Cast) -> None:
    make_form("A-RET", name={"en": "First by its code"})
    assert "<h2>First by its code</h2>" not in page_of(owner, "/returns/")
    assert "<h2>First by its code</h2>" in page_of(owner, "/returns/?form=A-RET")


def test_a_figure_has_its_name_once_for_the_eye_and_at_its_field_for_the_ear(owner: Client) -> None:
    html = page_of(owner)
    assert html.count('<label for="id_f_victims" class="hidden">Figure victims</label>') == 1
    assert '<span class="hidden">Not known: Figure victims</span>' in html


def test_a_body_joins_by_the_page(cast: Cast) -> None:
    make_form()
    client = sign_in(Client(), cast.owner)
    given = {"verb": "join", "join-form": "T-RET", "join-files": "yes", "join-since": "2025-01-01"}
    assert client.post("/returns/", given).status_code == 302
    assert client.post("/returns/", {"verb": "duty", "duty-person": cast.owner.post.pk}).status_code == 302
    assert client.post("/returns/", {"verb": "other"}).status_code == 404


def test_state_and_society_stand_side_by_side_for_everybody(cast: Cast, public: Any) -> None:
    row = filed(cast)
    joins(cast.co_lead.actor, row.form)
    other = submitted(cast.co_lead.actor, row.form, Q1_DUE, GOOD | {"victims": 23, "women": 17, "men": 6})
    for actor, one in ((cast.owner.actor, row), (cast.co_lead.actor, other)):
        approve_return(actor, one)
    page = page_of(public, "/returns/side-by-side/")
    assert ("Body T-LEA" in page, "Body T-ORG" in page) == (True, True)
    head = page.partition('id="side-by-side"')[2].partition("</thead>")[0]
    assert "side--state" in head  # the side, not the state of a thing
    assert ">13<" in page.replace("<bdi>", "").replace('<bdi class="num">', "")
    shown = page_of(public, "/returns/completeness/")
    assert "T-LEA" in shown
    assert Q1 not in shown  # by body and form; no figure
