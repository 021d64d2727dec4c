"""Columns that are set again and again against the newest event that told their hash."""

from __future__ import annotations

from hashlib import sha256

from django.db import models

from mizan.ledger.auditing.report import Report
from mizan.ledger.fields import links
from mizan.ledger.models import Event


def check(report: Report) -> None:
    """Each column that is told has the hash that its row's newest event names.

    A row of which no event ever named one is older than this rule: events are committed to, none can be made to forget.
    """
    for link in links():
        for name in link.told:
            _check(report, link.model, name)


def _check(report: Report, model: type[models.Model], name: str) -> None:
    newest = _newest(model._meta.label_lower, name)
    for pk, value in model._base_manager.values_list("pk", name):
        said = newest.get(str(pk))
        if said is None:
            report.before_log += 1
        elif sha256(bytes(value)).hexdigest() != said:
            report.fault("not_as_told", model._meta.db_table, pk)


def _newest(kind: str, name: str) -> dict[str, object]:
    """The hash of each row by its id, as the last event said it."""
    told = Event.objects.filter(target_kind=kind, payload__has_key=name).order_by("at", "id")
    return {target: payload[name] for target, payload in told.values_list("target_id", "payload")}
