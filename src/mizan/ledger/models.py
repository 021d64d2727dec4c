"""Events, duties, leaves and threads, each guarded by triggers in the database (`guards`), on SQLite and PostgreSQL."""

from __future__ import annotations

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id

FOUNDING = UUID("6d697a61-6e00-4000-8000-000000000000")  # rows older than the log (migration 0005)
# Ends and proofs that were recorded before a leaf committed to them (migrations of the rooms).
MOVED = UUID("6d697a61-6e00-4000-8000-000000000001")


class Event(InWorld):
    """One thing that happened: who acted, which verb, on what, with which facts. Never changed, never deleted.

    A consequential event has a leaf in the transparency log, or the database refuses it (I-5).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=80, db_index=True)
    actor = models.CharField(max_length=64, blank=True)  # user id, or the system's name
    body = models.CharField(max_length=40, blank=True, db_index=True)
    side = models.CharField(max_length=13, blank=True)
    target_kind = models.CharField(max_length=40)
    target_id = models.CharField(max_length=80)
    payload = models.JSONField(default=dict)
    consequential = models.BooleanField()
    leaf = models.OneToOneField("Leaf", null=True, blank=True, on_delete=models.PROTECT, related_name="event")

    class Meta:
        ordering = ("at", "id")
        indexes = (models.Index(fields=["target_kind", "target_id", "at"], name="event_of_target"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(consequential=False) | Q(leaf__isnull=False), name="consequential_event_has_a_leaf"
            ),
        )

    def __str__(self) -> str:
        return f"{self.verb} {self.target_kind}:{self.target_id}"


class Thread(models.Model):
    """What belongs together: the object of duties, or the target of events, and the one key of its openings.

    `sealed` holds 64 bytes under the instance key: the thread key (nonces of duties) and the data key (openings of
    leaves). Erasing a thread empties it for good; nothing else ever changes here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    sealed = models.BinaryField(null=True, editable=False)
    erased_by = models.ForeignKey("Event", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="one_thread_per_subject"),
            models.CheckConstraint(
                condition=Q(sealed=None, erased_by__isnull=False) | Q(sealed__isnull=False, erased_by=None),
                name="thread_is_sealed_or_erased",
            ),
        )

    def __str__(self) -> str:
        return f"thread {self.id}"


