"""A report may have had several codewords. The open door of one opens it; an ended one is empty."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from mizan.ledger.guards import append_only, unchanged

FIXED = ("id", "report_id", "number", "pepper", "verify", "signed", "made_in_id")
ENDS = f"OLD.until IS NULL AND NEW.until IS NOT NULL AND {unchanged(*FIXED)}"


class Migration(migrations.Migration):
    dependencies = [("integrity", "0005_hand_overs")]
    operations = [
        migrations.AlterField("door", "report", models.ForeignKey(
            on_delete=django.db.models.deletion.PROTECT, related_name="doors", to="integrity.report")),
        migrations.AddField("door", "number", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("door", "signed", models.BinaryField(editable=False, max_length=64, null=True)),
        migrations.AddField("door", "until", models.DateField(blank=True, null=True)),
        migrations.AddField("door", "last", models.SmallIntegerField(blank=True, null=True)),
        migrations.AlterField(
            "door", "locator", models.BinaryField(editable=False, max_length=32, null=True, unique=True)),
        migrations.AlterField("door", "box", models.BinaryField(editable=False, null=True)),
        migrations.AlterModelOptions("door", options={"ordering": ("report", "number")}),
        migrations.AddConstraint(
            "door", models.UniqueConstraint(fields=("report", "number"), name="doors_are_counted")),
        migrations.AddConstraint("door", models.CheckConstraint(
            condition=Q(until=None, last=None, locator__isnull=False, box__isnull=False)
            | Q(until__isnull=False, last__isnull=False, locator=None, box=None),
            name="an_ended_door_is_empty")),
        # One update alone is let through: the one that ends a door, which the constraint above makes empty it.
        append_only("integrity_door", open_while=ENDS),
    ]
