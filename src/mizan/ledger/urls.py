"""The addresses of this room, for each door. The log's files are served before the addresses are looked up."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.ledger.desk import contests, erasures
from mizan.ledger.public import views

public: list[URLPattern] = [path("log/", views.log, name="log")]
desk: list[URLPattern] = [
    path("erasures/", erasures.erasure_list, name="erasures"),
    path("erasures/ask/", erasures.ask_erasure, name="ask_erasure"),
    path("erasures/<uuid:pk>/", erasures.erasure_detail, name="erasure"),
    path("erasures/<uuid:pk>/agree/", erasures.agree_to_erasure, name="agree"),
    path("erasures/<uuid:pk>/carry-out/", erasures.carry_out_erasure, name="carry_out"),
    path("contests/", contests.contest_page, name="contests"),
    path("contests/<uuid:pk>/answer/", contests.answer_contest, name="answer"),
]
