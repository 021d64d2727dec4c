"""An end and a proof name the event that recorded them, whose leaf commits to the day. The day of the last proof of a
body's keys stands in its drills alone."""

import django.db.models.deletion
from django.db import migrations, models

EVENT = {"editable": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": "ledger.event"}
LINKS = {"personkeys": "ended_in", "bodykeys": "ended_in", "rosterpost": "ended_in", "drill": "met_in", "tie": "ended_in"}


class Migration(migrations.Migration):
    dependencies = [("institutions", "0007_guards_of_keys"), ("ledger", "0013_logorigin")]
    operations = [
        migrations.AddField(model, link, models.ForeignKey(null=True, **EVENT)) for model, link in LINKS.items()
    ]
