"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.places import views

public: list[URLPattern] = [
    path("places/", views.place_list, name="list"),
    path("places/map/", views.place_map_page, name="map"),
    path("places/<str:code>/", views.place_detail, name="detail"),
]
desk: list[URLPattern] = []
