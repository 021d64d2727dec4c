"""Small tools of views: the world a page shows, and the 404 that missing and forbidden share."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.http import urlencode

from mizan.kit.actors import NOBODY, Actor
from mizan.kit.facts import InWorld, World


def member_of(request: HttpRequest) -> Actor:
    """Who asks: set by the desk's door; at a door without accounts, nobody."""
    actor = getattr(request, "actor", NOBODY)
    return actor if isinstance(actor, Actor) else NOBODY


def home_world(request: HttpRequest) -> World:
    """The world that a page shows without a word in its address: the real one, or that of the reader's own body."""
    return World(member_of(request).world)


def world_of(request: HttpRequest) -> World:
    """The world of the page: that of the one object it shows, else what `?world=` asks for, else the home world."""
    shown = getattr(request, "shown_world", None)
    if shown is not None:
        return World(shown)
    asked = request.GET.get("world", "")
    return World(asked) if asked in World.values else home_world(request)


def show_world_of(request: HttpRequest, shown: InWorld) -> World:
    """A page of one object is in that object's world whatever the address says, and is marked as such."""
    request.shown_world = World(shown.world)  # type: ignore[attr-defined]  # read by `world_of` above
    return World(shown.world)


def list_in_other_world(url: str, world: World) -> str:
    """Where the switch on a page of one object leads: that object is in one world, its list is in both."""
    return f"{url}?world={World.REAL if world == World.EXERCISE else World.EXERCISE}"


def rows_address(request: HttpRequest, page: str, *parts: str, **query: object) -> str:
    """The address of a page (by its URL's name) with a query, in the world of the page that leads there. Empty values
    are left out."""
    world = world_of(request)
    asked = {name: value for name, value in query.items() if value not in (None, "")}
    if world != home_world(request):
        asked["world"] = world.value
    return path_of(page, *parts) + (f"?{urlencode(asked)}" if asked else "")


def path_of(page: str, *parts: str) -> str:
    """The path of a page of this door, without a query; looked up once in the life of a process."""
    return _path(page, parts, get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=4096)
def _path(page: str, parts: tuple[str, ...], _door: str) -> str:
    """A page of the balance leads to hundreds of addresses, most of the same few pages."""
    return reverse(page, args=parts)


def today() -> date:
    """The current day in UTC, asked at the door only: rules and queries get it passed in."""
    return datetime.now(UTC).date()
