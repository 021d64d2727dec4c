"""Whatever words come in, what goes out is well-formed, scriptless, named and safe under the strictest policy."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.charts import Chart, Frame

from .gallery import CHARTS, SVG, Given, draw

everything = pytest.mark.parametrize("name", CHARTS)
NASTY = '"><script>alert(1)</script>&\x00\ufffe]]>\u202e'


@everything
@pytest.mark.parametrize("rtl", [False, True])
def test_it_is_an_image_with_a_name_and_a_description(name: str, rtl: bool) -> None:
    root = draw(name, Frame("c1", "What is promised", desc="A sentence.", rtl=rtl)).root
    named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert (root.get("role"), root.get("direction")) == ("img", "ltr")
    assert [named[key] for key in root.get("aria-labelledby", "").split()] == ["What is promised", "A sentence."]


@everything
def test_nothing_inline_that_a_strict_policy_would_block(name: str) -> None:
    root = draw(name, Frame("c1", "Caption", exercise=True)).root
    for element in root.iter():
        assert element.tag not in {f"{SVG}script", f"{SVG}style", f"{SVG}foreignObject", f"{SVG}image"}
        for attribute, value in element.attrib.items():
            assert attribute != "style"
            assert not attribute.startswith("on")
            assert "href" not in attribute
            assert not re.search(r"url\((?!#c1-)", value)


@everything
def test_ids_belong_to_the_chart_and_are_unique(name: str) -> None:
    root = draw(name, Frame("pillar-7", "Caption")).root
    ids = [element.get("id", "") for element in root.iter() if "id" in element.attrib]
    assert len(ids) == len(set(ids))
    assert all(found.startswith("pillar-7-") for found in ids)


@everything
def test_what_is_referred_to_exists(name: str) -> None:
    root = draw(name, Frame("c1", "Caption")).root
    ids = {element.get("id") for element in root.iter()}
    used = {
        match
        for element in root.iter()
        for value in element.attrib.values()
        for match in re.findall(r"url\(#(.+?)\)", value)
    }
    assert used <= ids


@everything
def test_every_text_says_where_it_is_anchored(name: str) -> None:
    texts = draw(name, Frame("c1", "Caption")).all("text")
    assert texts
    assert all(text.get("text-anchor") in {"start", "middle", "end"} for text in texts)


@everything
def test_no_word_of_the_caller_becomes_markup(name: str) -> None:
    frame = Frame("c1", NASTY, desc=NASTY, notes=(NASTY,))
    drawn = draw(name, frame, Given(labels=(NASTY, NASTY, NASTY)))
    assert not drawn.all("script")
    assert "<script" not in drawn.chart.svg


@everything
@settings(max_examples=25)
@given(labels=st.lists(st.text(max_size=60), min_size=3, max_size=3), rtl=st.booleans())
def test_any_text_gives_well_formed_markup(name: str, labels: list[str], rtl: bool) -> None:
    frame = Frame("c1", labels[0], desc=labels[1], rtl=rtl, exercise=True)
    assert draw(name, frame, Given(labels=(labels[0], labels[1], labels[2]))).root.tag == f"{SVG}svg"


@pytest.mark.parametrize("name", ["", "7up", "a b", 'a"', "a)", "ä"])
def test_it_refuses_an_id_that_cannot_be_referred_to(name: str) -> None:
    with pytest.raises(ValueError, match="chart id"):
        Frame(name, "Caption")


def test_it_refuses_a_width_nobody_can_read() -> None:
    with pytest.raises(ValueError, match="width"):
        Frame("c1", "Caption", width=0)


@everything
def test_there_is_a_table_with_a_cell_for_every_column(name: str) -> None:
    chart: Chart = draw(name, Frame("c1", "Caption", notes=("Source: somewhere",))).chart
    assert chart.table.rows
    assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}
    lines = chart.csv_rows()
    assert lines[0] == list(chart.table.columns)
    assert ["Source: somewhere"] in lines
