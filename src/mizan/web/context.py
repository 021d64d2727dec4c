"""What every page needs around its content: menu, languages, world, the next steps of the reader."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, get_language_info

from mizan.kit.actors import NOBODY
from mizan.kit.facts import World
from mizan.kit.menu import Door, entries
from mizan.kit.pages import home_world, world_of


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
        "menu": [_menu_item(request, entry) for entry in entries(door, actor)],
        "languages": [_language(request, code) for code, _name in settings.LANGUAGES],
        "world": world,
        "and_world": f"&world={world}" if world != home_world(request) else "",
        "q_world": f"?world={world}" if world != home_world(request) else "",
        "world_switch_url": with_query(request, world=other),
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


def _menu_item(request: HttpRequest, entry: Any) -> dict[str, Any]:
    url = reverse(entry.url_name)
    world = world_of(request)
    suffix = f"?world={world}" if world != home_world(request) else ""
    return {"label": entry.label, "url": url + suffix, "current": request.path.startswith(url)}


def _language(request: HttpRequest, code: str) -> dict[str, Any]:
    return {
        "code": code,
        "name": get_language_info(code)["name_local"],
        "url": with_query(request, lang=code),
        "current": get_language() == code,
    }


