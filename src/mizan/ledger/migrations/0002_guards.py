"""Events are append-only; a duty may be closed once while it is open and is never deleted."""

from django.db import migrations

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [append_only("ledger_event"), append_only("ledger_duty", open_while="OLD.state = 'open'")]
