"""A leaf takes its index once and is otherwise fixed; a thread loses its key once, to an erasure."""

from django.db import migrations

from mizan.ledger.guards import append_only, unchanged

LEAF = unchanged("id", "data", "hash", "publish_from", "thread_id", "sealed")
THREAD = unchanged("id", "subject_kind", "subject_id")
SEQUENCED = f"OLD.idx IS NULL AND NEW.idx IS NOT NULL AND {LEAF}"
ERASED = f"OLD.erased_by_id IS NULL AND NEW.erased_by_id IS NOT NULL AND {THREAD}"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_leaf")]
    operations = [
        append_only("ledger_leaf", open_while=SEQUENCED),
        append_only("ledger_thread", open_while=ERASED),
    ]
