"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.council.views import desk as entry
from mizan.council.views import moving, proposing
from mizan.council.views import proposals as asked
from mizan.council.views import public as shown

public: list[URLPattern] = [
    path("committees/", shown.committee_list, name="committees"),
    path("committees.ics", shown.calendar, name="calendar"),
    path("committees/<str:code>/", shown.committee_detail, name="committee"),
    path("committees/<str:code>/sessions.ics", shown.calendar, name="calendar_of"),
    path("committees/<str:code>/<int:number>/", shown.session_detail, name="session"),
    path("proposals/", asked.proposal_list, name="proposals"),
    path("silence/", asked.silence, name="silence"),
    path("proposals/<str:code>/", asked.proposal_detail, name="proposal"),
]
desk: list[URLPattern] = [
    path("committees/<str:code>/", entry.committee_page, name="committee"),
    path("committees/<str:code>/<int:number>/", entry.session_page, name="session"),
    path("committees/<str:code>/<int:number>/move/<str:becomes>/", moving.move_page, name="move"),
    path("proposals/propose/", proposing.propose_page, name="propose"),
    path("proposals/<str:code>/", proposing.proposal_page, name="proposal"),
]
