"""The members of one's own body: see, admit, suspend, reinstate, end; and one's own interests."""

from __future__ import annotations

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mizan.institutions import services
from mizan.institutions.access import members_of_own_body, own_member
from mizan.institutions.forms import AdmitForm, EndForm, InterestsForm, role_words
from mizan.institutions.models import Institution, Membership
from mizan.kit.actors import Actor, Role
from mizan.kit.pages import member_of, today
from mizan.kit.refusal import Refused
from mizan.kit.wording import word
from mizan.ledger.queries import history


def _admitter(request: HttpRequest) -> Actor:
    """The actor, if she admits members of her body; for everyone else these pages are not here."""
    actor = member_of(request)
    if not actor.has(Role.ADMITTER):
        raise Http404
    return actor


@require_http_methods(["GET", "HEAD"])
def member_list(request: HttpRequest) -> HttpResponse:
    """Current and former members of one's own body."""
    actor = member_of(request)
    posts = list(members_of_own_body(actor))
    context = {
        "body": Institution.objects.get(pk=actor.body),
        "current": [_row(post) for post in posts if post.until is None],
        "former": [_row(post) for post in posts if post.until is not None],
        "admits": actor.has(Role.ADMITTER),
    }
    return render(request, "institutions/members.html", context)


def _row(post: Membership) -> dict[str, object]:
    return {"post": post, "roles": role_words(post.roles)}


@require_http_methods(["GET", "HEAD"])
def member_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One post of one's own body, with what was done to it."""
    actor = member_of(request)
    return _detail(request, actor, own_member(actor, pk))


def _detail(request: HttpRequest, actor: Actor, post: Membership, form: forms.Form | None = None) -> HttpResponse:
    context = {
        **_row(post),
        "history": history(post, reader=actor),
        "may_change": actor.has(Role.ADMITTER) and post.until is None and str(post.user_id) != actor.id,
        "form": form or EndForm(initial={"until": today()}),
    }
    return render(request, "institutions/member.html", context, status=409 if form and form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def admit_member(request: HttpRequest) -> HttpResponse:
    """The form of admission: who, which roles, by which criteria, with which interests."""
    actor = _admitter(request)
    sent = request.POST if request.method == "POST" else None
    form = AdmitForm(sent, actor=actor, initial={"body": actor.body, "since": today()})
    if form.is_valid():
        data = form.cleaned_data
        body = form.bodies[data.pop("body")]
        data["roles"] = [Role(code) for code in data["roles"]]
        post = _try(form, lambda: services.admit(actor, body, **data))
        if post is not None:
            messages.success(request, _("Admitted. A link to choose a password was sent to the address."))
            own = post.institution_id == actor.body
            return redirect("institutions:member", pk=post.pk) if own else redirect("institutions:members")
    return render(request, "institutions/member_admit.html", {"form": form}, status=409 if form.errors else 200)


def _try(form: forms.Form, act: Callable[[], Membership]) -> Membership | None:
    """What the service made, or None after its refusal was put beside the field it names."""
    try:
        return act()
    except Refused as refused:
        form.add_error(refused.where if refused.where in form.fields else None, word(refused))
        return None


@require_POST
def suspend_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Stop a member at once."""
    actor = _admitter(request)
    services.suspend(actor, own_member(actor, pk))
    messages.success(request, _("Suspended. This takes effect with the member's next page."))
    return redirect("institutions:member", pk=pk)


@require_POST
def reinstate_member(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a suspended member act again."""
    actor = _admitter(request)
    services.reinstate(actor, own_member(actor, pk))
    messages.success(request, _("Reinstated."))
    return redirect("institutions:member", pk=pk)


@require_POST
def end_member(request: HttpRequest, pk: int) -> HttpResponse:
    """End a post for good."""
    actor = _admitter(request)
    post, form = own_member(actor, pk), EndForm(request.POST)
    if form.is_valid():
        try:
            services.end_post(actor, post, until=form.cleaned_data["until"])
        except Refused as refused:
            form.add_error("until" if refused.where else None, word(refused))
    if form.errors:
        return _detail(request, actor, post, form)
    messages.success(request, _("The post is ended."))
    return redirect("institutions:member", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
def own_interests(request: HttpRequest) -> HttpResponse:
    """One's own declaration of interests."""
    actor = member_of(request)
    post = members_of_own_body(actor).filter(user_id=actor.id, until=None).first()
    if post is None:
        raise Http404
    form = InterestsForm(request.POST if request.method == "POST" else None, initial={"interests": post.interests})
    if form.is_valid():
        services.declare_interests(actor, post, interests=form.cleaned_data["interests"])
        messages.success(request, _("Your declaration is kept."))
        return redirect("institutions:interests")
    return render(
        request, "institutions/interests.html", {"form": form, "post": post}, status=409 if form.errors else 200
    )
