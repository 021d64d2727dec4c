"""Lists: filters, order and page from the address; wrong values narrow nothing; the file has the same rows."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.test import RequestFactory
from django.utils.functional import SimpleLazyObject

from mizan.kit.actors import Actor, Role
from mizan.kit.facts import World
from mizan.kit.listing import Column, FilterForm, export, export_url, listing, ordered
from mizan.kit.menu import Door, entries, entry
from mizan.kit.pages import list_in_other_world, show_world_of, world_of


def asked(**query: str) -> Any:
    return RequestFactory().get("/rows/", query)


class Filters(FilterForm):
    kind = forms.ChoiceField(choices=[("", "any"), ("a", "A")], required=False)
    q = forms.CharField(required=False, max_length=3)


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        ({}, {}),
        ({"kind": "a"}, {"kind": "a"}),
        ({"kind": "z", "q": "ab"}, {"q": "ab"}),
        ({"q": "abcd"}, {}),
        ({"x": "1"}, {}),
    ],
)
def test_a_value_that_is_no_choice_narrows_nothing(query: dict[str, str], chosen: dict[str, str]) -> None:
    assert Filters(query).chosen() == chosen


@pytest.mark.parametrize(("page", "number"), [("", 1), ("2", 2), ("x", 1), ("0", 3), ("-1", 3), ("99", 3)])
def test_a_page_out_of_range_gives_the_nearest(page: str, number: int) -> None:
    found = listing(asked(page=page), list(range(120)), Filters({}))
    assert (found.page.number, found.total) == (number, 120)


def test_the_file_of_a_list_has_its_filters_and_every_page() -> None:
    assert export_url(asked(kind="a", page="2"), "csv") == "/rows/?kind=a&as=csv"
    file = export(asked(**{"as": "csv"}), "rows", [Column("n", lambda n: n)], list(range(120)), world=World.REAL)
    assert file is not None
    assert len(file.content.decode().splitlines()) == 121
    assert export(asked(), "rows", [], [], world=World.REAL) is None
    assert export(asked(**{"as": "exe"}), "rows", [], [], world=World.REAL) is None


@pytest.mark.usefixtures("loaded_pack")
def test_only_named_columns_sort_and_either_way() -> None:
    from mizan.institutions.models import Institution

    rows = Institution.objects.filter(world="real")
    forward = [row.pk for row in ordered(rows, asked(sort="code"), {"code": "code"}, "code")]
    backward = [row.pk for row in ordered(rows, asked(sort="-code"), {"code": "code"}, "code")]
    assert forward == backward[::-1]
    for wrong in ("name", "-name", "--code", "code; drop", "members__user__email"):
        assert [row.pk for row in ordered(rows, asked(sort=wrong), {"code": "code"}, "code")] in (forward, backward)


@pytest.mark.parametrize(
    ("home", "query", "world"),
    [
        ("real", {}, "real"), ("real", {"world": "exercise"}, "exercise"), ("real", {"world": "dream"}, "real"),
        ("exercise", {}, "exercise"), ("exercise", {"world": "real"}, "real"),
    ],
)  # fmt: skip
def test_a_page_is_in_the_world_asked_for_or_at_home(home: str, query: dict[str, str], world: str) -> None:
    request = asked(**query)
    request.actor = Actor(world=home)
    assert world_of(request) == world


@pytest.mark.parametrize(("own", "other"), [(World.REAL, "exercise"), (World.EXERCISE, "real")])
def test_the_page_of_one_row_is_in_the_rows_own_world(own: World, other: str) -> None:
    request = asked(world=other)
    show_world_of(request, SimpleLazyObject(lambda: Actor(world=own)))  # type: ignore[arg-type]
    assert world_of(request) == own
    assert list_in_other_world("/rows/", own) == f"/rows/?world={other}"


def test_a_menu_shows_what_the_reader_may_open_in_order_and_once() -> None:
    for _twice in range(2):
        entry(Door.DESK, "Later", "test:later", order=9001)
        entry(Door.DESK, "Inquiries", "test:inquiry", order=9000, roles=frozenset({Role.INQUIRY}))

    def seen(*roles: Role) -> list[str]:
        found = entries(Door.DESK, Actor(roles=frozenset(roles)))
        return [one.url_name for one in found if one.url_name.startswith("test:")]

    try:
        assert seen() == ["test:later"]
        assert seen(Role.INQUIRY) == ["test:inquiry", "test:later"]
        assert not [one for one in entries(Door.PUBLIC, Actor()) if one.url_name.startswith("test:")]
    finally:
        from mizan.kit import menu

        for name in ("test:later", "test:inquiry"):
            del menu._ENTRIES[Door.DESK, name]
