"""One's own ties. They keep both ends off reports about each other, for a year after the end too.

Accounts can be named only within the own body: to ask for others by address would tell who has one.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mizan.institutions.access import members_of_own_body
from mizan.institutions.keypages.asking import for_readers, taken
from mizan.institutions.keypages.forms import TieForm
from mizan.institutions.models import Institution, Tie, User
from mizan.institutions.queries.keyring import ties_of
from mizan.institutions.services import keys
from mizan.kit.actors import Actor


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers
def ties(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What she declared; POST declares one more."""
    bodies = list(Institution.objects.filter(world=actor.world, retired_at=None).order_by("code"))
    posts = members_of_own_body(actor).filter(until=None).exclude(user=actor.id)
    people = {str(post.user_id): post.user for post in posts}
    names = [(pk, user.name) for pk, user in people.items()]
    form = TieForm(request.POST if request.method == "POST" else None, bodies=bodies, people=names)
    if form.is_valid() and taken(form, lambda: _declared(actor, form.cleaned_data, bodies, people)):
        messages.success(request, _("The tie is declared. You will not see reports about that end of it."))
        return redirect("institutions:ties")
    context = {"ties": ties_of(actor), "form": form}
    return render(request, "institutions/keys/ties.html", context, status=409 if form.errors else 200)


def _declared(actor: Actor, data: dict[str, str], bodies: list[Institution], people: dict[str, User]) -> Tie:
    body = next((one for one in bodies if one.code == data["body"]), None)
    return keys.declare_tie(actor, data["kind"], other=people.get(data["other"]), body=body)


@require_POST
@for_readers
def end_tie(request: HttpRequest, actor: Actor, pk: UUID) -> HttpResponse:
    """The relation is over."""
    tie = next((one for one in ties_of(actor) if one.pk == pk), None)
    if tie is None:
        raise Http404
    keys.end_tie(actor, tie)
    messages.success(request, _("The tie has ended. It keeps you off such reports for a year more."))
    return redirect("institutions:ties")
