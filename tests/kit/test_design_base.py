"""The frame of every page: language and direction, skip link, menus, the exercise banner, and no script in public."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

LANGUAGES = [
    {"code": "en", "name": "English", "url": "?language=en", "current": True},
    {"code": "ur", "name": "اردو", "url": "?language=ur", "current": False},
]


def page(template: str = "kit/base.html", language: str = "en", **context: object) -> str:
    with override(language):
        return render_to_string(template, context, RequestFactory().get("/"))


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ur", "rtl")])
def test_the_page_says_its_language_and_direction(language: str, direction: str) -> None:
    assert f'<html lang="{language}" dir="{direction}">' in page(language=language)


def test_the_urdu_face_is_linked_on_urdu_pages_only() -> None:
    assert "kit/urdu.css" in page(language="ur")
    assert "urdu.css" not in page()


def test_the_public_door_loads_no_script() -> None:
    assert "<script" not in page()


def test_the_desk_loads_htmx_without_eval_and_without_inline_styles() -> None:
    html = page("kit/base_desk.html")
    assert "django_htmx/htmx-2.min.js" in html
    assert '"allowEval": false' in html
    assert '"includeIndicatorStyles": false' in html


def test_the_first_link_leads_to_the_main_content() -> None:
    html = page(languages=LANGUAGES)
    first = html.index("<a ")
    assert html[first:].startswith('<a class="skip" href="#main">')
    assert '<main id="main" tabindex="-1">' in html


def test_the_exercise_is_said_on_every_page_of_it_and_on_no_other() -> None:
    html = page(world="exercise", world_switch_url="/?world=real")
    assert 'data-word="EXERCISE"' in html
    assert 'href="/?world=real"' in html
    assert "EXERCISE" not in page(world="real", world_switch_url="/?world=exercise")
    assert 'href="/?world=exercise"' in page(world="real", world_switch_url="/?world=exercise")


def test_languages_are_plain_links_in_their_own_names() -> None:
    html = page(languages=LANGUAGES)
    assert '<a href="?language=ur" lang="ur" hreflang="ur">اردو</a>' in html
    assert '<span aria-current="true" lang="en">English</span>' in html


def test_the_present_menu_entry_is_said() -> None:
    html = page(menu=[{"label": "Balance", "url": "/balance/", "current": True}, {"label": "Plans", "url": "/p/"}])
    assert '<a href="/balance/" aria-current="page">Balance</a>' in html
    assert '<a href="/p/">Plans</a>' in html


def test_signing_out_is_a_form_with_a_token() -> None:
    html = page(user_menu=[{"label": "Sign out", "url": "/out/", "post": True}], user_name="<b>")
    assert 'method="post" action="/out/"' in html
    assert "csrfmiddlewaretoken" in html
    assert "<bdi>&lt;b&gt;</bdi>" in html


def test_crumbs_end_with_the_page_itself() -> None:
    html = page(crumbs=[{"label": "Home", "url": "/"}, {"label": "TIP 6.3"}])
    assert '<a href="/">Home</a>' in html
    assert '<span aria-current="page">TIP 6.3</span>' in html
