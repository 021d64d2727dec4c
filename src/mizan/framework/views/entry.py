"""The evidence that a form of this room brings."""

from __future__ import annotations

from typing import Any

from mizan.framework.files import NewEvidence, keep_file
from mizan.kit.actors import Actor
from mizan.kit.entry import in_words


def evidence_from(actor: Actor, cleaned: dict[str, Any]) -> NewEvidence:
    """The evidence that a form brought, its file kept already; the row comes with what it proves, or not at all."""
    upload = cleaned.get("evidence_file")
    return keep_file(
        actor,
        NewEvidence(
            kind=cleaned["evidence_kind"],
            title=in_words(cleaned["evidence_title"]),
            captured_on=cleaned["captured_on"],
            expires_on=cleaned.get("expires_on"),
            url=cleaned.get("evidence_url") or "",
            file_name=upload.name if upload else "",
            content=upload.read() if upload else b"",
        ),
    )
