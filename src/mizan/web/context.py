"""What every page needs around its content: menu, languages, world, the next steps of the reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from mizan.kit.actors import NOBODY
from mizan.kit.facts import World
from mizan.kit.menu import Door, Entry, entries
from mizan.kit.pages import home_world, path_of, rows_address, world_of

FOOT = (
    ("about", _("About")),
    ("accessibility", _("Accessibility")),
    ("sources", _("Sources of the data")),
    ("threats", _("What is and is not protected")),
)
MEMBER = (
    ("institutions:members", _("Members of my body")),
    ("institutions:interests", _("My interests")),
)
ACCOUNT = (
    ("mfa_index", _("Second factor")),
    ("usersessions_list", _("My sessions")),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Context of the base template; see docs/design-system.md."""
    door = Door.DESK if settings.DOOR == "desk" else Door.PUBLIC
    actor = getattr(request, "actor", NOBODY)
    world = world_of(request)
    other = World.REAL if world == World.EXERCISE else World.EXERCISE
    return {
        "door": door,
        "base_template": "kit/base_desk.html" if door == Door.DESK else "kit/base.html",
        "actor": actor,
        "standing": getattr(request, "standing", ""),
        "menu": _menu(request, entries(door, actor)) if _is_let_in(request, door) else [],
        "home_url": rows_address(request, "home"),
        "user_menu": _user_menu(request),
        "user_name": _user_name(request),
        "foot_menu": [_link(request, label, name) for name, label in FOOT],
        "languages": [_language(request, code) for code, _name in settings.LANGUAGES],
        "world": world,
        "and_world": f"&world={world}" if world != home_world(request) else "",
        "q_world": f"?world={world}" if world != home_world(request) else "",
        "world_switch_url": with_query(request, world=other) if _is_let_in(request, door) else "",
        "demo": settings.DEMO,
    }


def with_query(request: HttpRequest, **changes: str) -> str:
    """The same page with some query values changed; the real world needs no word in the address."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    if query.get("world") == home_world(request):
        del query["world"]
    text = query.urlencode()
    return f"{request.path}?{text}" if text else request.path


def _menu(request: HttpRequest, shown: list[Entry]) -> list[dict[str, Any]]:
    """The entries; current is the one whose address reaches furthest into that of the page, and no other."""
    here = [url for entry in shown if request.path.startswith(url := path_of(entry.url_name))]
    current = max(here, key=len, default="")
    return [
        {
            "label": entry.label,
            "url": rows_address(request, entry.url_name),
            "current": path_of(entry.url_name) == current,
        }
        for entry in shown
    ]


def _language(request: HttpRequest, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": get_language_info(code)["name_local"],
        "url": with_query(request, lang=code, world=world_of(request)),
        "current": get_language() == code,
    }


def _is_let_in(request: HttpRequest, door: Door) -> bool:
    """Everybody at the public door; at the desk members only, so that the entrance shows no way that is closed."""
    return door == Door.PUBLIC or getattr(request, "standing", "") == "admitted"


def _user_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The signed-in person's own pages, as far as she has come, and the way out."""
    where = getattr(request, "standing", "")
    if where in {"", "stranger"}:
        return []
    member = MEMBER if where == "admitted" else ()
    own = ACCOUNT if where != "unproved" else ()
    links = [_link(request, label, name) for name, label in (*member, *own)]
    return [*links, {"label": _("Sign out"), "url": path_of("account_logout"), "current": False, "post": True}]


def _user_name(request: HttpRequest) -> str:
    where = getattr(request, "standing", "")
    return "" if where in {"", "stranger"} else str(getattr(request.user, "name", ""))


def _link(request: HttpRequest, label: Promise, name: str) -> dict[str, Any]:
    return {"label": label, "url": rows_address(request, name), "current": request.path == path_of(name)}
