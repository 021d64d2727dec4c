"""A piece of evidence as a download; it is never shown inline."""

from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, HttpRequest

from mizan.framework.access import evidence_for
from mizan.kit.pages import member_of


def evidence_file(request: HttpRequest, pk: UUID) -> FileResponse:
    """The file, as an attachment of no particular type."""
    row, path = evidence_for(member_of(request), str(pk))
    name = row.file_name or "evidence"
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/octet-stream")
