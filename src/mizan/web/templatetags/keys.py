"""What the script for security keys reads: options as JSON in an attribute, escaped like any other."""

from __future__ import annotations

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(value: Any) -> str:
    """JSON for a data attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)
