"""A sheet at the desk: the form, the check, and every row by its verb in one transaction, or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.kit.acting import acting
from mizan.kit.actors import Actor
from mizan.kit.imports.columns import Column
from mizan.kit.imports.sheets import LARGEST_FILE, MOST_ROWS, SheetFault, read_sheet
from mizan.kit.imports.staging import MOST_FAULTS, Checked, check
from mizan.kit.pages import member_of
from mizan.kit.refusal import Refused
from mizan.kit.wording import word

Verb = Callable[[Actor, dict[str, Any]], object]
Told = list[tuple[str, str]]


class SheetForm(forms.Form):
    sheet = forms.FileField(label=gettext_lazy("Sheet (XLSX or CSV)"))
    dry_run = forms.BooleanField(label=gettext_lazy("Only check, take nothing"), required=False)


class _Back(Exception):
    """Undoes what the rows before did."""


def take_sheet(
    request: HttpRequest, columns: Sequence[Column], verb: Verb, *, most_rows: int = MOST_ROWS
) -> tuple[bool, dict[str, Any]]:
    """Whether the sheet of a POST was taken, and what its page shows: the form and every fault with its cell."""
    form = SheetForm(request.POST or None, request.FILES or None)
    faults: Told = []
    taken = False
    if request.method == "POST" and form.is_valid():
        only_check = form.cleaned_data["dry_run"]
        faults = _faults(
            form.cleaned_data["sheet"], columns, member_of(request), verb, most=most_rows, only_check=only_check
        )
        taken = not faults and not only_check
        if not faults and only_check:
            messages.info(request, _("Nothing is wrong; nothing was taken."))
    return taken, {"form": form, "faults": faults}


def _faults(upload: Any, columns: Sequence[Column], actor: Actor, verb: Verb, *, most: int, only_check: bool) -> Told:
    """What is wrong with the sheet. Without a fault every row is done by its verb, unless it is only checked."""
    try:
        checked = check(read_sheet(upload.name, upload.read(LARGEST_FILE + 1), most_rows=most), columns)
    except SheetFault as fault:
        return [("", word(Refused(fault.code, **fault.facts)))]
    if checked.faults:
        return [(f"{fault.sheet}!{fault.cell}", word(fault.refused)) for fault in checked.faults]
    found = take_rows(actor, checked, verb, only_check=only_check)
    return [(f"{checked.sheet}!{cell}", word(refused)) for cell, refused in found]


def take_rows(
    actor: Actor, checked: Checked, verb: Verb, *, only_check: bool = False
) -> list[tuple[str, Refused]]:  # fmt: skip
    """Every row by `verb`, in one transaction. Where one is refused nothing stays; all that are refused are named, each
    with its cell. A check alone does the same and takes it all back."""
    found: list[tuple[str, Refused]] = []
    try:
        with acting(actor):
            for number, row in checked.rows:
                try:
                    verb(actor, row)
                except Refused as refused:
                    found.append((checked.cell(number, refused.where), refused))
            if found or only_check:
                raise _Back
    except _Back:
        pass
    return found[:MOST_FAULTS]
