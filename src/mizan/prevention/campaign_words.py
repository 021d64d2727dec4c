"""Languages, channels and silences of campaigns in the reader's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from mizan.prevention.help_words import LANGUAGES
from mizan.prevention.models import Channel

# Why a survey's estimate has no interval (codes of `science.surveys`).
SILENCES = {
    "nobody_answered": _("nobody answered"),
    "too_few_answers": _("too small: fewer than 30 answers"),
    "too_few_clusters": _("too small: too few clusters"),
    "one_cluster_in_a_stratum": _("a stratum has one cluster only"),
    "no_spread_between_clusters": _("all clusters answered alike"),
}


def languages(codes: list[str]) -> list[str]:
    """Each language in words; a code that nobody knows stays a code."""
    return [str(LANGUAGES.get(code, code)) for code in codes]


def channels(codes: list[str]) -> list[str]:
    """Each channel in words."""
    known = dict(Channel.choices)
    return [str(known.get(code, code)) for code in codes]
