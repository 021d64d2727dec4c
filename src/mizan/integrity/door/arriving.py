"""Somebody who began to write elsewhere what belongs in a report: her words come with her, and nothing is stored.

The advice stands before the first question for her as for everybody. The words wait, sealed, in a hidden field until
the page that asks for them, and the body where she wrote them is filled in as the one she accuses; she may change both.
"""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from mizan.integrity.door.forms import PageForm, list_agencies
from mizan.integrity.door.pages import advice, private, start_again
from mizan.integrity.door.steps import BODY, sealed
from mizan.integrity.rules.accusation import MAX_NARRATIVE
from mizan.kit.pages import world_of


class Brought(PageForm):
    """What another page hands over. What does not hold is left behind: she is asked for it again."""

    institution = forms.ChoiceField(required=False)
    narrative = forms.CharField(required=False, max_length=MAX_NARRATIVE)

    def list_choices(self, world: str) -> None:
        list_agencies(self, "institution", world)


@private
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """The first page, with what she brought. Asked for in any other way it is the first page alone."""
    if request.method != "POST":
        return start_again(request)
    form = Brought(request.POST, world=world_of(request))
    form.is_valid()
    brought = {BODY: form.cleaned_data.get("institution"), "narrative": form.cleaned_data.get("narrative")}
    answers = {name: said for name, said in brought.items() if said}
    return advice(request, sealed(request, answers) if answers else "")
