"""Services by their provider's own word: either side alike, nobody else's, never rewritten."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mizan.kit.refusal import Refused
from mizan.ledger.models import Event
from mizan.prevention import services
from mizan.prevention.models import Service
from mizan.prevention.queries.helping import Load, load_of, newest_of, standing
from mizan.prevention.rules.hours import read_hours
from mizan.prevention.rules.serving import Asked, Offer, fits
from tests.cast import sign_in
from tests.prevention.people import Town

pytestmark = pytest.mark.django_db
LINE = services.NewService("hotline", {"en": "A line"}, phone="0800-11111", staffed_hours=read_hours("24/7"))
SHEET = ["What it is", "Name", "Telephone", "When a person answers the telephone", "Languages", "Address"]


@pytest.mark.parametrize("who", ["school", "centre"])
def test_a_body_of_either_side_lists_its_service_without_asking(town: Town, who: str) -> None:
    actor = getattr(town, who).actor
    row = services.list_service(actor, LINE)
    assert (row.provider_id, row.checked_on, [one.pk for one in standing("real")]) == (
        actor.body, row.checked_on, [row.pk]
    )  # fmt: skip
    assert Event.objects.filter(verb="prevention.service.listed").count() == 1


def test_a_changed_service_is_a_new_row_of_its_line_and_the_old_one_stays(town: Town) -> None:
    first = services.list_service(town.school.actor, LINE)
    second = services.change_service(town.school.actor, first, replace(LINE, phone="0800-22222"))
    first.refresh_from_db()
    assert (first.ended_on is not None, second.line, second.replaces_id) == (True, first.pk, first.pk)
    assert newest_of(first.pk) == second
    with pytest.raises(Refused, match="service_ended"):
        services.change_service(town.school.actor, first, LINE)
    services.end_service(town.school.actor, second)
    assert (newest_of(first.pk), standing("real")) == (None, [])


def test_I7_nobody_changes_ends_or_counts_for_another_body(town: Town) -> None:
    row = services.list_service(town.school.actor, LINE)
    for who in (town.centre, town.helper, town.cast.coordinator):
        for act in (
            lambda actor: services.change_service(actor, row, LINE),
            lambda actor: services.end_service(actor, row),
            lambda actor: services.say_load(actor, row, "2026-01", received=1, answered=1),
        ):
            with pytest.raises(Refused, match="not_your_service"):
                act(who.actor)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kind": "shelter", "address": "Street 1"}, "no_address_of_a_shelter"),
        ({"phone": ""}, "service_out_of_reach"),
        ({"name": {"en": " "}}, "name_needed"),
        ({"age_from": 18, "age_to": 12}, "ages_out_of_order"),
    ],
)
def test_what_would_mislead_or_endanger_is_refused(town: Town, changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        services.list_service(town.school.actor, replace(LINE, **changes))
    assert not Service.objects.exists()


def test_how_many_asked_is_told_by_month_and_follows_the_line(town: Town) -> None:
    first = services.list_service(town.school.actor, LINE)
    services.say_load(town.school.actor, first, "2026-01", received=100, answered=None)
    second = services.change_service(town.school.actor, first, LINE)
    services.say_load(town.school.actor, second, "2026-02", received=900, answered=90)
    services.say_load(town.school.actor, second, "2026-01", received=100, answered=80)
    for code in (first.pk, second.pk):
        assert load_of(code) == [Load("2026-01", 100, 80), Load("2026-02", 900, 90)]
    assert load_of("NONE") == []
    for month, asked, heard, said in (
        ("2026-03", 1, 1, "month_not_over"), ("2026-02", None, None, "load_needed"), ("2026-02", 1, 2, "more_answered"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=said):
            services.say_load(town.school.actor, second, month, received=asked, answered=heard)


def test_what_was_not_published_neither_fits_nor_fails() -> None:
    silent = Offer("shelter", [], [], "", None, None, None)
    told = Offer("shelter", ["debt_bondage"], ["ur"], "female", 18, 40, read_hours("24/7"))
    asked = Asked("shelter", "debt_bondage", "ur", "female", 20, (0, 0))
    assert (fits(silent, asked), fits(told, asked)) == (None, True)
    assert fits(silent, Asked("shelter")) is True
    for other in (
        Asked("legal_aid"), Asked(need="child_labour"), Asked(language="sd"), Asked(sex="male"), Asked(age=17),
    ):  # fmt: skip
        assert fits(told, other) is False
    assert fits(silent, Asked("legal_aid", language="sd")) is False


@pytest.fixture
def client(town: Town, both_languages: None, desk: Callable[..., Any]) -> Client:
    return sign_in(Client(), town.centre)


def sheet(*rows: list[Any]) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    for row in [SHEET, *rows]:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return SimpleUploadedFile("services.xlsx", out.getvalue())


def test_a_sheet_is_taken_whole(client: Client) -> None:
    good = [
        ["hotline", "A line", "0800-11111", "24/7", "Urdu, ps", None],
        ["shelter", "A home", "042-111", None, None, None],
    ]
    answer = client.post("/services/import/", {"sheet": sheet(*good)})
    assert answer.status_code == 302
    line, home = Service.objects.order_by("kind")
    assert (line.languages, line.staffed_hours is not None, home.staffed_hours) == (["ur", "ps"], True, None)


@pytest.mark.parametrize("language", ["en", "ur"])
def test_a_sheet_with_a_fault_is_taken_not_at_all_and_each_cell_is_named(client: Client, language: str) -> None:
    rows = [
        ["hotline", "A line", "0800-11111", "24/7", "ur", None],
        ["bakery", "B", "phone", "whenever", "Latin", None],
    ]  # fmt: skip
    answer = client.post(f"/services/import/?lang={language}", {"sheet": sheet(*rows)})
    page = answer.content.decode()
    assert [cell for cell in ("A3", "C3", "D3", "E3") if f"!{cell}<" in page] == ["A3", "C3", "D3", "E3"]
    assert "!A2<" not in page
    assert ("says no hours" in page) == (language == "en")
    rules = client.post(
        f"/services/import/?lang={language}", {"sheet": sheet(rows[0], ["shelter", "H", "1-2", None, None, "Street"])}
    )
    assert ("!F3<" in rules.content.decode(), Service.objects.count()) == (True, 0)


def test_at_the_desk_a_provider_lists_changes_counts_and_ends(client: Client, town: Town) -> None:
    form = {"kind": "hotline", "name": "A line", "phone": "0800-11111", "staffed": "mon-fri 9:00-17:00"}
    wrong = client.post("/services/add/", {**form, "staffed": "sometimes"})
    assert (wrong.status_code, b"says no hours" in wrong.content) == (409, True)
    assert client.post("/services/add/", form).status_code == 302
    [row] = Service.objects.all()
    path = f"/services/{row.pk}/"
    assert b"mon-fri 9:00-17:00" in client.get(path).content
    assert client.post(path, {"verb": "load", "load-month": "2026-01", "load-received": "9"}).status_code == 302
    changed = client.post(path, {"verb": "change", **{f"change-{key}": said for key, said in form.items()}})
    new = Service.objects.get(replaces=row)
    assert changed.headers["Location"] == f"/services/{new.pk}/"
    page = client.get(f"/services/{new.pk}/").content.decode()
    assert ("2026-01" in page, client.post(f"/services/{new.pk}/", {"verb": "end"}).status_code) == (True, 302)
    assert standing("real") == []
    assert sign_in(Client(), town.school).get(path).status_code == 404


def test_a_pack_row_gives_way_to_the_word_of_its_provider(town: Town) -> None:
    old = Service.objects.create(
        code="SV-P", line="SV-P", kind="hotline", provider_id="T-SCHOOL", name={"en": "Line"}, pack="t", phone="1-1"
    )
    new = services.change_service(town.school.actor, old, LINE)
    assert (standing("real"), new.line) == ([new], "SV-P")


def test_hours_are_entered_in_urdu_as_the_hint_says_them(client: Client) -> None:
    form = {
        "kind": "hotline",
        "name": "ایک لائن",
        "phone": "0800-11111",
        "staffed": "پیر-جمعہ 09:00-17:00؛ ہفتہ 09:00-13:00",
    }
    assert client.post("/services/add/?lang=ur", form).status_code == 302
    assert Service.objects.get().staffed == read_hours("mon-fri 09:00-17:00; sat 09:00-13:00")
