"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.council.views import desk as entry
from mizan.council.views import moving
from mizan.council.views import public as shown

public: list[URLPattern] = [
    path("committees/", shown.committee_list, name="committees"),
    path("committees.ics", shown.calendar, name="calendar"),
    path("committees/<str:code>/", shown.committee_detail, name="committee"),
    path("committees/<str:code>/sessions.ics", shown.calendar, name="calendar_of"),
    path("committees/<str:code>/<int:number>/", shown.session_detail, name="session"),
]
desk: list[URLPattern] = [
    path("committees/<str:code>/", entry.committee_page, name="committee"),
    path("committees/<str:code>/<int:number>/", entry.session_page, name="session"),
    path("committees/<str:code>/<int:number>/move/<str:becomes>/", moving.move_page, name="move"),
]
