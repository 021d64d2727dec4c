from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    """Logs that continue an older one; a row is never rewritten."""

    dependencies = [("ledger", "0012_loghead")]
    operations = [
        migrations.CreateModel(
            name="LogOrigin",
            fields=[
                ("number", models.PositiveIntegerField(primary_key=True, serialize=False)),
                ("origin", models.CharField(max_length=200, unique=True)),
                ("continues", models.CharField(max_length=200, unique=True)),
                ("data", models.BinaryField()),
                (
                    "made_in",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ledger.event",
                    ),
                ),
            ],
        ),
        append_only("ledger_logorigin", key="number"),
    ]
