"""Stages, voices, years and amounts in words."""

from __future__ import annotations

from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from mizan.indicators import Amount
from mizan.integrity.rules.cascade import Stage, Voice, Years
from mizan.kit.facts import Grade
from mizan.kit.templatetags.figures import interval, number
from mizan.kit.templatetags.marks import side, unknown
from mizan.kit.templatetags.words import as_written, tr

STAGES: dict[Stage, Promise | str] = {
    Stage.REPORTED: pgettext_lazy("stage of the cascade", "reported"),
    Stage.ROUTED: pgettext_lazy("stage of the cascade", "sent to an inquiry"),
    Stage.DECIDED: pgettext_lazy("stage of the cascade", "decided"),
    Stage.REFERRED: pgettext_lazy("stage of the cascade", "referred to court"),
    Stage.CONVICTED: pgettext_lazy("stage of the cascade", "convicted"),
    Stage.UPHELD: pgettext_lazy("stage of the cascade", "sanction upheld"),
}
OTHERS = gettext_lazy("other sources")


def voice_text(voice: Voice) -> str:
    """The side with its mark; who speaks for neither has none."""
    return str(OTHERS) if voice is Voice.OTHER else side(voice.value)


def years_text(years: Years) -> str:
    """One year, or the first and the last."""
    first, last = years
    return format_html("<bdi>{}</bdi>", str(first) if first == last else f"{first}–{last}")


def years_code(years: Years) -> str:
    """The same in an address."""
    return "-".join(str(year) for year in dict.fromkeys(years))


def amount_text(amount: Amount) -> str:
    """A figure as certain as it is; unknown is a word and never 0."""
    if amount.is_unknown:
        return unknown()
    if amount.value is not None:
        shown = number(amount.value)
        return shown if amount.is_exact else format_html(_("about {n}"), n=shown)
    if amount.high is None:
        return format_html(_("at least {n}"), n=number(amount.low))
    if amount.low is None:
        return format_html(_("at most {n}"), n=number(amount.high))
    return interval(amount.low, amount.high)


def figure_text(row: Any) -> str:
    """A reading as its source words it: its figure, or its words."""
    if row.value is None and row.value_text:
        return tr(row.value_text)
    exact = row.value is not None and row.low is None and row.high is None
    return amount_text(Amount(row.value, row.value if exact else row.low, row.value if exact else row.high))


def who_text(row: Any) -> str:
    """Who says it: whom the source names, the body that entered it, or only what kind of source it is."""
    if row.author_body is not None:
        return tr(row.author_body.name)
    if row.reported_by:
        return as_written(row.reported_by)
    return str(Grade(row.grade).label) if row.grade else unknown()
