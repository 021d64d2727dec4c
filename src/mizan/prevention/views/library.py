"""Know your rights in light pages, and the library with its versions and files."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from mizan.kit.pages import member_of, show_world_of, world_of
from mizan.prevention.access import material_or_404, version_or_404
from mizan.prevention.light import light, page
from mizan.prevention.models import Material, MaterialKind
from mizan.prevention.queries.library import law_of, marks_on, shelf_of, shelves
from mizan.prevention.rules.library import LISTERS, MEDIA_TYPES
from mizan.prevention.rules.listing import SIDES
from mizan.prevention.services.library import file_of


def _language() -> str:
    return (get_language() or "en").split("-")[0]


@light
def rights_page(request: HttpRequest) -> HttpResponse:
    """Every rights page, with the languages that it has."""
    found = shelves(world_of(request), MaterialKind.RIGHTS)
    return page(request, "prevention/help/rights.html", {"shelves": found})


@light
def right_page(request: HttpRequest, code: str) -> HttpResponse:
    """One rights page: what the law says and where, what somebody can do, who answers for the wording."""
    row = material_or_404(code)
    if row.kind != MaterialKind.RIGHTS:
        raise Http404
    _in_its_world(request, row)
    shelf = shelf_of(row)
    version = shelf.words_in(_language())
    law = law_of(version) if version else []
    context = {"row": row, "version": version, "law": law, "recording": shelf.recording_in(_language()), "shelf": shelf}
    return page(request, "prevention/help/right.html", context)


def library_page(request: HttpRequest) -> HttpResponse:
    """Everything of the library."""
    actor = member_of(request)
    may_add = actor.side in SIDES and bool(LISTERS & actor.roles)
    return render(request, "prevention/library.html", {"shelves": shelves(world_of(request)), "may_add": may_add})


def material_context(request: HttpRequest, code: str) -> dict[str, object]:
    row = material_or_404(code)
    _in_its_world(request, row)
    versions = row.versions.order_by("language", "-number")
    return {"row": row, "versions": versions, "marks": marks_on("material", row.pk)}


def material_page(request: HttpRequest, code: str) -> HttpResponse:
    """One material with every version that it ever had."""
    return render(request, "prevention/material.html", material_context(request, code))


def version_file(request: HttpRequest, pk: object) -> FileResponse:
    """The file of a version: to be kept, never to be run by the browser."""
    row = version_or_404(pk)
    path = file_of(row.sha256)
    if not row.media or not path.exists():
        raise Http404
    name = f"{row.material_id}-{row.language}-{row.number}.{row.media}"
    answer = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=MEDIA_TYPES[row.media])
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def _in_its_world(request: HttpRequest, row: Material) -> None:
    """What a pack says stands in both worlds, as laws do; what a body wrote stands in its own."""
    if not row.is_pack_row:
        show_world_of(request, row)
