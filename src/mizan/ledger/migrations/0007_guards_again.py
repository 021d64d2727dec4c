"""SQLite rebuilt the tables and dropped their triggers. An open duty may now be closed and nothing else."""

from django.db import migrations

from mizan.ledger.guards import append_only, unchanged

FIXED = unchanged(
    "id", "world", "kind", "owner", "subject_kind", "subject_id", "rung", "opened_on", "due_on", "follows_id",
    "number", "ordinal", "leaf_id", "made_in_id",
)  # fmt: skip
LEAF = unchanged("id", "data", "hash", "publish_from", "thread_id", "sealed")
THREAD = unchanged("id", "subject_kind", "subject_id")


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_leaf_of_event")]
    operations = [
        append_only("ledger_event"),
        append_only("ledger_duty", open_while=f"OLD.state = 'open' AND NEW.state <> 'open' AND {FIXED}"),
        append_only("ledger_leaf", open_while=f"OLD.idx IS NULL AND NEW.idx IS NOT NULL AND {LEAF}"),
        append_only("ledger_thread", open_while=f"OLD.erased_by_id IS NULL AND NEW.erased_by_id IS NOT NULL AND {THREAD}"),
    ]
