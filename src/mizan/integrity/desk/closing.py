"""The page after a flood: read many, propose to close the empty ones, confirm what another institution proposed.

Nobody closes what she was not shown: each report's words stand on the page whole, and showing them is an opening that
its reporter sees.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from mizan.integrity.access import inbox
from mizan.integrity.act_words import OUTCOMES
from mizan.integrity.desk.reader import for_readers
from mizan.integrity.desk.showing import inbox_rows, possible
from mizan.integrity.opened import Opened
from mizan.integrity.queries.ground import Ground
from mizan.integrity.queries.reading import acts
from mizan.integrity.rules.accusation import MAX_NARRATIVE
from mizan.integrity.rules.acts import CODES, Act
from mizan.integrity.services.acts import Order, open_once
from mizan.integrity.services.closing import MOST, close_many, goes_with_others
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.readers import ReaderKeys

REASONS = [(code, OUTCOMES[code]) for code in CODES[Act.PROPOSE_CLOSING]]


class BatchForm(forms.Form):
    """Which reports, and in words why. `offered`: their ids; any other is no choice and is not told apart."""

    chosen = forms.MultipleChoiceField(label=gettext_lazy("Reports"), widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label=gettext_lazy("In words"), max_length=MAX_NARRATIVE, widget=forms.Textarea(attrs={"rows": 3})
    )
    act = Act.CLOSE

    def __init__(self, *args: Any, offered: Mapping[str, Opened], **kw: Any) -> None:
        super().__init__(*args, prefix=self.act.value, **kw)
        self.fields["chosen"].choices = [(pk, pk[:8]) for pk in offered]  # type: ignore[attr-defined]

    def order(self) -> Order:
        return Order(self.act, self.cleaned_data.get("code", ""), self.cleaned_data["words"])


class ProposeForm(BatchForm):
    code = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=REASONS)
    act = Act.PROPOSE_CLOSING


class ConfirmForm(BatchForm):
    pass


@dataclass(frozen=True)
class Batch:
    """One of the two lists: what may be proposed, or confirmed. `rows` are as shown, at most 25; `alone` is how many
    more there are that must be read one by one."""

    act: Act
    reports: dict[str, Opened]
    rows: list[dict[str, Any]]
    form: BatchForm
    alone: int


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def closing_page(request: HttpRequest, actor: Actor, mine: ReaderKeys, ground: Ground) -> HttpResponse:
    """GET shows the words of up to 25 reports of each list, and records it; POST does what was ticked."""
    lists, alone = _lists(actor, inbox(actor, mine, ground), ground)
    pressed = request.POST.get("verb", "") if request.method == "POST" else ""
    batches = {act.value: _batch(request, act, found, alone[act], pressed == act.value) for act, found in lists.items()}
    if pressed and pressed not in batches:
        raise Http404
    if pressed and _taken(batches[pressed], lambda chosen, order: close_many(actor, mine, chosen, ground, order)):
        n = len(batches[pressed].form.cleaned_data["chosen"])
        messages.success(request, ngettext("%(n)d report: recorded.", "%(n)d reports: recorded.", n) % {"n": n})
        return redirect("integrity:closing")
    for batch in batches.values():
        for found in batch.reports.values():
            open_once(actor, mine, found, ground)
    context = {"propose": batches[Act.PROPOSE_CLOSING.value], "confirm": batches[Act.CLOSE.value], "most": MOST}
    return render(request, "integrity/closing.html", context, status=409 if pressed else 200)


def _lists(actor: Actor, found: list[Opened], ground: Ground) -> tuple[dict[Act, dict[str, Opened]], dict[Act, int]]:
    """The first 25 of each list, in the order of the inbox, which no sender chooses; and how many stand apart."""
    by_id = {one.report.pk: one for one in found}
    ordered = [by_id[row["report"].pk] for row in inbox_rows(found, ground.today)]
    lists: dict[Act, dict[str, Opened]] = {Act.PROPOSE_CLOSING: {}, Act.CLOSE: {}}
    alone = dict.fromkeys(lists, 0)
    for one in ordered:
        for act in lists.keys() & set(possible(actor, one, ground)):
            if not goes_with_others(one):
                alone[act] += 1
            elif len(lists[act]) < MOST:
                lists[act][str(one.report.pk)] = one
    return lists, alone


def _batch(request: HttpRequest, act: Act, found: dict[str, Opened], alone: int, pressed: bool) -> Batch:
    kind = ProposeForm if act is Act.PROPOSE_CLOSING else ConfirmForm
    form = kind(request.POST if pressed else None, offered=found)
    ticked = set(request.POST.getlist(f"{act.value}-chosen")) if pressed else set()
    return Batch(act, found, [_row(pk, one, pk in ticked) for pk, one in found.items()], form, alone)


def _row(pk: str, one: Opened, ticked: bool) -> dict[str, Any]:
    proposed = [line for line in acts(one) if line.act is Act.PROPOSE_CLOSING]
    return {
        "pk": pk, "short": pk[:8], "received": one.report.received_on, "narrative": one.narrative, "ticked": ticked,
        "why": OUTCOMES.get(proposed[-1].code) if proposed else None, "words": proposed[-1].words if proposed else "",
    }  # fmt: skip


def _taken(batch: Batch, act: Callable[[list[Opened], Order], object]) -> bool:
    """Whether the batch was done; a refusal stands on its form, and nothing was half done."""
    if not batch.form.is_valid():
        return False
    chosen = [batch.reports[pk] for pk in batch.form.cleaned_data["chosen"]]
    try:
        act(chosen, batch.form.order())
    except Refused as refused:
        batch.form.add_error(refused.where if refused.where in batch.form.fields else None, word(refused))
        return False
    return True
