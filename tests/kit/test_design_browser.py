"""The look in a real browser, without script: nothing spills at 320 px, targets are large enough, axe finds nothing.

One sample page holds every part. Contrast of Urdu text is beyond axe and is held by `test_design_colours`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

pytestmark = pytest.mark.browser

STATIC = Path(__file__).parents[2] / "src/mizan/kit/static"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
CSP = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'"
ORIGIN = "http://design.test"

SAMPLE = """{% extends "kit/base.html" %}{% load kit %}
{% block title %}Sample{% endblock %}
{% block main %}
{% error_summary form %}<h1>ترازو Mizan</h1><p class="lead">Words ذمہ داریاں</p>
{% scale 110 66 "Enforcement" "Prevention" %}{% scale None 66 "Budget" "Places" %}
<h2>Marks</h2><p>{% status "claimed" %} {% status "late" %} {% status None %} {% score 3 %} {% side "state" %}
{% side "society" %} {% grade "news" %} {{ 1234567|count }}</p>
<ul class="cards"><li class="card"><a href="#"><span class="big">176</span> <span>obligations</span></a></li></ul>
<div class="pans">{% pan side="state" title="State" %}<p>Text</p>{% source_note source="https://example.org/a" %}
{% endpan %}{% pan side="society" title="Society" %}<p>Text</p>{% endpan %}</div>
{% meter 3 9 "Confirmed" %}{% filters narrow %}
{% table caption="Actions" id="actions" csv="/a.csv" %}<thead><tr>{% sort_th "title" "Action" %}
{% for n in wide %}<th scope="col">Column {{ n }}</th>{% endfor %}</tr></thead><tbody><tr><th scope="row">Name</th>
{% for n in wide %}<td>{{ n|number }} words</td>{% endfor %}</tr></tbody>{% endtable %}
{% pager page %}{% timeline entries %}{% empty %}
<form method="post">{% for bound in form %}{% field bound %}{% endfor %}<button class="button">Save</button></form>
{% endblock %}"""


class Claim(forms.Form):
    body = forms.CharField(label="Name", help_text="As it writes itself")
    mode = forms.ChoiceField(label="Mode", choices=[("p", "Proactive"), ("r", "Reactive")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="I am sure")


class Narrow(forms.Form):
    pillar = forms.ChoiceField(label="Pillar", required=False, choices=[("", "All"), ("a", "A")])


def links(*labels: str) -> list[dict[str, object]]:
    return [{"label": label, "url": "#", "current": label == labels[0]} for label in labels]


def sample(language: str) -> str:
    languages = [
        {"code": code, "name": name, "url": "#", "current": code == language}
        for code, name in (("en", "English"), ("ur", "اردو"))
    ]
    values = {
        "request": RequestFactory().get("/"),
        "menu": links("Balance", "Obligations", "Actions", "Institutions", "Timeline"),
        "foot_menu": links("Check the log"),
        "crumbs": links("Home", "Actions"),
        "languages": languages,
        "world": "exercise",
        "world_switch_url": "#",
        "form": Claim({}),
        "narrow": Narrow(),
        "wide": range(12),
        "page": Paginator(range(400), 20).page(7),
        "entries": [{"when": "2018-06", "title": "Act"}, {"when": "2025", "title": "Ran out", "state": "late"}],
    }
    with override(language):
        return Template(SAMPLE).render(Context(values))


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)


@pytest.fixture
def opened(browser: Any) -> Iterator[Any]:
    """Opens the sample as the public door would serve it; anything the page policy blocks fails the test."""
    contexts, complaints = [], []

    def serve(route: Any, html: str) -> None:
        path = route.request.url.removeprefix(ORIGIN)
        if path == "/":
            route.fulfill(body=html, content_type="text/html; charset=utf-8", headers={"content-security-policy": CSP})
        else:
            route.fulfill(path=STATIC / path.split("static/")[-1])

    def go(language: str, *, width: int = 1200, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        html = sample(language)
        page.route("**/*", lambda route: serve(route, html))
        page.goto(ORIGIN + "/")
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.mark.parametrize("language", ["en", "ur"])
def test_nothing_spills_on_the_smallest_phone(opened: Any, language: str) -> None:
    page = opened(language, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert page.locator("[role=region]").first.evaluate("e => e.scrollWidth === e.clientWidth")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_between_phone_and_desk_a_wide_table_scrolls_by_itself(opened: Any, language: str) -> None:
    page = opened(language, width=800)
    assert page.evaluate("document.documentElement.scrollWidth") == 800
    assert page.locator("[role=region]").first.evaluate("e => e.scrollWidth > e.clientWidth && e.tabIndex === 0")


@pytest.mark.parametrize("language", ["en", "ur"])
def test_every_target_outside_a_sentence_is_large_enough(opened: Any, language: str) -> None:
    page = opened(language, width=400)
    small = page.evaluate("""[...document.querySelectorAll("button, input:not([type=hidden]), select, nav a, th a")]
        .map(e => [e.outerHTML.slice(0, 60), e.getBoundingClientRect()])
        .filter(([, box]) => box.width < 24 || box.height < 24).map(([html]) => html)""")
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "ur"])
def test_axe_finds_nothing(opened: Any, language: str, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = opened(language, color_scheme=scheme, bypass_csp=True)
    rules = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]})
    assert found.violations_count == 0, found.generate_report()


def test_the_urdu_page_is_set_in_the_bundled_face_and_the_english_one_never_loads_it(opened: Any) -> None:
    loaded = "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status === 'loaded').length)"
    assert opened("ur").evaluate(loaded) == 1
    assert opened("en").evaluate(loaded) == 0


def test_nastaliq_lines_are_generous(opened: Any) -> None:
    page = opened("ur")
    for selector in ("p", "h1", "li", "td"):
        ratio = page.locator(f"main {selector}").first.evaluate(
            "e => parseFloat(getComputedStyle(e).lineHeight) / parseFloat(getComputedStyle(e).fontSize)"
        )
        assert 2.15 <= ratio <= 2.45, selector


def test_the_focus_ring_is_two_pixels(opened: Any) -> None:
    page = opened("en")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Tab")
    style = page.evaluate("(s => [s.outlineStyle, s.outlineWidth])(getComputedStyle(document.activeElement))")
    assert style == ["solid", "2px"]


def test_print_shows_the_exercise_mark_and_no_navigation(opened: Any) -> None:
    page = opened("en")
    page.emulate_media(media="print")
    assert page.evaluate("getComputedStyle(document.querySelector('.exercise'), '::after').content") == '"EXERCISE"'
    assert not page.locator(".top__nav").is_visible()
    assert not page.locator(".filters").is_visible()
