"""What the room's indicators count."""

from __future__ import annotations

from collections import Counter
from datetime import date

from mizan.ledger.models import Duty, DutyState
from mizan.places.queries import with_all_below
from mizan.prevention.models import FrozenCount, Referral
from mizan.prevention.queries.programmes import programme_lines


def in_time(world: str, kind: str, today: date) -> float | None:
    """Of the duties of a kind whose day has passed or which ended: the share met in time. Escalated ones count once,
    as not met; their successors are duties of their own. None where there is none."""
    rows = Duty.objects.filter(world=world, kind=kind)
    met = rows.filter(state=DutyState.MET).count()
    missed = rows.filter(state__in=(DutyState.LATE, DutyState.ESCALATED)).count()
    overdue = rows.filter(state=DutyState.OPEN, due_on__lt=today).count()
    whole = met + missed + overdue
    return met / whole if whole else None


def kept_share(world: str) -> float | None:
    """Over all programmes and frozen quarters: still so, of those who were found. None where any part is hidden."""
    sums: Counter[str] = Counter()
    rows = FrozenCount.objects.filter(world=world, split="", measure__in=("after_yes", "after_no"))
    for measure, value in rows.values_list("measure", "value"):
        if value is None:
            return None
        sums[measure] += value
    found = sums["after_yes"] + sums["after_no"]
    return sums["after_yes"] / found if found else None


def places_by_mechanism(world: str) -> dict[str, int]:
    """Places of running programmes by the code of what they work on."""
    found: Counter[str] = Counter()
    for line in programme_lines(world, {"state": "running"}):
        found[line.programme.mechanism_id] += line.places
    return dict(found)


def begun_before_a_case(world: str) -> float | None:
    """Of the programmes with places anywhere: the share that was listed before the first referral for its need in any
    of its districts. Proactive work begins before a case; None where no programme has places."""
    before = whole = 0
    for line in programme_lines(world, {}):
        places = {code for place, one in line.offers.items() if one.places for code in with_all_below(place)}
        if not places:
            continue
        whole += 1
        referrals = Referral.objects.filter(world=world, need=line.programme.mechanism_id, place__in=places)
        before += not referrals.filter(sent_on__lt=line.programme.listed_on).exists()
    return before / whole if whole else None
