"""The addresses of this room, for each door. The log's files are served before the addresses are looked up."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.ledger.public import views

public: list[URLPattern] = [path("log/", views.log, name="log")]
desk: list[URLPattern] = []
