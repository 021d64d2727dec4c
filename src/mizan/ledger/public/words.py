"""Kinds of duties, times and ages in words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mizan.kit.templatetags.marks import unknown

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

# By the verifier's names (`mizan.tlog.verifier.duties.KINDS`).
KINDS: dict[str, Promise | str] = {
    "acknowledge": gettext_lazy("acknowledge a report"),
    "decide": gettext_lazy("decide what is done about it"),
    "feed_back": gettext_lazy("tell the reporter what was decided"),
    "update": gettext_lazy("tell the reporter how it goes on"),
    "finish": gettext_lazy("finish it"),
    "answer_proposal": gettext_lazy("answer a proposal"),
    "answer_referral": gettext_lazy("answer a referral"),
    "deliver_entitlement": gettext_lazy("deliver what a victim is entitled to"),
}


# Where the pages of what is owed stand: an entry of the log names nothing, so the whole kind leads to its list.
LISTS = {"answer_proposal": "/proposals/"}


def moment_text(seconds: int | None) -> str:
    """A time (seconds since 1970) to the minute, in UTC, in words; a time beyond the calendar stays a number."""
    if seconds is None:
        return unknown()
    try:
        moment = EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return format_html("<bdi>{}</bdi>", seconds)
    words = format_html(
        _("{day}, {time} UTC"),
        day=dateformat.format(moment, "j F Y"),
        time=format_html('<bdi class="num">{}</bdi>', moment.strftime("%H:%M")),
    )
    return format_html('<time datetime="{}">{}</time>', moment.strftime("%Y-%m-%dT%H:%M:%SZ"), words)


def hash_text(digits: str) -> str:
    """A hash in hexadecimal that may break on a narrow page, and is still one word when it is copied."""
    groups = ((digits[at : at + 8],) for at in range(0, len(digits), 8))
    return format_html('<code dir="ltr">{}</code>', format_html_join(mark_safe("<wbr>"), "{}", groups))


def lasting(seconds: int | None) -> str:
    """How long, in the unit that says it shortest; None is not known, and a time to come is no length."""
    if seconds is None:
        return unknown()
    minutes, hours, days = seconds // 60, seconds // 3_600, seconds // 86_400
    if minutes < 2:
        return ngettext("%(n)d second", "%(n)d seconds", max(0, seconds)) % {"n": max(0, seconds)}
    if hours < 2:
        return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}
    if days < 2:
        return ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
