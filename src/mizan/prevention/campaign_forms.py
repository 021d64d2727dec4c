"""What members enter about campaigns, surveys and training. Shapes only; the rules decide."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mizan.framework.queries import choices
from mizan.institutions.models import Institution
from mizan.kit.entry import AREA, Rows, WithRows, day_input, named
from mizan.places.models import Place
from mizan.prevention.forms import districts, only_name, place_words, running
from mizan.prevention.help_words import LANGUAGES
from mizan.prevention.models import CampaignEnd, Channel, KnowledgeQuestion, Method, Trained, Wave

CODES = r"\A[A-Za-z0-9-]{1,40}( +[A-Za-z0-9-]{1,40}){0,19}\Z"


class Several(forms.ModelMultipleChoiceField):
    """Some rows, each worded by `words(row)`."""

    def __init__(self, words: Any, **kwargs: Any) -> None:
        widget = forms.SelectMultiple(attrs={"size": 8})
        super().__init__(queryset=None, required=False, widget=widget, **kwargs)
        self.words = words

    def label_from_instance(self, row: Any) -> str:
        return str(self.words(row))


class CampaignForm(WithRows):
    name = forms.CharField(label=_("Name"), max_length=160)
    about = forms.CharField(label=_("What it says"), widget=forms.Textarea(attrs=AREA), max_length=2000)
    audience = forms.CharField(label=_("For whom"), max_length=300)
    pillar = Rows(only_name, label=_("Pillar"))
    channels = forms.MultipleChoiceField(
        label=_("How it reaches them"), choices=Channel.choices, widget=forms.CheckboxSelectMultiple, required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages"), choices=list(LANGUAGES.items()), widget=forms.CheckboxSelectMultiple, required=False
    )
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=_("Last day"), widget=day_input())
    places = Several(place_words, label=_("Districts"), help_text=_("None chosen: the whole country."))
    programmes = Several(named, label=_("Programmes that it sends people to"))
    services = forms.RegexField(
        label=_("Help lines and services that it names"), regex=CODES, required=False, max_length=400,
        help_text=_("Their codes, parted by spaces."),
    )  # fmt: skip
    materials = forms.RegexField(
        label=_("Materials from the library"), regex=CODES, required=False, max_length=400,
        help_text=_("Their codes, parted by spaces."),
    )  # fmt: skip
    other_owner = Rows(
        named, label=_("Owner on the other side"), required=False,
        help_text=_("Only suggested until that body says yes. Nobody’s leave is needed to list a campaign."),
    )  # fmt: skip

    def clean_services(self) -> list[str]:
        return str(self.cleaned_data["services"]).split()

    def clean_materials(self) -> list[str]:
        return str(self.cleaned_data["materials"]).split()


class CorrectionForm(CampaignForm):
    why = forms.CharField(label=_("What was wrong"), widget=forms.Textarea(attrs=AREA), max_length=1000)


class EndForm(forms.Form):
    how = forms.ChoiceField(label=_("What becomes of it"), choices=CampaignEnd.How.choices)
    on = forms.DateField(label=_("On which day"), widget=day_input())
    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs=AREA), max_length=1000)


def campaign_rows(world: str, side: str) -> dict[str, Any]:
    """What the choices offer in the member's own world."""
    others = Institution.objects.filter(world=world, retired_at=None, side__in=("state", "society")).exclude(side=side)
    places = Place.objects.filter(retired_at=None).select_related("parent")
    return {
        "pillar": choices.pillars(), "places": places, "programmes": running(world), "other_owner": others,
    }  # fmt: skip


class TallyForm(forms.Form):
    people = forms.IntegerField(label=_("People reached"), min_value=0, max_value=1_000_000_000, required=False)
    how = forms.CharField(label=_("How they were counted"), max_length=300, required=False)
    cost = forms.DecimalField(label=_("Cost so far"), min_value=0, max_digits=18, decimal_places=2, required=False)
    currency = forms.RegexField(label=_("Currency"), regex=r"\A[A-Z]{3}\Z", max_length=3, required=False)
    on = forms.DateField(label=_("As of"), widget=day_input())


class AskedForm(forms.Form):
    question = forms.CharField(
        label=_("What people asked"), max_length=500, widget=forms.Textarea(attrs=AREA),
        help_text=_("In your own words. No names, and nothing that points to a person."),
    )  # fmt: skip
    times = forms.IntegerField(label=_("How often"), min_value=0, max_value=1_000_000_000, required=False)
    answer = forms.CharField(
        label=_("What was answered"), max_length=1000, widget=forms.Textarea(attrs=AREA), required=False
    )
    on = forms.DateField(label=_("As of"), widget=day_input())


class QuestionForm(forms.Form):
    code = forms.RegexField(
        label=_("Code, the heading of its column"), regex=r"\A[a-z][a-z0-9_]{0,19}\Z", max_length=20
    )
    text = forms.CharField(label=_("The question, as it is asked"), max_length=500)
    kind = forms.ChoiceField(label=_("Answered by"), choices=KnowledgeQuestion.Kind.choices)


class SurveyForm(forms.Form):
    wave = forms.ChoiceField(label=_("When"), choices=Wave.choices)
    method = forms.ChoiceField(label=_("How people were drawn"), choices=Method.choices)
    population = forms.CharField(label=_("Whom it stands for"), max_length=300)
    drawn = forms.CharField(
        label=_("From which list, and by which chance"), max_length=1000, widget=forms.Textarea(attrs=AREA)
    )
    first_day = forms.DateField(label=_("First day of asking"), widget=day_input())
    last_day = forms.DateField(label=_("Last day of asking"), widget=day_input())
    file = forms.FileField(
        label=_("Answers (XLSX or CSV)"),
        help_text=_("A row for each respondent and no names. The rows are not kept: only estimates and the hash are."),
    )


class TrainingForm(WithRows):
    name = forms.CharField(label=_("Name"), max_length=160)
    about = forms.CharField(label=_("What was taught"), widget=forms.Textarea(attrs=AREA), max_length=2000)
    audience = forms.ChoiceField(label=_("Who was trained"), choices=Trained.choices)
    pillar = Rows(only_name, label=_("Pillar that it serves"))
    starts_on = forms.DateField(label=_("First day"), widget=day_input())
    ends_on = forms.DateField(label=_("Last day"), widget=day_input())
    trained = forms.IntegerField(label=_("How many were trained"), min_value=0, max_value=10_000_000, required=False)
    place = Rows(place_words, label=_("District"), required=False, empty_label=_("the whole country"))


def training_rows() -> dict[str, Any]:
    """What the choices offer."""
    return {"pillar": choices.pillars(), "place": districts()}


class ResultForm(forms.Form):
    assessed = forms.IntegerField(label=_("How many were assessed"), min_value=0, max_value=10_000_000)
    able = forms.IntegerField(label=_("How many of them can do it"), min_value=0, max_value=10_000_000)
    how = forms.CharField(label=_("How it was assessed"), max_length=500)
    on = forms.DateField(label=_("Assessed on"), widget=day_input())
