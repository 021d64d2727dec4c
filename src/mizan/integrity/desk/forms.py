"""One form for each act: its outcome, what it rests on, and whom or which duty it is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.integrity.act_words import CLOCKS, OUTCOMES
from mizan.integrity.rules.accusation import MAX_NARRATIVE
from mizan.integrity.rules.acts import CODES, WORDED, Act
from mizan.integrity.services.acts import Order


class ActForm(forms.Form):
    """What an act takes, no more. `bodies` for bringing somebody in, `clocks` for more time."""

    def __init__(self, act: Act, *args: Any, bodies: list[tuple[str, str]] = (), clocks: list[str] = (), **kw: Any):  # type: ignore[assignment]
        super().__init__(*args, prefix=act.value, **kw)
        self.act = act
        if act in CODES:
            self.fields["code"] = forms.ChoiceField(label=_("Outcome"), choices=[(c, OUTCOMES[c]) for c in CODES[act]])
        if act in (Act.ASK_TIME, Act.EXTEND):
            self.fields["clock"] = forms.ChoiceField(label=_("Which duty"), choices=[(c, CLOCKS[c]) for c in clocks])
        if act is Act.REASSIGN:
            self.fields["body"] = forms.ChoiceField(label=_("Which body"), choices=bodies)
        if act in WORDED:
            self.fields["words"] = forms.CharField(
                label=_("In words"), max_length=MAX_NARRATIVE, widget=forms.Textarea(attrs={"rows": 4})
            )

    def order(self) -> Order:
        """What was asked for."""
        return Order(self.act, **self.cleaned_data)


class WordsForm(forms.Form):
    """A message to the reporter, or a note."""

    words = forms.CharField(label=_("Text"), max_length=MAX_NARRATIVE, widget=forms.Textarea(attrs={"rows": 5}))


class CopyForm(forms.Form):
    """A sealed copy: what for, and the age recipient to whom alone it opens."""

    code = forms.ChoiceField(label=_("What for"), choices=[(code, OUTCOMES[code]) for code in CODES[Act.EXPORT]])
    recipient = forms.RegexField(
        r"^age1[02-9ac-hj-np-z]{58}$", label=_("Recipient's key (age1...)"), max_length=80, strip=True,
        help_text=_("Only the holder of this key can open the copy. A copy that has left cannot be called back."),
    )  # fmt: skip
