"""Words with marks: a status, a side, a score, a source grade. The word always stands; the mark repeats it in shape.

Every word is a code from an enum. A code without a word here is a fault of the page and stops loudly; a missing value
is "not known" and never looks like zero (I-8).
"""

from __future__ import annotations

from typing import NamedTuple

from django import template
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import Grade

register = template.Library()


class Status(NamedTuple):
    """How one code is shown. `tone` is empty, firm, soft or alert; `mark` is a class of the style sheet."""

    word: str | Promise
    mark: str
    tone: str = ""


STATUSES: dict[str, Status] = {
    # progress (I-18)
    "claimed": Status(_("claimed"), "ring"),
    "confirmed": Status(_("confirmed"), "disc", "firm"),
    "disputed": Status(_("disputed"), "diamond", "alert"),
    "no_report": Status(_("no report"), "dots", "soft"),
    # standing: the first two are promises, the others are asked and unanswered
    "adopted": Status(_("adopted"), "square", "firm"),
    "directed": Status(_("directed"), "bar", "firm"),
    "recommended": Status(_("recommended"), "dash"),
    "proposed": Status(_("proposed"), "ask"),
    # clocks
    "open": Status(_("open"), "ring"),
    "due": Status(_("due soon"), "bar"),
    "late": Status(_("late"), "late", "alert"),
    "overdue": Status(_("overdue"), "late", "alert"),
    "met": Status(_("met in time"), "disc", "firm"),
    "met_late": Status(_("met late"), "v3"),
    "extended": Status(_("extended"), "bar"),
    "escalated": Status(_("escalated"), "diamond", "alert"),
    "no_date": Status(_("no date published"), "dots", "soft"),
    # ownership
    "suggested": Status(_("suggested"), "ask", "soft"),
    "accepted": Status(_("accepted"), "disc", "firm"),
    "declined": Status(_("declined"), "diamond"),
    "no_owner": Status(_("no accepted owner"), "dots", "soft"),
    # accountability coverage: a vessel that fills
    "absent": Status(_("absent"), "v0", "alert"),
    "mandated": Status(_("on paper"), "v1"),
    "staffed": Status(_("staffed"), "v2"),
    "operational": Status(_("operational"), "v4", "firm"),
    # sessions of committees
    "called": Status(_("called"), "bar"),
    "quorate": Status(_("quorate"), "disc", "firm"),
    "inquorate": Status(_("inquorate"), "v2", "alert"),
    "missed": Status(_("missed"), "v0", "alert"),
    # proposals: asked, and what became of it
    "not_delivered": Status(_("not delivered: no clock runs"), "dots", "soft"),
    "waiting": Status(_("waits for an answer"), "ring"),
    "silent": Status(_("silent"), "late", "alert"),
    "countered": Status(_("countered"), "v2"),
    "agreed": Status(_("the counter is agreed"), "v3", "firm"),
    "refused": Status(_("refused"), "diamond"),
    "insisted": Status(_("the proposer insists"), "ask"),
    "withdrawn": Status(_("withdrawn"), "dash", "soft"),
    "standing": Status(_("standing proposal"), "ask"),
    "question": Status(_("open question"), "dots", "soft"),
    # returns: begun is not reported, and missing is no zero (I-18)
    "awaited": Status(_("not due yet"), "dots", "soft"),
    "draft": Status(_("draft"), "dash", "soft"),
    "not_reported": Status(_("missing"), "v0", "alert"),
    "submitted": Status(_("submitted"), "ring"),
    "queried": Status(_("asked about"), "ask"),
    "approved": Status(_("approved"), "disc", "firm"),
    # what the law says, as read at the desk
    "full": Status(_("in full"), "v4", "firm"),
    "partial": Status(_("in part"), "v2"),
    # obligations and actions
    "mandatory": Status(_("mandatory"), "square"),
    "consider": Status(_("to be considered"), "bar"),
    "optional": Status(_("optional"), "dash"),
    "proactive": Status(_("proactive"), "disc"),
    "reactive": Status(_("reactive"), "ring"),
    "ended": Status(_("ended"), "dash", "soft"),
    "retired": Status(_("no longer in its source"), "dash", "soft"),
}

SIDES: dict[str, Status] = {
    "state": Status(_("state"), "square"),
    "society": Status(_("society"), "ring"),
    "enforcement": Status(_("enforcement"), "square"),
    "international": Status(_("international"), "diamond"),
    "desk": Status(_("desk reading"), "dash"),
}


@register.simple_tag
def unknown(word: str | Promise = "") -> SafeString:
    """The mark of a missing value: "not known", or the given words ("not reported", "not asked")."""
    return format_html('<span class="unknown">{}</span>', word or _("not known"))


@register.simple_tag
def status(code: str | None, word: str | Promise = "") -> SafeString:
    """A status in words with its mark; `word` replaces the standard word. Empty or "unknown" is "not known"."""
    if not code or code == "unknown":
        return unknown(word)
    shown = STATUSES[str(code)]
    return _tagged(shown, f"tag--{shown.tone}" if shown.tone else "", word)


@register.simple_tag
def side(code: str | None, word: str | Promise = "") -> SafeString:
    """Which pan: state, society, enforcement, international or desk, in words, hue and shape."""
    if not code:
        return unknown(word)
    return _tagged(SIDES[str(code)], f"side side--{code}", word)


@register.simple_tag
def score(value: int | None) -> SafeString:
    """An assessment 0-4 in words with a vessel that fills; None is unknown, which is not 0."""
    if value is None:
        return unknown()
    if value not in range(5):
        raise ValueError(f"a score is 0 to 4 or unknown, not {value!r}")
    word = format_html(_('<bdi class="num">{} of 4</bdi>'), value)
    return _tagged(Status(word, f"v{value}"), "", "")


@register.simple_tag
def grade(code: str | None) -> SafeString:
    """How good the source is, in words; never a tick."""
    if not code:
        return format_html('<span class="grade grade--unattributed">{}</span>', _("source not graded"))
    return format_html('<span class="grade grade--{}">{}</span>', Grade(code).value, Grade(code).label)


def _tagged(shown: Status, classes: str, word: str | Promise) -> SafeString:
    return format_html(
        '<span class="tag {}"><span class="mark mark--{}" aria-hidden="true"></span>{}</span>',
        classes,
        shown.mark,
        word or shown.word,
    )
