"""A report, what was said in it and what was done with it are never rewritten. Wraps end once, rungs are released once."""

from django.db import migrations

from mizan.ledger.guards import append_only, moves_once

WHOLE = ("epoch", "door", "message", "attachment", "escrowwrap", "officeract")
FIXED = {
    "report": ("world", "kind", "received_on", "rules", "policy", "body", "made_in_id"),
    "wrap": ("report_id", "epoch", "keys_id", "institution_id", "rung", "why", "since", "made_in_id"),
    "laterwrap": ("report_id", "epoch", "step", "rung", "keys_id", "box", "made_in_id"),
}


class Migration(migrations.Migration):
    dependencies = [("integrity", "0001_initial")]
    operations = [
        *(append_only(f"integrity_{table}") for table in WHOLE),
        *(append_only(f"integrity_{table}", columns=columns) for table, columns in FIXED.items()),
        # An ended wrap is empty (a constraint), so its box cannot come back while the end stays.
        moves_once("integrity_wrap", "until"),
        moves_once("integrity_laterwrap", "released", "released_on", "withdrawn_on"),
    ]
