"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.institutions import views

public: list[URLPattern] = [
    path("institutions/", views.body_list, name="list"),
    path("institutions/<str:code>/", views.body_detail, name="detail"),
    path("accountability/", views.coverage_board, name="coverage"),
]
desk: list[URLPattern] = []
