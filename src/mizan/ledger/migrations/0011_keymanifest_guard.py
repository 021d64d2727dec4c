"""A version of the key manifest is never rewritten."""

from django.db import migrations

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_keymanifest")]
    operations = [append_only("ledger_keymanifest", key="version")]
