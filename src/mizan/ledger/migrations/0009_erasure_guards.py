"""What was asked and agreed, and how far the journal was known, is never rewritten."""

from django.db import migrations

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_erasure")]
    operations = [
        append_only("ledger_erasure"),
        append_only("ledger_erasureconsent"),
        append_only("ledger_journalline", key="number"),
    ]
