"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.council.views import desk as entry
from mizan.council.views import moving, proposing
from mizan.council.views import proposals as asked
from mizan.council.views import public as shown
from mizan.council.views import returns as returned
from mizan.council.views import returns_desk as returning

public: list[URLPattern] = [
    path("committees/", shown.committee_list, name="committees"),
    path("committees.ics", shown.calendar, name="calendar"),
    path("committees/<str:code>/", shown.committee_detail, name="committee"),
    path("committees/<str:code>/sessions.ics", shown.calendar, name="calendar_of"),
    path("committees/<str:code>/<int:number>/", shown.session_detail, name="session"),
    path("returns/completeness/", returned.completeness_page, name="returns_completeness"),
    path("returns/side-by-side/", returned.contradictions_page, name="returns_side_by_side"),
    path("proposals/", asked.proposal_list, name="proposals"),
    path("silence/", asked.silence, name="silence"),
    path("proposals/<str:code>/", asked.proposal_detail, name="proposal"),
]
desk: list[URLPattern] = [
    path("committees/<str:code>/", entry.committee_page, name="committee"),
    path("committees/<str:code>/<int:number>/", entry.session_page, name="session"),
    path("committees/<str:code>/<int:number>/move/<str:becomes>/", moving.move_page, name="move"),
    path("returns/", returning.returns_page, name="returns"),
    path("returns/forecast/", returning.forecast_page, name="returns_forecast"),
    path("returns/<str:form>/<str:body>/<str:period>/", returning.return_page, name="return"),
    path("proposals/propose/", proposing.propose_page, name="propose"),
    path("proposals/<str:code>/", proposing.proposal_page, name="proposal"),
]
