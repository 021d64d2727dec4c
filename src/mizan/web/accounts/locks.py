"""Guessing at the door: a lock per person and address, a page that says so, and rows that do not stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mizan.web.ticks import on_tick

KEEP_ATTEMPTS = timedelta(days=1)  # they name a person and an address: no longer than a lock can matter


def name_of(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str:
    """Whom an attempt is counted against: the address typed, in one spelling."""
    given = (credentials or {}).get("email") or request.POST.get("login", "")
    return str(given).strip().lower()[:255]


def locked_page(request: HttpRequest, _original: object = None, _credentials: object = None) -> HttpResponse:
    """Too many wrong passwords for this person from this address: wait an hour."""
    return render(request, "web/locked.html", status=429)


@on_tick
def forget(now: datetime) -> None:
    """Purge attempts that no longer matter, and sessions that have ended."""
    AccessAttempt.objects.filter(attempt_time__lt=now - KEEP_ATTEMPTS).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    alive = Session.objects.values("session_key")
    UserSession.objects.exclude(session_key__in=alive).delete()
