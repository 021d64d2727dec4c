"""Small tools of views: the world a page shows, and the 404 that missing and forbidden share."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.http import HttpRequest

from mizan.kit.facts import World


def world_of(request: HttpRequest) -> World:
    """Pages show the real by default and the exercise on a switch (`?world=exercise`)."""
    return World.EXERCISE if request.GET.get("world") == World.EXERCISE else World.REAL


def today() -> date:
    """The current day in UTC, asked at the door only: rules and queries get it passed in."""
    return datetime.now(UTC).date()
