"""The desk of the library: a body adds materials and files of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mizan.kit.actors import Actor
from mizan.kit.entry import bound, day_input, in_words, pressed, take
from mizan.kit.pages import member_of
from mizan.prevention.access import material_or_404
from mizan.prevention.help_words import LANGUAGES
from mizan.prevention.models import MaterialKind
from mizan.prevention.services.library import NewVersion, add_material, add_version
from mizan.prevention.views.feedback_desk import is_panel
from mizan.prevention.views.library import material_context
from mizan.prevention.views.services_desk import for_providers, said

LARGEST = 20 * 1024 * 1024


class MaterialForm(forms.Form):
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=MaterialKind.choices[1:])
    name = forms.CharField(label=gettext_lazy("Name"), max_length=160)
    about = forms.CharField(
        label=gettext_lazy("What it is about, for whom"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class VersionForm(forms.Form):
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=list(LANGUAGES.items()))
    file = forms.FileField(
        label=gettext_lazy("File"), help_text=gettext_lazy("PDF, PNG, JPEG, MP3 or OGG, at most 20 megabytes.")
    )
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=80, initial="CC-BY-4.0")
    reviewer = forms.CharField(
        label=gettext_lazy("Who reviewed the wording"), max_length=160, required=False,
        help_text=gettext_lazy("An office and a name that may be public. Empty: nobody did yet, and the page says so."),
    )  # fmt: skip
    reviewed_on = forms.DateField(label=gettext_lazy("Reviewed on"), widget=day_input(), required=False)

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 megabytes."))
        return given


@for_providers
def add_page(request: HttpRequest) -> HttpResponse:
    form = MaterialForm(request.POST if request.method == "POST" else None)
    made = said(form, lambda: _add(member_of(request), form.cleaned_data)) if form.is_bound else None
    if made is not None:
        messages.success(request, _("It is in the library. Now add its first file."))
        return redirect("prevention:material", code=made.pk)
    return render(request, "prevention/desk_material_add.html", {"form": form}, status=409 if form.errors else 200)


def _add(actor: Actor, given: dict[str, Any]) -> object:
    return add_material(actor, kind=given["kind"], name=in_words(given["name"]), about=in_words(given["about"]))


def material_page(request: HttpRequest, code: str) -> HttpResponse:
    """GET shows the material; its own body adds a file by POST."""
    context, actor, row = material_context(request, code), member_of(request), material_or_404(code)
    entry: dict[str, Any] = {"is_panel": is_panel(actor)}
    if actor.body and row.body_id == actor.body:
        entry["version"] = bound(request, VersionForm, "version")
    if (verb := pressed(request)) and (verb != "version" or verb not in entry):
        raise Http404
    done = take(request, entry["version"], lambda a, c: _version(a, row, c), done=_("The file is public.")) if (
        pressed(request)
    ) else None  # fmt: skip
    return done or render(request, "prevention/desk_material.html", {**context, **entry})


def _version(actor: Actor, row: Any, given: dict[str, Any]) -> object:
    upload = given["file"]
    new = NewVersion(
        given["language"], upload.read(), upload.name, given["licence"], given["reviewer"], given["reviewed_on"]
    )
    return add_version(actor, row, new)
