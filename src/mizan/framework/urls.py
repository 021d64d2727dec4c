"""The addresses of this room, for each door."""

from __future__ import annotations

from django.urls import URLPattern, path

from mizan.framework.views import (
    actions,
    balance,
    desk_actions,
    desk_evidence,
    desk_import,
    desk_measures,
    desk_obligations,
    instruments,
    measures,
    obligations,
)

public: list[URLPattern] = [
    path("balance/", balance.balance_page, name="balance"),
    path("obligations/", obligations.obligation_list, name="obligations"),
    path("obligations/<str:code>/", obligations.obligation_detail, name="obligation"),
    path("actions/", actions.action_list, name="actions"),
    path("actions/<str:code>/", actions.action_detail, name="action"),
    path("plans/", actions.plan_list, name="plans"),
    path("crosswalk/", actions.crosswalk, name="crosswalk"),
    path("plans/<str:code>/", actions.plan_detail, name="plan"),
    path("timeline/", actions.timeline, name="timeline"),
    path("instruments/", instruments.instrument_list, name="instruments"),
    path("instruments/<str:code>/", instruments.instrument_detail, name="instrument"),
    path("figures/", measures.indicator_list, name="indicators"),
    path("figures/<str:code>/add/", measures.add_figures, name="add"),
    path("figures/<str:code>/", measures.indicator_detail, name="indicator"),
]
# The desk's own pages stand before the public ones of the same address.
desk: list[URLPattern] = [
    path("figures/<str:code>/", desk_measures.indicator_page, name="indicator"),
    path("evidence/<uuid:pk>/", desk_evidence.evidence_file, name="evidence"),
    path("plans/<str:code>/import/", desk_import.import_actions, name="import"),
    path("actions/propose/", desk_actions.propose_action, name="propose"),
    path("actions/<str:code>/", desk_actions.action_page, name="action"),
    path("obligations/<str:code>/", desk_obligations.obligation_page, name="obligation"),
]
