"""One row of each table of returns, each as its verbs leave it: guards and audits look at rows."""

from __future__ import annotations

from mizan.council.models import (
    Return,
    ReturnApproval,
    ReturnDuty,
    ReturnForm,
    ReturnQuery,
    ReturnReminder,
    ReturnRevision,
    ReturnStart,
)
from mizan.kit.clock import now
from tests.framework.cast import DAY, Cast
from tests.ledger.happening import happening


def play_return(cast: Cast) -> Return:
    """A return of the owner's body, asked about and approved, with who is told of it."""
    form = ReturnForm.objects.create(code="R", every="quarter", days=15)
    body = {"body_id": cast.owner.body, "world": "exercise"}
    with happening():
        ReturnStart.objects.create(**body, form=form, files=True, since=DAY, at=now())
        ReturnDuty.objects.create(**body, person_id=cast.owner.id, at=now())
        ReturnReminder.objects.create(**body, day=DAY, coming=1, late=0)
        row = Return.objects.create(**body, form=form, period="2026", first=DAY, last=DAY, due_on=DAY)
    with happening():
        said = ReturnRevision.objects.create(
            of=row, number=1, submitted=True, figures={"a": 1}, form_version=1, sha256="0" * 64,
            author_id=cast.owner.id, at=now(),
        )  # fmt: skip
        ReturnQuery.objects.create(revision=said, text={"en": "why?"}, body_id=cast.society.body, at=now())
    with happening():
        ReturnApproval.objects.create(revision=said, person_id=cast.owner.id, at=now())
    return row
