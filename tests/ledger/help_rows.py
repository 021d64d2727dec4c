"""One row of each table of services, materials and feedback, as its verbs leave it."""

from __future__ import annotations

from mizan.kit.clock import now
from mizan.ledger.fields import move
from mizan.prevention.models import Feedback, FeedbackAnswer, Mark, Material, MaterialVersion, Service, ServiceLoad
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
    with happening():
        text = Material(
            code="MT-1", kind="leaflet", name={"en": "A leaflet"}, body_id=cast.owner.body, world="exercise"
        )
        version = MaterialVersion(
            material=text, language="en", number=1, media="pdf", size=9, sha256="0" * 64, licence="CC0", at=now()
        )
        for one in (text, version):
            one._meta.get_field("made_in").take(one)
            one.save(force_insert=True)
    with happening():
        asked = Feedback.objects.create(
            about="service", subject=row.pk, kind="question", text="When?", language="en", body_id=cast.owner.body,
            locator="0" * 64, received_on=DAY, due_on=DAY, world="exercise",
        )  # fmt: skip
        FeedbackAnswer.objects.create(feedback=asked, text={"en": "Now."}, said_on=DAY, at=now())
        Mark.objects.create(
            about="material", subject="MT-1", criterion="clear", says="yes", body_id=cast.society.body, may_show=True,
            said_on=DAY, at=now(), world="exercise",
        )  # fmt: skip
    return row
