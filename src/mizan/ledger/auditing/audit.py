"""The whole database against its own log, in batches of events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from uuid import UUID

from django.db.models import Exists, OuterRef

from mizan.kit.refusal import Refused
from mizan.kit.sight import sight
from mizan.ledger import threads
from mizan.ledger.auditing import journaled, orphans, told
from mizan.ledger.auditing.openings import Disagrees, check_bytes, check_opening
from mizan.ledger.auditing.published import compare
from mizan.ledger.auditing.report import Report
from mizan.ledger.committed import digest_of, rows_of
from mizan.ledger.erasing import is_erased_by
from mizan.ledger.fields import links
from mizan.ledger.leaves import NOTHING, Carried, duties_on, payload_of_duty, payload_of_event
from mizan.ledger.models import FOUNDING, MOVED, Event, Leaf
from mizan.ledger.verbs import all_verbs

BATCH = 1000
Read = Callable[[str], bytes]


@sight(keeper=True)
def audit(read: Read | None = None, size: int = 0, shift: int = 0) -> Report:
    """Check every event, leaf and committed row. With `read` (a published path -> its bytes) and the published
    `size`, also that the files hold exactly the sequenced leaves, after the first `shift` entries."""
    report = Report(founded=Event.objects.filter(pk=FOUNDING).values_list("at", flat=True).first())
    for batch in _batches():
        _check_events(report, batch)
    _check_further_leaves(report)
    orphans.check(report)
    told.check(report)
    journaled.check(report)
    if read is not None:
        compare(report, read, size, shift)
    report.faults = sorted(set(report.faults))
    return report


def _batches() -> Iterator[list[Event]]:
    rows = iter(Event.objects.order_by("pk").select_related("leaf__thread__erased_by").iterator(BATCH))
    while batch := list(islice(rows, BATCH)):
        yield batch


def _check_events(report: Report, events: Sequence[Event]) -> None:
    ids = [event.pk for event in events]
    rows: dict[UUID, list[dict[str, object]]] = {key: [] for key in ids}
    for link in links():
        for key, found in rows_of(link, ids).items():
            rows[key] += found
    duties = duties_on([event.leaf_id for event in events if event.leaf_id])
    for event in events:
        report.events += 1
        report.rows += len(rows[event.pk])
        _check_event(report, event, rows[event.pk], duties.get(event.leaf_id, NOTHING) if event.leaf_id else NOTHING)


def _check_event(report: Report, event: Event, rows: list[dict[str, object]], duties: Carried) -> None:
    if event.pk in {FOUNDING, MOVED}:
        report.before_log += len(rows)
        return
    if event.leaf_id is None:
        if report.founded and event.at < report.founded and not (rows or event.consequential):
            report.before_log += 1
            return
        verb = all_verbs().get(event.verb)
        if rows or event.consequential or verb is None or verb.consequential:
            report.fault("event_without_leaf", "ledger_event", event.pk)
        return
    if not event.consequential:
        report.fault("leaf_of_nothing", "ledger_event", event.pk)
    leaf = event.leaf  # None: the join found no such row
    if leaf is None:
        report.fault("leaf_missing", "ledger_event", event.pk)
        return
    subject = duties.subject if duties else (event.target_kind, event.target_id)
    payload = payload_of_event(event, digest_of(rows), leaf.publish_from, duties)
    _check_leaf(report, leaf, subject, payload, duties)


def _check_further_leaves(report: Report) -> None:
    """Leaves that only carry duties: a verb that moved several."""
    carried = duties_on()
    own = Event.objects.filter(leaf=OuterRef("pk"))
    further = Leaf.objects.filter(~Exists(own)).select_related("thread__erased_by")
    there = set(Leaf.objects.filter(pk__in=carried).values_list("pk", flat=True)) if carried else set()
    for missing in carried.keys() - there:
        report.fault("leaf_missing", "ledger_duty", (carried[missing].opens or carried[missing].closes).pk)  # type: ignore[union-attr]
    for leaf in further.iterator(BATCH):
        duties = carried.get(leaf.pk, NOTHING)
        if duties:
            event = duties.opens.made_in_id if duties.opens else duties.closes.closed_in_id  # type: ignore[union-attr]
            _check_leaf(report, leaf, duties.subject, payload_of_duty(event, leaf.publish_from, duties), duties)
        else:
            orphans.check_unsalted(report, leaf)


def _check_leaf(report: Report, leaf: Leaf, subject: tuple[str, str], payload: bytes, duties: Carried) -> None:
    report.leaves += 1
    thread = leaf.thread
    try:
        if thread is None or (thread.subject_kind, thread.subject_id) != subject:
            raise Disagrees("thread_of_another")
        if is_erased_by(thread):
            check_bytes(leaf)
            report.erased += 1
            return
        check_opening(leaf, threads.keys_of(thread), payload, duties)
    except Disagrees as fault:
        report.fault(str(fault), "ledger_leaf", leaf.pk)
    except (Refused, threads.Unreadable):
        report.fault("thread_key", "ledger_thread", leaf.thread_id)
