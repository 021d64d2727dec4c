"""How a reporter reached whoever typed for her. Sealed inside with the report, and nowhere else."""

from __future__ import annotations

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHANNELS: dict[str, Promise | str] = {
    "in_person": _("in person"),
    "telephone": _("by telephone"),
    "voice_note": _("by a voice note, which is added as a file"),
    "paper_form": _("on a paper form, which is added as a file"),
}
WITH_FILE = frozenset({"voice_note", "paper_form"})


class ChannelForm(forms.Form):
    channel = forms.ChoiceField(
        label=_("How did this person reach you?"), choices=list(CHANNELS.items()), widget=forms.RadioSelect
    )
