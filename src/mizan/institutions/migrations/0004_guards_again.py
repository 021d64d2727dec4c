"""SQLite rebuilt the table and dropped its triggers."""

from django.db import migrations

from mizan.ledger.guards import append_only

SAID = (
    "institution_id", "kind", "state", "unit_id", "recorded_at", "author_body_id", "reporting_line",
    "head_tenure_months", "budget", "currency", "investigators", "agency_staff", "powers", "caseload", "pack_key", "made_in_id",
    "world", "source", "as_of", "grade", "note", "pack",
)


class Migration(migrations.Migration):
    dependencies = [("institutions", "0003_made_in")]
    operations = [append_only("institutions_unitstatus", columns=SAID)]
