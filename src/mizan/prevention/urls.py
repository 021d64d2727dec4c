"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.prevention.views import owed, programmes, queue, referrals, running

public: list[URLPattern] = [
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/<str:code>/", programmes.programme_detail, name="programme"),
    path("entitlements/", programmes.entitlements_page, name="entitlements"),
]
desk: list[URLPattern] = [
    path("programmes/list/", running.list_page, name="list_programme"),
    path("programmes/<str:code>/", running.programme_page, name="programme"),
    path("queue/", queue.queue_page, name="queue"),
    path("queue/<uuid:pk>/", queue.enrolment_page, name="enrolment"),
    path("referrals/", referrals.referral_list, name="referrals"),
    path("referrals/send/", referrals.refer_page, name="refer"),
    path("referrals/<uuid:pk>/", referrals.referral_page, name="referral"),
    path("owed/", owed.owed_list, name="owed"),
    path("owed/write/", owed.write_down_page, name="write_down"),
    path("owed/<uuid:pk>/", owed.owed_page, name="owed_one"),
]
