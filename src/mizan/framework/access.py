"""The only way to a piece of evidence: both sides may open it, the public sees its hash and title."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.shortcuts import get_object_or_404

from mizan.framework.models import Evidence
from mizan.kit.actors import Actor, Side


def evidence_for(actor: Actor, pk: str) -> tuple[Evidence, Path]:
    """The evidence and the path of its file, for a member of either side in its own world; else 404 alike."""
    rows = Evidence.objects.filter(world=actor.world).exclude(file_path="")
    if actor.side not in {Side.STATE, Side.SOCIETY}:
        rows = rows.none()
    row = get_object_or_404(rows, pk=pk)
    return row, Path(settings.VAR) / "evidence" / row.file_path
