"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.institutions import entry, listing_page, members, views
from mizan.institutions.keypages import body, courier, own, tying

public: list[URLPattern] = [
    path("institutions/", views.body_list, name="list"),
    path("institutions/<str:code>/", views.body_detail, name="detail"),
    path("accountability/", views.coverage_board, name="coverage"),
]
desk: list[URLPattern] = [
    path("institutions/import/", listing_page.import_page, name="import_bodies"),
    path("institutions/<str:code>/", entry.body_page, name="detail"),
    path("keys/", own.own_keys, name="keys"),
    path("keys/begin/", own.begin, name="keys_begin"),
    path("keys/lock/", own.lock, name="keys_lock"),
    path("keys/passphrase/", own.passphrase, name="keys_passphrase"),
    path("keys/recover/", own.recover, name="keys_recover"),
    path("keys/give-up/", own.give_up, name="keys_give_up"),
    path("keys/roster/", body.roster, name="roster"),
    path("keys/roster/begin/", body.found_body, name="roster_begin"),
    path("keys/roster/prove/", body.prove, name="roster_prove"),
    path("keys/roster/<uuid:pk>/end/", body.end_place, name="roster_end"),
    path("keys/courier/", courier.courier, name="courier"),
    path("keys/courier/drill/", courier.ask, name="courier_drill"),
    path("keys/courier/drill/<uuid:pk>/", courier.drill_file, name="courier_file"),
    path("keys/courier/answer/", courier.answer, name="courier_answer"),
    path("keys/ties/", tying.ties, name="ties"),
    path("keys/ties/<uuid:pk>/end/", tying.end_tie, name="tie_end"),
    path("members/", members.member_list, name="members"),
    path("members/admit/", members.admit_member, name="admit"),
    path("members/interests/", members.own_interests, name="interests"),
    path("members/<int:pk>/", members.member_detail, name="member"),
    path("members/<int:pk>/suspend/", members.suspend_member, name="suspend"),
    path("members/<int:pk>/reinstate/", members.reinstate_member, name="reinstate"),
    path("members/<int:pk>/end/", members.end_member, name="end"),
]
