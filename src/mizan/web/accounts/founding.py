"""The focal body of each side appoints the first admitter of the side's other bodies; `mizan init` begins with it."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext_lazy as _

from mizan.framework.models import FocalBody
from mizan.institutions import founding, services
from mizan.institutions.models import Institution, Membership
from mizan.kit.acting import acting
from mizan.kit.actors import Actor, Role, Side
from mizan.kit.refusal import Refused
from mizan.ledger.record import record
from mizan.ledger.verbs import CODE, verb

FOCAL_NAMED = verb("house.focal.named", _("named the body that speaks for a side"), focal_side=CODE)


@founding.named_by
def focal_body(side: str, world: str) -> str:
    """The focal body of a side in a world, "" where none is named yet."""
    named = FocalBody.objects.filter(side=side, world=world, retired_at=None)
    return named.values_list("institution_id", flat=True).first() or ""


def found_side(side: Side, body: Institution, *, email: str, criteria: str, since: date) -> Membership:
    """The very first admitter of a side, made by the operator while nobody is there to admit her.

    Refused if the body is of another side, if another body speaks for the side, or if it has an admitter already.
    """
    if body.side != side:
        raise Refused("institutions.not_your_side", body=body.code)
    if focal_body(side, body.world) not in {"", body.code}:
        raise Refused("institutions.not_your_body", body=focal_body(side, body.world))
    operator = Actor(body=body.code, side=side, roles=frozenset({Role.ADMITTER}), world=body.world, system="init")
    with acting(operator):
        if not focal_body(side, body.world):
            FocalBody.objects.update_or_create(
                side=side, world=body.world, defaults={"institution": body, "pack": "", "retired_at": None}
            )
            record(operator, FOCAL_NAMED, body, focal_side=side.value)
        return services.admit(
            operator, body, email=email, name=email.partition("@")[0], roles=[Role.ADMITTER, Role.COORDINATOR],
            criteria=criteria, interests="", interests_declared=True, since=since, invite=False,
        )  # fmt: skip
