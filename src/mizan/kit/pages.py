"""Small tools of views: the world a page shows, and the 404 that missing and forbidden share."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.http import HttpRequest

from mizan.kit.actors import NOBODY
from mizan.kit.facts import World


def home_world(request: HttpRequest) -> World:
    """The world that a page shows without a word in its address: the real one, or that of the reader's own body."""
    return World(getattr(request, "actor", NOBODY).world)


def world_of(request: HttpRequest) -> World:
    """The world that `?world=` asks for; anything else is the home world."""
    asked = request.GET.get("world", "")
    return World(asked) if asked in World.values else home_world(request)


def today() -> date:
    """The current day in UTC, asked at the door only: rules and queries get it passed in."""
    return datetime.now(UTC).date()
