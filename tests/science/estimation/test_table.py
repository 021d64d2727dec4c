"""Capture tables: what is refused, and what must not change an answer."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mizan.science.estimation.errors import BadInputError
from mizan.science.estimation.estimators import best, search_of
from mizan.science.estimation.reading import parse_table, read_table
from mizan.science.estimation.table import CaptureTable
from mizan.science.estimation.walks import stepwise

from .conftest import load

NAMES = ("A", "B", "C", "D")


@st.composite
def tables(draw: st.DrawFn, least: int = 2, most: int = 4) -> CaptureTable:
    k = draw(st.integers(least, most))
    counts = draw(st.lists(st.integers(0, 60), min_size=(1 << k) - 1, max_size=(1 << k) - 1))
    counts = [c + 1 if bin(w).count("1") == 1 else c for w, c in enumerate(counts, start=1)]
    return CaptureTable(NAMES[:k], (0.0, *map(float, counts)))


def answers(table: CaptureTable) -> tuple[float, float, float]:
    chosen = best(search_of(table))
    step = stepwise(table.k, table.array[None])
    return chosen.n_hat, chosen.averaged, table.observed + float(np.exp(step.logdark[0]))


@settings(max_examples=15, deadline=None)
@given(tables(), st.randoms())
def test_the_order_of_the_lists_changes_nothing(table: CaptureTable, random: object) -> None:
    names = list(table.lists)
    random.shuffle(names)
    assert answers(table.reordered(names)) == pytest.approx(answers(table), rel=1e-6, nan_ok=True)


@settings(max_examples=25, deadline=None)
@given(tables(), st.integers(0, 10))
def test_splitting_a_count_over_rows_changes_nothing(table: CaptureTable, share: int) -> None:
    header = ",".join([*table.lists, "count"])
    flags = [",".join(str(w >> i & 1) for i in range(table.k)) for w in range(1 << table.k)]
    whole = [f"{flags[w]},{int(c)}" for w, c in enumerate(table.counts) if c]
    split = []
    for w, c in enumerate(table.counts):
        first = int(c) * share // 10
        split += [f"{flags[w]},{first}", f"{flags[w]},{int(c) - first}"] if w else []
    assert parse_table("\n".join([header, *whole])) == parse_table("\n".join([header, *split])) == table


@settings(max_examples=15, deadline=None)
@given(tables(most=3))
def test_a_list_that_saw_nobody_changes_nothing(table: CaptureTable) -> None:
    wider = CaptureTable((*table.lists, "Empty"), (*table.counts, *([0.0] * len(table.counts))))
    assert wider.informative() == table


@settings(max_examples=40, deadline=None)
@given(tables(least=3))
def test_leaving_out_and_merging_lists_keeps_people(table: CaptureTable) -> None:
    less = table.without("B")
    assert less.observed == table.observed - table.counts[2]
    assert table.merged("A", "B").observed == table.observed
    assert table.merged("A", "B").lists == ("A+B", *table.lists[2:])
    assert sum(o.cases for o in table.overlaps()) == sum(
        c * w.bit_count() * (w.bit_count() - 1) / 2 for w, c in enumerate(table.counts)
    )


def test_merging_the_police_lists_of_the_six_list_table_gives_the_five_list_table() -> None:
    merged = load("UKdat").merged("PF", "NCA")
    five = load("UKdat_5").reordered(("LA", "NG", "PFNCA", "GO", "GP"))
    assert merged.counts == five.counts


def test_it_reports_how_many_cases_each_list_shares() -> None:
    assert load("Western").weak_lists() == ("B", "D", "E")
    assert load("UKdat_5").weak_lists() == ()
    assert load("Kosovo").seen_by(0b11) == 177 + 181 + 18 + 27


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("", None, None),
        ("A,B,count\n1,0,x\n", 2, "count"),
        ("A,B,count\n1,0,3\n1,2,3\n", 3, "B"),
        ("A,B,count\n1,0,-3\n", 2, "count"),
        ("A,B,count\n1,0,1e3\n", 2, "count"),
        ("A,B,count\n1,0,3.5\n", 2, "count"),
        ("A,B,count\n1,0,nan\n", 2, "count"),
        ("A,B,count\n1,0,٣\n", 2, "count"),
        ("A,B,count\n1,0,99999999999999\n", 2, "count"),
        ("A,B,count\n1,0\n", 2, None),
        ("A,B,count\n0,0,4\n", 2, None),
        ("A,A,count\n1,0,4\n", 1, "A"),
        ("A,A:B,count\n1,0,4\n", 1, "A:B"),
        ("A,,count\n1,0,4\n", 1, None),
        ("A,count\n1,4\n", 1, None),
        ("A,B,count\n", None, None),
        ('A,B,count\n"1,0,4\n', 2, None),
        (",".join(f"L{i}" for i in range(13)) + "\n", 1, None),
    ],
)
def test_bad_tables_are_refused_with_row_and_column(text: str, row: int | None, column: str | None) -> None:
    with pytest.raises(BadInputError) as refused:
        parse_table(text)
    assert (refused.value.row, refused.value.column) == (row, column)


def test_one_row_per_person_is_read_as_well() -> None:
    assert parse_table("A,B\n1,0\n1,1\n1,0\n0,1\n") == CaptureTable.from_cells(("A", "B"), {"A": 2, "B": 1, "A:B": 1})


def test_a_file_that_is_not_there_is_bad_input(tmp_path: object) -> None:
    with pytest.raises(BadInputError, match="cannot be read"):
        read_table(tmp_path / "none.csv")
