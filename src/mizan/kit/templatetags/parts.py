"""The parts of a page: forms, tables, figures, notes. Each is a small include with named values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mizan.kit.pages import rows_address

register = template.Library()


@register.inclusion_tag("kit/parts/error_summary.html")
def error_summary(*forms: BaseForm, errors: Iterable[object] = ()) -> dict[str, object]:
    """The list of faults at the top of a page, each linked to its field.

    `errors` adds faults that belong to no Django field: texts, or mappings {"text", "href"}.
    """
    faults = [fault for form in forms if form.is_bound for fault in _faults(form)]
    faults += [error if isinstance(error, Mapping) else {"text": error, "href": ""} for error in errors]
    return {"faults": faults}


def _faults(form: BaseForm) -> Iterable[dict[str, object]]:
    for error in form.non_field_errors():
        yield {"text": error, "href": ""}
    for field in form:
        for error in field.errors:
            yield {"text": error, "label": field.label, "href": f"#{_first_input(field)}"}


def _first_input(field: BoundField) -> str:
    """A group of radios or boxes has no element with the field's own id: link to its first choice."""
    return f"{field.auto_id}_0" if field.use_fieldset else field.id_for_label


@register.inclusion_tag("kit/parts/field.html")
def field(bound: BoundField, *, quiet: bool = False, bare: bool = False) -> dict[str, object]:
    """One field with a visible label, its hint and its faults, tied together for screen readers.

    `quiet` leaves out "(optional)" where every field is (filters). `bare` shows no label in a table whose heads say it;
    a voice reads it all the same.
    """
    kind = getattr(bound.field.widget, "input_type", "")
    optional = not (bound.field.required or quiet or bare)
    box = kind == "checkbox" and not bound.use_fieldset
    return {"field": bound, "group": bound.use_fieldset, "box": box, "optional": optional, "bare": bare}


@register.inclusion_tag("kit/parts/filters.html", takes_context=True)
def filters(context: Context, form: BaseForm, label: str | Promise = "") -> dict[str, object]:
    """A GET form whose state is the address of the page. World, language and order in the address stay."""
    query = context["request"].GET
    own = {form.add_prefix(name) for name in form.fields}
    visible = {bound.html_name for bound in form.visible_fields()}
    kept = [(name, value) for name, values in query.lists() for value in values if name not in own | {"page", "as"}]
    return {
        "form": form,
        "label": label,
        "path": context["request"].path,
        "kept": kept,
        "active": any(query.get(name) for name in visible),
        "clear_url": _address(context, page=None, **dict.fromkeys(visible)),
    }


@register.inclusion_tag("kit/parts/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, object]:
    """Links to the pages of a list. Filters and order in the address stay."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    links = [{"number": n, "url": _address(context, page=n), "current": n == page.number} for n in numbers]
    around = {
        "previous_url": _address(context, page=page.number - 1) if page.has_previous() else "",
        "next_url": _address(context, page=page.number + 1) if page.has_next() else "",
    }
    return {"page": page, "links": links, "ellipsis": page.paginator.ELLIPSIS, **around}


@register.inclusion_tag("kit/parts/sort_th.html", takes_context=True)
def sort_th(context: Context, key: str, label: str | Promise, kind: str = "") -> dict[str, object]:
    """A column head that sorts through the address: `sort=key`, again `sort=-key`. `kind` "n" aligns numbers."""
    now = context["request"].GET.get("sort", "")
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    url = _address(context, sort=f"-{key}" if now == key else key, page=None)
    return {"label": label, "url": url, "order": order, "kind": kind}


@register.inclusion_tag("kit/parts/source_note.html")
def source_note(
    fact: object = None, *, source: str = "", as_of: str = "", grade: str = "", note: str = ""
) -> dict[str, object]:
    """Where a fact comes from, as of when, and how good the source is; from a `Sourced` row or by name."""
    given = {"source": source, "as_of": as_of, "grade": grade, "note": note}
    shown: dict[str, object] = {name: value or getattr(fact, name, "") for name, value in given.items()}
    if shown["note"] and not isinstance(shown["note"], Mapping):
        shown["note"] = {get_language() or "en": shown["note"]}
    return shown


@register.inclusion_tag("kit/parts/summary.html")
def summary(rows: Iterable[tuple[object, object]]) -> dict[str, object]:
    """A list of terms and values; None is "not known"."""
    return {"rows": list(rows)}


@register.inclusion_tag("kit/parts/timeline.html")
def timeline(entries: Iterable[Mapping[str, object]]) -> dict[str, object]:
    """Events in order: {"when", "title", "url"?, "text"?, "state"?: "late" or "future"}."""
    return {"entries": list(entries)}


@register.inclusion_tag("kit/crumbs.html", takes_context=True)
def trail(context: Context, up: str | Promise, up_url: str, here: str | Promise) -> dict[str, object]:
    """Where the reader is: the first page, the list above, this page; in words already in her language."""
    first = {"label": _("First page"), "url": rows_address(context["request"], "home")}
    return {"crumbs": [first, {"label": up, "url": up_url}, {"label": here}]}


@register.inclusion_tag("kit/parts/meter.html")
def meter(value: float | None, maximum: float, label: str | Promise) -> dict[str, object]:
    """`value` of `maximum` as a bar and in words; unknown shows no bar at all."""
    return {"value": value, "maximum": maximum, "label": label}


@register.inclusion_tag("kit/parts/empty.html")
def empty(text: str | Promise = "", url: str = "", link: str | Promise = "") -> dict[str, object]:
    """What a page says where a list has no rows, and what can be done about it."""
    return {"text": text, "url": url, "link": link}


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: object) -> str:
    """The address of this page with some parameters changed; None removes one."""
    return _address(context, **changes)


def _address(context: Context, **changes: object) -> str:
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    kept = sorted((name, values) for name, values in query.lists())
    return "?" + urlencode(kept, doseq=True)
