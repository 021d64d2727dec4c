"""A report, what was said in it and what was done with it are never rewritten. Wraps end once, rungs are released once."""

from django.db import migrations

from mizan.ledger.guards import append_only, unchanged

WHOLE = ("epoch", "door", "message", "attachment", "escrowwrap", "officeract")


class Migration(migrations.Migration):
    dependencies = [("integrity", "0001_initial")]
    operations = [
        *(append_only(f"integrity_{table}") for table in WHOLE),
        append_only(
            "integrity_report",
            open_while=unchanged("id", "world", "kind", "received_on", "rules", "policy", "body", "made_in_id"),
        ),
        append_only(
            "integrity_wrap",
            open_while="OLD.until IS NULL AND NEW.until IS NOT NULL AND NEW.box IS NULL AND "
            + unchanged("id", "report_id", "epoch", "keys_id", "institution_id", "rung", "why", "since", "made_in_id"),
        ),
        append_only(
            "integrity_laterwrap",
            open_while="(OLD.released_on IS NULL OR "
            + unchanged("released", "released_on")
            + ") AND (OLD.withdrawn_on IS NULL OR "
            + unchanged("withdrawn_on")
            + ") AND "
            + unchanged("id", "report_id", "epoch", "step", "rung", "keys_id", "box", "made_in_id"),
        ),
    ]
