from __future__ import annotations

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

from mizan.ledger.guards import append_only

FORWARD = (
    "NEW.origin = OLD.origin AND NEW.shift = OLD.shift AND "
    "(NEW.size > OLD.size OR (NEW.size = OLD.size AND NEW.root = OLD.root))"
)


class Migration(migrations.Migration):
    """The head of the log: it moves forward only."""

    dependencies = [("ledger", "0011_keymanifest_guard")]
    operations = [
        migrations.CreateModel(
            name="LogHead",
            fields=[
                ("origin", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField(max_length=32)),
                ("note", models.BinaryField()),
                ("shift", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("size__gte", 0)), name="log_size_is_a_count"),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.Exact(django.db.models.functions.text.Length("root"), 32),
                        name="log_root_has_32_bytes",
                    ),
                ],
            },
        ),
        append_only("ledger_loghead", key="origin", open_while=FORWARD),
    ]
