"""Following a report by its codeword alone: one field, then everything its reporter may see and do.

The keys that the codeword gave travel in a sealed hidden field for 30 minutes, so that she types it once and no session
knows of her. Only look-ups may answer 503, with Retry-After.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mizan.integrity import stretching
from mizan.integrity.door import drafts
from mizan.integrity.door.forms import Codeword, Write
from mizan.integrity.door.keeping import kept
from mizan.integrity.door.pages import RETRY, private, start_again
from mizan.integrity.door.showing import context_of, forms_of
from mizan.integrity.following import ReporterView, found_by
from mizan.integrity.queries.ground import Ground, ground
from mizan.integrity.refusals import word_codeword
from mizan.integrity.services import reporter
from mizan.integrity.services.codewords import change, settle
from mizan.kit.actors import Actor, system
from mizan.kit.pages import rows_address, today
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.sealing.codeword import CodewordRefused, parse
from mizan.sealing.reporter import ReporterKeys, keys_of

HOLDS = "holds"


def holder(view: ReporterView) -> Actor:
    """Who acts by codeword: nobody with a name."""
    return system("reporter", world=view.report.world)


@private
@require_http_methods(["GET", "HEAD", "POST"])
@kept
def follow(request: HttpRequest) -> HttpResponse:
    """The codeword's field; with a codeword, the report; with the page's own field, what was asked for."""
    if request.method != "POST":
        return _asking(request, Codeword())
    if HOLDS in request.POST:
        return _act(request)
    form = Codeword(request.POST)
    if not form.is_valid():
        return _asking(request, form, status=409)
    try:
        root = stretching.root_of(parse(form.cleaned_data["codeword"]))
        view, said = _come_in(found_by(keys_of(root)))
    except CodewordRefused as refused:
        form.add_error("codeword", word_codeword(refused))
    except Refused as refused:
        form.add_error("codeword", word(refused))
    except stretching.Busy:
        return busy(request)
    else:
        return show(request, view, root, said=said)
    return _asking(request, form, status=409)


def _come_in(view: ReporterView) -> tuple[ReporterView, str]:
    """Whoever comes with a new codeword has it: the old one ends now."""
    if not view.is_untried:
        return view, ""
    return settle(holder(view), view, on=_ground(view)), _("Your new codeword holds. The old one opens nothing now.")


def _asking(request: HttpRequest, form: Codeword, *, status: int = 200) -> HttpResponse:
    """The codeword's field, and how to look without this machine."""
    command = f"mizan log find {request.build_absolute_uri('/log')} --salt salt.txt --policy policy"
    context = {"form": form, "log_command": command}
    return render(request, "integrity/door/follow.html", context, status=status)


def busy(request: HttpRequest) -> HttpResponse:
    """Too many look up at once: come again, nothing is lost."""
    answer = render(request, "integrity/door/busy.html", {"seconds": RETRY}, status=503)
    answer.headers["Retry-After"] = str(RETRY)
    return answer


def held(request: HttpRequest) -> tuple[ReporterView, bytes]:
    """The report of the page's hidden field. Raises `drafts.Stale`, also where its codeword ended since."""
    root = drafts.opened(HOLDS, request.POST.get(HOLDS, ""), within=drafts.FOLLOWING)
    return found_again(keys_of(root)), root


def found_again(keys: ReporterKeys) -> ReporterView:
    """The report of keys that opened it a while ago. Raises `drafts.Stale`."""
    try:
        return found_by(keys)
    except Refused as refused:
        raise drafts.Stale from refused


def show(
    request: HttpRequest, view: ReporterView, root: bytes, *, said: str = "", fault: str = "", form: Write | None = None
) -> HttpResponse:
    """Everything that its reporter may see, with what she can do."""
    context = {**context_of(request, view, _ground(view)), HOLDS: drafts.close(HOLDS, root), "said": said}
    context |= {"fault": fault, "form": form or Write()}
    return render(
        request, "integrity/door/report.html", context, status=409 if fault or (form and form.errors) else 200
    )


def _ground(view: ReporterView) -> Ground:
    return ground(view.report.world, today())


def _act(request: HttpRequest) -> HttpResponse:
    try:
        view, root = held(request)
    except drafts.Stale:
        return start_again(request, stale=True)
    if request.POST.get("verb") == "change":
        return _change(request, view, root)
    act = ACTS.get(request.POST.get("verb", ""))
    if act is None:
        return show(request, view, root)
    form = Write(request.POST) if act is _write else None
    if form is not None and not form.is_valid():
        return show(request, view, root, form=form)
    try:
        said = act(request, view)
    except Refused as refused:
        return show(request, view, root, fault=word(refused))
    return show(request, found_by(view.keys), root, said=said)


def _change(request: HttpRequest, view: ReporterView, root: bytes) -> HttpResponse:
    """A new codeword, shown once; the old one opens the report until this one was typed."""
    try:
        codeword = change(holder(view), view, on=_ground(view))
    except Refused as refused:
        return show(request, view, root, fault=word(refused))
    except stretching.Busy:
        return busy(request)
    context = {**forms_of(codeword), "form": Codeword(), "action": rows_address(request, "report:follow")}
    return render(request, "integrity/door/changed.html", context)


def _write(request: HttpRequest, view: ReporterView) -> str:
    reporter.write(holder(view), view, request.POST["text"], on=_ground(view))
    return _("Your message is sealed and stored.")


def _open(request: HttpRequest, view: ReporterView) -> str:
    reporter.open_to(holder(view), view, request.POST.get("body", ""), on=_ground(view))
    return _("The report is open to this body now.")


def _lift(request: HttpRequest, view: ReporterView) -> str:
    reporter.lift_veto(holder(view), view, request.POST.getlist("vetoes"), on=_ground(view))
    return _("You no longer keep this body out.")


def _withdraw(request: HttpRequest, view: ReporterView) -> str:
    reporter.withdraw(holder(view), view, on=_ground(view))
    return _("The report is held at your wish. Its duties stay open.")


def _resume(request: HttpRequest, view: ReporterView) -> str:
    reporter.resume(holder(view), view, on=_ground(view))
    return _("The report goes on.")


def _contest(request: HttpRequest, view: ReporterView) -> str:
    try:
        leaf = bytes.fromhex(request.POST.get("leaf", ""))
    except ValueError:
        leaf = b""
    reporter.contest(view, leaf)
    return _("You contested this. Oversight must answer.")


ACTS: dict[str, Callable[[HttpRequest, ReporterView], str]] = {
    "write": _write, "open": _open, "lift": _lift, "withdraw": _withdraw, "resume": _resume, "contest": _contest,
}  # fmt: skip
