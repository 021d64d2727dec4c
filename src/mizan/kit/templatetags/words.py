"""Texts in several languages, isolation of names, and wording that a reviewer answers for."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info, pgettext

from mizan.kit import reviews, texts
from mizan.kit.templatetags.marks import unknown
from mizan.kit.texts import chosen

register = template.Library()
register.tag("reviewed", reviews.reviewed)


@register.filter
def tr(text: Mapping[str, str] | None) -> SafeString:
    """A text map in the reader's language; in another language it is marked with its language and direction."""
    language, shown = chosen(text)
    if not shown:
        return unknown()
    if language in (get_language(), (get_language() or "").split("-")[0]):
        return conditional_escape(shown)
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), shown)


@register.filter
def plain(text: Mapping[str, str] | None) -> str:
    """The same text without markup, for titles and attributes; empty where there is none."""
    return texts.plain(text)


@register.filter
def bdi(value: object) -> SafeString:
    """A name or code kept apart from the direction around it."""
    return format_html("<bdi>{}</bdi>", value)


@register.filter
def code(value: object) -> SafeString:
    """A code, read from left to right wherever it stands: "2026-Q1" would turn round among words of Urdu."""
    return format_html('<bdi class="code" dir="ltr">{}</bdi>', value)


@register.filter
def as_written(text: str) -> SafeString:
    """A text of one language that nobody translates, such as a source or a licence. Where it holds no letter of a
    script from right to left it is marked as English, so that a voice reads it and a line breaks it as such."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return format_html('<bdi dir="auto">{}</bdi>', text)
    return format_html('<bdi lang="en" dir="ltr">{}</bdi>', text)


@register.filter
def listed(items: Iterable[object]) -> SafeString:
    """The items in one line, parted as the reader's language parts them."""
    return format_html_join(between(), "{}", ((item,) for item in items))


@register.simple_tag(name="sep")
def between() -> str:
    """What stands between two items of a list."""
    return pgettext("between two items of a list", ", ")


def direction(language: str) -> str:
    """rtl or ltr; "auto" for a language of a pack that Django does not know."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"
