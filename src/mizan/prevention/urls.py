"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.prevention import help_urls
from mizan.prevention.views import (
    campaigns,
    campaigns_desk,
    campaigns_ending,
    comparing,
    counts,
    need,
    owed,
    programmes,
    queue,
    referrals,
    running,
    training,
)

public: list[URLPattern] = [
    *help_urls.public,
    path("programmes/", programmes.programme_list, name="programmes"),
    path("programmes/<str:code>/", programmes.programme_detail, name="programme"),
    path("comparisons/<str:code>/", comparing.comparison_detail, name="comparison"),
    path("need/", need.need_list, name="need"),
    path("need/<str:code>/", need.need_of_place, name="need_of"),
    path("entitlements/", programmes.entitlements_page, name="entitlements"),
    path("campaigns/", campaigns.campaign_list, name="campaigns"),
    path("campaigns/<str:code>/", campaigns.campaign_detail, name="campaign"),
    path("training/", training.training_list, name="trainings"),
    path("training/<str:code>/", training.training_detail, name="training"),
]
desk: list[URLPattern] = [
    *help_urls.desk,
    path("programmes/list/", running.list_page, name="list_programme"),
    path("programmes/counts/", counts.counts_page, name="counts"),
    path("programmes/<str:code>/", running.programme_page, name="programme"),
    path("programmes/<str:code>/compare/", comparing.compare_page, name="compare"),
    path("queue/", queue.queue_page, name="queue"),
    path("queue/<uuid:pk>/", queue.enrolment_page, name="enrolment"),
    path("referrals/", referrals.referral_list, name="referrals"),
    path("referrals/send/", referrals.refer_page, name="refer"),
    path("referrals/<uuid:pk>/", referrals.referral_page, name="referral"),
    path("owed/", owed.owed_list, name="owed"),
    path("owed/write/", owed.write_down_page, name="write_down"),
    path("owed/<uuid:pk>/", owed.owed_page, name="owed_one"),
    path("campaigns/list/", campaigns_desk.list_page, name="list_campaign"),
    path("campaigns/<str:code>/", campaigns_desk.campaign_page, name="campaign"),
    path("campaigns/<str:code>/correct/", campaigns_ending.correct_page, name="correct_campaign"),
    path("training/list/", training.list_page, name="list_training"),
    path("training/<str:code>/", training.training_page, name="training"),
]
