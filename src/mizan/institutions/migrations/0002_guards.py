"""What a source said of a unit is never rewritten; it may only be marked retired."""

from django.db import migrations

from mizan.ledger.guards import append_only

SAID = (
    "institution_id", "kind", "state", "unit_id", "recorded_at", "author_body_id", "reporting_line",
    "head_tenure_months", "budget", "currency", "investigators", "agency_staff", "powers", "caseload", "pack_key",
    "world", "source", "as_of", "grade", "note", "pack",
)


class Migration(migrations.Migration):
    dependencies = [("institutions", "0001_initial"), ("ledger", "0002_guards")]
    operations = [append_only("institutions_unitstatus", columns=SAID)]
