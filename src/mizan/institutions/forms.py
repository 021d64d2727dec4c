"""Forms of members. What a person may do is decided in the services; a form only reads."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.institutions.access import bodies_to_admit_to
from mizan.kit.actors import Actor, Role
from mizan.kit.texts import plain

ROLE_WORDS = {
    Role.COORDINATOR: _("coordinator: keeps the plan"),
    Role.COMMITTEE: _("committee member"),
    Role.OWNER: _("action owner: claims progress"),
    Role.CO_LEAD: _("co-lead: confirms or disputes progress"),
    Role.PROGRAMME: _("programme worker"),
    Role.INQUIRY: _("inquiry officer"),
    Role.OVERSIGHT: _("oversight"),
    Role.CASEWORK: _("case worker"),
    Role.MONITOR: _("society monitor"),
    Role.ANALYST: _("analyst"),
    Role.OPERATOR: _("operator: installs and backs up"),
    Role.ASSISTANT: _("helper: types a report for somebody, and reads none"),
    Role.ADMITTER: _("admits and suspends members"),
}


def role_words(codes: list[str]) -> list[str]:
    """The roles of a post in words, in the order of the list above."""
    return [str(words) for role, words in ROLE_WORDS.items() if role in codes]


class AdmitForm(forms.Form):
    body = forms.ChoiceField(label=_("Body"))
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("A link to choose a password is sent there. It works once."),
    )
    roles = forms.MultipleChoiceField(
        label=_("Roles"), choices=list(ROLE_WORDS.items()), widget=forms.CheckboxSelectMultiple
    )
    since = forms.DateField(label=_("Member since"), widget=forms.DateInput(attrs={"type": "date"}))
    criteria = forms.CharField(
        label=_("Published criteria that this person meets"),
        max_length=80,
        help_text=_("Name the document and its date, for instance: Charter 2026, section 4."),
    )
    interests = forms.CharField(
        label=_("Interests that this person declares"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Posts, family, money or business that may pull another way. Leave empty if there are none."),
    )
    interests_declared = forms.BooleanField(
        label=_("This person has declared all interests to me, or that there are none")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies_to_admit_to(actor)}
        choices = [(code, f"{plain(body.name)} ({code})") for code, body in self.bodies.items()]
        self.fields["body"].choices = choices  # type: ignore[attr-defined]  # a choice field


class EndForm(forms.Form):
    until = forms.DateField(label=_("Last day of the post"), widget=forms.DateInput(attrs={"type": "date"}))


class InterestsForm(forms.Form):
    interests = forms.CharField(
        label=_("Your interests"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Posts, family, money or business that may pull another way. Empty means: I declare to have none."),
    )
