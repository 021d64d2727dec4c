"""The year of a period, however its source writes it."""

from __future__ import annotations

import re
from functools import lru_cache

_YEAR = re.compile(r"(?:19|20)\d\d")


@lru_cache(maxsize=1024)
def year_of(period: str) -> int:
    """The last year that stands in a period ("2018-19", "Punjab MICS 2017-18", "2017-2023"); 0 where none does."""
    found = _YEAR.findall(period)
    return int(found[-1]) if found else 0
