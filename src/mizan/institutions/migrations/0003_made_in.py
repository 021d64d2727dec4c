"""What was said of a unit names the event that recorded it: a row without one is refused at COMMIT."""

from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

FOUNDING = UUID("6d697a61-6e00-4000-8000-000000000000")  # of ledger 0005: rows older than the log
EVENT = {"editable": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "ledger.event"}


class Migration(migrations.Migration):
    dependencies = [("institutions", "0002_guards"), ("ledger", "0007_guards_again")]
    operations = [
        migrations.AddField(
            "unitstatus", "made_in", models.ForeignKey(default=FOUNDING, **EVENT), preserve_default=False
        ),
    ]
