"""Wording about safety, consent and rights: somebody answers for it, or it is marked, and production refuses it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils.translation import override

from mizan.kit import reviews
from mizan.kit.reviews import Entry, Review, digest, unreviewed, used_wordings

BLOCK = '{% load i18n kit %}{% reviewed "a.leave" %}<p>{% translate "Leave at once." %}</p>{% endreviewed %}'
MSGIDS = ("Leave at once.",)


@pytest.fixture
def reviewed_in(monkeypatch):
    """Puts one review of the test wording into the registry."""

    def put(language: str, wording: str) -> None:
        entry = Entry("safety", {language: Review("A. Reviewer", date(2026, 11, 1), wording)})
        monkeypatch.setattr(reviews, "registry", lambda: {"a.leave": entry})

    return put


def test_unreviewed_wording_is_marked_in_the_readers_language() -> None:
    with override("ur"):
        html = Template(BLOCK).render(Context())
    assert html.startswith("<p>")
    assert 'class="unreviewed"' in html


def test_reviewed_wording_carries_no_mark_and_is_not_refused(reviewed_in) -> None:
    reviewed_in("en", digest("en", MSGIDS))
    assert Template(BLOCK).render(Context()) == "<p>Leave at once.</p>"
    assert unreviewed("en", {"a.leave": MSGIDS}) == []


def test_a_review_counts_for_its_own_language_only(reviewed_in) -> None:
    reviewed_in("en", digest("en", MSGIDS))
    assert unreviewed("ur", {"a.leave": MSGIDS}) == ["a.leave"]


def test_a_changed_wording_lapses_its_review(reviewed_in) -> None:
    reviewed_in("en", digest("en", ("Leave slowly.",)))
    assert unreviewed("en", {"a.leave": MSGIDS}) == ["a.leave"]
    assert "unreviewed" in Template(BLOCK).render(Context())


def test_wordings_are_found_in_the_templates_of_every_room(tmp_path: Path) -> None:
    folder = tmp_path / "integrity/templates/integrity"
    folder.mkdir(parents=True)
    body = (
        '{% translate "Leave at once." %}{% blocktranslate trimmed %} Nobody\n is told. {{ x }}{% endblocktranslate %}'
    )
    (folder / "intake.html").write_text(f'{{% load unknown_here %}}{{% reviewed "a.b" %}}{body}{{% endreviewed %}}')
    assert used_wordings(tmp_path) == {"a.b": ("Leave at once.", "Nobody is told. %(x)s")}


def test_one_key_may_not_stand_for_two_wordings(tmp_path: Path) -> None:
    folder = tmp_path / "integrity/templates"
    folder.mkdir(parents=True)
    for name, text in (("a", "One."), ("b", "Two.")):
        source = f'{{% reviewed "k" %}}{{% translate "{text}" %}}{{% endreviewed %}}'
        (folder / f"{name}.html").write_text(source)
    with pytest.raises(ValueError, match="two wordings"):
        used_wordings(tmp_path)


@pytest.mark.parametrize(
    "bad",
    [
        '{% reviewed "a" %}Bare words{% endreviewed %}',
        '{% reviewed key %}{% translate "x" %}{% endreviewed %}',
        '{% reviewed "a" %}{% translate x %}{% endreviewed %}',
        '{% reviewed %}{% translate "x" %}{% endreviewed %}',
    ],
)
def test_wording_that_cannot_be_reviewed_is_a_fault_of_the_page(bad: str) -> None:
    with pytest.raises(TemplateSyntaxError):
        Template("{% load i18n kit %}" + bad)


@pytest.mark.parametrize(
    "bad",
    [
        "k: {about: weather}",
        "k: {about: safety, reviews: {ur: {reviewer: '', day: 2026-11-01, wording: x}}}",
        "k: {about: safety, reviews: {ur: {reviewer: A, day: soon, wording: x}}}",
        "k: {about: safety, reviews: {ur: {reviewer: A}}}",
    ],
)
def test_a_malformed_registry_stops_with_its_key(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "reviews.yaml"
    path.write_text(bad)
    with pytest.raises(ValueError, match=r"^k"):
        reviews.registry(path)


def test_the_registry_of_the_project_names_only_wording_in_use() -> None:
    assert reviews.registry().keys() <= used_wordings().keys()
