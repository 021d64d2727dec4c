"""Texts in several languages, isolation of names, and wording that a reviewer answers for."""

from __future__ import annotations

from collections.abc import Mapping

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info

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


def direction(language: str) -> str:
    """rtl or ltr; "auto" for a language of a pack that Django does not know."""
    try:
        return "rtl" if get_language_info(language)["bidi"] else "ltr"
    except KeyError:
        return "auto"
