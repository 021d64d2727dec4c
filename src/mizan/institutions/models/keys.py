"""The key store: what reports and vaults are wrapped to. Secrets lie here only as boxes that this machine cannot open.

A *person* has two public keys (to open, to sign) and their secrets, locked under a passphrase and under the code of a
recovery sheet. A *body* has a key pair of its own, whose secret is wrapped to the persons on its *roster*; when one of
them leaves, a new epoch begins. A body is a reader only while its newest public keys stand in the key manifest, a drill
within the pack's days proved that somebody can open with them, and its roster is staffed (DESIGN section 9).
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from mizan.institutions.models.bodies import Institution
from mizan.institutions.models.people import User
from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id

KEY = 32  # bytes of a public key, X25519 or Ed25519


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
    made_in = EventOf(but=("locked", "until"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=Q(until=None), name="one_current_pair_per_person"),
            models.CheckConstraint(condition=Exact(Length("public"), KEY), name="person_public_has_32_bytes"),
            models.CheckConstraint(condition=Exact(Length("verify"), KEY), name="person_verify_has_32_bytes"),
        )

    def __str__(self) -> str:
        return f"keys {self.id}"


class BodyKeys(InWorld):
    """One epoch of a body's keys; `id` is the id under which `sealing` binds them. A body without computers has
    `age`, the recipient of its own key, and no share here. `proved_on`: the day of the last drill that was met."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="keys")
    epoch = models.PositiveIntegerField(default=0)
    public = models.BinaryField(max_length=KEY, unique=True, editable=False)
    verify = models.BinaryField(max_length=KEY, unique=True, editable=False)
    age = models.CharField(max_length=80, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    proved_on = models.DateField(null=True, blank=True)
    made_in = EventOf(but=("until", "proved_on"))

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["institution", "epoch"], name="one_key_per_body_and_epoch"),
            models.UniqueConstraint(fields=["institution"], condition=Q(until=None), name="one_current_key_per_body"),
        )

    def __str__(self) -> str:
        return f"keys of {self.institution_id}, epoch {self.epoch}"


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
    made_in = EventOf(but=("until",))

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["body_keys", "person_keys"], condition=Q(until=None), name="one_post_on_a_roster"
            ),
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
    made_in = EventOf(but=("met_on",))

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
    made_in = EventOf(but=("until",))

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(other=None, body__isnull=False) | Q(other__isnull=False, body=None), name="tie_has_one_end"
            ),
        )

    def __str__(self) -> str:
        return f"tie {self.id}"
