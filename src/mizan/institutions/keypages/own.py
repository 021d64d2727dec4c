"""One's own keys: begin, unlock, lock, change the passphrase, recover with the sheet, give up."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mizan.institutions import keysession
from mizan.institutions.keypages.asking import for_readers, taken, unlocked
from mizan.institutions.keypages.forms import GiveUpForm, NewPassphraseForm, RecoverForm, UnlockForm
from mizan.institutions.queries.keyring import keys_of
from mizan.institutions.services import keys
from mizan.kit.actors import Actor
from mizan.kit.clock import now
from mizan.kit.refusal import Refused
from mizan.sealing.ceremony import fingerprint
from mizan.sealing.readers import ReaderKeys

TRIES, WITHIN = 10, 15 * 60  # wrong passphrases in one session, and the seconds after which they are forgotten
TRIED = "keys_tried"  # of the session: [how many, unix seconds of the first]


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def own_keys(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What she holds; POST unlocks it for as long as she is signed in, and leads to the reports."""
    form = UnlockForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        mine = taken(form, lambda: _unlock(request, actor, form.cleaned_data["passphrase"]))
        if mine is not None:
            keysession.begin(request, mine)
            return redirect("integrity:inbox")
    row = keys_of(actor)
    marks = [" ".join(fingerprint(bytes(key))) for key in (row.public, row.verify)] if row else []
    context = {"form": form, "keys": row, "marks": marks, "open": keysession.mine(request) is not None}
    return render(request, "institutions/keys/own.html", context, status=409 if form.errors else 200)


def _unlock(request: HttpRequest, actor: Actor, passphrase: str) -> ReaderKeys:
    """Her keys. Refused after too many wrong passphrases, before any work."""
    count, since = request.session.get(TRIED, [0, 0])
    second = int(now().timestamp())
    if second - since > WITHIN:
        count, since = 0, second
    if count >= TRIES:
        raise Refused("institutions.too_many_tries", minutes=WITHIN // 60)
    try:
        mine = keys.unlock(actor.id, passphrase)
    except Refused:
        request.session[TRIED] = [count + 1, since]
        raise
    request.session.pop(TRIED, None)
    return mine


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """New keys. The answer to the form is the sheet: it is printed now or never."""
    form = NewPassphraseForm(request.POST if request.method == "POST" else None)
    made = taken(form, lambda: keys.enrol(actor, form.cleaned_data["passphrase"])) if form.is_valid() else None
    if made is not None:
        return render(request, "institutions/keys/sheet.html", {"sheet": made.sheet})
    return render(request, "institutions/keys/begin.html", {"form": form}, status=409 if form.errors else 200)


@require_POST
@for_readers
def lock(request: HttpRequest, _actor: Actor) -> HttpResponse:
    """Lock them again before the session ends."""
    keysession.end(request)
    messages.success(request, _("Your keys are locked."))
    return redirect("institutions:keys")


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def passphrase(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Another passphrase for the same keys. The sheet stays good."""
    form = NewPassphraseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and taken(form, lambda: _changed(request, actor, form.cleaned_data["passphrase"])):
        messages.success(request, _("The new passphrase opens your keys from now on. Your sheet stays good."))
        return redirect("institutions:keys")
    return render(request, "institutions/keys/passphrase.html", {"form": form}, status=409 if form.errors else 200)


def _changed(request: HttpRequest, actor: Actor, new: str) -> bool:
    keys.change_passphrase(actor, unlocked(request), new)
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def recover(request: HttpRequest, actor: Actor) -> HttpResponse:
    """With the code of the sheet: a new passphrase, and the keys are open."""
    form = RecoverForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        mine = taken(form, lambda: keys.recover(actor, data["code"], data["passphrase"]))
        if mine is not None:
            keysession.begin(request, mine)
            messages.success(request, _("The new passphrase opens your keys from now on. Your sheet stays good."))
            return redirect("institutions:keys")
    return render(request, "institutions/keys/recover.html", {"form": form}, status=409 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def give_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    """For keys that are lost, passphrase and sheet: end them, so that new ones can begin."""
    form = GiveUpForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and taken(form, lambda: _ended(request, actor)):
        messages.success(
            request, _("Your keys have ended. Begin new ones, and ask your body to put them on its roster.")
        )
        return redirect("institutions:keys")
    return render(request, "institutions/keys/give_up.html", {"form": form}, status=409 if form.errors else 200)


def _ended(request: HttpRequest, actor: Actor) -> bool:
    keys.give_up(actor)
    keysession.end(request)
    return True
