"""What was said names the event that recorded it: a row without one is refused at COMMIT."""

from uuid import UUID

import django.db.models.deletion
from django.db import migrations, models

FOUNDING = UUID("6d697a61-6e00-4000-8000-000000000000")  # of ledger 0005: rows older than the log
EVENT = {"editable": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "ledger.event"}
TABLES = (
    "assessment", "evidence", "evidencecheck", "headline", "leadanswer", "progress", "progressanswer", "reading",
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("framework", "0003_retired"), ("ledger", "0007_guards_again")]
    operations = [
        migrations.AddField(table, "made_in", models.ForeignKey(default=FOUNDING, **EVENT), preserve_default=False)
        for table in TABLES
    ]
