"""What members enter. A form checks shapes; what is allowed is decided by the room's rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from mizan.council.models import Attendance, Vote
from mizan.kit.entry import AREA, Rows, WithRows, day_input
from mizan.kit.texts import plain

LARGEST_FILE = 20 * 1024 * 1024


def seat_words(seat: Any) -> str:
    """A seat: part, side and number."""
    return f"{seat.get_side_display()} {seat.number}: {seat.get_part_display()}"


def holder_words(holder: Any) -> str:
    """A holder by seat and body; names stay with the own side (I-7), and are not needed here."""
    return f"{seat_words(holder.seat)} ({holder.body_id})"


class CallForm(forms.Form):
    on = forms.DateField(label=_("Day of the session"), widget=day_input())
    venue = forms.CharField(label=_("Where, and how to join from afar"), max_length=300, required=False)


class SeatForm(WithRows):
    seat = Rows(seat_words, label=_("Seat"))
    person = Rows(lambda post: f"{post.user.name} ({post.institution_id})", label=_("Member of your side"))
    since = forms.DateField(label=_("From"), widget=day_input())
    procedure = forms.CharField(label=_("Published procedure by which your side chose this person"), max_length=200)
    interests = forms.CharField(
        label=_("Declared interests"), widget=forms.Textarea(attrs=AREA), max_length=2000, required=False,
        help_text=_("Leave it empty if there are none."),
    )  # fmt: skip
    interests_declared = forms.BooleanField(label=_("The person has declared her interests"), required=False)


class LeaveForm(WithRows):
    holder = Rows(holder_words, label=_("Seat"))
    why = forms.CharField(label=_("Why"), max_length=200, required=False)


class ItemForm(forms.Form):
    title = forms.CharField(label=_("What should be on the table"), max_length=300)


class PaperForm(forms.Form):
    title = forms.CharField(label=_("What it is"), max_length=200)
    url = forms.URLField(label=_("Address"), required=False, max_length=500, assume_scheme="https")
    file = forms.FileField(label=_("File"), required=False, help_text=_("At most 20 megabytes."))
    is_sensitive = forms.BooleanField(
        label=_("Sensitive"),
        required=False,
        help_text=_("The public sees that a paper was laid, and its hash, no more."),
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given and given.size > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 20 megabytes."))
        return given


class AttendForm(WithRows):
    holders = forms.ModelMultipleChoiceField(
        queryset=None,
        label=_("Seats"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a seat.")},
    )
    state = forms.ChoiceField(label=_("They are"), choices=Attendance.State.choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holders"].label_from_instance = holder_words  # type: ignore[attr-defined]


class VoteForm(WithRows):
    motion = Rows(lambda motion: f"{motion.number}. {plain(motion.text)[:80]}", label=_("Motion"))
    holder = Rows(holder_words, label=_("Seat"))
    choice = forms.ChoiceField(label=_("Vote"), choices=Vote.Choice.choices, widget=forms.RadioSelect)
    dissent = forms.CharField(
        label=_("Dissent in words"), widget=forms.Textarea(attrs=AREA), max_length=2000, required=False,
        help_text=_("It stands in public under this seat."),
    )  # fmt: skip


class DecideForm(WithRows):
    motion = Rows(lambda motion: f"{motion.number}. {plain(motion.text)[:80]}", label=_("Motion"))


class MinutesForm(forms.Form):
    """One field for every language of the house."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            attrs = {"rows": 8, "lang": code, "dir": "rtl" if code == "ur" else "ltr"}
            area = forms.Textarea(attrs=attrs)
            self.fields[f"text_{code}"] = forms.CharField(label=name, widget=area, max_length=40_000, required=False)

    def text(self) -> dict[str, str]:
        """The text by language."""
        return {code: self.cleaned_data[f"text_{code}"] for code, _name in settings.LANGUAGES}
