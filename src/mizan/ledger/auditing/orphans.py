"""Rows, leaves and threads that nothing answers for: added behind the triggers, or left when their other half went."""

from __future__ import annotations

from django.db.models import Count, Exists, Max, OuterRef, Q

from mizan.ledger.auditing.openings import Disagrees, check_bytes
from mizan.ledger.auditing.report import Report
from mizan.ledger.fields import links
from mizan.ledger.models import Duty, Event, Leaf, Thread


def check(report: Report) -> None:
    """Rows whose event is gone, threads without leaves, leaves whose thread is gone, gaps between indices."""
    for link in links():
        event = Event.objects.filter(pk=OuterRef(link.attname))
        rows = link.model._base_manager.exclude(**{link.attname: None}).filter(~Exists(event))
        for pk in rows.values_list("pk", flat=True):
            report.fault("row_without_event", link.model._meta.db_table, pk)
    for pk in Thread.objects.filter(~Exists(Leaf.objects.filter(thread=OuterRef("pk")))).values_list("pk", flat=True):
        report.fault("thread_without_leaf", "ledger_thread", pk)
    gone = ~Exists(Thread.objects.filter(pk=OuterRef("thread_id")))
    for pk in Leaf.objects.exclude(thread=None).filter(gone).values_list("pk", flat=True):
        report.fault("thread_missing", "ledger_leaf", pk)
    _check_moves(report)
    _check_closings(report)
    _check_indices(report)


def _check_moves(report: Report) -> None:
    """Without the event that moves them, columns that move once are as they were at the insert."""
    for link in links():
        if not link.moved():
            continue
        at_rest = Q(**{field.attname: field.get_default() for field in link.moved()})
        rows = link.model._base_manager.filter(~at_rest, **{link.attname: None})
        for pk in rows.values_list("pk", flat=True):
            report.fault("moved_without_event", link.model._meta.db_table, pk)


def _check_closings(report: Report) -> None:
    """What closes a duty is committed by the event that closed it: an open one has none of it, a closed one all."""
    is_open = Q(state="open", closed_in=None, closing_leaf=None, closed_on=None, reason="")
    is_closed = ~Q(state="open") & Q(closed_in__isnull=False, closed_on__isnull=False)
    for pk in Duty.objects.exclude(is_open | is_closed).values_list("pk", flat=True):
        report.fault("closing_without_event", "ledger_duty", pk)


def _check_indices(report: Report) -> None:
    """Indices are unique and not negative (constraints of the table), so 0 .. n-1 have no gap if the last is n-1."""
    found = Leaf.objects.exclude(idx=None).aggregate(count=Count("idx"), last=Max("idx"))
    report.sequenced = found["count"]
    if found["count"] and found["last"] != found["count"] - 1:
        report.fault("index_gap", "ledger_leaf", f"{found['count']} leaves, last index {found['last']}")


def check_unsalted(report: Report, leaf: Leaf) -> None:
    """A leaf that commits in public to a published file: some event names its hash (`leaf` among its facts)."""
    report.leaves += 1
    try:
        check_bytes(leaf)
    except Disagrees as fault:
        report.fault(str(fault), "ledger_leaf", leaf.pk)
        return
    named = Event.objects.filter(payload__leaf=bytes(leaf.hash).hex()).exclude(leaf=None)
    if leaf.thread_id is not None or bytes(leaf.sealed) or not named.exists():
        report.fault("leaf_without_event", "ledger_leaf", leaf.pk)