class Leaf(models.Model):
    """The outbox of the transparency log: one row per leaf, fixed in the business transaction (I-6).

    `data` is leaf v1 (104 bytes), `hash` its RFC 6962 leaf hash, `publish_from` its slot. The sequencer sets `idx`
    once. `sealed` is the opening under the thread's data key; a leaf without a thread (a manifest) is unsalted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    data = models.BinaryField(editable=False)
    hash = models.BinaryField(max_length=32, unique=True, editable=False)
    publish_from = models.DateTimeField()
    idx = models.BigIntegerField(null=True, blank=True, unique=True)
    thread = models.ForeignKey(Thread, null=True, blank=True, on_delete=models.PROTECT, related_name="leaves")
    sealed = models.BinaryField(default=b"", editable=False)

    class Meta:
        indexes = (models.Index(fields=["publish_from"], condition=Q(idx=None), name="leaf_waiting"),)
        constraints = (
            models.CheckConstraint(condition=Exact(Length("data"), 104), name="leaf_has_104_bytes"),
            models.CheckConstraint(condition=Exact(Length("hash"), 32), name="leaf_hash_has_32_bytes"),
            models.CheckConstraint(condition=Q(idx=None) | Q(idx__gte=0), name="leaf_index_is_a_count"),
        )

    def __str__(self) -> str:
        return f"leaf {self.id}"


class LogHead(models.Model):
    """Where a log stands: the authority on its size, moved by the sequencer alone, and never back (I-6).

    `note` is the checkpoint with the log's own signature. `shift` is 0 but for a log that continues an older one,
    whose first leaf is no row here: the index in the log is `Leaf.idx` + shift.
    """

    origin = models.CharField(max_length=200, primary_key=True)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32, editable=False)
    note = models.BinaryField(editable=False)
    shift = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(size__gte=0), name="log_size_is_a_count"),
            models.CheckConstraint(condition=Exact(Length("root"), 32), name="log_root_has_32_bytes"),
        )

    def __str__(self) -> str:
        return f"{self.origin} with {self.size} leaves"


class LogOrigin(models.Model):
    """A log that continues an older one: the statement that the new log's key, oversight and society signed. `number`
    counts the origins of this installation, the first without a row. No log has two successors."""

    number = models.PositiveIntegerField(primary_key=True)
    origin = models.CharField(max_length=200, unique=True)
    continues = models.CharField(max_length=200, unique=True)
    data = models.BinaryField(editable=False)
    made_in = EventOf()

    def __str__(self) -> str:
        return f"{self.origin} continues {self.continues}"


class DutyState(models.TextChoices):
    OPEN = "open", _("open")
    MET = "met", _("met in time")
    LATE = "late", _("met late")
    EXTENDED = "extended", _("extended")
    ESCALATED = "escalated", _("escalated")


class Duty(InWorld):
    """What a body owes by a due day. Reports, referrals, entitlements, proposals and tips all use this one table.

    An extension or an escalation closes the row and opens its successor (`follows`), so that neither can ever be
    counted as met. No row is deleted; a closed row is not changed (I-3, I-4). `number` is the public number of the
    kind (0: not public); `ordinal` counts the duties of one subject and gives each its own nonce. A public duty has
    the leaf that opened it and, once closed, the leaf that closed it: without, the database refuses it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=40, db_index=True)
    owner = models.CharField(max_length=40, db_index=True)  # institution code
    subject_kind = models.CharField(max_length=40)
    subject_id = models.CharField(max_length=80)
    rung = models.PositiveSmallIntegerField(default=0)
    opened_on = models.DateField()
    due_on = models.DateField(db_index=True)
    state = models.CharField(max_length=9, choices=DutyState.choices, default=DutyState.OPEN)
    closed_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=40, blank=True)  # a code of the extension, never free text
    follows = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successor")
    number = models.PositiveSmallIntegerField(default=0)
    ordinal = models.PositiveIntegerField()
    leaf = models.ForeignKey(Leaf, null=True, blank=True, on_delete=models.PROTECT, related_name="opened")
    closing_leaf = models.ForeignKey(Leaf, null=True, blank=True, on_delete=models.PROTECT, related_name="closed")
    made_in = EventOf(but=("state", "closed_on", "reason", "closed_in", "closing_leaf"))
    closed_in = EventOf(only=("id", "state", "closed_on", "reason", "closing_leaf"), null=True, blank=True)

    class Meta:
        ordering = ("due_on", "id")
        indexes = (models.Index(fields=["subject_kind", "subject_id"], name="duty_of_subject"),)
        constraints = (
            models.CheckConstraint(condition=Q(due_on__gte=models.F("opened_on")), name="duty_due_after_opening"),
            models.CheckConstraint(
                condition=Q(state="open", closed_on=None) | (~Q(state="open") & Q(closed_on__isnull=False)),
                name="duty_closed_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="open", closed_in=None, reason="") | (~Q(state="open") & Q(closed_in__isnull=False)),
                name="duty_closed_has_an_event",
            ),
            models.CheckConstraint(
                condition=Q(number=0, leaf=None, closing_leaf=None)
                | Q(number__gt=0, leaf__isnull=False, state="open", closing_leaf=None)
                | (Q(number__gt=0, leaf__isnull=False, closing_leaf__isnull=False) & ~Q(state="open")),
                name="public_duty_has_its_leaves",
            ),
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "ordinal"], name="one_nonce_per_duty"),
        )

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_on} ({self.state})"


class Erasure(models.Model):
    """A request to destroy the keys of a thread, on a legal basis. Append-only, like the consents to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    thread = models.ForeignKey(Thread, on_delete=models.PROTECT, related_name="erasures")
    basis = models.CharField(max_length=40)
    made_in = EventOf()

    def __str__(self) -> str:
        return f"erasure of {self.thread_id}"


class ErasureConsent(models.Model):
    """One person's agreement to an erasure; oversight's counts apart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    erasure = models.ForeignKey(Erasure, on_delete=models.PROTECT, related_name="consents")
    person = models.CharField(max_length=64)
    body = models.CharField(max_length=40)
    is_oversight = models.BooleanField()
    made_in = EventOf()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["erasure", "person"], name="a_person_agrees_once"),)

    def __str__(self) -> str:
        return f"consent to {self.erasure_id}"


class JournalLine(models.Model):
    """How far this database knows the revocation journal: one row per line, with the chain's hash after it."""

    number = models.PositiveIntegerField(primary_key=True)
    head = models.BinaryField(editable=False)

    class Meta:
        constraints = (models.CheckConstraint(condition=Exact(Length("head"), 32), name="journal_head_has_32_bytes"),)

    def __str__(self) -> str:
        return f"journal line {self.number}"


class KeyManifest(models.Model):
    """One version of the key manifest, as signed. Append-only; each is the commitment of an unsalted leaf."""

    version = models.PositiveIntegerField(primary_key=True)
    data = models.BinaryField(editable=False)
    made_in = EventOf()

    def __str__(self) -> str:
        return f"key manifest {self.version}"
