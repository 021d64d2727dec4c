"""On a phone a row stands as a card: every cell knows its column's words, and nothing but attributes is added."""

from __future__ import annotations

import re
from html import escape

from django.template import Context, Template
from django.utils.safestring import mark_safe
from hypothesis import given
from hypothesis import strategies as st

from mizan.kit.stacking import STACKED_FROM, columns, labelled

WORDS = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=12).filter(str.strip)
ROWS = st.integers(STACKED_FROM, 7).flatmap(
    lambda n: st.tuples(
        st.lists(WORDS, min_size=n, max_size=n),
        st.lists(st.lists(WORDS, min_size=n, max_size=n), max_size=4),
    )
)


def drawn(heads: list[str], rows: list[list[str]]) -> str:
    head = "".join(f'<th scope="col" class="n"><a href="?sort=x">{escape(word)}</a></th>' for word in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="n"><b>{escape(cell)}</b></td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    return f"<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody>"


@given(ROWS)
def test_each_data_cell_carries_the_words_of_its_own_column(table: tuple[list[str], list[list[str]]]) -> None:
    heads, rows = table
    html = labelled(mark_safe(drawn(heads, rows)))
    labels = re.findall(r'<td data-label="([^"]*)"', html)
    words = columns(drawn(heads, rows))
    assert labels == [escape(word) for _ in rows for word in words[1:]]


@given(ROWS)
def test_labels_are_all_that_is_added(table: tuple[list[str], list[list[str]]]) -> None:
    html = drawn(*table)
    assert re.sub(r' data-label="[^"]*"', "", labelled(mark_safe(html))) == html


def test_a_word_that_looks_like_markup_stays_a_word() -> None:
    heads = ["a", 'say "x" <b> & more', "c", "d"]
    html = labelled(mark_safe(drawn(heads, [["1", "2", "3", "4"]])))
    assert 'data-label="say &quot;x&quot; &lt;b&gt; &amp; more"' in html


def test_a_cell_over_all_columns_has_no_label() -> None:
    body = drawn(["a", "b", "c", "d"], []).replace("<tbody>", '<tbody><tr><td colspan="4">nothing</td></tr>')
    assert labelled(mark_safe(body)) == body


def test_a_narrow_table_keeps_its_grid_and_a_wide_one_stacks() -> None:
    source = '{% load kit %}{% table caption="c" id="t" %}{{ body }}{% endtable %}'
    for n, stacked in ((STACKED_FROM - 1, False), (STACKED_FROM, True)):
        body = mark_safe(drawn([f"h{i}" for i in range(n)], [[str(i) for i in range(n)]]))
        html = Template(source).render(Context({"body": body}))
        assert ('class="stacked"' in html) is stacked
        assert ("data-label" in html) is stacked
