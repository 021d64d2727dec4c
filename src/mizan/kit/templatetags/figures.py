"""Numbers for people: grouped, isolated from the reading direction, and "not known" where there is none (I-8)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django import template
from django.conf import settings
from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mizan.kit.templatetags.marks import unknown

register = template.Library()

Number = int | float | Decimal
_NATIVE_DIGITS = {"ur": str.maketrans("0123456789,.%", "۰۱۲۳۴۵۶۷۸۹٬٫٪")}


@register.filter
def count(value: int | None, digits: str = "") -> SafeString:
    """A whole number; None is "not known", never 0."""
    if value is None:
        return unknown()
    return _isolated(f"{value:,d}", digits)


@register.filter
def number(value: Number | None, places: int | str | None = None) -> SafeString:
    """A number with grouping. `places` fixes the decimals; without it, as many as the value has, at most three."""
    if value is None:
        return unknown()
    if places is not None:
        return _isolated(f"{value:,.{int(places)}f}")
    text = f"{value:,.3f}".rstrip("0").rstrip(".")
    return _isolated(text)


@register.filter
def percent(share: Number | None, places: int | str = 0) -> SafeString:
    """A share 0-1 as per cent; None is "not known"."""
    if share is None:
        return unknown()
    return _isolated(f"{float(share) * 100:.{int(places)}f}%")


@register.simple_tag
def interval(low: Number | None, high: Number | None) -> SafeString:
    """An interval in words, safe in both directions; equal ends are one number."""
    if low is None or high is None:
        return unknown()
    if low == high:
        return number(low)
    return format_html("<bdi>{}</bdi>", format_html(_("{low} to {high}"), low=number(low), high=number(high)))


@register.filter
def day(value: object) -> SafeString:
    """A date as exact as its source: 2021, 2021-07 or 2021-07-30 (text or date); nothing is "no date"."""
    text = str(value or "")[:10]
    if not text:
        return unknown(_("no date published"))
    return format_html('<time datetime="{}">{}</time>', text, _native(_worded_day(text)))


def _worded_day(text: str) -> str:
    try:
        parsed = date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return text  # not a day: shown as it was written
    return dateformat.format(parsed, {4: "Y", 7: "F Y"}.get(len(text), "j F Y"))


def _native(text: str, digits: str = "") -> str:
    """Digits of the language where the setting MIZAN_DIGITS (or `digits`) says "native"; Latin otherwise."""
    language = (get_language() or "").split("-")[0]
    wanted = digits or getattr(settings, "MIZAN_DIGITS", {}).get(language, "latin")
    return text.translate(_NATIVE_DIGITS.get(language, {})) if wanted == "native" else text


def _isolated(text: str, digits: str = "") -> SafeString:
    return format_html('<bdi class="num" dir="ltr">{}</bdi>', _native(text.replace("-", "−"), digits))
