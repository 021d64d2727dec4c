"""An object's page at the desk: what the reader's body may enter there, and how it is taken in.

One form per verb, told apart by the name of its button. A refusal goes back to its field; nothing that was typed is
lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from mizan.kit.actors import Actor
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.texts import plain
from mizan.kit.wording import word

Row = TypeVar("Row")
Take = Callable[[Actor, dict[str, Any]], object]


def take(request: HttpRequest, form: forms.Form, verb: Take, *, done: str) -> HttpResponse | None:
    """Check the form and call the verb. Redirects to the same page when it was done; None shows the form again."""
    if not form.is_valid():
        return None
    try:
        verb(member_of(request), form.cleaned_data)
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None
    messages.success(request, done)
    return redirect(request.get_full_path())


def made(form: forms.Form, verb: Callable[[dict[str, Any]], Row]) -> Row | None:
    """What the verb made of a form that is filled in well; None shows the form again, with the refusal at its field."""
    if not form.is_valid():
        return None
    try:
        return verb(dict(form.cleaned_data))
    except Refused as refused:
        with_error(form, refused.where, word(refused))
        return None


def bound(request: HttpRequest, kind: type[forms.Form], button: str, **kwargs: Any) -> Any:
    """The form of a button: bound if this button was pressed, else fresh."""
    data = (request.POST, request.FILES) if pressed(request) == button else (None, None)
    return kind(*data, prefix=button, **kwargs)


def pressed(request: HttpRequest) -> str:
    """The name of the button that was pressed, "" on a GET."""
    return request.POST.get("verb", "") if request.method == "POST" else ""


def offered(request: HttpRequest, entry: dict[str, Any]) -> str:
    """The name of the button that was pressed, "" on a GET. One whose form this page does not show is not here."""
    verb = pressed(request)
    if verb and not isinstance(entry.get(verb), forms.Form):
        raise Http404
    return verb


def in_words(text: str) -> dict[str, str]:
    """The text in the language in which it was written."""
    return {(get_language() or "en").split("-")[0]: text} if text.strip() else {}


def day_input() -> forms.DateInput:
    """A day as ISO text, with the browser's own picker where it has one."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def with_error(form: forms.Form, where: str, sentence: str) -> forms.Form:
    """Put a refusal at its field, or above the form where it has none."""
    form.add_error(where if where in form.fields else None, sentence)
    return form


AREA = {"rows": 3}  # a text field's height


class Rows(forms.ModelChoiceField):
    """A choice among rows, each worded by `words(row)` in the reader's language."""

    def __init__(self, words: Any, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)
        self.words = words

    def label_from_instance(self, row: Model) -> str:
        return str(self.words(row))


class Several(forms.ModelMultipleChoiceField):
    """Any number of rows, worded like `Rows`."""

    def __init__(self, words: Any, **kwargs: Any) -> None:
        super().__init__(queryset=None, **kwargs)
        self.words = words

    def label_from_instance(self, row: Model) -> str:
        return str(self.words(row))


def named(row: Any) -> str:
    """A row with a code and a name or title."""
    return f"{row.pk} {plain(getattr(row, 'name', None) or getattr(row, 'title', None))}"


class WithRows(forms.Form):
    """A form whose choices are given by its page: `rows={"field": queryset}`."""

    def __init__(self, *args: Any, rows: dict[str, QuerySet[Any]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, queryset in (rows or {}).items():
            self.fields[name].queryset = queryset  # type: ignore[attr-defined]


class PressForm(forms.Form):
    """A button without fields."""
