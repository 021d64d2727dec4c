"""The pages of files: add some to a report, and load a document again. Both by the page's sealed field alone."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from mizan.integrity.door import drafts, uploads
from mizan.integrity.door.following_pages import HOLDS, found_again, held, holder, show
from mizan.integrity.door.pages import private, start_again
from mizan.integrity.following import ReporterView, found_by
from mizan.integrity.queries.ground import ground
from mizan.integrity.services import files
from mizan.kit.pages import today
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.reporter import keys_of


@private
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Take files in as they stream, sealed; then show the report again."""
    roots: list[bytes] = []

    def find(fields: QueryDict) -> ReporterView:
        roots.append(drafts.opened(HOLDS, fields.get(HOLDS, ""), within=drafts.FOLLOWING))
        view = found_again(keys_of(roots[0]))
        handler.quota = files.room_left(view)
        return view

    handler = uploads.Sealing(request, find, files.next_number, 0)
    try:
        fields = uploads.receive(request, handler)
        view = handler.view or find(fields)
        count = _keep(view, handler)
    except drafts.Stale:
        return start_again(request, stale=True)
    except Refused as refused:
        if not roots:
            return start_again(request, stale=True)
        return show(request, found_by(keys_of(roots[0])), roots[0], fault=word(refused))
    finally:
        handler.discard()
    said = ngettext("{n} file is sealed and stored.", "{n} files are sealed and stored.", count).format(n=count)
    return show(request, view, roots[0], said=said)


def _keep(view: ReporterView, handler: uploads.Sealing) -> int:
    """What was taken is kept, also if a later file was declined; the fault is told then."""
    on, count = ground(view.report.world, today()), 0
    while handler.taken:
        one = handler.taken.pop(0)
        files.add_file(holder(view), view, one, on=on)
        count += 1
    if handler.fault:
        raise handler.fault
    if not count:
        raise Refused("integrity.no_file", where="files")
    return count


@private
@require_POST
def load(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """One of her own documents again: to be kept, never to be shown by the browser."""
    try:
        view, root = held(request)
    except drafts.Stale:
        return start_again(request, stale=True)
    number = request.POST.get("number", "")
    try:
        _sealed, pieces = files.own_file(view, int(number) if number.isascii() and number.isdigit() else 0)
    except Refused as refused:
        return show(request, view, root, fault=word(refused))
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="file-{int(number)}.bin"'
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
