"""Pages that only show: other methods than GET and HEAD are refused (405) before the view runs."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern
from django.views.decorators.http import require_safe


def safe(patterns: Iterable[URLPattern]) -> list[URLPattern]:
    """The same patterns, read-only. A room's public pages change nothing; what changes something stands in `desk`."""
    return [URLPattern(one.pattern, require_safe(one.callback), one.default_args, one.name) for one in patterns]
