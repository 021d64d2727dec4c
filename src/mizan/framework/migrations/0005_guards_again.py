"""SQLite rebuilt the tables and dropped their triggers."""

from django.db import migrations

from mizan.ledger.guards import append_only

WHOLE = (
    "assessment", "assessment_evidence", "evidence", "evidencecheck", "headline", "leadanswer", "progress",
    "progress_evidence", "progressanswer", "progressanswer_evidence",
)
READ = (
    "indicator_id", "value", "low", "high", "value_text", "period", "scope", "place_id", "counting_rule",
    "definition_version", "event", "reported_by", "side", "author_body_id", "supersedes_id", "recorded_at",
    "verified", "made_in_id", "world", "source", "as_of", "grade", "note", "pack",
)


class Migration(migrations.Migration):
    dependencies = [("framework", "0004_made_in")]
    operations = [
        *(append_only(f"framework_{table}") for table in WHOLE),
        append_only("framework_reading", key="code", columns=READ),
    ]
