"""Answers, claims, evidence and readings are append-only: a new one supersedes, both stay (I-7)."""

from django.db import migrations

from mizan.ledger.guards import append_only

WHOLE = (
    "assessment", "assessment_evidence", "evidence", "evidencecheck", "headline", "leadanswer", "progress",
    "progress_evidence", "progressanswer", "progressanswer_evidence",
)
READ = (
    "indicator_id", "value", "low", "high", "value_text", "period", "scope", "place_id", "counting_rule",
    "definition_version", "event", "reported_by", "side", "author_body_id", "supersedes_id", "recorded_at",
    "verified", "world", "source", "as_of", "grade", "note", "pack",
)


class Migration(migrations.Migration):
    dependencies = [("framework", "0001_initial"), ("ledger", "0002_guards")]
    operations = [
        *(append_only(f"framework_{table}") for table in WHOLE),
        append_only("framework_reading", key="code", columns=READ),
    ]
