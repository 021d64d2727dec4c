"""A comparison is never rewritten and never taken back, whatever it found."""

from django.db import migrations

from mizan.ledger.guards import append_only


class Migration(migrations.Migration):
    dependencies = [("prevention", "0007_comparisons")]
    operations = [
        append_only("prevention_comparison", key="code"),
        append_only("prevention_comparisonrow"),
    ]
