"""The key store: what reports and vaults are wrapped to. Secrets lie here only as boxes that this machine cannot open.

A *person* has two public keys (to open, to sign) and their secrets, locked under a passphrase and under the code of a
recovery sheet. A *body* has a key pair of its own, whose secret is wrapped to the persons on its *roster*; when one of
them leaves, a new epoch begins. A body is a reader only while its newest public keys stand in the key manifest, a drill
within the pack's days proved that somebody can open with them, and its roster is staffed (DESIGN section 9).
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Case, F, Q, When
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models.bodies import Institution
from mizan.institutions.models.people import User
from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id

KEY = 32  # bytes of a public key, X25519 or Ed25519


def moves_with(column: str, link: str, name: str) -> models.CheckConstraint:
    """A column that moves once is set together with the event that moved it, or neither is."""
    neither, both = {column: None, link: None}, {f"{column}__isnull": False, f"{link}__isnull": False}
    return models.CheckConstraint(condition=Q(**neither) | Q(**both), name=name)


class BodyKeysRows(models.Manager["BodyKeys"]):
    """Keys of bodies, with what their drills say."""

    def with_proof(self) -> models.QuerySet[BodyKeys]:
        """Each row with `proved_on`, in the same query. What a courier carries proves as of the day of the question."""
        day = Case(
            When(age="", then=F("drills__met_on")), When(drills__met_on__isnull=False, then=F("drills__asked_on"))
        )
        return self.annotate(proved_on=models.Max(day))


class PersonKeys(InWorld):
    """One person's keys. `locked` is under her passphrase, `copy` under the code of her sheet (`sealing.readers`,
    `sealing.recovery`). Ended keys still open what was wrapped to them; nothing new is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="keys")
    public = models.BinaryField(max_length=KEY, unique=True, editable=False)
    verify = models.BinaryField(max_length=KEY, unique=True, editable=False)
    locked = models.BinaryField(editable=False)
    copy = models.BinaryField(editable=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("until", "ended_in"), told=("locked",))
    ended_in = EventOf(only=("until",), null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_current_pair_per_person"),
            moves_with("until", "ended_in", "end_of_a_persons_keys_has_its_event"),
            models.CheckConstraint(condition=Exact(Length("public"), KEY), name="person_public_has_32_bytes"),
            models.CheckConstraint(condition=Exact(Length("verify"), KEY), name="person_verify_has_32_bytes"),
        )

    def __str__(self) -> str:
        return f"keys {self.id}"


class BodyKeys(InWorld):
    """One epoch of a body's keys; `id` is the id under which `sealing` binds them. A body without computers has
    `age`, the recipient of its own key, and no share here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="keys")
    epoch = models.PositiveIntegerField(default=0)
    public = models.BinaryField(max_length=KEY, unique=True, editable=False)
    verify = models.BinaryField(max_length=KEY, unique=True, editable=False)
    age = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("until", "ended_in"))
    ended_in = EventOf(only=("until",), null=True)
    objects = BodyKeysRows()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["institution", "epoch"], name="one_key_per_body_and_epoch"),
            models.UniqueConstraint(fields=["institution"], condition=Q(until=None), name="one_current_key_per_body"),
            moves_with("until", "ended_in", "end_of_a_bodys_keys_has_its_event"),
        )

    def __str__(self) -> str:
        return f"keys of {self.institution_id}, epoch {self.epoch}"

    @cached_property
    def proved_on(self) -> date | None:
        """As of which day somebody last proved that he can open with them. It stands in the drills alone, where leaves
        commit to it; a row `with_proof()` has it already."""
        return BodyKeys.objects.with_proof().values_list("proved_on", flat=True).get(pk=self.pk)


class RosterPost(InWorld):
    """Somebody who may read for a body: the body's secret wrapped to her, and the body's signature on her public keys,
    so that nobody else can put a reader on a roster."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body_keys = models.ForeignKey(BodyKeys, on_delete=models.PROTECT, related_name="posts")
    person_keys = models.ForeignKey(PersonKeys, on_delete=models.PROTECT, related_name="posts")
    box = models.BinaryField(editable=False)
    certificate = models.BinaryField(max_length=64, editable=False)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("until", "ended_in"))
    ended_in = EventOf(only=("until",), null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["body_keys", "person_keys"], condition=Q(until=None), name="one_post_on_a_roster"
            ),
            moves_with("until", "ended_in", "end_of_a_roster_post_has_its_event"),
        )

    def __str__(self) -> str:
        return f"post {self.id}"


class Drill(InWorld):
    """A challenge that only the holder of a body's secret can meet. `expected` is the digest of the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body_keys = models.ForeignKey(BodyKeys, on_delete=models.PROTECT, related_name="drills")
    box = models.BinaryField(editable=False)
    expected = models.BinaryField(max_length=32, editable=False)
    asked_on = models.DateField()
    met_on = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("met_on", "met_in"))
    met_in = EventOf(only=("met_on",), null=True)

    class Meta:
        constraints = (moves_with("met_on", "met_in", "proof_by_a_drill_has_its_event"),)

    def __str__(self) -> str:
        return f"drill {self.id}"


class Tie(InWorld):
    """A relation that a person declared: to another account, or to somebody in a body. It keeps her off reports."""

    class Kind(models.TextChoices):
        RELATIVE = "relative", _("relative")
        CO_OWNER = "co_owner", _("shares a business")
        COUNTER_CASE = "counter_case", _("an open case between the two")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="ties")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    other = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey(Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("until", "ended_in"))
    ended_in = EventOf(only=("until",), null=True)

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(other=None, body__isnull=False) | Q(other__isnull=False, body=None), name="tie_has_one_end"
            ),
            moves_with("until", "ended_in", "end_of_a_tie_has_its_event"),
        )

    def __str__(self) -> str:
        return f"tie {self.id}"
