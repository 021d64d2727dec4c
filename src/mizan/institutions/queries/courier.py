"""What a courier sees of the key of her own body without computers, and whether it counts today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from mizan.institutions.models import BodyKeys, Drill
from mizan.institutions.queries.rosters import policy, trusted_keys
from mizan.institutions.rules.keys import COURIER_LASTS, is_answerable
from mizan.kit.actors import Actor
from mizan.kit.refusal import Refused
from mizan.ledger.pins import trusted


@dataclass(frozen=True)
class OwnRecipient:
    """The keys of the own body today (None: none; with an empty `age`: keys of this machine), whether the signed
    manifest names them, how old the proof is (days) and until when it holds, and the drill that waits."""

    keys: BodyKeys | None
    is_trusted: bool
    proof_age: int | None
    proved_until: date | None
    drill: Drill | None
    answer_by: date | None
    today: date

    @property
    def is_offline(self) -> bool:
        return self.keys is not None and bool(self.keys.age)

    @property
    def has_lapsed(self) -> bool:
        return self.proved_until is not None and self.proved_until < self.today

    @property
    def counts(self) -> bool:
        """Whether reports can be sent to the body today, as far as its key goes."""
        return self.is_trusted and self.proved_until is not None and not self.has_lapsed


def recipient_of(actor: Actor, today: date) -> OwnRecipient:
    """Of the actor's own body."""
    keys = BodyKeys.objects.with_proof().filter(institution=actor.body, until=None, world=actor.world).first()
    found = keys is not None and actor.body in trusted_keys(actor.world, trusted())
    proved = keys.proved_on if keys else None
    drill = waiting(keys, today) if keys and keys.age else None
    return OwnRecipient(
        keys, found, (today - proved).days if proved else None, _until(actor, proved), drill,
        _answer_by(drill), today,
    )  # fmt: skip


def own_drill(actor: Actor, drill: object, today: date) -> Drill | None:
    """A drill of the own body's recipient that can still be answered; another one and a missing one are alike None."""
    found = recipient_of(actor, today).drill
    return found if found is not None and found.pk == drill else None


def waiting(keys: BodyKeys, today: date) -> Drill | None:
    """The drill of these keys that can still be answered."""
    newest = Drill.objects.filter(body_keys=keys, met_on=None).order_by("-asked_on", "id").first()
    return newest if newest is not None and is_answerable(newest.asked_on, today) else None


def _answer_by(drill: Drill | None) -> date | None:
    return drill.asked_on + timedelta(days=COURIER_LASTS) if drill else None


def _until(actor: Actor, proved: date | None) -> date | None:
    if proved is None:
        return None
    try:
        return proved + timedelta(days=policy(actor.world).key_proof_days)
    except Refused:
        return None
