"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.institutions import entry, members, views

public: list[URLPattern] = [
    path("institutions/", views.body_list, name="list"),
    path("institutions/<str:code>/", views.body_detail, name="detail"),
    path("accountability/", views.coverage_board, name="coverage"),
]
desk: list[URLPattern] = [
    path("institutions/<str:code>/", entry.body_page, name="detail"),
    path("members/", members.member_list, name="members"),
    path("members/admit/", members.admit_member, name="admit"),
    path("members/interests/", members.own_interests, name="interests"),
    path("members/<int:pk>/", members.member_detail, name="member"),
    path("members/<int:pk>/suspend/", members.suspend_member, name="suspend"),
    path("members/<int:pk>/reinstate/", members.reinstate_member, name="reinstate"),
    path("members/<int:pk>/end/", members.end_member, name="end"),
]
