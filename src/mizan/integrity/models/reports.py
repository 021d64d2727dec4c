"""Reports as this machine may know them: random ids, days, ciphertext. Who is accused stands only inside.

Rows hold no hour, no address, no session and no account of a reporter (DESIGN section 9, "Rows"). Stated gaps: the
order of rows on the disk, the database's own journal, and which body holds a report.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mizan.kit.facts import InWorld
from mizan.ledger.fields import EventOf
from mizan.ledger.ids import new_id


class Report(InWorld):
    """One report. `id` is the id under which `sealing` binds it, `body` the sealed text of epoch 0 (an `Accusation` and
    a narrative as JSON). `held_on`: the reporter took it back; its duties then say so."""

    class Kind(models.TextChoices):
        OFFICIAL = "official", _("about an official or a worker")
        TIP = "tip", _("about trafficking")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        INADMISSIBLE = "inadmissible", _("closed as inadmissible")
        FINISHED = "finished", _("finished")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    received_on = models.DateField(db_index=True)
    held_on = models.DateField(null=True, blank=True)
    rules = models.CharField(max_length=40)  # version of the routing rules
    policy = models.CharField(max_length=80)  # version of the pack's routing data
    body = models.BinaryField(editable=False)
    made_in = EventOf(but=("state", "held_on"))

    class Meta:
        ordering = ("received_on", "id")

    def __str__(self) -> str:
        return f"report {self.id}"


class Epoch(models.Model):
    """A key pair of a report: the public half. A recusal begins the next one, for all that comes later."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="epochs")
    number = models.PositiveSmallIntegerField(default=0)
    public = models.BinaryField(max_length=32, unique=True, editable=False)
    began_on = models.DateField()
    made_in = EventOf()

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="one_key_per_report_and_epoch"),)

    def __str__(self) -> str:
        return f"epoch {self.number} of {self.report_id}"


class Door(models.Model):
    """What a codeword finds: written after stretching, in the second transaction. `box` is the report's secret of epoch
    0 under the reporter's key; later epochs add a `Wrap` of hers (`Wrap.reporter`).

    A changed codeword is one door more (`number`), and `signed` is what the key of the door before it says of its
    `verify` (64 bytes). The old door ends when the new codeword was first typed: locator and box are gone, and `last`
    is the epoch up to which its key still speaks for the reporter; -1 for a door that nobody came through."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="doors")
    number = models.PositiveSmallIntegerField(default=0)
    locator = models.BinaryField(max_length=32, unique=True, null=True, editable=False)
    pepper = models.PositiveSmallIntegerField(default=1)  # version of the pepper
    verify = models.BinaryField(max_length=32, editable=False)
    signed = models.BinaryField(max_length=64, null=True, editable=False)
    box = models.BinaryField(null=True, editable=False)
    until = models.DateField(null=True, blank=True)
    last = models.SmallIntegerField(null=True, blank=True)
    made_in = EventOf(but=("locator", "box", "until", "last"))

    class Meta:
        ordering = ("report", "number")
        constraints = (
            models.UniqueConstraint(fields=["report", "number"], name="doors_are_counted"),
            models.CheckConstraint(
                condition=Q(until=None, last=None, locator__isnull=False, box__isnull=False)
                | Q(until__isnull=False, last__isnull=False, locator=None, box=None),
                name="an_ended_door_is_empty",
            ),
        )

    def __str__(self) -> str:
        return f"door {self.id}"


class Message(models.Model):
    """One sealed text of the conversation, or a note of a body. `number` counts them within a report and purpose."""

    class Purpose(models.IntegerChoices):
        FROM_REPORTER = 2
        TO_REPORTER = 3
        NOTE = 4

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="messages")
    purpose = models.PositiveSmallIntegerField(choices=Purpose.choices)
    number = models.PositiveIntegerField()
    epoch = models.PositiveSmallIntegerField(default=0)
    sealed = models.BinaryField(editable=False)
    written_on = models.DateField()
    author = models.ForeignKey(
        "institutions.PersonKeys", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    institution = models.ForeignKey(
        "institutions.Institution", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    made_in = EventOf()

    class Meta:
        ordering = ("report", "purpose", "number")
        constraints = (
            models.UniqueConstraint(fields=["report", "purpose", "number"], name="messages_are_counted"),
            models.CheckConstraint(
                condition=Q(purpose=2, author=None, institution=None)
                | (~Q(purpose=2) & Q(author__isnull=False, institution__isnull=False)),
                name="only_a_reporters_message_has_no_author",
            ),
        )

    def __str__(self) -> str:
        return f"message {self.number} of {self.report_id}"


class Attachment(models.Model):
    """A sealed file beside the database, named by `id`; `record` holds its name, type, size and key, sealed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="attachments")
    number = models.PositiveIntegerField()
    epoch = models.PositiveSmallIntegerField(default=0)
    record = models.BinaryField(editable=False)
    digest = models.BinaryField(max_length=32, editable=False)  # of the ciphertext
    size = models.PositiveBigIntegerField()  # of the ciphertext: a bucket
    added_on = models.DateField()
    made_in = EventOf()

    class Meta:
        ordering = ("report", "number")
        constraints = (models.UniqueConstraint(fields=["report", "number"], name="attachments_are_counted"),)

    def __str__(self) -> str:
        return f"attachment {self.number} of {self.report_id}"
