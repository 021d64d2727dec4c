"""The parts of a page: forms that can be mended, lists whose state is their address, figures with their data."""

from __future__ import annotations

import re

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory


class Claim(forms.Form):
    body = forms.CharField(label="Name of the body", help_text="As <it> writes itself")
    mode = forms.ChoiceField(label="Mode", choices=[("p", "Proactive"), ("r", "Reactive")], widget=forms.RadioSelect)
    due = forms.DateField(label="Due day", required=False)
    sure = forms.BooleanField(label="I am sure")
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


class Narrow(forms.Form):
    pillar = forms.ChoiceField(label="Pillar", required=False, choices=[("", "All"), ("a", "A")])


def rendered(source: str, address: str = "/actions/", **values: object) -> str:
    request = RequestFactory().get(address)
    return Template("{% load kit i18n %}" + source).render(Context({"request": request, **values}))


FORM = "{% error_summary form %}{% for bound in form %}{% field bound %}{% endfor %}"


def test_every_input_has_a_visible_label() -> None:
    html = rendered(FORM, form=Claim())
    for name in ("body", "due", "sure"):
        assert f'<label for="id_{name}"' in html
    assert re.search(r"<fieldset[^>]*>\s*<legend>Mode", html)
    assert "hidden" not in html.replace('type="hidden"', "")


def test_a_hidden_input_gets_no_label() -> None:
    html = rendered("{% field form.secret %}", form=Claim())
    assert html == '<input type="hidden" name="secret" id="id_secret">'


def test_hint_and_fault_are_tied_to_their_input() -> None:
    html = rendered(FORM, form=Claim({"due": "soon"}))
    assert 'aria-describedby="id_body_helptext id_body_error"' in html
    assert 'id="id_body_helptext">As &lt;it&gt; writes itself' in html
    assert 'id="id_body_error"' in html
    assert '<fieldset aria-describedby="id_mode_error"' in html


def test_every_fault_in_the_summary_leads_to_an_input_that_is_there() -> None:
    html = rendered(FORM, form=Claim({"due": "soon"}))
    links = re.findall(r'<a href="#([^"]+)"', html)
    assert links == ["id_body", "id_mode_0", "id_due", "id_sure"]
    assert all(f'id="{link}"' in html for link in links)
    assert 'role="alert"' in html


def test_a_form_without_fault_has_no_summary() -> None:
    assert "role" not in rendered("{% error_summary form %}", form=Claim())


def test_a_fault_without_field_is_said_too() -> None:
    assert "The clock ran out." in rendered("{% error_summary errors=faults %}", faults=["The clock ran out."])


def test_only_what_may_stay_empty_is_called_optional() -> None:
    html = rendered(FORM, form=Claim())
    assert html.count("(optional)") == 1
    assert "(optional)" not in rendered("{% filters form %}", form=Narrow())


def test_filters_keep_world_and_order_and_forget_the_page() -> None:
    html = rendered("{% filters form %}", "/actions/?pillar=a&world=exercise&sort=-due&page=3", form=Narrow())
    assert 'method="get"' in html
    assert '<input type="hidden" name="world" value="exercise">' in html
    assert '<input type="hidden" name="sort" value="-due">' in html
    assert 'name="page"' not in html
    assert 'href="?sort=-due&amp;world=exercise"' in html


def test_filters_escape_what_the_address_holds() -> None:
    html = rendered("{% filters form %}", "/actions/?x=%22%3E%3Cscript%3E", form=Narrow())
    assert "<script" not in html


@pytest.mark.parametrize(
    ("address", "order", "link"),
    [
        ("/?pillar=a&page=2", "", "?pillar=a&amp;sort=due"),
        ("/?sort=due", ' aria-sort="ascending"', "?sort=-due"),
        ("/?sort=-due", ' aria-sort="descending"', "?sort=due"),
        ("/?sort=title", "", "?sort=due"),
    ],
)
def test_a_head_sorts_through_the_address(address: str, order: str, link: str) -> None:
    html = rendered('{% sort_th "due" _("Due") %}', address)
    assert f'<th scope="col"{order}><a class="sort" href="{link}">' in html


def test_pages_are_linked_and_the_present_one_is_said() -> None:
    html = rendered("{% pager page %}", "/?sort=due&page=7", page=Paginator(range(400), 20).page(7))
    assert 'aria-current="page"' in html
    assert 'href="?page=6&amp;sort=due" rel="prev"' in html
    assert 'href="?page=8&amp;sort=due" rel="next"' in html
    assert re.sub(r"<[^>]+>", "", html).strip().endswith("121 to 140 of 400")


def test_one_page_needs_no_pager() -> None:
    assert rendered("{% pager page %}", page=Paginator([1], 20).page(1)).strip() == ""


def test_a_table_scrolls_inside_a_region_with_a_name_that_the_keyboard_reaches() -> None:
    html = rendered('{% table caption="All" id="t" csv="/a?as=csv" %}<tbody><tr><td>1</td></tr></tbody>{% endtable %}')
    assert 'role="region" aria-labelledby="t-caption" tabindex="0"' in html
    assert '<caption id="t-caption">All</caption>' in html
    assert 'href="/a?as=csv"' in html


@pytest.mark.parametrize("source", ['{% table caption="x" %}{% endtable %}', '{% pan "state" %}{% endpan %}'])
def test_a_part_with_missing_values_is_a_fault_of_the_page(source: str) -> None:
    with pytest.raises(TemplateSyntaxError, match="named values"):
        rendered(source)


def test_a_figure_carries_its_data() -> None:
    html = rendered('{% figure caption="By pillar" id="f" svg=chart csv="/f.csv" %}<table></table>{% endfigure %}')
    assert re.search(r"<figcaption.*<details><summary>.*<table></table>.*/f\.csv", html, re.DOTALL)


def test_a_source_note_reads_a_row_and_says_what_is_missing() -> None:
    class Fact:
        source, as_of, grade, note = "https://example.org/act", "2018-06", "primary", ""

    html = rendered("{% source_note fact %}", fact=Fact())
    assert 'href="https://example.org/act"' in html
    assert "June 2018" in html
    assert "primary source" in html
    assert "not known" in rendered("{% source_note %}")


def test_I8_a_summary_and_a_meter_show_what_is_not_known() -> None:
    html = rendered("{% summary rows %}", rows=[("Budget", None), ("Late", 0)])
    assert '<dd><span class="unknown">not known</span></dd>' in html
    assert "<dd>0</dd>" in html
    assert "<meter" not in rendered('{% meter None 9 "Confirmed" %}')
    assert 'max="9" value="0"' in rendered('{% meter 0 9 "Confirmed" %}')


def test_an_empty_list_is_not_called_none() -> None:
    assert "not the same as none" in rendered("{% empty %}")
