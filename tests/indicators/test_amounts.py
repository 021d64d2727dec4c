"""A figure is read as its source prints it; what is not stated stays unknown."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mizan.indicators import UNKNOWN, Amount, IndicatorFault, between, exactly, parse_amount, roughly


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1,607", exactly(1607)),
        ("۱۶۰۷", exactly(1607)),
        ("۲۳٬۶۲۹", exactly(23629)),
        ("22,61,704", exactly(2261704)),
        ("98%", exactly(98)),
        ("9.8", exactly(Decimal("9.8"))),
        ("0", exactly(0)),
        (0, exactly(0)),
        ("-3", exactly(-3)),
        ("<5", between(0, 4)),
        ("fewer than 5", between(0, 4)),
        ("up to 5", between(0, 5)),
        ("over 6,000", between(6000, None)),
        ("at least 12", between(12, None)),
        ("25+", between(25, None)),
        (">10", between(11, None)),
        ("10-20", between(10, 20)),
        ("between 10 and 20", between(10, 20)),
        ("about 30", roughly(30)),
        ("تقریباً ۳۰", roughly(30)),
        ("4.5 million", roughly(4_500_000)),
        ("۲ لاکھ", roughly(200_000)),
        ("", UNKNOWN),
        (None, UNKNOWN),
        ("n/a", UNKNOWN),
        ("نامعلوم", UNKNOWN),
    ],
)
def test_it_reads_a_figure_as_printed(written: object, amount: Amount) -> None:
    assert parse_amount(written) == amount


def test_below_five_of_what_is_not_counted_whole_ends_at_five() -> None:
    assert parse_amount("<5", whole=False) == between(0, 5)


@pytest.mark.parametrize("written", ["many", "1.2.3", "20-10", "<0", "5 or 6", "4.5.6 million", "9" * 60, "1 6", True])
def test_it_refuses_what_is_no_figure(written: object) -> None:
    with pytest.raises(IndicatorFault):
        parse_amount(written)


@given(st.text(max_size=25))
def test_no_text_breaks_the_reader(text: str) -> None:
    with suppress(IndicatorFault):
        assert isinstance(parse_amount(text), Amount)


@given(st.integers(0, 10**12))
def test_a_printed_figure_reads_back_in_both_scripts(figure: int) -> None:
    printed = f"{figure:,}"
    urdu = printed.translate(str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬"))
    assert parse_amount(printed) == parse_amount(urdu) == parse_amount(figure) == exactly(figure)


def test_I8_an_unknown_figure_is_not_zero() -> None:
    assert exactly(0) != UNKNOWN
    assert (UNKNOWN.value, UNKNOWN.low, UNKNOWN.high) == (None, None, None)
    assert UNKNOWN.text() == ""


def test_bounds_out_of_order_and_infinite_figures_are_refused() -> None:
    for low, high in ((Decimal(5), Decimal(4)), (Decimal("-inf"), Decimal(4)), (None, Decimal("nan"))):
        with pytest.raises(IndicatorFault):
            Amount(None, low, high)


def test_the_plain_spelling_shows_what_is_known() -> None:
    spelt = [a.text() for a in (exactly(7), between(0, 4), between(6000, None), between(None, 9), roughly(30))]
    assert spelt == ["7", "0–4", "6000+", "≤9", "~30"]
