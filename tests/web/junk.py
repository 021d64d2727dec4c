"""What nobody should write into a field, an address or a sheet, and somebody will."""

from __future__ import annotations

HUGE = "x" * 200_000
JUNK = (
    "", HUGE, "a\x00b", "\ud800", "\u202e\u200f\u2066", "-1", "0", "9" * 40, "1e999", "NaN", "Infinity", "2147483648",
    "99999999999999999999", "0.00001", "0000-00-00", "0000-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "0000",
    "9999", "0000-13", "2026-99", "[]", "<script>", "../..", "A/B?C#D", "\u0663", "\U0001f600", " ",
)  # fmt: skip
