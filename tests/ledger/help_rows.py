"""One row of each table of services, materials and feedback, as its verbs leave it."""

from __future__ import annotations

from mizan.kit.clock import now
from mizan.ledger.fields import move
from mizan.prevention.models import Service, ServiceLoad
from tests.framework.cast import DAY, Cast
from tests.ledger.happening import happening


def play_help(cast: Cast) -> Service:
    """A service that was counted, and ended."""
    with happening():
        row = Service(
            code="SV-1", line="SV-1", kind="hotline", provider_id=cast.owner.body, name={"en": "A line"},
            phone="0800-1", checked_on=DAY, world="exercise",
        )  # fmt: skip
        Service._meta.get_field("made_in").take(row)
        row.save(force_insert=True)
    with happening():
        ServiceLoad.objects.create(service=row, month="2026-01", received=9, at=now())
        move(row, ended_on=DAY)
    return row
