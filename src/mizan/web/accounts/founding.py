"""The focal body of each side appoints the first admitter of the side's other bodies."""

from __future__ import annotations

from mizan.framework.models import FocalBody
from mizan.institutions import founding


@founding.named_by
def focal_body(side: str, world: str) -> str:
    """The focal body of a side in a world, "" where none is named yet."""
    found = FocalBody.objects.filter(side=side, world=world).values_list("institution_id", flat=True).first()
    return found or ""
