"""How forms become HTML: as Django does it, but lists of choices in plain Python.

Django renders each option of a list by three templates. A page of filters has some two hundred options: they took a
third of the page's time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """The setting FORM_RENDERER."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        if template_name == SELECT:
            return select(context["widget"])
        return super().render(template_name, context, request)


def select(widget: Mapping[str, Any]) -> SafeString:
    """A list of choices, byte for byte what Django's templates give apart from white space."""
    groups = "".join(_group(name, options) for name, options, _index in widget["optgroups"])
    opened = f'<select name="{conditional_escape(widget["name"])}"{_attributes(widget["attrs"])}>'
    return mark_safe(f"{opened}{groups}</select>")  # noqa: S308 - every part was escaped


def _group(name: Any, options: list[dict[str, Any]]) -> str:
    inside = "".join(_option(one) for one in options)
    return f'<optgroup label="{conditional_escape(name)}">{inside}</optgroup>' if name else inside


def _option(option: Mapping[str, Any]) -> str:
    value, label = conditional_escape(str(option["value"])), conditional_escape(option["label"])
    return f'<option value="{value}"{_attributes(option["attrs"])}>{label}</option>'


def _attributes(attributes: Mapping[str, Any]) -> str:
    """True stands alone, False not at all."""
    said = [(name, value) for name, value in attributes.items() if value is not False]
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"' for name, value in said
    )
