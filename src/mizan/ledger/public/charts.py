"""The duties by the week in which they are due."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.utils import dateformat
from django.utils.translation import gettext as _

from mizan.charts import Chart, Part, Stack, stacked_counts
from mizan.kit.charting import frame, sized
from mizan.kit.facts import World
from mizan.ledger.public.summary import Line

LATEST = 12  # weeks that are drawn; the file has all


def parts() -> list[Part]:
    """The six verdicts, from kept to broken."""
    return [
        Part("met", _("met in time"), "4"),
        Part("open", _("open"), "1"),
        Part("extended", _("extended"), "2"),
        Part("escalated", _("escalated"), "3"),
        Part("late", _("met late"), "society"),
        Part("overdue", _("overdue"), "unknown"),
    ]


def weeks_chart(weeks: Mapping[str, Line], world: World) -> Chart:
    """The latest weeks, the oldest first."""
    set_in = frame("weeks", _("What became of the duties, by the week in which they are due"), world)
    set_in = replace(set_in, words=replace(set_in.words, label=_("Week from Monday")))
    rows = [Stack(week_text(monday), dict(line.verdicts)) for monday, line in list(weeks.items())[-LATEST:]]
    return sized(lambda one: stacked_counts(one, parts(), rows), set_in)


def week_text(monday: str) -> str:
    """A Monday in short words."""
    return dateformat.format(date.fromisoformat(monday), "j M Y")
