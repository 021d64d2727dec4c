"""Lists: filters, order and page from the address; the same rows as a page, a CSV and an XLSX (I-12)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from mizan.kit.exports import Cell, csv_response, xlsx_response
from mizan.kit.facts import World

PER_PAGE = 50


@dataclass(frozen=True)
class Column:
    """One column of an export: its heading and how a row fills it."""

    head: str
    cell: Callable[[Any], Cell]


@dataclass(frozen=True)
class Listing:
    """One page of a filtered list. `total` counts all rows that match."""

    page: Page[Any]
    form: forms.Form
    total: int
    csv_url: str


class FilterForm(forms.Form):
    """A GET form whose every field is optional. A value that is no choice narrows nothing and is said to be wrong."""

    def chosen(self) -> dict[str, Any]:
        """The valid, non-empty values."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "", [])}


def listing(request: HttpRequest, rows: QuerySet[Any] | Sequence[Any], form: forms.Form) -> Listing:
    """The page that the address asks for; a page number out of range gives the nearest page."""
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    return Listing(page, form, page.paginator.count, export_url(request, "csv"))


def export_url(request: HttpRequest, kind: str) -> str:
    """The address of the same rows as a file."""
    query = request.GET.copy()
    query.pop("page", None)
    query["as"] = kind
    return f"{request.path}?{query.urlencode()}"


def export(
    request: HttpRequest, name: str, columns: Sequence[Column], rows: Iterable[Any], *, world: World
) -> HttpResponse | None:
    """The file that `?as=csv` or `?as=xlsx` asks for, else None."""
    make = {"csv": csv_response, "xlsx": xlsx_response}.get(request.GET.get("as", ""))
    if make is None:
        return None
    head = [column.head for column in columns]
    return make(name, head, ([column.cell(row) for column in columns] for row in rows), world=world)


def ordered(rows: QuerySet[Any], request: HttpRequest, allowed: dict[str, str], default: str) -> QuerySet[Any]:
    """Sorted by `?sort=key` or `?sort=-key` where the key is allowed; unknown keys change nothing."""
    asked = request.GET.get("sort", "")
    field = allowed.get(asked.lstrip("-"), default)
    return rows.order_by(f"-{field}" if asked.startswith("-") and asked.lstrip("-") in allowed else field, "pk")
