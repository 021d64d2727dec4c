"""Forms of erasures and contests. What a person may do is decided in `access` and the services; a form only reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import Actor
from mizan.ledger.access import own_matters
from mizan.ledger.matters import name_of

BASES = {
    "consent_withdrawn": _("the person withdrew consent"),
    "retention_ended": _("the time for keeping it is over"),
    "court_order": _("a court ordered it"),
    "unlawful_processing": _("it was kept against the law"),
}
FINDINGS = {
    "closing_false": _("the closing was false"),
    "closing_stands": _("the closing stands"),
    "inadmissible": _("the contest is not admissible"),
}


class AskForm(forms.Form):
    matter = forms.ChoiceField(label=_("Matter"), help_text=_("Matters in which your own body acted."))
    basis = forms.ChoiceField(label=_("Legal basis"), choices=list(BASES.items()), widget=forms.RadioSelect)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matters = {str(thread.pk): thread for thread in own_matters(actor)}
        choices = [(key, f"{name_of(thread)} {thread.subject_id}") for key, thread in self.matters.items()]
        self.fields["matter"].choices = choices  # type: ignore[attr-defined]  # a choice field


def _hex(label: Any, help_text: Any) -> forms.RegexField:
    """32 bytes as 64 hexadecimal letters."""
    return forms.RegexField(r"\A[0-9a-fA-F]{64}\Z", label=label, help_text=help_text, max_length=64)


class ContestForm(forms.Form):
    code = _hex(_("Contest code"), _("64 letters and digits, from the receipt of the person who asks you."))
    leaf = _hex(_("Hash of the leaf"), _("64 letters and digits: the entry of the log that is false."))


class AnswerForm(forms.Form):
    finding = forms.ChoiceField(label=_("Finding"), choices=list(FINDINGS.items()), widget=forms.RadioSelect)
