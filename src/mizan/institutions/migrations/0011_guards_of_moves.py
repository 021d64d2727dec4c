"""SQLite rebuilt the tables and dropped their triggers. What moves once moves with its event, which is set once too."""

from django.db import migrations

from mizan.ledger.guards import append_only, moves_once

FIXED = {
    "personkeys": ("world", "user_id", "public", "verify", "copy", "since", "made_in_id"),
    "bodykeys": ("world", "institution_id", "epoch", "public", "verify", "age", "since", "made_in_id"),
    "rosterpost": ("world", "body_keys_id", "person_keys_id", "box", "certificate", "since", "made_in_id"),
    "drill": ("world", "body_keys_id", "box", "expected", "asked_on", "made_in_id"),
    "tie": ("world", "person_id", "kind", "other_id", "body_id", "since", "made_in_id"),
}
ENDS = {
    "personkeys": ("until", "ended_in_id"), "bodykeys": ("until", "ended_in_id"), "rosterpost": ("until", "ended_in_id"),
    "drill": ("met_on", "met_in_id"), "tie": ("until", "ended_in_id"),
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("institutions", "0010_moves_with_events")]
    operations = [
        *(append_only(f"institutions_{table}", columns=columns) for table, columns in FIXED.items()),
        *(moves_once(f"institutions_{table}", *columns) for table, columns in ENDS.items()),
    ]
