"""A consequential event has a leaf, a public duty its leaves, a duty its events.

A duty that was closed before has no event
and stops this migration: no released version had duties.
"""

from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

FOUNDING = UUID("6d697a61-6e00-4000-8000-000000000000")
EVENT = {"editable": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "ledger.event"}


def leaf(related_name):
    return {
        "blank": True, "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": related_name,
        "to": "ledger.leaf",
    }  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_founding")]
    operations = [
        migrations.AddField("event", "consequential", models.BooleanField(default=False), preserve_default=False),
        migrations.AddField("event", "leaf", models.OneToOneField(**leaf("event"))),
        migrations.AddConstraint(
            "event",
            models.CheckConstraint(
                condition=Q(consequential=False) | Q(leaf__isnull=False), name="consequential_event_has_a_leaf"
            ),
        ),
        migrations.AddField("duty", "number", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("duty", "ordinal", models.PositiveIntegerField(default=0), preserve_default=False),
        migrations.AddField("duty", "leaf", models.ForeignKey(**leaf("opened"))),
        migrations.AddField("duty", "closing_leaf", models.ForeignKey(**leaf("closed"))),
        migrations.AddField(
            "duty", "made_in", models.ForeignKey(default=FOUNDING, **EVENT), preserve_default=False
        ),
        migrations.AddField("duty", "closed_in", models.ForeignKey(blank=True, null=True, **EVENT)),
        migrations.AddConstraint(
            "duty",
            models.CheckConstraint(
                condition=Q(state="open", closed_in=None, reason="") | (~Q(state="open") & Q(closed_in__isnull=False)),
                name="duty_closed_has_an_event",
            ),
        ),
        migrations.AddConstraint(
            "duty",
            models.CheckConstraint(
                condition=Q(number=0, leaf=None, closing_leaf=None)
                | Q(number__gt=0, leaf__isnull=False, state="open", closing_leaf=None)
                | (Q(number__gt=0, leaf__isnull=False, closing_leaf__isnull=False) & ~Q(state="open")),
                name="public_duty_has_its_leaves",
            ),
        ),
        migrations.AddConstraint(
            "duty",
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "ordinal"], name="one_nonce_per_duty"),
        ),
    ]
