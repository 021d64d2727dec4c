"""Figures that lead to the rows they count, in the world of the page."""

from __future__ import annotations

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mizan.kit.pages import rows_address
from mizan.kit.templatetags.figures import count

register = template.Library()


@register.simple_tag(takes_context=True)
def rows(context: Context, page: str, *parts: str, **query: object) -> str:
    """The address of a filtered list: `{% rows "framework:actions" pillar=code state="late" as url %}`."""
    return rows_address(context["request"], page, *parts, **query)


@register.simple_tag(takes_context=True)
def counted(context: Context, n: int | None, page: str, *parts: str, **query: object) -> SafeString:
    """A whole number that leads to exactly the rows it counts; an unknown one leads nowhere."""
    if n is None:
        return count(None)
    return format_html('<a href="{}">{}</a>', rows_address(context["request"], page, *parts, **query), count(n))


@register.simple_tag
def counted_here(n: int, identity: str) -> SafeString:
    """A whole number that leads to the table of this page whose rows it counts; with no rows there is no table."""
    return format_html('<a href="#{}">{}</a>', identity, count(n)) if n else count(n)
