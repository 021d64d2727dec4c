"""The second wall behind `access.py`: which report the database shows, said where a report is already open.

A reader comes in by her own key and a reporter by her locator; what was opened so may be read and written on while
somebody works on it. Whoever calls `within` holds the report already: it was found behind the wall, or made just now.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

from mizan.kit.sight import sight

P = ParamSpec("P")
R = TypeVar("R")


def within(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """The rows of the report that the argument `name` holds (a report, or whatever has one) are in sight inside."""

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        place = list(inspect.signature(function).parameters).index(name)

        @wraps(function)
        def seeing(*args: P.args, **kwargs: P.kwargs) -> R:
            with sight(report=_id(args[place] if place < len(args) else kwargs[name])):
                return function(*args, **kwargs)

        return seeing

    return decorate


def _id(holder: Any) -> UUID:
    report = getattr(holder, "report", holder)
    found = getattr(report, "pk", report)
    assert isinstance(found, UUID)
    return found
