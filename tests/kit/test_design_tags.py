"""Words with marks, numbers and texts: unknown is not zero, names are isolated, everything is escaped."""

from __future__ import annotations

from datetime import date

import pytest
from django.template import Context, Template
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.facts import Grade
from mizan.kit.templatetags.figures import count, day, interval, number, percent
from mizan.kit.templatetags.marks import SIDES, STATUSES, grade, score, side, status
from mizan.kit.templatetags.words import bdi, tr

NOT_KNOWN = '<span class="unknown">not known</span>'


def rendered(source: str, **values: object) -> str:
    return Template("{% load kit i18n %}" + source).render(Context(values))


@pytest.mark.parametrize("code", STATUSES)
def test_a_status_is_a_word_with_a_mark(code: str) -> None:
    html = status(code)
    assert f">{STATUSES[code].word}</span>" in html
    assert f'class="mark mark--{STATUSES[code].mark}" aria-hidden="true"' in html


def test_the_words_of_progress_and_standing_differ_in_their_marks() -> None:
    for group in (
        ("claimed", "confirmed", "disputed", "no_report"),
        ("adopted", "directed", "recommended", "proposed"),
        ("absent", "mandated", "staffed", "operational"),
    ):
        assert len({STATUSES[code].mark for code in group}) == len(group)
        assert len({str(STATUSES[code].word) for code in group}) == len(group)


def test_the_sides_differ_in_their_marks() -> None:
    assert len({SIDES[code].mark for code in ("state", "society", "international", "desk")}) == 4


def test_a_code_without_a_word_stops_loudly() -> None:
    with pytest.raises(KeyError):
        status("invented")


@pytest.mark.parametrize("shown", [status(None), status("unknown"), side(None), score(None), count(None)])
def test_I8_a_missing_value_is_not_known(shown: str) -> None:
    assert shown == NOT_KNOWN


@pytest.mark.parametrize("shown", [count(None), number(None), percent(None), score(None), interval(None, 4)])
def test_I8_a_missing_number_never_shows_a_digit(shown: str) -> None:
    assert not any(letter.isdigit() for letter in shown)


def test_I8_zero_is_shown_as_zero() -> None:
    assert count(0) == '<bdi class="num" dir="ltr">0</bdi>'
    assert "0 of 4" in score(0).replace('<bdi class="num">', "").replace("</bdi>", "")
    assert "0%" in percent(0)


@given(st.integers(0, 10**12))
def test_a_count_keeps_every_digit(value: int) -> None:
    assert "".join(letter for letter in count(value) if letter.isdigit()) == str(value)


@pytest.mark.parametrize(
    ("value", "shown"), [(1234567, "1,234,567"), (12.5, "12.5"), (-3, "−3"), (0.1 + 0.2, "0.3"), (1000.0, "1,000")]
)
def test_a_number_is_grouped_and_as_exact_as_it_is(value: float, shown: str) -> None:
    assert number(value) == f'<bdi class="num" dir="ltr">{shown}</bdi>'


def test_decimals_can_be_fixed() -> None:
    assert ">12.50<" in number(12.5, 2)
    assert ">42.3%<" in percent(0.4234, 1)


def test_urdu_digits_are_an_option_of_the_installation(settings) -> None:
    with override("ur"):
        assert ">1,234<" in count(1234)
        assert ">۱٬۲۳۴<" in count(1234, "native")
        settings.MIZAN_DIGITS = {"ur": "native"}
        assert ">۴۲٪<" in percent(0.42)
    assert ">1,234<" in count(1234)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("2021", "2021"), ("2021-07", "July 2021"), ("2021-07-30", "30 July 2021"), (date(2021, 7, 3), "3 July 2021")],
)
def test_a_day_is_as_exact_as_its_source(value: object, shown: str) -> None:
    assert f">{shown}</time>" in day(value)


@pytest.mark.parametrize("value", [None, ""])
def test_a_missing_day_says_that_no_date_was_published(value: str | None) -> None:
    assert day(value) == '<span class="unknown">no date published</span>'


def test_a_day_that_is_no_day_is_shown_as_it_was_written() -> None:
    assert "mid-2021" in day("mid-2021")
    assert "2021-02-31" in day("2021-02-31")


@pytest.mark.parametrize("code", Grade)
def test_a_grade_is_words_and_never_a_tick(code: Grade) -> None:
    assert str(code.label) in grade(code)
    assert not set("✓✔☑✅") & set(grade(code))


def test_a_source_without_grade_says_so() -> None:
    assert "source not graded" in grade("")


def test_a_score_outside_the_scale_stops_loudly() -> None:
    with pytest.raises(ValueError, match="0 to 4"):
        score(5)


def test_a_text_map_shows_the_readers_language_and_marks_another() -> None:
    both = {"en": "shelter", "ur": "پناہ"}
    assert tr(both) == "shelter"
    assert tr({"ur": "پناہ"}) == '<span lang="ur" dir="rtl">پناہ</span>'
    with override("ur"):
        assert tr(both) == "پناہ"
        assert tr({"en": "shelter"}) == '<span lang="en" dir="ltr">shelter</span>'
    assert tr({}) == tr(None) == NOT_KNOWN


EVIL = "<script>x</script>&\"'"


@pytest.mark.parametrize(
    "source",
    [
        "{{ evil|bdi }}",
        "{{ map|tr }}",
        "{{ other|tr }}",
        "{{ evil|day }}",
        "{% status 'claimed' evil %}",
        "{% side 'state' evil %}",
        "{% unknown evil %}",
        "{% empty evil evil evil %}",
        "{% meter 1 2 evil %}",
        "{% meter None 2 evil %}",
        "{% scale 1 2 evil evil %}",
        "{% source_note source=evil as_of=evil note=evil %}",
        "{% table caption=evil id=evil note=evil csv=evil %}{{ evil }}{% endtable %}",
        "{% figure caption=evil id=evil svg=evil csv=evil note=evil %}{{ evil }}{% endfigure %}",
        "{% pan side='state' title=evil %}{{ evil }}{% endpan %}",
        "{% summary rows %}",
        "{% timeline entries %}",
        "{% error_summary errors=faults %}",
    ],
)
def test_every_tag_escapes(source: str) -> None:
    html = rendered(
        source,
        evil=EVIL,
        map={"en": EVIL},
        other={"ur": EVIL},
        rows=[(EVIL, EVIL)],
        entries=[{"when": EVIL, "title": EVIL, "url": EVIL, "text": EVIL, "state": EVIL}],
        faults=[EVIL, {"text": EVIL, "href": EVIL}],
    )
    assert "&lt;script&gt;" in html
    assert "<script" not in html


def test_names_are_isolated() -> None:
    assert bdi("FIA") == "<bdi>FIA</bdi>"
