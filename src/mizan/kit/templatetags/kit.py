"""`{% load kit %}`: every tag and filter of the design system (docs/design-system.md). None needs a model."""

from __future__ import annotations

from django import template

from mizan.kit.templatetags import blocks, figures, links, marks, parts, scales, words

register = template.Library()
for _part in (marks, figures, links, words, parts, blocks, scales):
    register.tags.update(_part.register.tags)
    register.filters.update(_part.register.filters)
