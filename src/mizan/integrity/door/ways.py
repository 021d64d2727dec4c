"""By which way a report is typed: at the public door by its reporter, or at the desk by somebody who helps her.

The pages are the same. A way says where they lead, what their sealed fields are bound to besides their label, and who
may not go on.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from mizan.kit.pages import rows_address

_ATTRIBUTE = "report_way"


def _nobody_declines(_request: HttpRequest, _answers: dict[str, Any]) -> HttpResponse | None:
    return None


@dataclass(frozen=True)
class Way:
    """`space` names the addresses. `bound` keeps the fields of one sitting from opening in another one. `declined`
    gives the page that takes the place of the next one, where this person may not help with this report; `stored`
    the page after a report was stored, where that is not the codeword at once."""

    space: str = "report"
    bound: str = ""
    declined: Callable[[HttpRequest, dict[str, Any]], HttpResponse | None] = _nobody_declines
    stored: Callable[[HttpRequest, Any, dict[str, Any]], HttpResponse] | None = None

    @property
    def is_assisted(self) -> bool:
        return bool(self.bound)

    def label(self, name: str) -> str:
        """What a sealed field of this way is bound to."""
        return f"{name} {self.bound}" if self.bound else name


PUBLIC = Way()


def way_of(request: HttpRequest) -> Way:
    """The way of the page; the public one unless the desk has said another."""
    way = getattr(request, _ATTRIBUTE, PUBLIC)
    assert isinstance(way, Way)
    return way


def go_by(request: HttpRequest, way: Way) -> None:
    setattr(request, _ATTRIBUTE, way)


def address(request: HttpRequest, page: str) -> str:
    """The address of a page of this way."""
    return rows_address(request, f"{way_of(request).space}:{page}")
