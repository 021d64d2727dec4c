"""Play the exercise's past into its log: duties opened and closed on invented days, a checkpoint each midnight.

The exercise has its own clock, which its witnesses share (docs/decisions/010). It stands in the past only while this
runs; then it is the system's clock, and a file says so, so that the past is played once.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Min

from mizan.kit.clock import now
from mizan.ledger.models import Leaf
from mizan.ledger.public.keeping import after_step
from mizan.ledger.sequencing import house
from mizan.ledger.sequencing.publishing import published
from mizan.web.exercise.duties import PAST, make_duties
from mizan.web.exercise.witnesses import in_house, make_witnesses

CAUGHT_UP = "exercise-clock"
AFTER_MIDNIGHT = timedelta(seconds=20)


def play_log() -> bool:
    """Returns whether the past was played now. Cut off, it goes on where it was at the next start."""
    make_witnesses()
    done = Path(settings.VAR) / CAUGHT_UP
    if done.exists():
        return False
    make_duties()
    _play(now())
    done.write_text(f"played until {now().isoformat()}\n", encoding="ascii")
    return True


def _play(until: datetime) -> None:
    moment = [until]
    policy = house.policy()
    writer = house.sequencer(in_house(policy, lambda: int(moment[0].timestamp())))
    before = published(writer.disk, policy)
    midnight = _first(until)
    while midnight <= until:
        moment[0] = midnight
        if before is None or before.time < midnight.timestamp():
            writer.step(midnight)
        midnight += timedelta(days=1)
    moment[0] = until
    after_step(house.folder(), policy, writer.step(until), until)


def _first(until: datetime) -> datetime:
    """The first midnight after the past begins, or after the oldest leaf if that is later."""
    oldest = Leaf.objects.aggregate(oldest=Min("publish_from"))["oldest"] or until
    begin = max(oldest, until - PAST)
    return datetime.combine(begin.date() + timedelta(days=1), time(), UTC) + AFTER_MIDNIGHT
