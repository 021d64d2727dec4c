"""Figures of a quarter about people, as they may be shown. Whatever is not shown never leaves this file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Min

from mizan.prevention.models import (
    Enrolment,
    EnrolmentFollowUp,
    EnrolmentStep,
    Entitlement,
    EntitlementKind,
    EntitlementStep,
    Feedback,
    FeedbackAnswer,
    Programme,
)
from mizan.prevention.rules.counting import days_of, shown, shown_days, shown_split

SPLITS = ("sex", "band")
FEEDBACK = "feedback"  # the subject of counts that no programme or kind has


@dataclass(frozen=True)
class Figure:
    """One public figure; `value` None: some, but too few to be shown."""

    subject: str
    measure: str
    split: str
    value: int | None


def figures(world: str, quarter: str) -> Iterator[Figure]:
    """Every figure of a quarter: of each programme, and of the entitlements by kind and by programme."""
    first, last = days_of(quarter)
    kept_here = Enrolment.objects.filter(asked_on__lte=last).values("programme")  # of others nothing is known here
    for programme in Programme.objects.filter(world=world, listed_on__lte=last, pk__in=kept_here).order_by("code"):
        yield from _of_programme(programme, first, last)
    yield from _of_entitlements(world, first, last)
    yield from _of_feedback(world, first, last)


def _of_programme(programme: Programme, first: date, last: date) -> Iterator[Figure]:
    """Who waits and who is inside on the last day; who came, completed and left in the quarter; what was left of those
    who completed a year before. By the day on which it was said: what is dated back
    into a frozen quarter counts now."""
    people = {one.pk: one for one in Enrolment.objects.filter(programme=programme, asked_on__lte=last)}
    where = _stage_on(programme, last)
    counted: dict[str, list[Enrolment]] = defaultdict(list)
    for pk, stage in where.items():
        if stage in {"waiting", "enrolled"}:
            counted[stage].append(people[pk])
    steps = EnrolmentStep.objects.filter(enrolment__programme=programme, at__date__range=(first, last))
    for stage, name in (("enrolled", "began"), ("completed", "completed"), ("dropped_out", "dropped_out")):
        seen = set(steps.filter(stage=stage).values_list("enrolment_id", flat=True))
        counted[name] = [people[pk] for pk in seen if pk in people]
    for kept, ids in _followed(programme, first, last).items():
        counted[f"after_{kept}"] = [people[pk] for pk in ids if pk in people]
    for measure in MEASURES:
        yield from _split(programme.pk, measure, counted[measure])
    entered = steps.filter(stage="enrolled").values_list("enrolment_id", "on")
    waited = [(on - people[pk].asked_on).days for pk, on in entered if pk in people]
    if waited:
        yield Figure(programme.pk, WAITED, "", shown_days(waited))


WAITED = "waited_days"  # half of those who began waited no longer than this
MEASURES = (
    "waiting", "enrolled", "began", "completed", "dropped_out", "after_yes", "after_no", "after_not_found",
)  # fmt: skip


def _stage_on(programme: Programme, last: date) -> dict[object, str]:
    """The stage of each person at the end of a day."""
    rows = EnrolmentStep.objects.filter(enrolment__programme=programme, at__date__lte=last).order_by("at", "id")
    return {pk: str(stage) for pk, stage in rows.values_list("enrolment_id", "stage")}


def _followed(programme: Programme, first: date, last: date) -> dict[str, set[object]]:
    """The newest answer in the quarter about each person."""
    rows = EnrolmentFollowUp.objects.filter(enrolment__programme=programme, at__date__range=(first, last))
    newest = dict(rows.order_by("at", "id").values_list("enrolment_id", "kept"))
    found: dict[str, set[object]] = defaultdict(set)
    for pk, kept in newest.items():
        found[kept].add(pk)
    return found


def _split(subject: str, measure: str, people: list[Enrolment]) -> Iterator[Figure]:
    cells = Counter((one.sex, one.band) for one in people)
    yield from of_cells(subject, measure, cells)


def of_cells(subject: str, measure: str, cells: Mapping[tuple[str, str], int]) -> Iterator[Figure]:
    """The whole of counts by (sex, age band), and its parts by sex and by age band where each of them can be shown."""
    yield Figure(subject, measure, "", shown(sum(cells.values())))
    for place, name in enumerate(SPLITS):
        parts: Counter[str] = Counter()
        for cell, count in cells.items():
            parts[cell[place]] += count
        for split, value in sorted(shown_split(parts).items()):
            if value is not None:
                yield Figure(subject, measure, f"{name}:{split}", value)


OWED = ("owed", "owed_late", "delivered", "delivered_late")


def _of_entitlements(world: str, first: date, last: date) -> Iterator[Figure]:
    """Owed, late on the last day, and delivered in the quarter (in time or late): of every kind, and of each programme
    that helped anybody to something."""
    rows = list(Entitlement.objects.filter(world=world, awarded_on__lte=last))
    steps = EntitlementStep.objects.filter(entitlement__in=rows, what__in=("delivered", "withdrawn"))
    ended = {one.entitlement_id: one for one in steps if one.at.date() <= last}  # by the day on which it was said
    counts: dict[str, Counter[str]] = {
        f"kind:{kind}": Counter() for kind in EntitlementKind.objects.order_by("code").values_list("code", flat=True)
    }
    for row in rows:
        for subject in (f"kind:{row.kind_id}", *([row.programme_id] if row.programme_id else [])):
            counts.setdefault(subject, Counter()).update(_measures(row, ended.get(row.pk), first, last))
    for subject, found in counts.items():
        for measure in OWED:
            yield Figure(subject, measure, "", shown(found[measure]))


def _measures(row: Entitlement, end: EntitlementStep | None, first: date, last: date) -> Iterator[str]:
    """A delivery counts in the quarter in which it was said; said after its
    day it is late, whatever day it is given."""
    if end is None:
        yield "owed"
        if row.due_on < last:
            yield "owed_late"
    elif end.at.date() >= first and end.what == "delivered":
        yield "delivered"
        if end.is_late or end.on > row.due_on:
            yield "delivered_late"


def _of_feedback(world: str, first: date, last: date) -> Iterator[Figure]:
    """Who wrote by the last day and had no answer on it, and of them whose due day was over; whose first answer came in
    the quarter, and the days that half of these waited at most."""
    rows = Feedback.objects.filter(world=world, received_on__lte=last).values_list("pk", "received_on", "due_on")
    if not rows:
        return
    said = FeedbackAnswer.objects.filter(feedback__world=world, said_on__lte=last).values_list("feedback")
    firsts = dict(said.annotate(Min("said_on")))
    left = [due for pk, _received, due in rows if pk not in firsts]
    days = [(firsts[pk] - received).days for pk, received, _due in rows if pk in firsts and firsts[pk] >= first]
    yield Figure(FEEDBACK, "waiting", "", shown(len(left)))
    yield Figure(FEEDBACK, "late", "", shown(sum(due < last for due in left)))
    yield Figure(FEEDBACK, "answered", "", shown(len(days)))
    if days:
        yield Figure(FEEDBACK, "answer_days", "", shown_days(days))
